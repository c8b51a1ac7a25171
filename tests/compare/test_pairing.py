"""Which statement is taken for which, as a reader would."""

from dataclasses import replace

import pytest

from kg.compare import Told, compare, sentence

SAID = Told(
    article="https://x.example/article/1",
    headline="Strike on a market",
    start=100,
    end=150,
    words="at least 352 civilians were killed",
    speaker="the Coalition",
    stance="asserts",
    claim="at least 352 civilians",
    figure="at least 352 civilians killed",
    about="strike in Homs, 2016-05-03",
)
EDITED = replace(SAID, article="https://x.example/article/2", start=120, end=170)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stance", "denies"), ("speaker", "the ministry"), ("figure", "352 civilians killed"),
        ("about", "strike in Hama, 2016-05-03"), ("claim", "352 civilians"), ("actor", "the army"),
        ("words", "at least 352 civilians were killed on Tuesday"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("later", [SAID, EDITED], ids=["same text", "edited text"])
def test_one_thing_that_differs_is_a_change_of_one_statement(later: Told, field: str, value: str) -> None:
    changed = replace(later, **{field: value})

    (found,) = compare([SAID], [changed])

    assert (found.change, found.old, found.new) == ("changed", SAID, changed)
    assert f"{field}: {getattr(SAID, field) or 'not known'} -> {value}" in found.what


def test_the_same_statement_in_an_edited_text_has_moved() -> None:
    (found,) = compare([SAID], [EDITED])

    assert found.change == "moved"
    assert found.what == f"article: {SAID.article} -> {EDITED.article}"


def test_a_statement_under_another_headline_says_which_it_was() -> None:
    (found,) = compare([SAID], [replace(SAID, headline="Strike on a town")])

    assert found.what == "headline: Strike on a market -> Strike on a town"
    assert sentence(found).endswith('(characters 100-150; before under "Strike on a market")')


def test_two_stances_in_the_same_words_are_not_mixed_up() -> None:
    denied = replace(SAID, stance="denies", speaker="the ministry")

    found = compare([SAID, denied], [denied, replace(SAID, figure="352 civilians killed")])

    assert [(one.change, one.old, one.told.speaker) for one in found] == [("changed", SAID, "the Coalition")]


def test_the_most_alike_are_paired_and_not_the_first() -> None:
    other = replace(
        SAID, words="ten people were hurt", claim="ten people", figure="10 injured", start=10, end=30
    )
    later = replace(EDITED, words="at least 360 civilians were killed", claim="at least 360 civilians")

    found = compare([other, SAID], [later])

    assert {(one.change, one.told.words) for one in found} == {
        ("changed", later.words),
        ("gone", other.words),
    }


def test_what_has_nothing_in_common_is_gone_and_added() -> None:
    other = Told("https://x.example/article/3", "Talks", 0, 9, "the talks", "a doctor", "asks", "")

    assert [one.change for one in compare([SAID], [other])] == ["gone", "added"]


@pytest.mark.parametrize("number", [5_000, pytest.param(50_000, marks=pytest.mark.nightly)])
def test_thousands_of_statements_that_all_differ_are_each_told(number: int) -> None:
    old = [replace(SAID, start=n * 10, end=n * 10 + 9, words=f"old {n}", claim="") for n in range(number)]
    new = [replace(EDITED, start=n * 10, end=n * 10 + 9, words=f"new {n}", claim="") for n in range(number)]

    assert len(compare(old, new)) == 2 * number

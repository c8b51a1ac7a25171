"""One release behind several articles is one origin."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.registry import load_registry
from kg.resolve import Communication, StatementTold, find_communications
from kg.vocab import Unit

DAY = date(2017, 4, 30)
US, COALITION, UN = "org/us-department-of-defense", "org/cjtf-oir", "org/united-nations"
KILLED = Unit.CIVILIANS_KILLED
WORDS = "all feasible precautions were taken and still"


def said(article: int, number: int, issuer: str = COALITION, *, day: date | None = DAY,
         value: int | None = None, quote: str | None = None, k: int = 0,
         published: date | None = None) -> StatementTold:  # fmt: skip
    path = f"doc/{article:016x}/statement-{number}-{number + 5}-{k:08x}"
    shown = (value, KILLED) if value is not None else None
    return StatementTold(
        path,
        f"{article:016x}",
        issuer,
        day,
        dated=day is not None,
        figure=shown,
        text=quote or "",
        quoted=quote is not None,
        published=published,
    )


def found(*statements: StatementTold) -> list[tuple[str, ...]]:
    return [item.statements for item in all_found(*statements)]


def all_found(*statements: StatementTold) -> tuple[Communication, ...]:
    return find_communications(statements, load_registry())


@pytest.mark.parametrize("issuer", [COALITION, US], ids=["the same body", "bodies that are tied"])
def test_the_same_figure_on_one_day_is_one_release(issuer: str) -> None:
    one, other = said(1, 10, value=45), said(2, 20, issuer, value=45)

    (release,) = all_found(one, other)

    assert release.statements == (one.path, other.path)
    assert release.path.startswith("communication/2017-04-30-")
    assert release.reason == "2 articles tell of it; the same figures: 45"


def test_the_same_words_are_enough() -> None:
    one = said(1, 10, quote=f"“{WORDS}”")
    other = said(2, 20, quote=f'He said: "{WORDS.capitalize()}, sadly"')

    (release,) = all_found(one, other)

    assert release.reason == "2 articles tell of it; the same words"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(said(2, 20, value=46), id="another figure"),
        pytest.param(said(2, 20, UN, value=45), id="a body that is not tied"),
        pytest.param(said(2, 20, day=date(2017, 5, 1), value=45), id="another day"),
        pytest.param(said(2, 20, "doc/0000000000000002/person-9", value=45), id="someone unknown"),
        pytest.param(said(1, 20, value=45), id="one article alone"),
    ],
)
def test_what_does_not_agree_stays_apart(other: StatementTold) -> None:
    assert found(said(1, 10, value=45), other) == []


def test_all_that_an_article_gives_of_the_release_belongs_to_it() -> None:
    told = [said(1, 10, value=45), said(1, 30, value=7), said(2, 20, value=45), said(2, 40, quote="no")]

    assert found(*told) == [tuple(sorted(item.path for item in told))]


def test_an_undated_statement_joins_by_its_figure_and_brings_its_passage() -> None:
    dated = [said(1, 10, value=45), said(2, 20, value=45)]
    undated = [said(1, 50, US, day=None, value=352), said(2, 60, day=None, value=352)]
    cause = said(1, 50, US, day=None, k=1)
    alone = said(1, 70, day=None, value=9)

    (members,) = found(*dated, *undated, cause, alone)

    assert members == tuple(sorted(item.path for item in (*dated, *undated, cause)))


_STATEMENTS = st.lists(
    st.builds(
        said,
        st.integers(1, 4),
        st.integers(10, 15),
        st.sampled_from([US, COALITION, UN, "org/none"]),
        day=st.sampled_from([DAY, date(2017, 5, 1), None]),
        value=st.sampled_from([None, 45, 352]),
        quote=st.sampled_from([None, WORDS]),
    ),
    max_size=10,
    unique_by=lambda statement: statement.path,
)


@given(statements=_STATEMENTS, random=st.randoms())
def test_order_never_matters(statements: list[StatementTold], random: Random) -> None:
    shuffled = list(statements)
    random.shuffle(shuffled)

    assert all_found(*shuffled) == all_found(*statements)


@given(statements=_STATEMENTS)
def test_a_statement_is_in_at_most_one_release_and_a_release_in_several_articles(
    statements: list[StatementTold],
) -> None:
    releases = all_found(*statements)
    members = [path for release in releases for path in release.statements]

    assert len(members) == len(set(members))
    assert all(len({path.split("/")[1] for path in release.statements}) > 1 for release in releases)
    assert len({release.path for release in releases}) == len(releases)

"""What quoted words tell of the words of others: said by them, handed on by whoever is quoted."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Statement
from tests.extract.invented import read_in_scene, spoken

RESIDENT = "said Amina Saleh, a mother of four"


def _inner(text: str) -> Sequence[Statement]:
    return [s for s in spoken(read_in_scene(text)) if s.via]


@pytest.mark.parametrize(
    ("quoted", "speaker", "exact"),
    [
        ("The commander said that 12 people had been killed.", "commander", "12 people had been killed"),
        ("The soldiers told us to leave the village.", "soldiers", "told us to leave the village"),
        ("The ministry denied that it had hit a school.", "ministry", "denied that it had hit a school"),
        ("We waited. According to the army, nobody was hurt.", "army", "nobody was hurt"),
    ],
)  # fmt: skip
def test_who_is_quoted_hands_on_what_others_said(quoted: str, speaker: str, exact: str) -> None:
    (told,) = _inner(f'"{quoted.rstrip(".")}," {RESIDENT}.')

    assert (told.speaker, told.exact) == (speaker, exact)
    assert [link.name for link in told.via] == ["Amina Saleh"]


def test_the_whole_quotation_stays_the_statement_of_who_is_quoted() -> None:
    words = "The commander said that 12 people had been killed"
    found = spoken(read_in_scene(f'"{words}," {RESIDENT}.'))

    assert (words, "Amina Saleh", 0) in {(s.exact, s.speaker, len(s.via)) for s in found}


def test_a_number_that_somebody_hands_on_is_asserted_by_who_gave_it() -> None:
    record = read_in_scene(f'"The commander said that 12 people had been killed," {RESIDENT}.')
    claims = [s.speaker for s in record.statements if s.claim == record.figures[0].id]

    assert claims == ["commander"]


def test_words_by_which_the_quoted_speaker_goes_on_are_not_handed_on() -> None:
    (told,) = _inner(f'"The ministry says nobody died in the strike, but my brother is dead," {RESIDENT}.')

    assert told.exact == "nobody died in the strike"


@pytest.mark.parametrize(
    "quoted",
    [
        "I told them there were children inside",
        "We asked the commander where to go",
        "The commander asked whether we were armed",
        "The army investigates each report by interviewing witnesses",
        "The blast was heard in the next village",
        "Our forces said that nobody was hurt",
    ],
)
def test_own_words_questions_and_plain_telling_hand_on_nothing(quoted: str) -> None:
    assert _inner(f'"{quoted}," {RESIDENT}.') == []


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["commander", "ministry", "doctors"]), st.integers(min_value=2, max_value=900))
def test_words_handed_on_always_lie_in_the_words_quoted(who: str, count: int) -> None:
    text = f'"The {who} said {count} people had died, and the {who} denied it," {RESIDENT}.'
    found = spoken(read_in_scene(text))
    outer = [s for s in found if not s.via]

    for told in (s for s in found if s.via):
        assert any(s.start <= told.start and told.end <= s.end for s in outer)

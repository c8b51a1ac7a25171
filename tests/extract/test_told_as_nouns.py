"""Claims told as nouns, orders, questions and insertions: who says what, and where the words end."""

import pytest

from kg.extract.speech.turns import SHORTEST
from kg.model import Record, Statement
from kg.vocab import Quotation, Stance, Topic
from tests.extract.invented import read

SCENE = "An air strike hit a market in Raqqa on 3 May 2017. "


def said(record: Record) -> list[tuple[str, str, str]]:
    """Speaker, stance and words of what sources say."""
    return [
        (s.speaker, s.stance.value, s.exact) for s in record.statements if s.kind is not Quotation.NARRATED
    ]


def spoken(text: str) -> list[Statement]:
    return [s for s in read(text).statements if s.kind is not Quotation.NARRATED]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The coalition's claim that no civilians died was rejected by residents.",
            [
                (
                    "residents",
                    "disputes",
                    "The coalition's claim that no civilians died was rejected by residents",
                ),
                ("coalition", "asserts", "no civilians died"),
            ],
            id="a claim and who rejects it",
        ),
        pytest.param(
            "The ministry denied the rebels' claim that a bridge was hit.",
            [("ministry", "denies", "denied the rebels' claim that a bridge was hit")],
            id="a claim that its source opposes is told by nobody",
        ),
        pytest.param(
            "Despite assurances from the army that no civilians were hit, ten people died.",
            [("army", "asserts", "no civilians were hit")],
            id="it ends with its clause",
        ),
        pytest.param(
            "Its admission that two children were among them came in June.",
            [("Its", "acknowledges", "admission that two children were among them")],
            id="it ends before the verb of the sentence",
        ),
        pytest.param(
            "The toll, as the mayor said on Monday, was ten.",
            [("mayor", "asserts", "The toll, as the mayor said on Monday, was ten")],
            id="as the mayor said",
        ),
        pytest.param(
            "The army, which had asked residents to leave, killed 12 people, according to the mayor.",
            [
                ("mayor", "asserts", "The army, which had asked residents to leave, killed 12 people"),
                ("army", "asserts", "had asked residents to leave"),
            ],
            id="what stands in a relative clause is passed on by nobody",
        ),
        pytest.param(
            "It was part of what residents call “a month of terror”.",
            [("residents", "asserts", "a month of terror")],
            id="what somebody calls it",
        ),
        pytest.param(
            "The general would not be drawn on the number of dead.",
            [("general", "declinesToComment", "would not be drawn on the number of dead")],
            id="not drawn",
        ),
    ],
)
def test_each_source_has_its_words(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert said(read(text)) == wanted


def test_an_order_is_an_appeal_in_the_words_of_who_gives_it() -> None:
    (order,) = spoken("The army told residents not to leave the town.")

    assert (order.speaker, order.topic, order.exact) == (
        "army",
        Topic.APPEAL,
        "told residents not to leave the town",
    )


@pytest.mark.parametrize(
    "text",
    [
        '"Who gave the order to kill 12 people?" a widow asked.',
        "A widow asked whether 12 people had been killed.",
    ],
)
def test_who_asks_claims_nothing(text: str) -> None:
    """The words are the widow's, the number is nobody's, and no harm is told by it."""
    record = read(SCENE + text)
    (question,) = (s for s in record.statements if s.speaker == "widow")

    assert (question.stance, question.claim in {figure.id for figure in record.figures}) == (
        Stance.ASKS,
        False,
    )
    assert [figure.value for figure in record.figures] == []


@pytest.mark.parametrize("verb", ["vowed to kill", "threatened to kill", "plans to kill", "failed to kill"])
def test_whom_somebody_means_to_kill_is_not_counted(verb: str) -> None:
    assert read(f"{SCENE}The militia {verb} 100 people.").figures == ()


def test_a_quotation_goes_on_by_a_speaker_whom_nobody_names() -> None:
    """Behind "she said" a few words are enough; a paragraph later they may be a title."""
    first, second = spoken('"It was dark and loud," she said. "It was low."')

    assert (first.speaker_id, first.exact) == (second.speaker_id, "It was dark and loud")
    assert len(second.exact.split()) < SHORTEST


def test_i_is_nobody_who_spoke_before() -> None:
    last = spoken("“It was dark,” said the mayor, Jane Roe. I ask whether the road was open.")[-1]

    assert (last.stance, last.speaker) == (Stance.ASKS, "the article itself")


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("An air strike hit a school in Raqqa where 2,000 displaced people were sheltering.", []),
        ("An air strike hit a camp for 12,000 displaced people in Raqqa.", []),
        ("An air strike hit Raqqa. The fighting displaced 4,000 people.", [4000]),
        ("An air strike hit Raqqa. More than 500 people sheltering there were killed.", [500]),
    ],
)
def test_who_lived_there_is_no_harm_that_was_done(text: str, counted: list[int]) -> None:
    assert [figure.value for figure in read(text).figures] == counted

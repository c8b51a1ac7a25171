"""Who is meant by "him", "its findings", "the group": the last who can be, and nobody who cannot."""

import pytest

from tests.extract.invented import read, read_in_scene, spoken, told

MEANT = [
    pytest.param(
        "Samir Roe reports that a jet came back. Unexploded bomblets lie in two streets, according to him.",
        "Samir Roe",
        id="according to him",
    ),
    pytest.param(
        "The prosecutor's office said it had opened a case. "
        "According to its preliminary findings, the army fired five shells.",
        "prosecutor's office",
        id="its findings",
    ),
    pytest.param(
        "The health ministry said ten people died. Nine of the wounded remained in hospital, it said.",
        "health ministry",
        id="it is no hospital in which they lie",
    ),
    pytest.param(
        "The Emergency Lawyers, a group that documents violations, held the rebels responsible. "
        "The group said the shells came from the river.",
        "Emergency Lawyers",
        id="the group is the body that spoke",
    ),
    pytest.param(
        "The Western-backed alliance of mainly Sunni Muslim states intervened in Yemen in 2015. "
        "It says it does not target civilians.",
        "Western-backed alliance",
        id="it is the subject of the sentence before",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), MEANT)
def test_who_is_meant_is_the_last_who_can_be(text: str, speaker: str) -> None:
    assert spoken(read_in_scene(text))[-1].speaker == speaker


def test_the_army_is_not_a_committee_that_nobody_knows() -> None:
    last = spoken(
        read_in_scene("The Karari Resistance Committee said three shells fell. The army declined to comment.")
    )[-1]

    assert last.speaker == "army"


@pytest.mark.parametrize("noun", ["vendor", "grocer", "midwife"])
def test_a_person_known_by_a_trade_alone_is_a_speaker(noun: str) -> None:
    [first, second] = spoken(
        read_in_scene(
            f"A {noun} at the market, who asked not to be named, told Radio Muster by phone that he heard "
            'no planes. "There was a whistle," he said.'
        )
    )

    assert first.speaker == second.speaker == f"{noun} at the market"
    assert first.exact == "he heard no planes"


def test_what_stands_between_said_and_that_is_not_said() -> None:
    assert told(
        read_in_scene(
            "Yuri Muster, an official, blamed the rebels, saying without offering evidence that a stray "
            "missile had come down on the stalls."
        )
    )[-1] == ("Yuri Muster", "asserts", "a stray missile had come down on the stalls")


def test_a_claim_that_is_rejected_is_told_of_both() -> None:
    found = told(
        read_in_scene(
            "General Roe rejected a Taliban statement which claimed that 30 villagers had been killed."
        )
    )

    assert [(speaker, stance) for speaker, stance, _ in found] == [
        ("Roe", "disputes"),
        ("Taliban", "asserts"),
    ]


def test_a_person_seen_speaks_the_quotation_behind_the_colon() -> None:
    found = spoken(
        read_in_scene(
            'Lilit Muster is in a cellar in Raqqa with about 30 people: "I counted six explosions."'
        )
    )

    assert [(s.speaker, s.exact, s.rule) for s in found] == [
        ("Lilit Muster", "I counted six explosions", "attribution.scene")
    ]


def test_a_slogan_behind_a_colon_is_nobody_s_words() -> None:
    record = read_in_scene('Lilit Muster is at a wall in Raqqa with a slogan on it: "The war is over."')

    assert spoken(record) == []


@pytest.mark.parametrize(
    ("first", "speaker"),
    [
        pytest.param("Ms Priya Roe, a nurse, said two jets had flown.", "he", id="a title"),
        pytest.param("Priya Roe said she was asleep. She said two jets had flown.", "he", id="a pronoun"),
        pytest.param("Mr Omar Roe, a nurse, said two jets had flown.", "Omar Roe", id="called alike"),
    ],
)
def test_he_is_nobody_whom_the_article_calls_a_woman(first: str, speaker: str) -> None:
    assert spoken(read_in_scene(f'{first} "The house shook," he said.'))[-1].speaker == speaker


@pytest.mark.parametrize("marks", ["'{}'", "‘{}’", '"{}"'])
def test_quoted_words_before_the_colon_of_a_headline_are_of_who_follows(marks: str) -> None:
    headline = marks.format("We had no time") + ": survivors describe night of strikes on Raqqa"
    record = read(f"{headline}\n\nAir strikes hit Raqqa on 3 May 2017, killing ten people.", title=headline)

    assert ("survivors", "asserts", "We had no time") in told(record)

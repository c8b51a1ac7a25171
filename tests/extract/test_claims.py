"""Who says what, in which stance and in which words: one short invented case for each way to get it wrong."""

import pytest

from tests.extract.invented import read, read_in_scene, spoken, told

# One row: what is read, and every statement of a source in it as speaker, stance and words.
ATTRIBUTIONS = [
    pytest.param("There were reports of gunfire near the school.", [], id="a noun is no cue: reports"),
    pytest.param("The claims of the rebels angered villagers.", [], id="a noun is no cue: claims"),
    pytest.param("The state of the hospital is bad.", [], id="a noun is no cue: state"),
    pytest.param(
        "Islamic State fighters said ten people had died.",
        [("Islamic State fighters", "asserts", "ten people had died")],
        id="State in a name is no cue",
    ),
    pytest.param(
        "The governor said ten people had died and the mayor said twelve had died.",
        [("governor", "asserts", "ten people had died"), ("mayor", "asserts", "twelve had died")],
        id="a second attribution in one sentence",
    ),
    pytest.param(
        "The army says the blast killed two people; residents say it killed nine.",
        [("army", "asserts", "the blast killed two people"), ("residents", "asserts", "it killed nine")],
        id="two sources at a semicolon",
    ),
    pytest.param(
        "According to the mayor, ten people died, while the army said three had died.",
        [("mayor", "asserts", "ten people died"), ("army", "asserts", "three had died")],
        id="according to first, then said",
    ),
    pytest.param(
        "The army said it had hit the bridge but did not confirm that anyone had died.",
        [
            ("army", "asserts", "it had hit the bridge"),
            ("army", "doesNotConfirm", "did not confirm that anyone had died"),
        ],
        id="a shared subject: said but did not confirm",
    ),
    pytest.param(
        "The army neither confirmed nor denied the strike.",
        [("army", "doesNotConfirm", "neither confirmed nor denied the strike")],
        id="neither confirmed nor denied is one stance",
    ),
    pytest.param(
        "However, critics, including lawyers in London, say the toll is far higher.",
        [("critics", "disputes", "the toll is far higher")],
        id="an insertion between subject and cue",
    ),
    pytest.param(
        "Colonel Adam Reyes, a spokesman for the coalition, said ten people had died.",
        [("Adam Reyes", "acknowledges", "ten people had died")],
        id="an apposition is not the source, but for whom he speaks: the accused acknowledges",
    ),
    pytest.param(
        "The statement, released by the foreign ministry, said ten people had died.",
        [("foreign ministry", "asserts", "ten people had died")],
        id="the issuer after released by",
    ),
    pytest.param(
        'The governor, Ahmed Saleh, said: "Ten people died in the strike."',
        [("Ahmed Saleh", "asserts", "Ten people died in the strike")],
        id="a name in apposition to a title",
    ),
    pytest.param(
        "Syria's army, which denies using barrel bombs, said it had hit fighters.",
        [
            ("Syria's army", "denies", "denies using barrel bombs"),
            ("Syria's army", "asserts", "it had hit fighters"),
        ],
        id="a relative clause with a stance of its own",
    ),
    pytest.param(
        "An official, speaking on condition of anonymity, said ten people had died.",
        [("official", "asserts", "ten people had died")],
        id="an unnamed source",
    ),
    pytest.param(
        "The White House said ten people had died.",
        [("White House", "acknowledges", "ten people had died")],
        id="a house can speak, and for who is accused it is to acknowledge",
    ),
    pytest.param(
        "Ten people died, according to the mayor.",
        [("mayor", "asserts", "Ten people died")],
        id="the source stands at the end",
    ),
    pytest.param(
        "The strike was denied by the army.",
        [("army", "denies", "The strike was denied by the army")],
        id="a passive denial keeps the denying words",
    ),
    pytest.param(
        "Ten people died, the mayor said, adding that two of them were children.",
        [("mayor", "asserts", "Ten people died"), ("mayor", "asserts", "two of them were children")],
        id="a participle carries the speaker on",
    ),
    pytest.param(
        "A monitoring group put the toll at 12.",
        [("monitoring group", "asserts", "put the toll at 12")],
        id="a count put at a number",
    ),
    pytest.param(
        "The town is \"fully liberated\" now.", [], id="scare quotes are nobody's statement"
    ),
    pytest.param("The number of strikes declined in April.", [], id="strikes that decline say nothing"),
    pytest.param("Residents refused to leave the camp.", [], id="refusing to leave is no refusal to speak"),
    pytest.param("Aid was denied to the town for a month.", [], id="aid denied is no denial"),
]  # fmt: skip

STANCES = [
    pytest.param("The army denied that it had hit the school.", ["denies"], id="denied"),
    pytest.param(
        "The army did not confirm the strike.", ["doesNotConfirm"], id="not confirming is no denial"
    ),
    pytest.param(
        "The army refused to comment on the strike.", ["declinesToComment"], id="refused to comment"
    ),
    pytest.param(
        "The army declined to give a time frame for the inquiry.",
        ["declinesToComment"],
        id="declining a time frame is no denial",
    ),
    pytest.param(
        "The ministry cast doubt on U.S. blame for the deaths.", ["doubts"], id="a dispute without the word"
    ),
    pytest.param("The army said it was looking into the strike.", ["investigates"], id="looking into"),
    pytest.param("The envoy condemned the strike.", ["condemns"], id="condemned"),
    pytest.param("The army rejected the toll as propaganda.", ["disputes"], id="rejected"),
    pytest.param("The coalition acknowledged the strike.", ["acknowledges"], id="acknowledged"),
    pytest.param("The mayor acknowledged that the road was open.", ["acknowledges"], id="by its own word"),
    pytest.param("The army retracted its earlier toll.", ["retracts"], id="taken back"),
    pytest.param("Residents said ten people had died.", ["asserts"], id="hearsay acknowledges nothing"),
    pytest.param(
        "The coalition said no strike took place.", ["denies"], id="the accused says there was none"
    ),
    pytest.param("The mayor said there was no air strike.", ["disputes"], id="others say there was none"),
]


QUOTED = [
    pytest.param(
        '"We saw nine bodies in the yard," the nurse said. "Two of them were very small children."',
        ["We saw nine bodies in the yard", "Two of them were very small children"],
        "nurse",
        id="a quotation split by its cue is two statements",
    ),
    pytest.param(
        '"We saw nine bodies," the nurse said.\n\n"Two of them were children. They lay in the yard.\n\n'
        '"Nobody came to help us," she said.',
        [
            "We saw nine bodies",
            "Two of them were children. They lay in the yard",
            "Nobody came to help us",
        ],
        "nurse",
        id="a quotation carried over paragraphs",
    ),
    pytest.param(
        '“We saw nine bodies in the yard", the nurse said.',
        ["We saw nine bodies in the yard"],
        "nurse",
        id="mixed marks",
    ),
    pytest.param(
        '"We saw them bomb [the market] at noon," the nurse said.',
        ["We saw them bomb [the market] at noon"],
        "nurse",
        id="an editor's insertion stays in the words",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ATTRIBUTIONS)
def test_a_sentence_gives_each_source_its_own_words(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert list(dict.fromkeys(told(read_in_scene(text)))) == wanted


@pytest.mark.parametrize(("text", "wanted"), STANCES)
def test_a_source_takes_the_stance_of_its_words(text: str, wanted: list[str]) -> None:
    found = spoken(read_in_scene(text))

    assert list(dict.fromkeys(s.stance for s in found)) == wanted


@pytest.mark.parametrize(("text", "words", "speaker"), QUOTED)
def test_quotations_are_whole_and_their_speakers_right(text: str, words: list[str], speaker: str) -> None:
    found = spoken(read_in_scene(text))

    assert [s.exact for s in found] == words
    assert {s.speaker for s in found} == {speaker}
    assert {s.kind for s in found} == {"direct"}


def test_words_partly_in_marks_are_mixed() -> None:
    [found] = spoken(read_in_scene('The neighbour said the bombing was "a crime without a name".'))

    assert (found.kind, found.exact) == ("mixed", 'the bombing was "a crime without a name"')


def test_a_method_is_a_hedge_and_no_stance() -> None:
    [found] = spoken(
        read_in_scene('The army said it was "more likely than not" that ten civilians had died.')
    )

    assert (found.stance, found.certainty) == ("asserts", "probable")


def test_what_is_denied_never_reads_as_asserted() -> None:
    for text in ("The army denied the strike.", "The army said it did not bomb the school."):
        assert {s.stance for s in spoken(read_in_scene(text))} <= {"denies", "disputes"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ten people died, the mayor said.", id="a neutral cue"),
        pytest.param("The mayor said ten people had died.", id="a cue before its content"),
    ],
)
def test_words_after_a_neutral_cue_hold_neither_speaker_nor_cue(text: str) -> None:
    for statement in spoken(read_in_scene(text)):
        assert "mayor" not in statement.exact
        assert "said" not in statement.exact


ACTORS = [
    pytest.param(
        "a Su-34 jet of the Russian Aerospace Forces hit a school", "Russian Aerospace Forces", id="of"
    ),
    pytest.param("the drones of the Turkish army hit a car", "Turkish army", id="of a body"),
    pytest.param("regime forces shelled the town of Kafr Nabl", "regime forces", id="armed people"),
    pytest.param("it is worth mentioning that the army shelled Kafr Nabl", "army", id="behind that"),
]


@pytest.mark.parametrize(("words", "actor"), ACTORS)
def test_whose_weapon_it_was_or_who_fired_it_is_the_actor(words: str, actor: str) -> None:
    record = read(
        f"Then, on May 5, 2019, {words} near Idlib, killing two people. The war of army and rebels goes on."
    )

    assert {claim.actor for claim in record.responsibilities} == {actor}

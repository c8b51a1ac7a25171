"""Who is the source where the sentence makes it hard: insertions, passives, lost subjects, labels."""

import pytest

from tests.extract.invented import read, read_in_scene, spoken

SOURCES = [
    ("Jane Roe, giving evidence, said she heard two bangs.", "Jane Roe", "she heard two bangs"),
    ("A ministry spokesman, while confirming that a study exists, said it was old.", "ministry spokesman",
     "it was old"),
    ("Outside court, her daughter Jane Roe, 29, said the family wanted justice.", "Jane Roe",
     "the family wanted justice"),
    ("Cllr Jane Roe (Ind, East Ward), who voted against, told the meeting that it was late.", "Jane Roe",
     "it was late"),
    ("According to her niece, Mrs Jane Roe, the list consists of 12 names.", "Jane Roe",
     "the list consists of 12 names"),
    ("According to a survey released Monday by the Harbour Institute, 54% disapprove.", "Harbour Institute",
     "54% disapprove"),
    ("Researchers at the university report that the water was safe.", "Researchers at the university",
     "the water was safe"),
    ("A disclosure on the last page states that the firm had no role.", "disclosure on the last page",
     "the firm had no role"),
    ("One trader kept silent, while another said it was late.", "another", "it was late"),
    ("It was not clear how it began, officials said.", "officials", "It was not clear how it began"),
    ("The mayor argues, rightly, that the road is old.", "mayor", "the road is old"),
    ("The company said nothing had been settled.", "company", "nothing had been settled"),
    ("The strike, said the army, killed 12 people.", "army", "The strike, said the army, killed 12 people"),
    ("The toll, according to the ministry, stands at 12.", "ministry",
     "The toll, according to the ministry, stands at 12"),
    ("There will be, according to an aide, no inquiry.", "aide",
     "There will be, according to an aide, no inquiry"),
    ('Not everyone agrees: "It is madness," says Lea Kuhn, a farmer.', "Lea Kuhn", "It is madness"),
    ("Costs fell to $4 billion, from $5 billion, the company said in a filing.", "company",
     "Costs fell to $4 billion, from $5 billion"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "speaker", "exact"), SOURCES)
def test_the_source_is_who_said_it(sentence: str, speaker: str, exact: str) -> None:
    ((who, words),) = {(s.speaker, s.exact) for s in spoken(read_in_scene(sentence))}

    assert speaker in who or who in speaker
    assert words == exact


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The mayor was urged by members to stay.", "members"),
        ("The mayor was criticised by members for leaving early.", "members"),
        ("The strike was described by residents as the worst.", "residents"),
    ],
)
def test_a_passive_tells_all_that_its_agent_said(sentence: str, source: str) -> None:
    (told,) = spoken(read_in_scene(sentence))

    assert (told.speaker, told.exact) == (source, sentence.rstrip("."))


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor, asked whether she would stay, smiled.",
        "Told that ten people had died, the mayor wept.",
        "The mayor, told that ten people had died, wept.",
    ],
)
def test_whoever_is_asked_or_told_has_said_nothing(sentence: str) -> None:
    assert spoken(read_in_scene(sentence)) == []


def test_what_somebody_denies_is_not_what_the_press_reports() -> None:
    (told,) = spoken(read_in_scene("In Sana'a, an official denied local press reports that a jet was lost."))

    assert (told.speaker, told.stance.value) == ("official", "denies")


def test_labels_of_a_list_are_no_turns_of_a_talk() -> None:
    text = "Markets\n\nCOPPER: Prices eased in London.\n\nGRAINS: Wheat added 2 cents."

    assert spoken(read(text)) == []


def test_labels_of_a_form_that_come_again_are_no_turns_of_a_talk() -> None:
    item = "Place: Raqqa\n\nKilled: Five people died in an air strike."
    found = {s.speaker for s in read(f"Records\n\n{item}\n\n{item}", publisher="Sample Monitor").statements}

    assert found == {"Sample Monitor"}


def test_two_turns_of_one_label_are_a_talk() -> None:
    text = "A talk\n\nLENA OSK: Prices eased in London.\n\nREPORTER: Why so?\n\nLENA OSK: Rain came early."

    assert {s.speaker for s in spoken(read(text))} == {"LENA OSK"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The mayor has written that the road was closed.", ["the road was closed"]),
        ("The ministry, which had earlier spoken of 51 dead, was silent.", ["had earlier spoken of 51 dead"]),
        ("A letter written in haste was lost.", []),
    ],
)
def test_a_participle_speaks_behind_has_and_never_alone(sentence: str, found: list[str]) -> None:
    assert [s.exact for s in spoken(read_in_scene(sentence))] == found


def test_an_order_is_said_by_who_gives_it() -> None:
    (told,) = spoken(read_in_scene("The army ordered residents to leave the town."))

    assert (told.speaker, told.exact) == ("army", "ordered residents to leave the town")


def test_one_subject_urges_and_will_not_speculate() -> None:
    found = spoken(
        read_in_scene("Mr. Roe urged people to stay in and would not speculate about how many had died.")
    )

    assert [(s.speaker, s.stance.value) for s in found] == [
        ("Roe", "asserts"),
        ("Roe", "declinesToComment"),
    ]


def test_a_quotation_may_stand_behind_what_was_summed_up() -> None:
    (told,) = spoken(read_in_scene('One trader summed up the session: "We all went to lunch."'))

    assert (told.kind.value, told.exact) == ("direct", "We all went to lunch")

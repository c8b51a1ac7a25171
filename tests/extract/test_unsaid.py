"""What nobody has said, or only supposes, asks or passes on, is asserted by nobody."""

import pytest

from kg.vocab import Stance
from tests.extract.invented import read, read_in_scene, spoken, told

RELEASE = """Ministry of Defence of Norvania
Press release No. 114
12 March 2021

Statement on claims about the village of Dorel

The Ministry has seen reports in hostile media that a Norvanian drone killed nine people in Dorel on \
10 March 2021. {denial}
"""


@pytest.mark.parametrize(
    "text",
    [
        "The army never said that 20 people had died.",
        "No one in the army said that 20 people had died.",
        "No official said that 20 people had died.",
        "None of the residents said that 20 people had died.",
        "Neither the army nor the ministry said that 20 people had died.",
        "Had the army admitted that it killed 20 people, families would have been paid.",
        "Should the army admit that it killed 20 people, it will have to pay.",
        "If the army admits that it killed 20 people, it will have to pay, a lawyer said.",
        "Relatives want the army to admit that it killed 20 people.",
        "The army was right to deny that it killed 20 people.",
        "The ministry is aware of claims that 20 people died.",
        "Reports from relatives that 20 people died have been passed on.",
        "Did the ministry say that 20 people had died?",
        "How could an army kill 20 people?",
        "Asked whether 20 people had died, the general said nothing of the kind was known.",
    ],
)
def test_what_nobody_has_said_makes_no_claim(text: str) -> None:
    record = read_in_scene(text)

    assert record.figures == record.responsibilities == ()
    assert {s.stance for s in record.statements} <= {Stance.ASSERTS, Stance.DOES_NOT_CONFIRM}


def test_neither_of_two_bodies_confirms() -> None:
    found = told(read_in_scene("Neither the army nor the coalition confirmed the strike."))

    assert found == [
        ("army", "doesNotConfirm", "confirmed the strike"),
        ("coalition", "doesNotConfirm", "confirmed the strike"),
    ]


def test_who_is_named_only_to_be_ruled_out_does_not_speak() -> None:
    words = "Human Rights Watch, not Amnesty International, said 20 people died."

    assert told(read_in_scene(words)) == [("Human Rights Watch", "asserts", "20 people died")]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The general said he doubted the finding that at least 20 people had died.", "doubts"),
        ("The mayor said that he rejected the claim that 20 people died.", "disputes"),
        ("It would be false to say that 20 people had died, the general said.", "disputes"),
        ("The ministry said the rebels falsely claim that 20 people died.", "disputes"),
        ("Residents called the claim that 20 people died a lie.", "disputes"),
        ('A commander said the claim that 20 people had died was "fantasy".', "disputes"),
        ('"If anybody tells you that 20 people died, they are lying," the mayor said.', "disputes"),
    ],
)
def test_who_opposes_a_claim_does_not_assert_it(text: str, stance: str) -> None:
    record = read_in_scene(text)
    [figure] = record.figures

    assert {s.stance.value for s in record.statements if s.claim == figure.id} == {stance}


@pytest.mark.parametrize(
    "denial", ["These reports are false.", "The claims are a fabrication.", "None of these claims is true."]
)
def test_reports_told_of_before_are_opposed_by_pointing_at_them(denial: str) -> None:
    record = read(RELEASE.format(denial=denial))
    claimed = {s.exact: s.stance.value for s in record.statements if s.claim}

    assert claimed == {denial.rstrip("."): "disputes"}
    assert [figure.value for figure in record.figures] == [9]


def test_an_account_that_somebody_could_not_confirm_has_two_voices() -> None:
    record = read_in_scene("Residents said 20 people died, a figure the ministry has not confirmed.")
    [figure] = record.figures

    assert [(s.speaker, s.stance.value) for s in record.statements if s.claim == figure.id] == [
        ("Residents", "asserts"),
        ("ministry", "doesNotConfirm"),
    ]


def test_words_announced_as_a_quotation_are_one() -> None:
    found = told(read_in_scene('The army said last night, quote, "the smoke came from a depot".'))

    assert found == [("army", "asserts", "the smoke came from a depot")]


def test_every_turn_of_a_transcript_has_its_speaker() -> None:
    record = read(
        "Radio talk on the strike on Hadim, 9 May 2019\n\n"
        "INTERVIEWER: Some say that 40 people were killed by the army. Is that so?\n\n"
        "LENA OSK: I cannot say who did it. Seventeen people were killed.\n\n"
        "INTERVIEWER: So you blame the rebels?\n\n"
        "LENA OSK: No. The governor told us that there had been no warning.\n"
    )

    assert [(s.speaker, s.exact) for s in spoken(record)] == [
        ("LENA OSK", "I cannot say who did it"),
        ("LENA OSK", "Seventeen people were killed"),
        ("governor", "there had been no warning"),
    ]
    assert [figure.value for figure in record.figures] == [17]


def test_statements_that_a_body_is_aware_of_are_those_of_their_source() -> None:
    words = "ISAF is aware of statements by local residents that as many as 11 civilians died."

    assert told(read_in_scene(words)) == [
        ("local residents", "asserts", "as many as 11 civilians died"),
    ]


def test_who_calls_for_air_support_says_nothing() -> None:
    assert told(read_in_scene("An Afghan patrol came under fire and called for air support.")) == []


def test_a_role_between_commas_does_not_turn_the_sentence_round() -> None:
    words = "Oleh Syniehubov, the regional governor, said a Russian bomb killed 12 people."

    assert set(told(read_in_scene(words))) == {
        ("Oleh Syniehubov", "asserts", "a Russian bomb killed 12 people"),
    }


@pytest.mark.parametrize(
    "words",
    [
        "The army denied involvement in the attack that killed 25 people.",
        "The army denied that it was behind the strike which killed 25 people.",
        "The army rejected responsibility for the deaths of 25 people.",
    ],
)
def test_who_denies_an_own_role_disputes_no_toll(words: str) -> None:
    record = read_in_scene(words)
    stances = {s.claim: s.stance for s in record.statements if s.speaker == "army"}

    assert set(stances.values()) <= {Stance.DENIES, Stance.DISPUTES}
    assert not [figure for figure in record.figures if figure.id in stances]


def test_what_the_outlet_cannot_verify_is_still_reported() -> None:
    words = "Local media reported that four people were killed, but this could not be independently verified."

    assert told(read_in_scene(words)) == [("Local media", "asserts", "four people were killed")]


def test_who_denies_one_thing_and_claims_another_has_two_stances() -> None:
    words = "The colonel said the army did not strike the market and that rebels had shelled it."

    assert [(stance, exact) for _, stance, exact in told(read_in_scene(words))] == [
        ("disputes", "the army did not strike the market"),
        ("asserts", "rebels had shelled it"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Rights groups called on the army to say whether it had killed 85 villagers.",
        "The ministry said nothing about whether 40 people had died.",
    ],
)
def test_what_is_asked_for_is_taken_for_granted_by_nobody(words: str) -> None:
    assert read_in_scene(words).figures == ()


def test_claims_of_others_have_no_speaker_made_of_their_verb() -> None:
    words = "The office could not confirm Ukrainian claims that Russia had executed 32 prisoners."

    assert {speaker for speaker, _, _ in told(read_in_scene(words))} == {"office"}


def test_a_quoted_rejection_is_one() -> None:
    words = 'The government said it "categorically rejects" a report that drones killed 57 people.'

    assert {stance for _, stance, _ in told(read_in_scene(words))} == {"disputes"}


def test_witnesses_between_two_halves_of_a_sentence_say_both() -> None:
    found = told(read_in_scene("The army shelled the town, witnesses said, killing nine."))

    assert {speaker for speaker, _, _ in found} == {"witnesses"}


def test_what_would_not_have_happened_has_no_toll() -> None:
    record = read_in_scene("A warning would not have killed 30 people, Mr. Ali said.")

    assert record.figures == ()


@pytest.mark.parametrize(
    "text",
    [
        "The United States has said in the past that Hamas is to blame for the deaths of civilians.",
        "Israel often blames Hamas for the deaths of civilians.",
    ],
)
def test_blame_in_general_is_of_no_strike(text: str) -> None:
    record = read_in_scene(text)

    assert record.responsibilities == ()
    assert {statement.about for statement in record.statements} == {None}

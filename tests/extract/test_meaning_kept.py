"""Words are cut and given to speakers so that nobody is made to say what was not said."""

import pytest

from kg.model import EventKind
from tests.extract.invented import read, read_in_scene, spoken


def _said(text: str) -> list[tuple[str, str, str]]:
    return sorted({(s.speaker, s.stance.value, s.exact) for s in spoken(read_in_scene(text))})


def test_a_verb_that_or_joins_to_a_negated_one_is_negated_too() -> None:
    assert _said("The coalition said it had not yet received or verified the report.") == [
        ("coalition", "asserts", "it had not yet received or verified the report")
    ]


def test_an_aside_of_an_opponent_is_no_subject_of_the_verb_behind_it() -> None:
    found = _said("He said he had not, as the Houthis claimed, admitted the raid.")

    assert "Houthis" not in {speaker for speaker, _, _ in found}
    assert {words for _, _, words in found} == {"he had not, as the Houthis claimed, admitted the raid"}


def test_a_condition_is_not_cut_from_what_depends_on_it() -> None:
    words = "If the army had warned people, said the mayor, nobody would have died"

    assert _said(f"{words}.") == [("mayor", "asserts", words)]


def test_what_somebody_calls_untrue_is_cut_before_the_rebuttal() -> None:
    found = _said("A US official said that no civilians had been killed, a claim that Airwars called false.")

    assert ("US official", "asserts", "no civilians had been killed") in found


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Relatives of the driver, Hani Zorob, deny he belonged to any group.", "Relatives of the driver"),
        ("Rescue workers on Wednesday said ten people had died.", "Rescue workers"),
        ("A former commander, called as a witness in May, said he had been wrong.", "former commander"),
        ("According to the claimants, ten people had died.", "claimants"),
    ],
)
def test_the_speaker_is_somebody_who_spoke(sentence: str, speaker: str) -> None:
    assert {who for who, _, _ in _said(sentence)} == {speaker}


def test_a_part_of_those_counted_before_is_the_number_that_died() -> None:
    record = read_in_scene("The mayor said ten of the 19 died in Douma.")

    assert [f.value for f in record.figures] == [10]


def test_a_denied_operation_is_no_strike() -> None:
    record = read(
        "The air force said it had not carried out any air operation in Kaduna. "
        "Amnesty International said 120 people had been killed in the village."
    )

    assert [e for e in record.events if e.kind == EventKind.STRIKE] == []


def test_who_asked_for_a_raid_has_not_carried_it_out() -> None:
    record = read_in_scene("He said the raid was requested by a local police commander.")

    assert [r.actor for r in record.responsibilities if r.actor] == []


def test_a_force_that_boasts_behind_what_others_did_has_not_done_that() -> None:
    record = read(
        "Ukrainian shells hit a minibus in Donetsk on 28 April 2023, killing seven, the mayor said.\n\n"
        "Russia's army said it had hit deployment points of reserve units."
    )

    assert {r.actor for r in record.responsibilities if r.actor} == {"Ukrainian"}


def test_an_item_with_a_day_of_its_own_is_an_event_of_its_own() -> None:
    record = read(
        "1. On July 16, 2014, four children were killed in an air strike on the coast of Gaza City.\n\n"
        "2. On July 20, 2014, allegations were received that 25 people had been killed in Bani Suheila."
    )
    days = {f.value: next(e.date for e in record.events if e.id == f.about) for f in record.figures}

    assert days == {4: "2014-07-16", 25: "2014-07-20"}


def test_an_item_of_a_list_may_end_its_head_with_a_colon() -> None:
    record = read(
        "Credible Reports:\n- April 1, 2017, near Raqqah, Syria, via self-report. During a strike on a depot "
        "eight civilians were killed.\n- May 9, 2017, near Tabqah, Syria, via Airwars report: during a raid "
        "on a post, four civilians were killed.",
        publisher="Ministry of National Guards",
    )
    days = {f.value: next(e.date for e in record.events if e.id == f.about) for f in record.figures}

    assert days == {8: "2017-04-01", 4: "2017-05-09"}


def test_in_an_interview_the_label_speaks_and_the_interviewer_only_asks() -> None:
    record = read(
        "A talk\n\nSky: How many people died in your street that day?\n\n"
        "Amal Hassan: My husband counted nineteen. The Americans said two had died. "
        "I don't believe any of them.\n\n"
        "Sky: Who do you think dropped the bomb?\n\n"
        "Amal Hassan: I didn't see a plane. My neighbour says it was the army.",
        publisher="Sky",
    )
    found = {(s.speaker, tuple(link.name for link in s.via)) for s in spoken(record)}

    assert found == {
        ("Amal Hassan", ()),
        ("Americans", ("Amal Hassan",)),
        ("My neighbour", ("Amal Hassan",)),
    }
    assert not any("?" in s.exact for s in record.statements)


def test_who_was_told_hands_on_what_the_teller_said() -> None:
    record = read_in_scene(
        "Colonel John Doe spoke of a clean strike. A neighbour said she had been told by the White Helmets "
        "that 60 bodies were taken out of the school."
    )
    told = next(s for s in spoken(record) if s.speaker == "White Helmets")

    assert ([link.name for link in told.via], told.exact) == (
        ["neighbour"],
        "60 bodies were taken out of the school",
    )


def test_harm_by_what_a_force_answers_is_not_conceded() -> None:
    record = read_in_scene(
        "The coalition said it had carried out an action in response to a missile that killed one civilian."
    )

    assert "acknowledges" not in {s.stance.value for s in spoken(record)}

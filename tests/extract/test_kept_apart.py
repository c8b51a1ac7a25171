"""What only stands near a claim is no part of it: other causes, other wars, rejected counts, other people."""

import pytest

from kg.model import Record
from tests.extract.invented import read, spoken

STRIKE = "An airstrike killed 12 people in Idlib on 3 May 2020, a monitor said."


def counted(record: Record) -> dict[int | None, str]:
    """For each figure the kind of what it is about and its day."""
    events = {event.id: event for event in record.events}
    return {f.value: f"{events[f.about or ''].kind} {events[f.about or ''].date}" for f in record.figures}


def test_the_dead_of_another_cause_are_not_those_of_the_strike() -> None:
    record = read(f"{STRIKE} Three days before the strike, a suicide bomber killed 170 civilians.")

    assert counted(record) == {12: "incident 2020-05-03", 170: "incident None"}


@pytest.mark.parametrize("lead", ["During the fighting,", "In the whole conflict,", "Throughout the war,"])
def test_the_dead_of_a_war_are_not_those_of_the_strike(lead: str) -> None:
    assert counted(read(f"{STRIKE} {lead} 260 medics were killed.")) == {
        12: "incident 2020-05-03",
        260: "campaign None",
    }


@pytest.mark.parametrize(
    "text",
    [
        "The monitor said 20 civilians were killed in an airstrike in Idlib, not the 14 civilians killed "
        "reported by the army.",
        "An allegation that 14 civilians died in an airstrike in Idlib on 3 May 2020 was found not credible.",
    ],
)
def test_a_count_that_is_rejected_is_nobody_s(text: str) -> None:
    assert 14 not in {figure.value for figure in read(text).figures}


def test_records_that_show_are_one_statement() -> None:
    record = read("Coalition records show that no strikes were conducted in Hajin on 3 April 2018.")

    assert [(s.speaker, s.exact) for s in spoken(record)] == [
        ("Coalition", "no strikes were conducted in Hajin on 3 April 2018")
    ]


def test_who_may_have_been_one_of_two_is_worded_as_both() -> None:
    record = read(
        "Air raids by the Syrian regime or its ally Russia killed 20 people in Idlib on 3 May 2020."
    )

    assert {claim.actor for claim in record.responsibilities} == {"Syrian regime or its ally Russia"}


def test_what_is_launched_is_no_investigation() -> None:
    record = read("An airstrike hit Raqqa on 3 May 2018. The missile was launched by Israel, Syria said.")

    assert [(s.speaker, s.stance.value) for s in spoken(record)] == [("Syria", "asserts")]


def test_one_of_the_dead_who_is_said_to_be_a_fighter_is_no_civilian() -> None:
    record = read(
        "An airstrike killed 10 civilians in Kabul on 3 May 2021. Gen. Mark Roe said that at least one of "
        "those killed was an ISIS facilitator."
    )

    assert [figure.unit.value for figure in record.figures] == ["civiliansKilled", "killed"]


def test_the_day_before_is_not_the_day_on_which_it_was_said() -> None:
    record = read("On 4 May 2020 the mayor said an airstrike killed 12 people in Idlib the day before.")

    assert "2020-05-04" not in {event.date for event in record.events}


SPEAKERS = [
    pytest.param(
        "Samir Haddad said a jet came. His mother was less calm. \"They are murderers,\" she said.",
        "she",
        id="a mother who has not spoken",
    ),
    pytest.param(
        "Nurse Olena Roe said she ran. Her brother Elias said four people died. He blamed Russia.",
        "brother Elias",
        id="a name in s is no plural",
    ),
    pytest.param(
        "The mayor, Omar Roe, said nine people died. But he later corrected himself, saying six had died.",
        "Omar Roe",
        id="who corrected himself",
    ),
    pytest.param(
        "The Hamas-run media office said 30 people died.", "Hamas-run media office", id="who only runs it"
    ),
    pytest.param(
        "The president spoke with Jane Roe, who said 30 people died.", "Jane Roe", id="who was spoken with"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_words_are_of_who_said_them(text: str, speaker: str) -> None:
    assert spoken(read(f"{STRIKE}\n\n{text}"))[-1].speaker == speaker


def test_what_goes_on_behind_the_speaker_is_said_too() -> None:
    record = read("An airstrike killed 12 people in Idlib on 3 May 2020, the monitor said, and wounded 30.")
    speakers = {s.claim: s.speaker for s in record.statements}

    assert [(f.value, speakers[f.id]) for f in record.figures] == [(12, "monitor"), (30, "monitor")]


def test_a_year_in_an_apposition_is_not_when_it_was_said() -> None:
    [statement] = spoken(
        read("The coalition, which intervened in Yemen in 2015, did not respond to a request for comment.")
    )

    assert statement.said_words is None


def test_the_dead_of_each_of_two_strikes_are_no_rival_tolls() -> None:
    record = read(
        "Two airstrikes hit Aden on 3 May 2020, killing 11 people. The first strike hit a bakery and killed "
        "seven people. The second struck a car on the coastal road and killed four."
    )

    assert len({figure.about for figure in record.figures}) == 3
    assert set(counted(record).values()) == {"incident 2020-05-03"}


def test_a_separate_attack_is_another_event() -> None:
    record = read(f"{STRIKE} A Turkish soldier was killed in a separate attack, Ankara said.")

    assert counted(record) == {12: "incident 2020-05-03", 1: "incident None"}


def test_what_an_outlet_said_itself_is_of_nobody_who_spoke_before() -> None:
    record = read(
        f"{STRIKE} The ambulance service said no one was hurt.\n\nA correction: in an earlier post we "
        "said 40 people had been killed in Hama on Saturday."
    )
    [figure] = [figure for figure in record.figures if figure.value == 40]

    assert {s.speaker for s in record.statements if s.claim == figure.id} == {"the article itself"}


def test_a_headline_on_a_strike_is_about_no_accident() -> None:
    record = read(
        "Army admits drone killed worshippers in Kaduna village\n\nA truck accident on the Kaduna highway "
        "claimed 14 lives on 5 May 2020. A drone hit Tudun Biri on 3 December 2023, killing 85 people.",
        title="Army admits drone killed worshippers in Kaduna village",
    )
    accident = next(figure.about for figure in record.figures if figure.value == 14)

    assert [s.exact for s in record.statements if s.about == accident] == [
        "A truck accident on the Kaduna highway claimed 14 lives on 5 May 2020"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "According to the Syrian Observatory for Human Rights, warplanes carried out 58 strikes",
        "The Syrian Observatory for Human Rights said warplanes carried out 58 strikes",
        "According to the Sample Centre for Documentation the Turkish drones carried out 58 strikes",
    ],
)
def test_who_counts_strikes_did_not_carry_them_out(text: str) -> None:
    record = read(f"{text} on Idlib on 3 May 2020, killing 12 people.")

    assert {s.stance.value for s in spoken(record)} == {"asserts"}
    assert {claim.actor for claim in record.responsibilities} <= {None, "Turkish"}


def test_who_says_it_conducted_a_strike_did() -> None:
    record = read(
        "The coalition said its aircraft conducted strikes on Idlib on 3 May 2020, killing 12 people."
    )

    assert {claim.actor for claim in record.responsibilities} == {"coalition"}


def test_what_goes_on_behind_a_relative_clause_is_said_by_who_spoke_before_it() -> None:
    record = read(
        "Human Rights Watch said that the strike on Aden on 3 May 2020, which the army has blamed on rebels, "
        "killed at least 12 people."
    )

    assert [(s.speaker, s.exact) for s in spoken(record)] == [
        ("Human Rights Watch", "the strike on Aden on 3 May 2020"),
        ("army", "has blamed on rebels"),
        ("Human Rights Watch", "killed at least 12 people"),
    ]
    assert {claim.actor for claim in record.responsibilities} == {"rebels"}


def test_reports_that_are_called_exaggerated_are_disputed() -> None:
    found = spoken(
        read('The army called reports of 40 dead in the airstrike on Aden on 3 May 2020 "exaggerated".')
    )

    assert {(s.speaker, s.stance.value) for s in found} == {("army", "disputes")}


def test_who_trades_blame_is_blamed_by_nobody_here() -> None:
    record = read("Kyiv and Moscow traded blame for the shelling of Olenivka prison on 29 July 2022.")

    assert {claim.actor for claim in record.responsibilities} <= {None}


def test_what_nobody_has_said_how_many_died_is_asserted_by_nobody() -> None:
    record = read(f"{STRIKE} The army did not say how many people it believed had died.")

    assert "had died" not in {s.exact for s in record.statements}


def test_a_day_behind_a_semicolon_is_not_when_the_next_one_spoke() -> None:
    record = read(
        "Airwars said nine civilians were killed in the strike near Jaar on 3 May 2012; the Pentagon has "
        "never acknowledged civilian harm there."
    )

    assert {s.said_words for s in spoken(record) if s.speaker == "Pentagon"} == {None}

"""Whose strike it was, when, and of what: a list's heading, an own account, a mine beside a strike."""

from datetime import date

import pytest

from kg.model import EventKind, Record
from tests.extract.invented import read, read_in_scene, spoken


def _strikes(record: Record) -> list[tuple[str | None, str | None]]:
    return [(e.date, e.place) for e in record.events if e.kind == EventKind.STRIKE]


def test_the_heading_of_a_list_names_who_carried_out_its_strikes() -> None:
    text = (
        "Casualty report\n\nIt was assessed that civilians were harmed by a Coalition strike:\n\n"
        "1. June 29, 2017, near Raqqah, Syria, via social media. Two civilians were unintentionally killed "
        "during a strike on a fuel depot.\n\n"
        "OTHER REPORTS -- They include:\n\n"
        "2. July 2, 2017, near Tabqah, Syria, via social media. Two civilians were killed during a strike."
    )
    record = read(text, publisher="Ministry of National Guards")
    actors = {r.about: r.actor for r in record.responsibilities if r.actor}
    strikes = {e.place: e.id for e in record.events if e.kind == EventKind.STRIKE}

    assert actors.get(strikes["Raqqah"]) == "Coalition"
    assert strikes["Tabqah"] not in actors


def test_a_force_that_names_another_target_in_the_same_town_speaks_of_the_same_strike() -> None:
    record = read(
        "A bus station in Khorramabad was hit by an air strike on 19 June 2025, killing 12 people.\n\n"
        "The army said its jets had hit a convoy in Khorramabad."
    )

    assert _strikes(record) == [("2025-06-19", "Khorramabad")]


def test_a_mine_is_no_part_of_the_air_strike_told_before() -> None:
    record = read(
        "Air strikes on 19 November 2014 destroyed five hideouts in North Waziristan and killed 27.\n\n"
        "Two soldiers were killed when an improvised explosive device went off near a convoy in Miranshah."
    )

    assert [e.place for e in record.events if e.kind == EventKind.STRIKE] == ["North Waziristan"]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The army said then that it had hit a command post.", "army"),
        ("The army admitted that attack.", "army"),
    ],
)
def test_who_tells_of_an_own_act_is_the_alleged_actor_by_its_own_words(words: str, speaker: str) -> None:
    record = read(f"Eleven people were killed in an air strike on a house in Raqqa on 3 May 2017.\n\n{words}")
    own = [r for r in record.responsibilities if r.rule == "responsibility.own-act"]

    assert [r.actor for r in own] == [speaker]
    assert {s.speaker for s in record.statements if s.claim == own[0].id} == {speaker}


@pytest.mark.parametrize(
    "told",
    [
        "Russia's army said it had hit four command posts.",
        "An air strike on Odesa killed two people on 4 May 2023.\n\nRussia's army said it had hit a depot.",
    ],
    ids=["several things", "several strikes"],
)
def test_a_boast_that_may_be_of_another_strike_is_no_claim_of_this_one(told: str) -> None:
    record = read(f"An air strike hit a hospital in Kherson on 3 May 2023, killing five people.\n\n{told}")

    assert [r for r in record.responsibilities if r.rule == "responsibility.own-act"] == []


def test_residents_who_hit_back_in_words_own_nothing() -> None:
    record = read_in_scene("Residents said they had hit a fence with their car.")

    assert [r for r in record.responsibilities if r.rule == "responsibility.own-act"] == []


@pytest.mark.parametrize(
    "words",
    [
        "The rebels hold a district that the army has often bombed.",
        '"I thought it was an air strike," the baker said.',
    ],
)
def test_a_habit_and_a_mistaken_guess_are_no_strike(words: str) -> None:
    assert _strikes(read(f"Nine people died when a lorry blew up in Mosul on Tuesday.\n\n{words}")) == []


def test_the_same_day_is_the_day_of_the_event_told_before() -> None:
    record = read(
        "Jets bombed a bus near Zabid on 13 September 2018, killing 11 people.\n\n"
        "At dawn of the same day artillery shelled a house in Taiz, killing a child."
    )

    assert [date for date, _ in _strikes(record)] == ["2018-09-13", "2018-09-13"]


def test_a_part_without_a_noun_is_a_part_of_those_counted_before() -> None:
    record = read_in_scene("The mayor said 15 people had died there. Eight were children, he said.")
    eight = next(f for f in record.figures if f.value == 8)

    assert (eight.who.value, eight.exact) == ("children", "Eight were children")
    assert eight.subset_of is not None


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The Lebanese premier's office condemned the attack.", "premier's office"),
        ("The country's health ministry said ten people had died.", "health ministry"),
    ],
)
def test_a_body_with_words_of_its_own_is_not_the_one_named_before(words: str, speaker: str) -> None:
    before = "Iran's foreign ministry said it was angry. The U.N. human rights office said it was sad. "
    *_, told = spoken(read_in_scene(before + words))

    assert speaker in told.speaker


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("The army said four people had died, not 13.", "disputes"),
        ('"Not one of our aircraft was there," the army said.', "denies"),
        ("Two experts who saw the pictures doubted that.", "doubts"),
    ],
)
def test_a_claim_is_opposed_in_these_words(words: str, stance: str) -> None:
    *_, told = spoken(read_in_scene(f"The mayor said 13 people had been killed by the army. {words}"))

    assert told.stance.value == stance


def test_doubled_single_marks_are_quotation_marks() -> None:
    (told,) = spoken(read_in_scene("''I only saw the fire'' said Abdo Fateeni, one of the survivors."))

    assert (told.kind.value, told.exact) == ("direct", "I only saw the fire")


def test_a_year_told_roughly_gives_way_to_the_day_told_later() -> None:
    record = read(
        "Denmark acknowledged that its jets had bombed a house in western Iraq more than two years ago, "
        "killing 12 people.\n\nThe inquiry concluded that it was hit on November 5, 2016.\n\n"
        "In January 2017 the coalition listed the incident as closed.",
        published=date(2019, 3, 14),
    )

    assert [day for day, _ in _strikes(record)] == ["2016-11-05"]


def test_a_number_in_a_relative_clause_of_what_was_said_is_told_by_who_tells_the_sentence() -> None:
    (told,) = {
        (s.speaker, s.exact)
        for s in spoken(
            read_in_scene(
                "The army killed at least 74 civilians in four strikes that it said at the time had hit "
                "fighters, Airwars said."
            )
        )
    }

    assert told[0] == "Airwars"
    assert "74 civilians" in told[1]


def test_each_weapon_keeps_what_is_said_of_it() -> None:
    record = read(
        "An air strike in Andar killed nine people on 3 May 2017. A roadside bomb in Qarabagh killed four "
        "soldiers.\n\nThe governor said the air strike had killed two children. "
        "No group claimed the roadside bomb, which the radio blamed on the Taliban."
    )
    places = {e.id: e.place for e in record.events}

    assert {f.value: places[f.about or ""] for f in record.figures} == {9: "Andar", 4: "Qarabagh", 2: "Andar"}
    assert {places[r.about] for r in record.responsibilities if r.actor == "Taliban"} == {"Qarabagh"}


def test_the_strike_in_an_unknown_quarter_is_the_one_told_before() -> None:
    record = read(
        "An air strike on a square in Hodeidah killed 26 people on 21 September 2016, medics said, hours "
        "after a fire at the port.\n\nThe strike destroyed a house in the al-Hunud neighbourhood."
    )

    assert _strikes(record) == [("2016-09-21", "Hodeidah")]
    assert "medics" in {s.speaker for s in record.statements}

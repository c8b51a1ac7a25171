"""Events told in wordings that are rarer than "an air strike hit", and what only looks like them."""

from datetime import date

import pytest

from kg.model import EventKind, Record
from kg.vocab import Tally
from tests.extract.invented import read

PUBLISHED = date(2019, 6, 12)


def told(record: Record, kind: EventKind = EventKind.STRIKE) -> list[tuple[str, str | None, str | None]]:
    return [(e.exact, e.date, e.place) for e in record.events if e.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "On 11 June, an ambulance post in Kut whose position had been shared was struck from the air.",
        "The army on Tuesday dealt a precise blow from the air to a depot in Kut.",
        "A school in which people had found shelter was bombed in Kut yesterday, with six dead.",
        "He knew of an alleged strike by aircraft of the Aerospace Forces on a market in Kut on June 11.",
        "On Tuesday in Kut a missile went through the kiln beside which they were working.",
        "The drone that had circled for days fired on Tuesday at a car of al-Qaeda in Kut.",
        "Command has heard of the falling of rockets on citizens in Kut on Tuesday, near the jets' base.",
        "He had no link to the shelling of the brick plant in Kut on Tuesday.",
        "The overview names the water plant of Kut, struck without casualties on June 11 by coalition jets.",
    ],
)
def test_one_strike_is_read(text: str) -> None:
    [(_, day, place)] = told(read(text, published=PUBLISHED))

    assert (day, place) == ("2019-06-11", "Kut")


@pytest.mark.parametrize(
    "text",
    [
        "A drone photographed Kut from the air on Tuesday, near the front line and the artillery.",
        "The film was bombed by critics in Kut on Tuesday, and workers went on strike.",
        "The missile company went through a hard year in Kut until Tuesday, beside the artillery.",
        "The shelling of the villages of Kut has gone on for weeks.",
        "Kut was struck dumb on Tuesday by the silence of the artillery.",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert told(read(text, published=PUBLISHED)) == []


def test_the_dead_who_were_waiting_are_counted_and_tell_an_event() -> None:
    record = read(
        "On 9 May, a house in Amara was destroyed by an air strike. Partners recorded 31 deaths.\n\n"
        "On 11 May, no fewer than 12 people who were waiting for drinking water were killed in Kut.",
        published=PUBLISHED,
    )
    about = {event.id: (event.place, event.date) for event in record.events}

    assert {f.min or f.value: about[f.about or ""] for f in record.figures}[12] == ("Kut", "2019-05-11")


def test_an_air_strike_some_hours_later_is_no_part_of_the_truck_bomb() -> None:
    record = read(
        "A truck bomb killed at least 14 people at a base in Kut on Saturday, and an air strike on a bakery "
        "there some hours later killed 11 more, activists said.\n\nAt about 2 p.m. a jet dropped a bomb.",
        published=PUBLISHED,
    )
    events = {event.id: event for event in record.events}
    about = {figure.value or figure.min: events[figure.about or ""] for figure in record.figures}

    assert about[14].id != about[11].id
    assert (about[14].date, about[14].place, about[11].place) == ("2019-06-08", "Kut", "Kut")
    assert (about[11].date_from, about[11].date_to) == (date(2019, 6, 8), date(2019, 6, 9))
    assert {events[e.id].part_of for e in record.events if e.kind == EventKind.STRIKE} == {about[11].id}


def test_rival_causes_of_one_toll_are_told_of_one_event() -> None:
    record = read(
        "A car bomb or an air strike killed 11 people in Kut on Monday, residents said.", published=PUBLISHED
    )

    assert len(told(record, EventKind.INCIDENT)) == 1


@pytest.mark.parametrize(
    ("text", "read_it"),
    [
        ("It was behind a suicide bombing that wrecked a base in Kut at the weekend, the group said.", True),
        ("A base in Kut was destroyed by a truck bomb on Monday, the group said.", True),
        ("Police found a car bomb in Kut on Monday and defused it, the army said.", False),
    ],
)
def test_a_bomb_is_an_incident_where_it_went_off(text: str, read_it: bool) -> None:
    assert bool(told(read(text, published=PUBLISHED), EventKind.INCIDENT)) is read_it


def test_the_sum_of_a_month_is_no_incident() -> None:
    record = read(
        "The network recorded the killing of 267 civilians by jets and artillery in the north in June.",
        published=date(2019, 7, 2),
    )

    assert told(record, EventKind.INCIDENT) == []
    assert all(figure.tally != Tally.ONE_EVENT for figure in record.figures)


def test_who_died_of_wounds_later_died_of_the_same_event() -> None:
    record = read(
        "A jet bombed the market of Kut on June 4. 15 civilians were killed; one more died on June 10 of his "
        "wounds.",
        published=PUBLISHED,
    )

    assert len({figure.about for figure in record.figures}) == 1


def test_a_second_crime_is_another_event() -> None:
    record = read(
        "Eleven people died in the massacre that warplanes committed in the market of Kut yesterday.\n\n"
        "A second crime followed before midnight, when a plane fired a missile at the rescue teams on the "
        "Amara road at the edge of the town. Three volunteers were killed.",
        published=PUBLISHED,
    )
    places = {event.id: event.place for event in record.events}

    assert len({figure.about for figure in record.figures}) == 2
    assert {places[figure.about or ""] for figure in record.figures} == {"Kut"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(
            "It was the deadliest attack in Kut since fighting flared up again last month.",
            None,
            id="since then",
        ),
        pytest.param("On Wednesday it will be a year since a bomb fell on Kut.", None, id="an anniversary"),
        pytest.param(
            "The truck was carrying ten people home on Monday.", "2019-06-10", id="while it was hit"
        ),
    ],
)
def test_the_day_of_an_event_is_the_one_on_which_it_happened(text: str, day: str | None) -> None:
    record = read(
        f"Seven farm workers were killed when an air strike hit their pick-up truck in Kut.\n\n{text}",
        published=PUBLISHED,
    )

    assert {event.date for event in record.events if event.kind == EventKind.STRIKE} == {day}

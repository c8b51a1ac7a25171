"""Where an event was: not where people came from, a weapon stood or somebody was treated, and told later."""

from datetime import date

import pytest

from kg.model import EventKind, Record
from tests.extract.invented import read

PUBLISHED = date(2019, 6, 12)


def places(record: Record, kind: EventKind = EventKind.STRIKE) -> list[str | None]:
    return [event.place for event in record.events if event.kind == kind]


def first_place(text: str) -> str | None:
    return next(iter(places(read(text, published=PUBLISHED))), None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(
            "Jets bombed a school in Kut full of displaced families from Amara on Monday, killing nine.",
            "Kut",
            id="whence they had fled",
        ),
        pytest.param(
            "Jets targeted the school of Kafr Halab with two missiles on Monday and it was full of our "
            "displaced brothers from Kafr Nabudah and al-Habit.",
            "Kafr Halab",
            id="a village by the form of its name, and two that people came from",
        ),
        pytest.param(
            "Artillery of the army stationed in Amara shelled the outskirts of Kut on Monday, killing nine.",
            "Kut",
            id="where the weapon stood",
        ),
        pytest.param(
            "Jets that took off from Basra bombed a bakery in Kut on Monday, killing nine.",
            "Kut",
            id="where the aircraft came from",
        ),
        pytest.param(
            "People fled to Amara from Kut, where jets bombed a market on Monday, killing nine.",
            "Kut",
            id="but a clause may go on where they came from",
        ),
        pytest.param(
            "In Kut, north of Amara, warplanes struck the queue on Monday, killing nine.",
            "Kut",
            id="a town that only says where the other lies",
        ),
        pytest.param(
            "On 8 May, in Kafr Halab, Aleppo governorate, a pickup was hit from the air; seven died.",
            "Kafr Halab",
            id="a village before its province",
        ),
        pytest.param(
            "Kut was hit by an air strike on Monday, killing nine; the ministry in Baghdad was silent.",
            "Kut",
            id="a town as the subject",
        ),
        pytest.param(
            "Coalition jets bombed yesterday the house of the teacher Abu Salim in Kut, killing nine.",
            "Kut",
            id="a person called like a place",
        ),
        pytest.param(
            "On Monday a warplane targeted Point 6 of the Idlib Rescue Volunteers, on the edge of Binnish.",
            "Binnish",
            id="a body called after a place",
        ),
    ],
)
def test_the_place_is_where_it_struck(text: str, place: str) -> None:
    assert first_place(text) == place


def test_a_hospital_elsewhere_is_not_where_the_dead_were_struck() -> None:
    record = read(
        "The toll of the air strike that hit the market in Kut on Monday rose to 12 after four of the "
        "wounded died in the hospitals of Baghdad, a doctor said.",
        published=PUBLISHED,
    )

    assert set(places(record)) == {"Kut"}


def test_where_the_dead_were_brought_is_not_where_they_died() -> None:
    record = read(
        "The bodies of four men who were killed by shelling last week in Libya arrived in Dhaka on Monday.",
        published=PUBLISHED,
    )

    assert "Dhaka" not in {event.place for event in record.events}


def test_the_province_of_a_name_is_not_the_town_of_that_name() -> None:
    record = read(
        "Jets bombed a mill in Yemen's northern province of Hajjah on Monday, killing nine.",
        published=PUBLISHED,
    )

    assert next(event.place_id for event in record.events) == "place/hajjah-governorate"


def test_a_later_sentence_places_what_was_hit() -> None:
    record = read(
        "An air strike on a school killed six people in Iraq on Monday, a day after a raid on a market in "
        "Amara.\n\nThe school is in Tal Badra, a village of some 900 inhabitants.",
        published=PUBLISHED,
    )

    assert dict(zip(("school", "market"), places(record), strict=True)) == {
        "school": "Tal Badra",
        "market": "Amara",
    }


def test_a_sentence_on_another_building_places_nothing() -> None:
    record = read(
        "An air strike on a school killed six people in Iraq on Monday.\n\nThe hospital is in Kut.",
        published=PUBLISHED,
    )

    assert places(record) == ["Iraq"]


def test_the_same_town_is_the_one_told_before() -> None:
    record = read(
        "Jets bombed a market in Kut on Monday, killing 11 people, a doctor said.\n\n"
        "Nine people were killed in the same town on Tuesday when a drone hit a car.",
        published=PUBLISHED,
    )

    assert places(record) == ["Kut", "Kut"]


def test_the_same_province_is_not_the_town_told_before() -> None:
    record = read(
        "Jets bombed a market in Kut on Monday, killing 11 people, a doctor said.\n\n"
        "Nine people were killed in the same province on Tuesday when a drone hit a car.",
        published=PUBLISHED,
    )

    assert places(record) == ["Kut", None]


def test_there_is_the_place_of_the_sentence_before() -> None:
    record = read(
        "One chapter deals with the Badra district. There, on 5 March 2018, a remotely piloted aircraft "
        "destroyed a car and killed four people. Jets had bombed it before.",
        published=PUBLISHED,
    )

    assert places(record)[0] == "Badra district"


def test_items_of_a_list_have_the_day_and_place_that_open_them() -> None:
    record = read(
        "The gravest attacks\n\nThese were the gravest attacks by jets in June, the network says.\n\n"
        "June 4, Kut: a jet bombed the market. Eleven civilians were killed.\n\n"
        "June 4, Kut: shortly before midnight a jet attacked an ambulance station. Three people were "
        "killed.\n\nJune 6, Kafr Halab: a drone struck a car. Two people died.",
        published=PUBLISHED,
    )
    told = {(e.date, e.place, e.means) for e in record.events if e.kind == EventKind.STRIKE}
    about = {event.id: event.place for event in record.events}

    assert {(day, place) for day, place, _ in told} == {("2019-06-04", "Kut"), ("2019-06-06", "Kafr Halab")}
    assert len(places(record)) == 3
    assert {f.value: about[f.about or ""] for f in record.figures} == {11: "Kut", 3: "Kut", 2: "Kafr Halab"}


def test_a_quarter_that_is_called_after_a_day_is_no_date() -> None:
    record = read(
        "Nine people died in a coalition raid on a building in the July 17 neighborhood of western Mosul "
        "early on Monday.",
        published=PUBLISHED,
    )

    assert next((e.date, e.place_id) for e in record.events) == ("2019-06-10", "place/17-tammuz")

"""When and where an event was, where the words give it by another event, a list, or a weapon."""

from datetime import date

import pytest

from kg.model import Event, EventKind, Record
from kg.vocab import Basis, Means
from tests.extract.invented import read


def strikes(record: Record) -> list[Event]:
    return [event for event in record.events if event.kind == EventKind.STRIKE]


def about(record: Record, value: int) -> Event:
    """The event of the figure with this value."""
    figure = next(item for item in record.figures if item.value == value)
    return next(event for event in record.events if event.id == figure.about)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Three days later", "2022-01-10"),
        ("The next day", "2022-01-08"),
        ("Two days earlier", "2022-01-05"),
    ],
)
def test_a_day_is_counted_from_the_event_under_discussion(words: str, day: str) -> None:
    record = read(
        "On 7 January 2022 an army drone dropped a bomb on a school in Dedebit, killing 22 people.\n\n"
        f"{words} a second bomb fell beside the mill and four women died.",
        published=date(2022, 1, 27),
    )

    assert [event.date for event in strikes(record)] == ["2022-01-07", day]


def test_days_after_another_event_are_counted_back() -> None:
    record = read(
        "An air strike on a mosque in Raqqa killed 12 people on 11 November 2017, five days after shells "
        "fell on the market in Tabqa."
    )

    assert {(event.place, event.date) for event in strikes(record)} == {
        ("Raqqa", "2017-11-11"),
        ("Tabqa", "2017-11-06"),
    }


def test_an_item_of_a_list_gives_day_and_place_to_what_follows() -> None:
    record = read(
        "The coalition closed reports of civilian casualties from its air strikes.\n\n"
        "1. May 12, 2017, near Mosul, Iraq, via self-report. One civilian died.\n\n"
        "2. Aug. 19, 2017, near Raqqa, Syria, via media report. Five civilians died in a strike on a depot."
    )

    assert (about(record, 1).date, about(record, 1).place) == ("2017-05-12", "Mosul")
    assert (about(record, 5).date, about(record, 5).place) == ("2017-08-19", "Raqqa")
    assert [event.date for event in strikes(record)] == ["2017-08-19"]


def test_a_missile_hits_where_it_falls_and_not_where_it_came_from() -> None:
    record = read(
        "Nine people were killed by the missile that hit a bus depot in Druzhkivka on 19 April 2023. "
        "Prosecutors said the missile was an S-300 fired from the occupied town of Horlivka."
    )
    [strike] = strikes(record)

    assert (strike.place, strike.date) == ("Druzhkivka", "2023-04-19")


def test_who_died_in_the_mosque_died_where_the_mosque_was_hit() -> None:
    record = read(
        "An air strike hit a mosque in Raqqa on 11 November 2017, killing 12 people. On 6 November shells "
        "fell on the market in Tabqa, killing three people.\n\n"
        "The rebels said 34 civilians had died in the mosque."
    )

    assert about(record, 34).place == "Raqqa"


def test_a_headline_of_two_attacks_is_the_title_of_neither() -> None:
    record = read(
        "Two drone attacks on a camp need an inquiry\n\n"
        "On 7 January 2022 an army drone struck a school in Dedebit, killing 22 people.\n\n"
        "On 10 January a drone struck a mill in Shire, killing four women."
    )

    assert [event.count for event in strikes(record)] == [None, None]


@pytest.mark.parametrize(
    ("text", "means", "place"),
    [
        (
            "RSF fighters fired rockets into the Qubba district of El Obeid on 3 May 2017.",
            "missile",
            "Qubba district",
        ),
        ("On 3 May 2017 a driver was wounded by a Ukrainian drone in Belgorod.", "droneStrike", "Belgorod"),
        ("Two glide bombs hit a school in Mosul on 3 May 2017.", "airstrike", "Mosul"),
        ("Two bombs came down on a school in Mosul on 3 May 2017.", "airstrike", "Mosul"),
    ],
    ids=["fired into", "by a drone", "glide bombs", "came down"],
)
def test_a_weapon_that_is_used_on_a_place_tells_a_strike(text: str, means: str, place: str) -> None:
    events = [e for e in read("Shelling went on in the war, the army said.\n\n" + text).events if e.date]

    assert {(e.means, e.place) for e in events if e.kind == EventKind.STRIKE} == {(Means(means), place)}


def test_a_jet_that_crashes_strikes_nobody() -> None:
    record = read("An air force jet crashed into a market in Cochabamba on 3 May 2017, killing 11 people.")

    assert [event.kind for event in record.events] == [EventKind.INCIDENT]


def test_a_day_on_which_a_hospital_received_the_dead_is_no_other_event() -> None:
    record = read(
        "An air strike hit cars in Kohistanat on 9 February 2020, killing 14 people.\n\n"
        "The hospital received 11 bodies on 10 February, its director said."
    )

    assert len({figure.about for figure in record.figures}) == 1


def test_where_a_spokesman_speaks_is_not_where_the_strike_was() -> None:
    record = read(
        "An air strike hit a camp in Mosul on 9 February 2017.\n\n"
        "In Washington, a spokesman declined to say whether the strike had been planned."
    )

    assert {event.place for event in record.events} == {"Mosul"}


def test_a_newly_told_drone_elsewhere_is_another_strike() -> None:
    record = read(
        "Explosions were heard in Okhtyrka, Ukraine, the mayor said.\n\n"
        "Two glide bombs came down on a house on 3 March 2024, he said. Three people were killed.\n\n"
        "A driver was wounded by a Ukrainian drone at Grayvoron, the governor said."
    )

    assert {(e.place, e.means) for e in record.events if e.kind == EventKind.STRIKE} == {
        ("Okhtyrka", Means.AIRSTRIKE),
        ("Grayvoron", Means.DRONE_STRIKE),
    }


def test_what_a_witness_tells_of_that_day_is_about_the_event() -> None:
    record = read(
        "An air strike hit a camp in Mosul on 9 February 2017, killing ten people.\n\n"
        '"My son had gone to look for a goat," said Jane Roe. "We will not come back," said John Doe.'
    )
    about = {s.speaker: s.about for s in record.statements}

    assert about["Jane Roe"] is not None
    assert about["John Doe"] is None


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("A missile struck a playground in Raqqa overnight, killing two people.", 3, 4),
        ("Warplanes bombed a market in Raqqa at dawn, killing two people.", 4, 4),
    ],
)
def test_news_told_by_the_hour_alone_is_of_the_day_of_publication(told: str, first: int, last: int) -> None:
    """It is inferred, and a night has two days."""
    (strike,) = (e for e in read(told, published=date(2017, 5, 4)).events if e.kind == EventKind.STRIKE)

    assert (strike.date, strike.date_basis) == ("2017-05-04", Basis.INFERRED)
    assert (strike.date_from, strike.date_to) == (date(2017, 5, first), date(2017, 5, last))


@pytest.mark.parametrize(
    ("told", "published"),
    [
        pytest.param("A missile struck a school in Raqqa overnight.", None, id="no day of publication"),
        pytest.param("A missile struck a school in Raqqa, killing two.", date(2017, 5, 4), id="no hour"),
    ],
)
def test_no_day_is_taken_from_nothing(told: str, published: date | None) -> None:
    (strike,) = (e for e in read(told, published=published).events if e.kind == EventKind.STRIKE)

    assert strike.date is None

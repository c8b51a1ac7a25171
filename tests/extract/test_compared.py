"""Numbers that stand apart from their harm: compared, subset, of another month; and things that are none."""

import pytest

from kg.records import harm_of
from tests.extract.invented import read, read_in_scene

TOLLS = [
    pytest.param(
        "The ministry said 34 people had been killed, up from 27 in its first count.", [34, 27], id="up from"
    ),
    pytest.param(
        "Doctors said they had received 29 bodies, including those of 11 children.", [29, 11], id="those of"
    ),
    pytest.param(
        "The names of 26 men bring the number of servicemen killed since May 27 to 346.",
        [346],
        id="the day before to is no range",
    ),
    pytest.param("The ministry said 34 people had walked there, up from 27.", [], id="no harm, no toll"),
]


@pytest.mark.parametrize(("text", "values"), TOLLS)
def test_a_number_apart_from_its_harm_is_of_that_harm(text: str, values: list[int]) -> None:
    assert [(f.value, harm_of(f.unit)) for f in read_in_scene(text).figures] == [
        (value, "killed") for value in values
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The centre recorded the deaths of 137 civilians in October, compared to 98 in September.",
        "In October, 137 civilians were killed across the country, up from 98 in September, the UN said.",
    ],
)
def test_what_is_compared_is_of_its_own_month(text: str) -> None:
    record = read(text)
    words = {event.id: event.date_words for event in record.events}
    found = {figure.value: (words[figure.about or ""] or "").lower() for figure in record.figures}

    assert found == {137: "in october", 98: "in september"}


def test_a_bomb_is_of_whom_the_warplane_is_of() -> None:
    record = read_in_scene("A guided bomb dropped by a Russian warplane destroyed a school, police said.")

    assert {claim.actor for claim in record.responsibilities} == {"Russian"}


def test_a_school_used_by_fighters_was_not_struck_by_them() -> None:
    record = read_in_scene("A missile hit a school used by the rebels in Raqqa on Monday, police said.")

    assert {claim.actor for claim in record.responsibilities} <= {None}


def test_figures_that_do_not_match_are_disputed() -> None:
    [statement] = [
        s
        for s in read_in_scene(
            '"The figures put out by the rebels do not match what we hold," an army spokesman said.'
        ).statements
        if s.speaker == "army spokesman"
    ]

    assert statement.stance.value == "disputes"


def test_a_river_is_no_town() -> None:
    record = read("Russian forces fired five shells from the left bank of the Dnipro River, the mayor said.")

    assert "Dnipro" not in {mention.exact for mention in record.mentions}

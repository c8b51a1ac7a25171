"""Each piece of evidence on whether two accounts are of one event, and what it leads to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import EventKind
from kg.registry import load_registry
from kg.resolve import EventLinks, EventTold, FigureTold, Ruling, link_events, marks_of
from kg.resolve.evidence import Bar, Comparer, Comparison
from kg.resolve.scenes import scenes
from kg.resolve.weights import load_weights
from kg.vocab import Means, Outcome, Qualifier, Stance, Unit

DAY = date(2017, 3, 17)
REGISTRY = load_registry()


def told(article: int, *, day: date | None = DAY, last: date | None = None, place: str | None = "place/mosul",
         kind: EventKind = EventKind.INCIDENT, at: int = 0, **more: object) -> EventTold:  # fmt: skip
    path = f"doc/{article:016x}/{kind}-{at}-{at + 9}"
    bounds = (day, last or day)
    return EventTold(path, f"{article:016x}", kind, *bounds, place=place, **more)  # type: ignore[arg-type]


def counting(event: EventTold, value: int, unit: Unit = Unit.KILLED) -> EventTold:
    figure = FigureTold(f"{event.path}/f", event.path, unit, Qualifier.EXACTLY, value, value, value)
    return replace(event, figures=(*event.figures, figure))


def compared(one: EventTold, other: EventTold) -> Comparison:
    comparer = Comparer(REGISTRY, load_weights())
    a, b = scenes([one, other], REGISTRY, comparer.weights)
    return comparer.compare(a, b)


def village(article: int, name: str, **more: object) -> EventTold:
    return told(article, place=f"doc/{article:016x}/place-5", place_name=name, **more)


def outcomes(links: EventLinks) -> set[Outcome]:
    return {mapping.outcome for mapping in links.mappings}


IN_MOSUL = frozenset({"place/mosul"})


@pytest.mark.parametrize(
    ("one", "other", "piece"),
    [
        pytest.param(told(1), told(2), "date.same-day", id="one day"),
        pytest.param(
            told(1), told(2, day=date(2017, 3, 13), last=date(2017, 3, 19)), "date.within-a-week",
            id="a week",
        ),
        pytest.param(
            told(1), told(2, day=date(2017, 3, 1), last=date(2017, 3, 31)), "date.within-a-month",
            id="a month",
        ),
        pytest.param(told(1), told(2, day=DAY + timedelta(days=1)), "date.next-day", id="the day after"),
        pytest.param(told(1), told(2, day=date(2017, 3, 20)), "date.apart", id="three days later"),
        pytest.param(
            told(1), told(2, day=None, published=DAY), "date.published-that-day", id="undated, of that day"
        ),
        pytest.param(
            told(1), told(2, day=None, published=date(2017, 3, 1)), "date.apart", id="published before it was"
        ),
        pytest.param(told(1), told(2, place="place/west-mosul"), "place.inside-a-town", id="a part of it"),
        pytest.param(told(1), told(2, place="place/raqqa"), "place.excludes", id="two cities"),
        pytest.param(
            told(1, near=True), told(2, place="place/old-city-mosul"), "place.near-not-inside",
            id="near a city",
        ),
        pytest.param(village(1, "Tall Qaraj"), village(2, "Tell Karaj"), "place.alike-in-name", id="spelt"),
        pytest.param(village(1, "Tall Qaraj"), village(2, "Umm Nahl"), "place.close-by", id="two villages"),
        pytest.param(
            told(1), told(2, place=None, around=IN_MOSUL), "place.named-there", id="a city named in passing"
        ),
        pytest.param(counting(told(1), 56), counting(told(2), 56), "toll.same-large", id="56 and 56"),
        pytest.param(counting(told(1), 1), counting(told(2), 1), "toll.same-tiny", id="one dead"),
        pytest.param(counting(told(1), 5), counting(told(2), 40), "toll.eightfold", id="5 and 40"),
        pytest.param(counting(told(1), 30), counting(told(2), 40), "toll.excluding", id="30 and 40"),
        pytest.param(
            told(1, words="an air strike on a school"), told(2, words="a strike on the market"),
            "target.other", id="a school is no market",
        ),
        pytest.param(
            told(1, words="a school was bombed"), told(2, words="the raid on the girls' school"),
            "target.same", id="one kind of target",
        ),
        pytest.param(
            told(1, words="an air strike"), told(2, words="a truck bomb killed"), "way.other",
            id="no truck bomb",
        ),
        pytest.param(
            told(1, causes=frozenset({Means.AIRSTRIKE})), told(2, words="warplanes hit it"),
            "way.same", id="means and words",
        ),
        pytest.param(
            told(1, kind=EventKind.STRIKE, count=3), told(2, kind=EventKind.STRIKE),
            "series.other", id="three strikes are not one",
        ),
        pytest.param(
            told(1, status=frozenset({Stance.ACKNOWLEDGES})),
            told(2, status=frozenset({Stance.INVESTIGATES})),
            "status.other", id="acknowledged and still investigated",
        ),
        pytest.param(
            told(1, quotes=marks_of(["we had no troops there at all"])),
            told(2, quotes=marks_of(["We had no troops there, we say"])),
            "wording.same-quotation", id="one quotation",
        ),
    ],
)  # fmt: skip
def test_finds_the_piece(one: EventTold, other: EventTold, piece: str) -> None:
    assert compared(one, other).has(piece)
    assert compared(other, one) == compared(one, other)


@pytest.mark.parametrize(
    "words",
    [
        "the wounded were taken to a hospital",
        "planes came from a base",
        "the deaths registered at the central hospital",
    ],
)
def test_where_the_wounded_were_taken_is_no_target(words: str) -> None:
    assert not compared(told(1, words=words), told(2, words="a market")).has("target.other", "target.same")


def test_the_truck_of_a_truck_bomb_is_no_target() -> None:
    bomb = told(1, words="a truck bomb killed nine at a market")

    assert compared(bomb, told(2, words="a truck bomb, at a market")).has("target.same")
    assert not compared(told(1, words="a truck bomb"), told(2, words="a market")).has("target.other")


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        pytest.param(told(1), told(2), Outcome.JOINED, id="day and town"),
        pytest.param(
            told(1), told(2, day=DAY + timedelta(days=1)), Outcome.REFUSED, id="a day apart, nothing else"
        ),
        pytest.param(
            counting(told(1), 56), counting(told(2, day=DAY + timedelta(days=1)), 56),
            Outcome.CANDIDATE, id="a day apart with the same toll is for a person",
        ),
        pytest.param(
            told(1, words="a school"), told(2, words="a market"), Outcome.CANDIDATE,
            id="two targets in one town on one day",
        ),
        pytest.param(
            told(1), told(2, place="place/nineveh"), Outcome.CANDIDATE, id="a province has many strikes a day"
        ),
        pytest.param(
            counting(told(1), 56), counting(told(2, place="place/nineveh"), 56), Outcome.JOINED,
            id="the province, with the toll",
        ),
        pytest.param(
            told(1, words="an air strike"), told(2, words="a car bomb"), Outcome.REFUSED, id="a car bomb"
        ),
    ],
)  # fmt: skip
def test_what_it_leads_to(one: EventTold, other: EventTold, outcome: Outcome) -> None:
    assert outcomes(link_events([one, other], REGISTRY)) == {outcome}


def test_an_incident_without_a_strike_wants_more_than_day_and_town() -> None:
    harm, blow = told(1), told(2, kind=EventKind.STRIKE)

    assert outcomes(link_events([harm, blow], REGISTRY)) == {Outcome.CANDIDATE}
    same_toll = link_events([counting(harm, 27), counting(blow, 27)], REGISTRY)
    assert {event.kind for event in same_toll.events} == {EventKind.INCIDENT, EventKind.STRIKE}


def test_a_person_joins_what_clashes_and_parts_what_fits() -> None:
    early, late, again = told(1), told(2, day=date(2017, 3, 14)), told(3)
    joining = Ruling(True, date(2026, 11, 1), "A. Reader", "the paper misprinted the day")
    parting = Ruling(False, date(2026, 11, 1), "A. Reader", "two streets")
    ruled = {frozenset({early.path, late.path}): joining, frozenset({early.path, again.path}): parting}

    links = link_events([early, late, again], REGISTRY, ruled)

    (event,) = links.events
    assert event.members == (early.path, late.path)
    assert (event.first, event.last) == (date(2017, 3, 14), DAY), "both days stay to be seen"
    decided = [mapping for mapping in links.mappings if mapping.author == "A. Reader"]
    assert {mapping.outcome for mapping in decided} == {Outcome.JOINED, Outcome.REFUSED}
    assert all(mapping.reason.startswith("decided: ") for mapping in decided)


def test_no_program_is_as_sure_as_a_person() -> None:
    links = link_events([counting(told(1), 56), counting(told(2), 56)], REGISTRY)

    assert all(mapping.confidence < 1 for mapping in links.mappings)


def test_two_that_clash_are_never_joined_through_a_third() -> None:
    first, third = told(1), told(3, day=DAY + timedelta(days=1))
    week = counting(told(2, day=date(2017, 3, 13), last=date(2017, 3, 19)), 56)

    links = link_events([counting(first, 56), week, counting(third, 56)], REGISTRY)

    assert not any({first.path, third.path} <= set(event.members) for event in links.events)


_TOLD = st.lists(
    st.builds(
        told,
        st.integers(1, 6),
        day=st.sampled_from([DAY, DAY + timedelta(days=1), date(2017, 3, 20), None]),
        place=st.sampled_from(["place/mosul", "place/west-mosul", "place/nineveh", None]),
        kind=st.sampled_from([EventKind.STRIKE, EventKind.INCIDENT]),
        at=st.integers(0, 2),
        words=st.sampled_from(["", "an air strike on a school", "a market", "a truck bomb"]),
        published=st.sampled_from([None, date(2017, 3, 21)]),
    ),
    max_size=9,
    unique_by=lambda event: event.path,
)


@given(events=_TOLD)
def test_an_article_on_something_else_changes_nothing(events: list[EventTold]) -> None:
    elsewhere = [told(90, place="place/kunduz"), told(91, place="place/kunduz")]
    before = link_events(events, REGISTRY)

    after = link_events([*events, *elsewhere], REGISTRY)

    assert _of(after, 6) == _of(before, 6)
    assert len(after.events) == len(before.events) + 1


@given(events=_TOLD)
def test_no_event_holds_two_accounts_that_bar_each_other(events: list[EventTold]) -> None:
    comparer = Comparer(REGISTRY, load_weights())
    found = {
        event.path: scene for scene in scenes(events, REGISTRY, comparer.weights) for event in scene.events
    }
    for event in link_events(events, REGISTRY).events:
        members = [found[path] for path in event.members]
        assert all(
            comparer.compare(a, b).bar == Bar.NONE for n, a in enumerate(members) for b in members[n + 1 :]
        )


def _of(links: EventLinks, last: int) -> tuple[Sequence[object], Sequence[object]]:
    """Events and reasons of the first articles."""
    mine = {f"doc/{article:016x}" for article in range(1, last + 1)}
    events = [event for event in links.events if any(path[:20] in mine for path in event.members)]
    return events, [m for m in links.mappings if m.source[:20] in mine or m.target[:20] in mine]


def test_a_village_that_a_report_places_in_another_province_is_not_taken_for_the_only_one_known() -> None:
    here = told(1, place="place/tokhar", around=frozenset({"place/tokhar"}), words="a raid on Tokhar")
    around = frozenset({"place/tokhar", "place/raqqa-governorate"})
    there = told(2, place="place/tokhar", around=around, words="a raid on Tokhar in Raqqa province")

    assert outcomes(link_events([here, there], REGISTRY)) == {Outcome.CANDIDATE}
    assert outcomes(link_events([here, replace(here, path="doc/3/x-1-2", article="3")], REGISTRY)) == {
        Outcome.JOINED
    }


def test_about_ten_is_not_about_two_hundred() -> None:
    def about(event: EventTold, value: int) -> EventTold:
        figure = FigureTold(
            f"{event.path}/f", event.path, Unit.KILLED, Qualifier.APPROXIMATELY, value, None, None
        )
        return replace(event, figures=(figure,))

    assert compared(about(told(1), 200), about(told(2), 10)).has("toll.eightfold")
    assert compared(about(told(1), 200), about(told(2), 180)).has("toll.compatible")


def test_a_strike_that_all_deny_says_nothing_of_how_it_was_done() -> None:
    blast = told(1)
    denied = told(1, kind=EventKind.STRIKE, part_of=blast.path, words="its aircraft", denied=True)
    raid = told(2, words="an air strike")

    comparer = Comparer(REGISTRY, load_weights())
    a, b = scenes([blast, denied, raid], REGISTRY, comparer.weights)

    assert not comparer.compare(a, b).has("way.same")


def test_a_vague_report_does_not_bridge_a_car_bomb_and_artillery() -> None:
    bomb, shells = told(1, words="a car bomb"), told(2, words="shelling")
    links = link_events([counting(bomb, 7), counting(shells, 7), counting(told(3), 7)], REGISTRY)

    assert not any({bomb.path, shells.path} <= set(event.members) for event in links.events)


def test_what_fits_two_days_about_equally_well_joins_neither() -> None:
    days = [counting(told(n, day=DAY + timedelta(days=n)), 12) for n in (1, 2)]
    week = counting(told(3, day=DAY, last=DAY + timedelta(days=6)), 12)

    links = link_events([*days, week], REGISTRY)

    assert links.events == ()
    assert week.path in {path for m in links.mappings for path in (m.source, m.target)}


def test_a_strike_that_all_deny_is_still_joined_with_the_strike_that_others_tell() -> None:
    def account(article: int, *, denied: bool) -> list[EventTold]:
        harm = counting(told(article), 20)
        return [harm, told(article, kind=EventKind.STRIKE, part_of=harm.path, denied=denied)]

    links = link_events([*account(1, denied=False), *account(2, denied=True)], REGISTRY)

    strike = next(event for event in links.events if event.kind == EventKind.STRIKE)
    assert len(strike.members) == 2, "whoever denies it must be found where it is asked for"


def test_a_name_that_begins_alike_is_not_the_province() -> None:
    around = frozenset({"place/mosul", "place/al-bayda-governorate"})
    one = told(1, around=around, words="a strike on the Al-Rifai quarter of Mosul")

    assert not compared(one, told(2)).has("place.doubtful")

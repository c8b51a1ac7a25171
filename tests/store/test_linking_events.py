"""Events of different articles are one where day and place agree and nothing clashes, and say why."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import EventKind
from kg.registry import load_registry
from kg.resolve import CanonicalEvent, EventLinks, EventTold, FigureTold, Mapping, link_events
from kg.vocab import Means, Outcome, Qualifier, Unit

DAY = date(2017, 3, 17)
US, COALITION, IS = "org/us-department-of-defense", "org/cjtf-oir", "org/islamic-state"


def incident(
    article: int,
    *,
    day: date | None = DAY,
    last: date | None = None,
    place: str | None = "place/mosul",
    kind: EventKind = EventKind.INCIDENT,
    at: int = 0,
    **more: object,
) -> EventTold:
    path = f"doc/{article:016x}/{kind}-{at}-{at + 9}"
    return EventTold(path, f"{article:016x}", kind, day, last or day, place=place, **more)  # type: ignore[arg-type]


def strike(article: int, **more: object) -> EventTold:
    return incident(article, kind=EventKind.STRIKE, **more)  # type: ignore[arg-type]


def figure(event: EventTold, value: int, qualifier: Qualifier = Qualifier.EXACTLY) -> FigureTold:
    return FigureTold(
        f"{event.path}/figure", event.path, Unit.CIVILIANS_KILLED, qualifier, value, value, value
    )  # fmt: skip


def counting(event: EventTold, *values: int) -> EventTold:
    return replace(event, figures=tuple(figure(event, value) for value in values))


def linked(*events: EventTold) -> EventLinks:
    return link_events(events, load_registry())


def same(links: EventLinks) -> list[tuple[str, ...]]:
    return [event.members for event in links.events]


def refused(links: EventLinks) -> list[Mapping]:
    return [mapping for mapping in links.mappings if mapping.outcome == Outcome.REFUSED]


def asked(links: EventLinks) -> list[Mapping]:
    return [mapping for mapping in links.mappings if mapping.outcome == Outcome.CANDIDATE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("place/mosul", "place/mosul", id="the same place"),
        pytest.param("place/mosul", "place/west-mosul", id="one inside the other"),
        pytest.param("place/old-city-mosul", "place/mosul", id="inside at two removes"),
    ],
)
def test_one_day_and_one_place_are_one_event(one: str, other: str) -> None:
    links = linked(incident(1, place=one), incident(2, place=other))

    assert same(links) == [(incident(1).path, incident(2).path)]
    assert all(mapping.same and mapping.reason.startswith("same day; ") for mapping in links.mappings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(incident(1), incident(2, day=date(2017, 3, 14)), id="another day"),
        pytest.param(incident(1), incident(2, place="place/raqqa"), id="another city"),
        pytest.param(
            incident(1), incident(2, place="place/nineveh"), id="a province has many strikes on one day"
        ),
        pytest.param(
            incident(1, place="place/west-mosul"), incident(2, place="place/east-mosul"), id="another side"
        ),
        pytest.param(incident(1, place="place/iraq"), incident(2, place="place/iraq"), id="a whole country"),
        pytest.param(incident(1, place=None), incident(2, place=None), id="no place"),
        pytest.param(incident(1, day=None), incident(2, day=None), id="no day"),
        pytest.param(
            incident(1, day=date(2017, 3, 1), last=date(2017, 3, 31)),
            incident(2, day=date(2017, 3, 1), last=date(2017, 3, 31)),
            id="a month is no day",
        ),
        pytest.param(incident(1), strike(2), id="an incident is no strike"),
        pytest.param(
            strike(1, actors=frozenset({COALITION})), strike(2, actors=frozenset({IS})), id="another actor"
        ),
        pytest.param(strike(1, means=Means.AIRSTRIKE), strike(2, means=Means.ARTILLERY), id="other means"),
        pytest.param(
            incident(1, near=True), incident(2, place="place/old-city-mosul"), id="near is not inside"
        ),
        pytest.param(incident(1), incident(1, at=50), id="one article tells of two"),
    ],
)
def test_events_that_clash_or_say_too_little_stay_apart(one: EventTold, other: EventTold) -> None:
    assert same(linked(one, other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            strike(1, actors=frozenset({COALITION})),
            strike(2, actors=frozenset({US})),
            id="bodies that are tied",
        ),
        pytest.param(strike(1, actors=frozenset({COALITION})), strike(2), id="an actor told by one only"),
        pytest.param(
            strike(1, means=Means.AIRSTRIKE), strike(2, means=Means.DRONE_STRIKE), id="narrower means"
        ),
        pytest.param(
            counting(incident(1, actors=frozenset({COALITION})), 56),
            counting(incident(2, actors=frozenset({IS})), 56),
            id="an incident may have rival actors where the toll is the same",
        ),
    ],
)
def test_what_does_not_clash_does_not_part(one: EventTold, other: EventTold) -> None:
    assert len(same(linked(one, other))) == 1


def test_what_fits_two_that_exclude_each_other_joins_neither_and_a_person_is_asked() -> None:
    wide, west = incident(1), incident(2, place="place/west-mosul")
    east = incident(3, place="place/east-mosul")

    links = linked(wide, west, east)

    assert same(links) == []
    assert {(m.source, m.target) for m in asked(links)} == {(wide.path, west.path), (wide.path, east.path)}


def test_the_better_of_two_that_exclude_each_other_is_joined() -> None:
    wide, west = counting(incident(1), 56), counting(incident(2, place="place/west-mosul"), 56)
    east = counting(incident(3, place="place/east-mosul"), 8)

    assert same(linked(wide, west, east)) == [(wide.path, west.path)]


def test_a_strike_takes_day_and_place_from_its_incident() -> None:
    told = [
        event
        for n in (1, 2)
        for event in (incident(n), strike(n, day=None, place=None, part_of=incident(n).path))
    ]

    harm, blow = sorted(linked(*told).events, key=lambda event: event.kind)

    assert blow.kind == EventKind.STRIKE
    assert blow.part_of == harm.path
    assert len(blow.members) == 2


def test_the_name_follows_from_day_widest_place_and_smallest_member() -> None:
    (event,) = linked(incident(1, place="place/west-mosul"), incident(2)).events

    assert event.path.startswith("event/2017-03-17-mosul-")
    assert (event.place, event.first, event.last) == ("place/mosul", DAY, DAY)


def test_near_misses_are_kept_with_the_reasons_against() -> None:
    apart = counting(incident(3, day=date(2017, 3, 14), near=True), 27)
    links = linked(counting(incident(1), 101), counting(incident(2), 101), apart)

    (mapping,) = refused(links)

    assert (mapping.source, mapping.target) == (apart.path, links.events[0].path)
    assert mapping.reason == (
        "not the same: 2017-03-14, not 2017-03-17; near Mosul, not in Mosul; "
        "27 civilians killed, not 101 civilians killed"
    )


def test_two_articles_alone_have_their_near_miss_told_too() -> None:
    (mapping,) = refused(linked(incident(1), incident(2, day=date(2017, 3, 14))))

    assert {mapping.source, mapping.target} == {incident(1).path, incident(2).path}


def test_what_is_far_apart_needs_no_reason() -> None:
    assert refused(linked(incident(1), incident(2, day=date(2017, 6, 1)))) == []
    assert refused(linked(incident(1), incident(2, place="place/raqqa"))) == []


def test_of_two_accounts_of_one_article_the_one_with_the_shared_toll_is_linked() -> None:
    first, second = counting(incident(1), 3), counting(incident(1, at=50), 56)
    links = linked(first, second, counting(incident(2), 56))

    assert same(links) == [(second.path, incident(2).path)]
    assert [mapping.source for mapping in refused(links)] == [first.path]


def test_a_shared_toll_makes_it_surer() -> None:
    plain = linked(incident(1), incident(2)).mappings[0]
    shared = linked(counting(incident(1), 56), counting(incident(2), 56)).mappings[0]

    assert shared.confidence > plain.confidence
    assert "the same figure: 56 civilians killed" in shared.reason


def test_a_village_without_a_row_is_known_by_its_name() -> None:
    told = [incident(n, place=f"doc/{n:016x}/place-5", place_name="Tokhar") for n in (1, 2)]

    (event,) = linked(*told).events

    assert event.path.startswith("event/2017-03-17-tokhar-")


_PLACES = [
    "place/mosul",
    "place/west-mosul",
    "place/east-mosul",
    "place/old-city-mosul",
    "place/nineveh",
    None,
]
_EVENTS = st.lists(
    st.builds(
        incident,
        st.integers(1, 5),
        day=st.sampled_from([DAY, DAY + timedelta(days=1), None]),
        place=st.sampled_from(_PLACES),
        kind=st.sampled_from([EventKind.STRIKE, EventKind.INCIDENT]),
        at=st.integers(0, 3),
        actors=st.sampled_from([frozenset(), frozenset({COALITION}), frozenset({IS})]),
    ),
    max_size=9,
    unique_by=lambda event: event.path,
)


@given(events=_EVENTS, random=st.randoms())
def test_order_never_matters(events: list[EventTold], random: Random) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)

    assert linked(*shuffled) == linked(*events)


@given(events=_EVENTS)
def test_every_account_has_at_most_one_event_and_every_link_a_reason(events: list[EventTold]) -> None:
    links = linked(*events)
    members = [member for event in links.events for member in event.members]

    assert len(members) == len(set(members))
    assert {(m.source, m.target) for m in links.mappings if m.same} == _pairs(links.events)
    assert all(mapping.reason and 0 < mapping.confidence <= 1 for mapping in links.mappings)
    assert {(m.source, m.target) for m in refused(links)}.isdisjoint(_pairs(links.events))
    assert all(len(_articles(e.members)) == len(e.members) for e in links.events)
    wholes = {part.part_of or part.path: [] for part in links.events}  # type: ignore[var-annotated]
    for event in links.events:
        wholes[event.part_of or event.path] += event.members
    assert all(len(_articles(members)) > 1 for members in wholes.values())


def _articles(paths: Iterable[str]) -> set[str]:
    return {path.split("/")[1] for path in paths}


def _pairs(events: Sequence[CanonicalEvent]) -> set[tuple[str, str]]:
    return {(member, event.path) for event in events for member in event.members}


def test_two_events_that_several_articles_share_are_refused_as_well() -> None:
    earlier = [incident(number, day=date(2017, 3, 14)) for number in (1, 2)]
    later = [incident(number) for number in (3, 4)]
    links = linked(*earlier, *later)
    one, two = (event.path for event in links.events)

    assert [(m.source, m.target) for m in refused(links)] in ([(one, two)], [(two, one)])

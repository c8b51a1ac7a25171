"""What people rule joins and parts what was linked, names them, and touches nothing else."""

from collections.abc import Mapping as Table
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kg.model import EventKind
from kg.registry import load_registry
from kg.resolve import EventLinks, EventTold, Mapping, Ruling, link_events
from kg.vocab import Outcome

DAY, OTHER_DAY = date(2031, 5, 12), date(2031, 5, 9)


def incident(article: int, day: date | None = DAY, place: str | None = "place/mosul") -> EventTold:
    path = f"doc/{article:016x}/incident-0-9"
    return EventTold(path, f"{article:016x}", EventKind.INCIDENT, day, day, place=place)


def strike(article: int, day: date | None = DAY) -> EventTold:
    path, whole = f"doc/{article:016x}/strike-0-4", f"doc/{article:016x}/incident-0-9"
    return EventTold(
        path, f"{article:016x}", EventKind.STRIKE, day, day, place="place/mosul", part_of=whole
    )  # fmt: skip


def ruling(*, same: bool, day: int = 1, author: str = "A. Reader") -> Ruling:
    return Ruling(same, date(2031, 6, day), author, "so")


A, B, C, D = incident(1), incident(2), incident(3, OTHER_DAY), incident(4, OTHER_DAY)
E, F = incident(5, date(2031, 7, 1)), incident(6, None)
Ruled = Table[frozenset[str], Ruling]


def pair(a: EventTold, b: EventTold) -> frozenset[str]:
    return frozenset({a.path, b.path})


def applied(ruled: Ruled, *told: EventTold) -> EventLinks:
    return link_events(told, load_registry(), ruled)


def groups(links: EventLinks) -> list[list[int]]:
    found = [sorted(int(path[4:20], 16) for path in event.members) for event in links.events]
    return sorted(found)


def of(links: EventLinks, source: EventTold) -> list[Mapping]:
    return [mapping for mapping in links.mappings if mapping.source == source.path]


def refused(links: EventLinks) -> list[Mapping]:
    return [mapping for mapping in links.mappings if mapping.outcome == Outcome.REFUSED]


def test_two_that_are_ruled_one_bring_all_that_they_are_joined_to() -> None:
    links = applied({pair(B, D): ruling(same=True)}, A, B, C, D, E)

    assert groups(links) == [[1, 2, 3, 4]]
    assert links.events[0].path.startswith("event/2031-05-09-mosul-")


def test_an_account_that_stands_alone_or_has_no_day_joins_by_ruling() -> None:
    assert groups(applied({pair(A, E): ruling(same=True)}, A, B, E)) == [[1, 2, 5]]
    assert groups(applied({pair(A, F): ruling(same=True)}, A, F)) == [[1, 6]]


def test_a_joined_account_says_who_ruled_and_why_and_the_others_keep_their_reasons() -> None:
    before = applied({}, A, B, C, D)
    links = applied({pair(B, D): ruling(same=True)}, A, B, C, D)
    (event,) = links.events

    (by_person,), (found,) = of(links, B), of(links, A)
    assert (by_person.target, by_person.author, by_person.day) == (event.path, "A. Reader", date(2031, 6, 1))
    assert by_person.reason.startswith("decided: so (evidence: ")
    assert (found.target, found.author, found.reason) == (event.path, None, of(before, A)[0].reason)
    assert not refused(links)


def test_two_that_are_ruled_apart_share_no_event_and_the_others_stay_with_the_first() -> None:
    third = incident(7)
    links = applied({pair(A, B): ruling(same=False)}, A, B, third)

    assert groups(links) == [[1, 7]]
    (mapping,) = refused(links)
    assert {mapping.source, mapping.target} == {links.events[0].path, B.path}
    assert (mapping.reason, mapping.author) == ("decided: so", "A. Reader")


def test_no_event_is_left_where_only_two_were_joined_and_are_ruled_apart() -> None:
    links = applied({pair(A, B): ruling(same=False)}, A, B)

    assert links.events == ()
    assert [mapping.outcome for mapping in links.mappings] == [Outcome.REFUSED]


def test_what_would_join_two_that_are_ruled_apart_does_not_hold_and_the_latest_comes_first() -> None:
    ruled = {
        pair(A, E): ruling(same=True, day=1),
        pair(E, C): ruling(same=True, day=2),
        pair(A, C): ruling(same=False, day=1),
    }

    assert groups(applied(ruled, A, C, E)) == [[3, 5]]


def test_two_without_a_day_are_joined_under_a_name_that_says_so() -> None:
    (event,) = applied({pair(F, incident(8, None)): ruling(same=True)}, F, incident(8, None)).events

    assert event.path.startswith("event/undated-mosul-")
    assert (event.first, event.last) == (None, None)


def test_a_ruling_on_a_strike_is_one_on_the_incident_it_is_part_of() -> None:
    ruled = {frozenset({C.path, strike(2).path}): ruling(same=True)}

    assert groups(applied(ruled, B, strike(2), C)) == [[2], [2, 3]]


def test_who_is_not_told_is_passed_over() -> None:
    assert applied({pair(A, E): ruling(same=True)}, A, B) == applied({}, A, B)


def test_strikes_are_part_of_the_incident_as_it_is_ruled() -> None:
    told = [A, B, C, strike(1), strike(2)]
    links = applied({pair(A, C): ruling(same=True)}, *told)

    whole = next(event for event in links.events if event.kind == EventKind.INCIDENT)
    (shared,) = [event for event in links.events if event.kind == EventKind.STRIKE]
    assert groups(links) == [[1, 2], [1, 2, 3]]
    assert shared.part_of == whole.path


def test_a_ruling_that_agrees_changes_no_event() -> None:
    assert applied({pair(A, B): ruling(same=True)}, A, B, C, D).events == applied({}, A, B, C, D).events


ACCOUNTS = [incident(n, DAY if n % 3 else OTHER_DAY) for n in range(1, 9)]
PAIRS = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS)).filter(lambda two: two[0] != two[1])
RULED = st.lists(st.tuples(PAIRS, st.booleans(), st.integers(1, 9)), max_size=8).map(
    lambda drawn: {pair(*two): ruling(same=same, day=day) for two, same, day in drawn}
)


@given(RULED, st.randoms(use_true_random=False))
def test_order_never_matters_and_every_identity_has_one_target_and_a_reason(
    ruled: dict[frozenset[str], Ruling], random: Random
) -> None:
    told, rulings = list(ACCOUNTS), list(ruled.items())
    random.shuffle(told)
    random.shuffle(rulings)

    links = applied(ruled, *ACCOUNTS)

    assert applied(dict(rulings), *told) == links
    members = [member for event in links.events for member in event.members]
    assert len(members) == len(set(members))
    reasons = {(m.source, m.target) for m in links.mappings if m.same}
    assert reasons == {(member, event.path) for event in links.events for member in event.members}
    paths = {event.path for event in links.events} | {event.path for event in ACCOUNTS}
    assert {path for m in links.mappings for path in (m.source, m.target)} <= paths
    for event in links.events:
        apart = [two for two, one in ruled.items() if not one.same and two <= set(event.members)]
        assert apart == []

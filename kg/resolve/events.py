"""Links the events that several articles tell of, and says which near-misses are not the same."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import replace
from itertools import groupby, islice
from typing import Final

from kg.ids import short_hash
from kg.model import EventKind
from kg.registry import Registry
from kg.resolve.clusters import Cluster, cluster
from kg.resolve.places import Fit, fit
from kg.resolve.reasons import against_it, for_it
from kg.resolve.results import CanonicalEvent, EventLinks, Mapping
from kg.resolve.sightings import Sighting, sightings
from kg.resolve.told import EventTold

DAYS_CLOSE: Final = 3
"""How many days apart two accounts of one place still want a reason why they are two."""
_NEIGHBOURS: Final = 3


def link_events(events: Iterable[EventTold], registry: Registry) -> EventLinks:
    """Canonical events of at least two articles, with the reasons for each member and against near-misses.

    Strikes and incidents are joined separately. Only events of one known day are; a wrong merge does
    more harm than a missed one.
    """
    told = list(events)
    canonical: dict[str, tuple[CanonicalEvent, Cluster]] = {}
    mappings: list[Mapping] = []
    for (kind, _), found in sightings(told, registry).items():
        joined: dict[str, tuple[CanonicalEvent, Cluster]] = {}
        for _, of_day in groupby(found, key=lambda s: s.day):
            for members in cluster(list(of_day), registry):
                event = _canonical(kind, members)
                joined[event.path] = (event, members)
                mappings += _reasons(event, members, registry)
        canonical |= joined
        mappings += _refused(found, joined, registry)
    wholes = {event.path: event.part_of for event in told if event.part_of is not None}
    ordered = _parts([event for event, _ in canonical.values()], wholes)
    return EventLinks(ordered, tuple(sorted(mappings, key=lambda m: (m.source, m.target))))


def _canonical(kind: EventKind, members: Cluster) -> CanonicalEvent:
    widest = min(members, key=lambda s: (len(s.spot.chain), s.spot.near, s.spot.place))
    name = f"event/{members[0].day}-{widest.spot.slug}-{short_hash(members[0].path)}"
    return CanonicalEvent(
        name,
        kind,
        members[0].day,
        widest.spot.place,
        widest.spot.name,
        near=all(s.spot.near for s in members),
        inferred=any(s.event.inferred for s in members),
        members=tuple(s.path for s in members),
    )


def _reasons(event: CanonicalEvent, members: Cluster, registry: Registry) -> Iterable[Mapping]:
    widest = next(s.spot for s in members if s.spot.place == event.place)
    # Three others are enough to show agreement; with all of them a hot event would cost its square.
    some = members[: _NEIGHBOURS + 1]
    for member in members:
        others = [other for other in some if other is not member]
        reason, sure = for_it(member, others, widest, registry)
        yield Mapping(member.path, event.path, same=True, confidence=sure, reason=reason)


def _refused(
    found: Sequence[Sighting], joined: Table[str, tuple[CanonicalEvent, Cluster]], registry: Registry
) -> Iterable[Mapping]:
    """Accounts close in day and place that were not joined: to a canonical event, or to each other."""
    linked = {s.path for _, members in joined.values() for s in members}
    single = [s for s in found if s.path not in linked]
    # A canonical event is told as the first of its members tells it, and is of no one article.
    heads = [
        replace(members[0], event=replace(members[0].event, path=path, article=""))
        for path, (_, members) in sorted(joined.items())
    ]
    accounts = sorted([*heads, *single], key=lambda s: (s.day, s.path))
    for number, account in enumerate(accounts):
        for other in _close(account, islice(accounts, number + 1, None), registry):
            # Told from the account that stands alone to the event that several share; of two of those, once.
            one, two = sorted((account, other), key=lambda s: s.path in joined)
            reason, sure = against_it(one, two, registry)
            yield Mapping(one.path, two.path, same=False, confidence=sure, reason=reason)


def _close(account: Sighting, later: Iterable[Sighting], registry: Registry) -> list[Sighting]:
    """The next few accounts of other articles that one could take for the same."""
    found: list[Sighting] = []
    for other in later:
        apart = (other.day - account.day).days
        if apart > DAYS_CLOSE or len(found) == _NEIGHBOURS:
            break
        if other.event.article and other.event.article == account.event.article:
            continue
        if apart == 0 or fit(account.spot, other.spot, registry) > Fit.NONE:
            found.append(other)
    return found


def _parts(events: Iterable[CanonicalEvent], wholes: Table[str, str]) -> tuple[CanonicalEvent, ...]:
    """The events, each strike part of the incident that most of its members are part of."""
    ordered = sorted(events, key=lambda event: event.path)
    canonical = {
        member: event.path
        for event in ordered
        if event.kind == EventKind.INCIDENT
        for member in event.members
    }
    done = []
    for event in ordered:
        votes = Counter(
            canonical[wholes[member]]
            for member in event.members
            if event.kind == EventKind.STRIKE and wholes.get(member) in canonical
        )
        best = min(votes, key=lambda path: (-votes[path], path), default=None)
        done.append(replace(event, part_of=best))
    return tuple(done)

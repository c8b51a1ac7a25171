"""Events that can be joined: those with a day and a place, where need be from the event they are part of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kg.model import EventKind
from kg.registry import Registry
from kg.resolve.places import Spot, region, spot_of
from kg.resolve.told import EventTold


@dataclass(frozen=True, slots=True)
class Sighting:
    """One article's account of an event, with its day and its place."""

    event: EventTold
    day: date
    spot: Spot

    @property
    def path(self) -> str:
        """The event's name."""
        return self.event.path

    @property
    def counts(self) -> frozenset[tuple[object, ...]]:
        """Its figures, as far as two articles can have the same."""
        return frozenset((f.unit, f.qualifier, f.value) for f in self.event.figures if f.value is not None)


Scene = tuple[EventKind, str]


def sightings(events: Iterable[EventTold], registry: Registry) -> dict[Scene, list[Sighting]]:
    """Strikes and incidents of one known day and place, by kind and region, sorted by day and path.

    A strike without a day or place has those of its incident, an incident those of its only strike.
    """
    told = {event.path: event for event in events if event.kind != EventKind.CAMPAIGN}
    parts = defaultdict(list)
    for event in told.values():
        if event.part_of in told:
            parts[event.part_of].append(event)
    found: defaultdict[Scene, list[Sighting]] = defaultdict(list)
    for event in told.values():
        whole = told.get(event.part_of or "")
        only = parts[event.path][0] if len(parts[event.path]) == 1 else None
        full = _completed(event, whole or only)
        spot = spot_of(full, registry)
        if full.day is not None and spot is not None:
            found[event.kind, region(spot, registry)].append(Sighting(full, full.day, spot))
    return {scene: sorted(found[scene], key=lambda s: (s.day, s.path)) for scene in sorted(found)}


def _completed(event: EventTold, other: EventTold | None) -> EventTold:
    if other is None:
        return event
    if event.first is None and event.last is None:
        event = replace(event, first=other.first, last=other.last, inferred=True)
    if event.place is None:
        event = replace(event, place=other.place, place_name=other.place_name, near=other.near)
    return event

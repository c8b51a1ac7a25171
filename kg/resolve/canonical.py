"""Names the event that several accounts tell of: its bounds, its widest place, its incident and strike."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from kg.ids import short_hash
from kg.model import EventKind
from kg.resolve.places import Spot
from kg.resolve.results import CanonicalEvent
from kg.resolve.scenes import Scene
from kg.resolve.told import EventTold

_UNKNOWN: Final = "undated"
_NOWHERE: Final = "unplaced"


def canonical_events(members: Sequence[Scene]) -> list[CanonicalEvent]:
    """The incident and the strike of a cluster, as far as its accounts tell of each."""
    incidents = [scene.incident for scene in members if scene.incident is not None]
    strikes = [strike for scene in members if (strike := _strike(scene)) is not None]
    found = []
    whole: str | None = None
    for kind, events in ((EventKind.INCIDENT, incidents), (EventKind.STRIKE, strikes)):
        if events:
            found.append(_event(kind, events, members, whole))
            whole = found[0].path if kind == EventKind.INCIDENT else whole
    return found


def name_of(scene: Scene, canonical: Iterable[CanonicalEvent]) -> str:
    """The canonical event of the account: the incident where it tells of harm, else the strike."""
    return next(event.path for event in canonical if scene.told.path in event.members)


def _event(
    kind: EventKind, events: Sequence[EventTold], members: Sequence[Scene], whole: str | None
) -> CanonicalEvent:
    first, last = _bounds(members)
    spot = _widest(scene.spot for scene in members)
    paths = tuple(sorted(event.path for event in events))
    place = spot.slug if spot is not None else _NOWHERE
    return CanonicalEvent(
        f"event/{first or last or _UNKNOWN}-{place}-{short_hash(paths[0])}",
        kind,
        first,
        last,
        spot.place if spot is not None else None,
        spot.name if spot is not None else None,
        near=spot is not None and spot.near,
        inferred=any(scene.inferred for scene in members),
        members=paths,
        part_of=whole,
    )


def _strike(scene: Scene) -> EventTold | None:
    """The account's strike; of several the only one with a day or place of its own, else none."""
    if len(scene.strikes) < 2:
        return scene.strikes[0] if scene.strikes else None
    if scene.incident is None:
        return scene.strikes[0]
    return None


def _bounds(members: Sequence[Scene]) -> tuple[date | None, date | None]:
    """What all dated accounts allow; where a person joined what excludes itself, all that any tells."""
    firsts = [scene.first for scene in members if scene.first is not None]
    lasts = [scene.last for scene in members if scene.last is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first is not None and last is not None and first > last:
        return min(firsts), max(lasts)
    return first, last


def _widest(spots: Iterable[Spot | None]) -> Spot | None:
    """The widest place named; a name without a row only where there is no other."""
    known = [spot for spot in spots if spot is not None]
    return min(known, key=lambda s: (not s.chain, len(s.chain), s.near, s.place), default=None)

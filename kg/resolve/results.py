"""What resolving finds, as frozen values; every name is the path after the base."""

from dataclasses import dataclass
from datetime import date

from kg.model import EventKind


@dataclass(frozen=True, slots=True)
class CanonicalEvent:
    """The one event that several articles tell of."""

    path: str
    kind: EventKind
    day: date
    place: str
    place_name: str
    near: bool
    inferred: bool
    members: tuple[str, ...]
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Why an event is, or is not, the same as another; ``author`` and ``day`` where a person ruled so."""

    source: str
    target: str
    same: bool
    confidence: float
    reason: str
    author: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class EventLinks:
    """Canonical events and the reasons for and against, sorted by path."""

    events: tuple[CanonicalEvent, ...]
    mappings: tuple[Mapping, ...]


@dataclass(frozen=True, slots=True)
class Communication:
    """One release of one source on one day that several articles carry."""

    path: str
    day: date
    issuers: tuple[str, ...]
    statements: tuple[str, ...]
    articles: int
    reason: str


@dataclass(frozen=True, slots=True)
class Rival:
    """Two figures of one event that cannot both hold; ``figure`` sorts before ``other``."""

    figure: str
    other: str

"""What resolving finds, as frozen values; every name is the path after the base."""

from dataclasses import dataclass
from datetime import date

from kg.model import EventKind
from kg.vocab import Outcome


@dataclass(frozen=True, slots=True)
class CanonicalEvent:
    """The one event that several articles tell of; ``first`` and ``last`` are None where nobody dates it."""

    path: str
    kind: EventKind
    first: date | None
    last: date | None
    place: str | None
    place_name: str | None
    near: bool
    inferred: bool
    members: tuple[str, ...]
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Why an event, or a person or body, is, may be, or is not the same as another.

    ``author`` and ``day`` are of the person who decided it; None where the program did.
    """

    source: str
    target: str
    outcome: Outcome
    confidence: float
    reason: str
    author: str | None = None
    day: date | None = None

    @property
    def same(self) -> bool:
        """True where the two are taken as one."""
        return self.outcome == Outcome.JOINED


@dataclass(frozen=True, slots=True)
class EventLinks:
    """Canonical events and the reasons for and against, sorted by path."""

    events: tuple[CanonicalEvent, ...]
    mappings: tuple[Mapping, ...]


@dataclass(frozen=True, slots=True)
class CanonicalAgent:
    """The one person or body that several articles name; ``name`` is the longest of its members' names."""

    path: str
    person: bool
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgentLinks:
    """Canonical people and bodies and the reasons for and against, sorted by path."""

    agents: tuple[CanonicalAgent, ...]
    mappings: tuple[Mapping, ...]


@dataclass(frozen=True, slots=True)
class Communication:
    """One release of one source that several articles carry.

    ``first`` and ``last`` bound its day: where no article tells it, it was no later than the first article.
    ``reprint`` says that the articles are one text, of an agency or of one another.
    """

    path: str
    first: date | None
    last: date | None
    issuers: tuple[str, ...]
    statements: tuple[str, ...]
    articles: int
    reason: str
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class Rival:
    """Two figures of one event that cannot both hold; ``figure`` sorts before ``other``."""

    figure: str
    other: str

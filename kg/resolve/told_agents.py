"""Who an article names and no registry knows, as resolving needs it; names are paths after the base."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AgentKind(StrEnum):
    """What an agent is; an unnamed source ("residents") is none of these and is never linked."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class AgentTold:
    """A person or body as one article names it; ``article`` is the key of its text.

    ``roles`` are the words for what a person is when saying something, ``bodies`` those it spoke for,
    ``events`` what it spoke about and ``places`` where that was.
    """

    path: str
    article: str
    kind: AgentKind
    name: str
    roles: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    published: date | None = None

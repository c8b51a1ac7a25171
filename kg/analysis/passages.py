"""Where something is told, and whether two who tell it speak for one body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from kg.queries import Value
from kg.registry import Registry
from kg.resolve.origins import body_of

_PATH = re.compile(r"(?<=/)(?:org|person|place)/[^/]+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one statement: characters of the article's text, end exclusive."""

    article: str
    start: int
    end: int
    statement: str
    words: str
    passage_start: int
    passage_end: int
    published: date | None

    @classmethod
    def of(cls, row: Mapping[str, Value]) -> Self:
        """The passage of a row of any saved query that tells statements."""
        published = row["published"]
        return cls(
            str(row["article"]),
            int(str(row["start"])),
            int(str(row["end"])),
            str(row["statement"]),
            str(row["words"]),
            int(str(row["passage_start"])),
            int(str(row["passage_end"])),
            published if isinstance(published, date) else None,
        )


def row_order(row: Mapping[str, Value]) -> tuple[str, int, str]:
    """Sorts rows by article, place and statement, whatever order they came in."""
    return str(row["article"]), int(str(row["start"])), str(row["statement"])


def in_order(one: Passage, other: Passage) -> bool:
    """False where the other is known to have been published before the one."""
    return one.published is None or other.published is None or one.published <= other.published


def kin(one: str, other: str, registry: Registry) -> bool:
    """True where two speakers, by IRI, are one, or speak for one body or for bodies that are tied."""
    if one == other:
        return True
    ours, theirs = (body_of(registry_path(iri), registry) for iri in (one, other))
    if ours is None or theirs is None:
        return False
    return ours == theirs or registry.related(ours, theirs)


def registry_path(iri: str) -> str:
    """The id of a row of the registry; empty where the IRI is none, whatever the base."""
    found = _PATH.search(iri)
    return found[0] if found is not None else ""

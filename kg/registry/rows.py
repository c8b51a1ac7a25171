"""The rows of the registry: bodies, holders of public office, places and long campaigns, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """When an alias counts as naming its row."""

    ALWAYS = ""
    IN_CONTEXT = "~"
    """A body: only where it is named otherwise, or an article is about its area. A place: after "in"."""
    IF_NAMED = "?"
    """Only in an article that names the row by another alias."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a name, exactly as printed: "IS" is never "is"."""

    words: str
    mark: Mark = Mark.ALWAYS


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body: government, military, coalition, monitor, outlet.

    ``leads`` is the coalition it leads, ``seat`` the capital that stands for it where it speaks.
    """

    id: str
    name: str
    aliases: tuple[Alias, ...]
    kind: str
    parent: str | None = None
    member_of: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    country: str | None = None
    seat: str | None = None
    area: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A holder of public office or spokesperson; private people never have a row."""

    id: str
    name: str
    aliases: tuple[Alias, ...]
    role: str
    organisation: str | None = None
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A country, province, town, quarter or village, and what holds it.

    ``adjectives`` are a country's forms such as "Iraqi" and "Iraqis"; ``code`` is its ISO 3166 code.
    """

    id: str
    name: str
    aliases: tuple[Alias, ...]
    kind: str
    contained_in: str | None = None
    adjectives: tuple[str, ...] = ()
    code: str | None = None
    lat: float | None = None
    lon: float | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A long campaign, such as a war or a named operation; ``organisation`` conducts it."""

    id: str
    name: str
    aliases: tuple[Alias, ...]
    organisation: str | None = None
    area: tuple[str, ...] = ()
    wikidata: str | None = None


Row = Organisation | Person | Place | Campaign


def all_aliases(row: Row) -> tuple[Alias, ...]:
    """The name of a row, then its aliases, each once.

    An alias that repeats the name sets its mark: a town "Hit" with the alias "~Hit" is never named outright.
    """
    if any(alias.words == row.name for alias in row.aliases):
        return row.aliases
    return (Alias(row.name), *row.aliases)

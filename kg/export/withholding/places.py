"""Takes places to the region or country that holds them, and knows by which names they are to go."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from kg.export.withholding.folding import fold, squeezed
from kg.export.withholding.matching import Name
from kg.registry import Place, Registry, all_aliases

UNKNOWN: Final = "place withheld"
_REGIONS: Final = frozenset({"province", "governorate", "state", "oblast", "region"})


class Level(StrEnum):
    """How finely a place may be told."""

    REGION = "region"
    COUNTRY = "country"


def wider(path: str, registry: Registry, level: Level) -> str | None:
    """The nearest place of the level that holds the place, itself if it is one; None where none is known."""
    seen: set[str] = set()
    at: str | None = path
    while at is not None and at not in seen:
        seen.add(at)
        row = registry.row(at)
        if not isinstance(row, Place):
            return None
        if row.contained_in is None or (level is Level.REGION and row.kind in _REGIONS):
            return at
        at = row.contained_in
    return None


def finer(registry: Registry, level: Level) -> dict[str, str | None]:
    """Every row that is finer than the level, and the wider place that stands for it; None if none does."""
    found = {row.id: wider(row.id, registry, level) for row in registry.places}
    return {path: to for path, to in found.items() if to != path}


def holders(path: str, registry: Registry) -> Iterator[str]:
    """The place itself and all that hold it."""
    seen: set[str] = set()
    at: str | None = path
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        row = registry.row(at)
        at = row.contained_in if isinstance(row, Place) else None


def place_names(
    paths: Iterable[str], local: Iterable[str], fine: dict[str, str | None], registry: Registry
) -> Iterator[Name]:
    """The names by which these places and those around them go; ``local`` are names that have no row.

    What is also a name of the wider place, or stands in it, may stay: Aleppo, of Aleppo Governorate.
    """
    sought = {holder for path in paths for holder in holders(path, registry) if holder in fine}
    stay: set[str] = set()
    for path in sorted(sought):
        to = fine[path]
        for holder in () if to is None else holders(to, registry):
            stay.update(squeezed(fold(words)[0]) for words in _words(holder, registry))
    for path in sorted(sought):
        to = fine[path]
        row = None if to is None else registry.row(to)
        role = UNKNOWN if row is None else f"place in {row.name}"
        for words in _words(path, registry):
            if not _stays(words, stay):
                yield Name(words, role)
    for words in local:
        if not _stays(words, stay):
            yield Name(words, UNKNOWN)


def _stays(words: str, stay: Iterable[str]) -> bool:
    run = squeezed(fold(words)[0])
    return not run or any(run in wide for wide in stay)


def _words(path: str, registry: Registry) -> list[str]:
    row = registry.row(path)
    if not isinstance(row, Place):
        return []
    return [*(alias.words for alias in all_aliases(row)), *row.adjectives]

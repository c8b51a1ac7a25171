"""What shows that two statements come from one origin: a figure, or a run of the same words."""

import re
from collections.abc import Iterable
from typing import Final

from kg.registry import Person, Registry
from kg.resolve.told import StatementTold
from kg.text import fold
from kg.vocab import BROADER, Unit

WORDS_ALIKE: Final = 6
"""So many words in a row that two articles have from one release, not by chance."""
_FEWEST_WORDS: Final = 4
_LARGE: Final = 10
"""A smaller number says little by itself: two articles may both have three dead."""
_WORD: Final = re.compile(r"\w+")
_PEOPLE: Final = frozenset({Unit.KILLED, Unit.INJURED, Unit.HARMED})

Mark = tuple[int, str] | tuple[str, ...]


def marks(statement: StatementTold) -> frozenset[Mark]:
    """The figure, and runs of quoted words. From ten on deaths and casualties are alike: many mix them up."""
    found: set[Mark] = set()
    if statement.figure is not None:
        value, unit = statement.figure
        group = Unit(BROADER.get(unit, unit))
        found.add((value, "people" if group in _PEOPLE and value >= _LARGE else group))
    if statement.quoted:
        found.update(runs(statement.text))
    return frozenset(found)


def runs(text: str) -> set[tuple[str, ...]]:
    """Every six words in a row, in small letters; of four or five words all of them."""
    words = _WORD.findall(fold(text).lower())
    if _FEWEST_WORDS <= len(words) < WORDS_ALIKE:
        return {tuple(words)}
    return {tuple(words[start : start + WORDS_ALIKE]) for start in range(len(words) - WORDS_ALIKE + 1)}


def is_telling(mark: Mark) -> bool:
    """True for a mark that says by itself that two articles have it from one place.

    >>> [is_telling((number, "people")) for number in (3, 80, 352, 2_000_000)]
    [False, False, True, False]
    """
    if isinstance(mark[0], str):
        return True
    return mark[0] >= _LARGE and len(str(mark[0]).rstrip("0")) > 1


def body_of(issuer: str, registry: Registry) -> str | None:
    """The body behind an issuer of the registry; None for those who stand only in one article."""
    row = registry.row(issuer)
    if isinstance(row, Person) and row.organisation is not None:
        return row.organisation
    return issuer if row is not None else None


def shared(ours: Iterable[Mark], theirs: Iterable[Mark]) -> list[Mark]:
    """Marks of both, numbers first, sorted."""
    return sorted(set(ours) & set(theirs), key=lambda mark: (isinstance(mark[0], str), mark))

"""What articles tell of tallies, as the ledger needs it; every name is the path after the base."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.vocab import Qualifier, Tally, Unit

_EXACT: Final = frozenset({Qualifier.EXACTLY, Qualifier.AT_LEAST})
_GENERAL: Final = frozenset({"", "civilian", "civilians", "people", "person", "persons", "casualties"})
"""Last words for all of those whom a unit names; others, such as medics, are a part of them."""


@dataclass(frozen=True, slots=True)
class TallyTold:
    """A count over more than one event, as one statement of one source gives it.

    ``issuer`` is the body spoken for, else the speaker; ``name`` is how the article calls one that has no
    registry row. ``first`` and ``last`` bound the harm, ``assessed`` the assessment. ``day`` is the last
    day on which the statement can have been made, ``published`` the article's. ``passage`` names the
    sentences around the words, ``at`` is the first character of the figure.
    """

    figure: str
    statement: str
    article: str
    issuer: str
    tally: Tally
    unit: Unit
    qualifier: Qualifier
    value: int | None = None
    min: int | None = None
    max: int | None = None
    who: str | None = None
    part: bool = False
    first: date | None = None
    last: date | None = None
    assessed: tuple[date | None, date | None] = (None, None)
    actors: frozenset[str] = frozenset()
    place: str | None = None
    passage: str = ""
    at: int = 0
    day: date | None = None
    published: date | None = None
    name: str | None = None

    @property
    def number(self) -> int | None:
        """The number that arithmetic can use; None where the hedge leaves another one open."""
        return self.value if self.qualifier in _EXACT else None

    @property
    def size(self) -> int:
        """A number to sort by: as said, else a bound, else 0."""
        return next((n for n in (self.value, self.min, self.max) if n is not None), 0)

    @property
    def told(self) -> date | None:
        """The last day on which it can have been said, as far as its own article tells."""
        return self.day if self.day is not None else self.published

    @property
    def people(self) -> str:
        """Which people are counted, in the article's words; empty for all of those whom the unit names.

        >>> told = TallyTold("f", "s", "a", "org/x", Tally.CUMULATIVE, Unit.KILLED, Qualifier.EXACTLY, 3)
        >>> from dataclasses import replace
        >>> replace(told, who="civilians").people, replace(told, who="aid workers").people
        ('', 'aid workers')
        """
        words = " ".join((self.who or "").lower().split())
        return "" if words.rpartition(" ")[2] in _GENERAL else words


@dataclass(frozen=True, slots=True)
class Entry:
    """A total in its series; ``told_by`` is the day by which it had been told, None where nothing says so."""

    told: TallyTold
    told_by: date | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The totals of one issuer that count the same thing from the same start, in their order.

    ``start`` is the first day of what is counted; a first of January can stand for any day of its year.
    """

    path: str
    issuers: tuple[str, ...]
    unit: Unit
    people: str
    start: date | None
    entries: tuple[Entry, ...]

"""What a source tells together with a total: what it adds, takes out, or counts for its newest period."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Final

from kg.resolve.tallies import TallyTold
from kg.vocab import Tally, Unit

NEWEST: Final = timedelta(days=92)
"""A period that ends at most a quarter before a total is told can be the newest part of that total."""
_CORRECTIONS: Final = frozenset({Tally.ADDITION, Tally.WITHDRAWAL, Tally.ADJUSTMENT})
NOUNS: Final = {Unit.HARMED: Unit.KILLED, Unit.CIVILIANS_HARMED: Unit.CIVILIANS_KILLED}
"""Nouns that leave open whether people were killed or injured, and what they often stand for."""
_DEAD: Final = frozenset({Unit.KILLED, Unit.CIVILIANS_KILLED, Unit.COMBATANTS_KILLED})
COUNTED: Final = frozenset(
    {Unit.KILLED, Unit.INJURED, Unit.HARMED, Unit.CIVILIANS_KILLED, Unit.CIVILIANS_INJURED}
    | {Unit.CIVILIANS_HARMED, Unit.COMBATANTS_KILLED}
)
"""Units in which numbers can be added: reports go in and out of review, and people come back."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was told with a total: a number that makes it larger, or smaller where it was withdrawn."""

    told: TallyTold
    number: int

    @property
    def sign(self) -> int:
        """1 for what was added, -1 for what was taken out."""
        return -1 if self.told.tally is Tally.WITHDRAWAL else 1


@dataclass(frozen=True, slots=True)
class Release:
    """A total with the changes told with it, each amount once, in the order of the words.

    ``together`` are those of the total's own sentences. ``whole`` is False where more was told than can
    be reckoned with: a number without an exact value, in other units, or over periods that overlap.
    """

    total: TallyTold
    number: int
    changes: tuple[Change, ...]
    together: tuple[Change, ...]
    whole: bool

    @property
    def reckoned(self) -> tuple[Change, ...]:
        """The changes that make the total out of the one before it."""
        return self.together or self.changes


def can_be_earlier(told: TallyTold, total: TallyTold) -> bool:
    """True for a number told beside a total that may be the one before, which only arithmetic can show.

    It has no period at all, as in a linked headline, or is all so far in the noun that leaves open whether
    people were killed.
    """
    if told.part or told.people != total.people or not same_people(told.unit, total.unit):
        return False
    if told.tally is Tally.PERIOD:
        return not any((told.first, told.last, *told.assessed))
    return told.tally is Tally.CUMULATIVE and told.unit != total.unit


def is_change(told: TallyTold, total: TallyTold) -> bool:
    """True where this can have been told as part of the news that the total is.

    Corrections always are. A count over a period is where it is that of an assessment, or its period ends
    shortly before the total was told and does not begin with it.
    """
    if told.part or told.people != total.people or not _can_be_meant(told, total):
        return False
    if told.day is not None and total.day is not None and told.day != total.day:
        return False
    if told.tally in _CORRECTIONS:
        return True
    if told.tally is not Tally.PERIOD or (told.first is not None and told.first == total.first):
        return False
    if any(told.assessed):
        return True
    day = total.told if total.told is not None else told.told
    return told.last is not None and day is not None and timedelta() <= day - told.last <= NEWEST


def same_people(a: Unit, b: Unit) -> bool:
    """True for one unit, and for its noun that leaves open whether people were killed or injured.

    >>> same_people(Unit.CIVILIANS_KILLED, Unit.CIVILIANS_HARMED), same_people(Unit.KILLED, Unit.INJURED)
    (True, False)
    """
    return a in COUNTED and (a == b or NOUNS.get(a) == b or NOUNS.get(b) == a)


@cache
def wider_nouns(unit: Unit) -> frozenset[Unit]:
    """Units that the same count can be told in where its noun is not repeated: deaths, casualties.

    >>> sorted(wider_nouns(Unit.CIVILIANS_KILLED)), sorted(wider_nouns(Unit.INJURED))
    ([<Unit.CIVILIANS_HARMED: 'civiliansHarmed'>, <Unit.HARMED: 'harmed'>, <Unit.KILLED: 'killed'>], [])
    """
    if unit not in _DEAD:
        return frozenset()
    return frozenset({Unit.KILLED, Unit.HARMED, *(noun for noun in NOUNS if NOUNS[noun] == unit)} - {unit})


def _can_be_meant(told: TallyTold, total: TallyTold) -> bool:
    """Of corrections also those in a wider noun: "two deaths were withdrawn" from a tally of civilians."""
    wider = told.tally in _CORRECTIONS and told.unit in wider_nouns(total.unit)
    return wider or same_people(told.unit, total.unit)


def make_release(total: TallyTold, told: Iterable[TallyTold], *, tallies: Collection[Unit] = ()) -> Release:
    """The total with all that was told with it; ``told`` are counts for which ``is_change`` holds.

    ``tallies`` are the units of all totals told there: a correction in a wider noun ("two deaths") is one
    of this total only where no other total can be meant.
    """
    number = total.number
    assert number is not None
    kept: dict[tuple[int, int], Change] = {}
    odd = False
    for one in sorted(told, key=lambda one: _rank(one, total)):
        if one.number is None or one.number == 0 or one.tally is Tally.ADJUSTMENT:
            odd = True
            continue
        change = Change(one, one.number)
        kept.setdefault((change.sign, one.number), change)
    changes = tuple(sorted(kept.values(), key=lambda change: _place(change.told)))
    together = tuple(c for c in changes if c.told.passage == total.passage != "")
    used = together or changes
    odd |= not can_be_added(used)
    odd |= any(one.unit != total.unit and not _corrects(one, tallies) for one in (c.told for c in used))
    return Release(total, number, changes, together, whole=not odd)


def _corrects(told: TallyTold, tallies: Collection[Unit]) -> bool:
    return told.tally in _CORRECTIONS and told.unit not in tallies


def overlap(a: TallyTold, b: TallyTold) -> bool:
    """True unless both tell the period of their harm and none has a day of the other's.

    Corrections overlap with nothing: they say of themselves that they were not counted before.
    """
    if a.tally in _CORRECTIONS or b.tally in _CORRECTIONS:
        return False
    if None in (a.first, a.last, b.first, b.last):
        return True
    return max(_day(a.first), _day(b.first)) <= min(_day(a.last), _day(b.last))


def can_be_added(changes: Sequence[Change]) -> bool:
    """True where no two of them can have counted the same people."""
    return not any(overlap(a.told, b.told) for a, b in combinations(changes, 2))


def _day(value: date | None) -> date:
    assert value is not None
    return value


def _rank(told: TallyTold, total: TallyTold) -> tuple[object, ...]:
    """Smallest for the one of several tellings of an amount that goes best with the total."""
    return (
        told.unit != total.unit,
        told.article != total.article,
        told.passage != total.passage,
        told.tally not in _CORRECTIONS,
        abs(told.at - total.at),
        told.figure,
        told.statement,
    )


def _place(told: TallyTold) -> tuple[object, ...]:
    return told.tally is Tally.WITHDRAWAL, told.article, told.at, told.figure

"""Adds and takes away what one issuer told, and says what comes of it; nobody said the results."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.ids import short_hash
from kg.resolve.releases import Change, Release, can_be_added
from kg.resolve.tallies import TallyTold
from kg.vocab import Finding, Tally, Unit


@dataclass(frozen=True, slots=True)
class Derivation:
    """What follows from figures of one issuer; ``min`` and ``max`` bound it as far as theirs do."""

    finding: Finding
    addends: tuple[TallyTold, ...]
    subtrahends: tuple[TallyTold, ...]
    compared: TallyTold | None
    value: int
    min: int | None
    max: int | None
    unit: Unit
    description: str

    @property
    def path(self) -> str:
        """Its name, from the finding and the figures alone."""
        return f"derivation/{short_hash(self.finding, *sorted(told.figure for told in self.figures))}"

    @property
    def figures(self) -> tuple[TallyTold, ...]:
        """All that it rests on."""
        return (*self.addends, *self.subtrahends, *((self.compared,) if self.compared is not None else ()))


def agreement(
    release: Release, find_earlier: Callable[[int], TallyTold | None], unit: Unit
) -> Derivation | None:
    """An earlier total that makes this one with all that was told with it, or with one part of that."""
    for changes in (release.reckoned, release.changes, *((change,) for change in release.changes)):
        if not changes or not can_be_added(changes) or any(_in_other_noun(c.told, unit) for c in changes):
            continue
        before = find_earlier(_before(release, changes))
        if before is not None and not any(_runs_into(before, change.told) for change in changes):
            return _agrees(before, changes, release, unit)
    return None


def implied(release: Release, is_told: Callable[[int], bool], unit: Unit) -> Derivation | None:
    """The total before this one, where all that was told with it can be reckoned with; None if it is told."""
    changes = release.reckoned
    value = _before(release, changes)
    if not changes or not release.whole or value <= 0 or is_told(value):
        return None
    minus, plus = _parts(changes)  # back in time: what was added is taken away
    sum_of = _written(release.total, plus, minus, value)
    words = [f"{sum_of}: the total before what was told with {release.number}; no article states it"]
    words += _nouns((*minus, *plus), unit)
    return derive(
        Finding.IMPLIED, (release.total, *plus), minus, unit, value=value, description="; ".join(words)
    )


def derive(
    finding: Finding,
    addends: tuple[TallyTold, ...],
    subtrahends: tuple[TallyTold, ...],
    unit: Unit,
    *,
    value: int,
    description: str,
    compared: TallyTold | None = None,
) -> Derivation:
    """The derivation with the bounds that those of the figures leave."""
    low = _sum([told.min for told in addends], [told.max for told in subtrahends])
    high = _sum([told.max for told in addends], [told.min for told in subtrahends])
    low = max(low, 0) if low is not None else None
    return Derivation(finding, addends, subtrahends, compared, value, low, high, unit, description)


def _agrees(before: TallyTold, changes: Sequence[Change], release: Release, unit: Unit) -> Derivation:
    plus, minus = _parts(changes)
    sum_of = _written(before, plus, minus, release.number)
    words = [f"{sum_of}: the total before, with what was told with {release.number}, makes it"]
    words += _nouns((before, *plus, *minus), unit)
    return derive(
        Finding.AGREES,
        (before, *plus),
        minus,
        unit,
        value=release.number,
        description="; ".join(words),
        compared=release.total,
    )


def _nouns(used: Iterable[TallyTold], unit: Unit) -> list[str]:
    """Which figures are told in another noun than the total."""
    return [f"{told.number} counts {_spaced(told.unit)}" for told in used if told.unit != unit]


def _in_other_noun(told: TallyTold, unit: Unit) -> bool:
    """Of a count over a period the noun is its own; a correction has that of the total it corrects."""
    return told.tally is Tally.PERIOD and told.unit != unit


def _before(release: Release, changes: Sequence[Change]) -> int:
    return release.number - sum(change.sign * change.number for change in changes)


def _parts(changes: Sequence[Change]) -> tuple[tuple[TallyTold, ...], tuple[TallyTold, ...]]:
    """What was added and what was taken out."""
    added = tuple(change.told for change in changes if change.sign > 0)
    return added, tuple(change.told for change in changes if change.sign < 0)


def _written(total: TallyTold, plus: Iterable[TallyTold], minus: Iterable[TallyTold], value: int) -> str:
    return " ".join(
        [
            f"{total.number}",
            *(f"- {told.number}" for told in minus),
            *(f"+ {told.number}" for told in plus),
            f"= {value}",
        ]
    )


def _sum(plus: Iterable[int | None], minus: Iterable[int | None]) -> int | None:
    total = 0
    for sign, numbers in ((1, plus), (-1, minus)):
        for number in numbers:
            if number is None:
                return None
            total += sign * number
    return total


def _runs_into(total: TallyTold, change: TallyTold) -> bool:
    """True where a total that ends on a told day already counts days of the change."""
    if change.tally is not Tally.PERIOD or total.last is None or change.first is None:
        return False
    return change.first <= total.last


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)

"""Finds steps between two totals of a series that nothing told with the later one explains."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kg.resolve.arithmetic import Derivation, derive
from kg.resolve.releases import COUNTED
from kg.resolve.tallies import Entry, Series, TallyTold
from kg.vocab import Finding


def unexplained(series: Series, changed: Collection[int]) -> Iterator[Derivation]:
    """Differences between neighbours of which nothing told with the later total explains any part.

    ``changed`` are the totals with which something was told: what they leave open is told by the total
    that they imply. Totals of one article alone, and two whose order is not known, are left out.
    """
    for before, after in pairwise(_neighbours(series)) if series.unit in COUNTED else ():
        a, b = _telling(before), _telling(after)
        if a.number is None or b.number is None or b.number in changed or _of_one_article(before, after):
            continue
        if a.number < b.number:
            yield _step(series, b, a, f"nothing told with {b.number} explains any of it")
        elif _in_order(before, after):
            yield _step(series, a, b, "the total falls, and nothing told with it says why")


def _step(series: Series, more: TallyTold, less: TallyTold, why: str) -> Derivation:
    assert more.number is not None
    assert less.number is not None
    value = more.number - less.number
    words = f"{more.number} - {less.number} = {value}: {why}"
    return derive(Finding.UNEXPLAINED, (more,), (less,), series.unit, value=value, description=words)


def _neighbours(series: Series) -> list[list[Entry]]:
    """The totals that can be reckoned with in their order, each with all entries that tell it."""
    found: list[list[Entry]] = []
    for entry in series.entries:
        if entry.told.number is None:
            continue
        if found and found[-1][0].told.number == entry.told.number:
            found[-1].append(entry)
        else:
            found.append([entry])
    return found


def _telling(entries: Sequence[Entry]) -> TallyTold:
    """One telling of a total: of the first article, the last, because headlines shorten."""
    first = entries[0].told.article
    return max(
        (e.told for e in entries if e.told.article == first), key=lambda told: (told.at, told.statement)
    )


def _of_one_article(before: Sequence[Entry], after: Sequence[Entry]) -> bool:
    return len({entry.told.article for entry in (*before, *after)}) == 1


def _in_order(before: Sequence[Entry], after: Sequence[Entry]) -> bool:
    first = min((e.told.told for e in before if e.told.told is not None), default=None)
    then = min((e.told.told for e in after if e.told.told is not None), default=None)
    return first is not None and then is not None and first < then

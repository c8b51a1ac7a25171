"""Finds steps between two totals of a series that nothing told with the later one explains."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from kg.resolve.arithmetic import Derivation, derive
from kg.resolve.releases import COUNTED
from kg.resolve.tallies import Entry, Series, TallyTold
from kg.vocab import Finding


def unexplained(series: Series, changed: Collection[int]) -> Iterator[Derivation]:
    """Steps up between neighbours of which nothing told with the later total explains any part.

    ``changed`` are the totals with which something was told: what that leaves open is the total that it
    implies, and not told a second time. A total below an earlier one is no step: mostly an older number,
    told late. Two totals of one article alone are none either: the article itself compares them.
    """
    for before, after in pairwise(_steps(series)) if series.unit in COUNTED else ():
        less, more = _telling(before), _telling(after)
        if less.number is None or more.number is None or more.number in changed:
            continue
        if len({entry.told.article for entry in (*before, *after)}) == 1:
            continue
        value = more.number - less.number
        words = f"{less.number} to {more.number} leaves {value} unexplained"
        words += f": nothing told with {more.number} accounts for any of it"
        yield derive(Finding.UNEXPLAINED, (more,), (less,), series.unit, value=value, description=words)


def _steps(series: Series) -> list[list[Entry]]:
    """The totals that are higher than all before them, each with the entries that tell it."""
    found: list[list[Entry]] = []
    highest = -1
    for entry in series.entries:
        number = entry.told.number
        if number is None or number < highest:
            continue
        if number > highest:
            found.append([])
            highest = number
        found[-1].append(entry)
    return found


def _telling(entries: Sequence[Entry]) -> TallyTold:
    """One telling of a total: of the first article, the last, because headlines shorten."""
    first = entries[0].told.article
    return max(
        (e.told for e in entries if e.told.article == first), key=lambda told: (told.at, told.statement)
    )

"""Tells what two stores or exports say differently, statement by statement, in words."""

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from kg.compare.difference import Difference
from kg.compare.pairing import pair
from kg.compare.reading import read_statements
from kg.compare.told import Told
from kg.compare.wording import lines_of, sentence, summary
from kg.foreign import Allowed

__all__ = [
    "Difference", "Told", "compare", "differences", "lines_of", "read_statements", "sentence", "summary",
]  # fmt: skip


def differences(old: Path, new: Path, *, allow: Collection[Allowed] = ()) -> Iterator[Difference]:
    """Every difference between two stores or exports, in the order of articles and words.

    ``allow`` names kinds of files that are else not read.

    Raises:
        LimitError: a file took too much time or memory, or crashed the parser.
        RecordError: one of them is neither a store nor an export.
        StoreError: a store cannot be opened.
    """
    yield from compare(read_statements(old, allow=allow), read_statements(new, allow=allow))


def compare(before: Collection[Told], after: Collection[Told]) -> list[Difference]:
    """What differs between two lists of statements, each statement in one difference at most.

    A statement of which nothing differs is in none. A statement has moved where all is the same but where it
    stands; it has changed where the same words, or words at an overlapping place, say something else. The
    same lists in any order give the same differences, and exchanged they give them mirrored.
    """
    old, new = Counter(before), Counter(after)
    pairs, gone, added = pair((old - new).elements(), (new - old).elements())
    found = [Difference(*both) for both in pairs]
    found += [Difference(told, None) for told in gone] + [Difference(None, told) for told in added]
    return sorted(found, key=_order)


def _order(found: Difference) -> tuple[object, ...]:
    told = found.told
    return told.headline, told.article, told.start, told.end, found.change, told.order

"""Finds accounts beside which something else happened in the same town, where day and place say little."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from math import log2
from typing import Final

from kg.resolve.evidence import Bar, Comparer, Comparison
from kg.resolve.scenes import Scene

_AROUND: Final = timedelta(days=1)
_MOST: Final = 256
_MOST_BITS: Final = 3.0
_ACCOUNTS: Final = 2
"""So many accounts one event has, more or less: two rivals are one other event."""
_UNLIKE: Final = (
    "article.same", "target.other", "toll.threefold", "toll.eightfold", "way.other", "series.other",
)  # fmt: skip
"""Evidence that two accounts of one town and day tell of two events."""
_TELLING: Final = (
    "toll.same-large",
    "toll.same-small",
    "target.same",
    "place.same-village",
    "place.alike-in-name",
    "wording.same-quotation",
    "wording.same-words",
)
"""Evidence that picks one event out of several of the town and day."""


def is_told_apart(found: Comparison, rivals: int) -> bool:
    """True where the evidence picks one event out of so many others of that town and day.

    A toll or a kind of target that two accounts share says less, the more accounts could share it by chance:
    the evidence must be worth as many bits as it takes to tell that many apart.

    >>> is_told_apart(Comparison(7.0, Bar.NONE, ()), 0), is_told_apart(Comparison(7.0, Bar.NONE, ()), 1)
    (True, False)
    """
    bits = sum(min(piece.weight, _MOST_BITS) for piece in found.pieces if piece.name in _TELLING)
    return bits >= log2(rivals / _ACCOUNTS + 1)


def crowded(scenes: Sequence[Scene], comparer: Comparer) -> dict[str, int]:
    """How many accounts of the same town, a day or less apart, are of something else; up to 256, 0 left out.

    A town is the smallest place that is no quarter; an account of a province meets all in that province.
    An account without a day stands on that of its publication; without a place it is in no crowd.
    """
    by_place: defaultdict[str, list[tuple[date, Scene]]] = defaultdict(list)
    for scene in scenes:
        if scene.spot is not None and scene.day is not None:
            for place in scene.spot.chain or (scene.spot.sound,):
                by_place[place].append((scene.day, scene))
    for there in by_place.values():
        there.sort(key=lambda item: (item[0], item[1].path))
    days = {place: [day for day, _ in there] for place, there in by_place.items()}
    counts = ((scene.path, _rivals(scene, by_place, days, comparer)) for scene in scenes)
    return {path: count for path, count in counts if count}


def _rivals(
    scene: Scene,
    by_place: Mapping[str, Sequence[tuple[date, Scene]]],
    days: Mapping[str, Sequence[date]],
    comparer: Comparer,
) -> int:
    day = scene.day or scene.published
    if scene.spot is None or day is None:
        return 0
    town = comparer.town_of(scene.spot)
    there = by_place.get(town, ())
    low = bisect_left(days.get(town, ()), day - _AROUND)
    high = bisect_right(days.get(town, ()), day + _AROUND)
    unlike = (1 for _, other in there[low:high] if other is not scene and _unlike(comparer, scene, other))
    return sum(islice(unlike, _MOST))


def _unlike(comparer: Comparer, a: Scene, b: Scene) -> bool:
    found = comparer.compare(a, b)
    if found.has(*_UNLIKE):
        return True
    return found.bar == Bar.CLASH and found.has("place.excludes", "date.apart")

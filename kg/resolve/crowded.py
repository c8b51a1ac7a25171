"""Finds accounts beside which something else happened in the same town, where day and place say little."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from kg.resolve.evidence import Bar, Comparer, Comparison
from kg.resolve.scenes import Scene

_AROUND: Final = timedelta(days=1)
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


def is_told_apart(found: Comparison) -> bool:
    """True where the evidence picks one event out, rather than any of that town and day."""
    return found.has(*_TELLING)


def crowded(scenes: Sequence[Scene], comparer: Comparer) -> frozenset[str]:
    """The accounts beside which another one, of the same town and a day or less apart, is of something else.

    A town is the smallest place that is no quarter; an account of a province meets all in that province.
    Without day or place an account is in no crowd: it has too little to be joined by them.
    """
    by_place: defaultdict[str, list[tuple[date, Scene]]] = defaultdict(list)
    for scene in scenes:
        if scene.spot is not None and scene.day is not None:
            for place in scene.spot.chain or (scene.spot.sound,):
                by_place[place].append((scene.day, scene))
    for there in by_place.values():
        there.sort(key=lambda item: (item[0], item[1].path))
    days = {place: [day for day, _ in there] for place, there in by_place.items()}
    return frozenset(scene.path for scene in scenes if _has_rival(scene, by_place, days, comparer))


def _has_rival(
    scene: Scene,
    by_place: Mapping[str, Sequence[tuple[date, Scene]]],
    days: Mapping[str, Sequence[date]],
    comparer: Comparer,
) -> bool:
    day = scene.day or scene.published
    if scene.spot is None or day is None:
        return False
    town = comparer.town_of(scene.spot)
    there = by_place.get(town, ())
    low = bisect_left(days.get(town, ()), day - _AROUND)
    high = bisect_right(days.get(town, ()), day + _AROUND)
    return any(other is not scene and _unlike(comparer, scene, other) for _, other in there[low:high])


def _unlike(comparer: Comparer, a: Scene, b: Scene) -> bool:
    found = comparer.compare(a, b)
    if found.has(*_UNLIKE):
        return True
    return found.bar == Bar.CLASH and found.has("place.excludes", "date.apart") and not is_told_apart(found)

"""Which accounts are worth comparing: those whose places may be one and whose dates may overlap."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from kg.registry import Registry
from kg.resolve.places import region_of, regions
from kg.resolve.scenes import Scene

_DAY: Final = timedelta(days=1)
_BEFORE: Final = timedelta(days=31)
"""News tells of what was within the month; what an undated account recalls from farther back is left."""
_MOST_REGIONS: Final = 3
"""An article that names more regions than these says nothing of where its event was."""
_LONG: Final = timedelta(days=62)
_Window = tuple[date, date]


def pairs(found: Sequence[Scene], registry: Registry) -> Iterator[tuple[Scene, Scene]]:
    """Pairs of accounts of different articles that may be of one event, each pair once.

    Accounts without a place are held against those in the regions that their article names. Accounts
    whose date is open by more than two months, or without date and day of publication, meet only those at
    the very same place.
    """
    blocks: defaultdict[str, list[tuple[_Window, Scene]]] = defaultdict(list)
    exact: defaultdict[str, list[Scene]] = defaultdict(list)
    open_ones: defaultdict[str, list[Scene]] = defaultdict(list)
    keys: dict[str, frozenset[str]] = {}
    for scene in found:
        window = _window(scene)
        if scene.spot is not None:
            (exact if window is not None else open_ones)[scene.spot.key].append(scene)
        if window is not None:
            keys[scene.path] = _keys(scene, registry)
            for key in keys[scene.path]:
                blocks[key].append((window, scene))
    for key in sorted(blocks):
        yield from _meeting(key, blocks[key], keys)
    for key in sorted(open_ones):
        for number, scene in enumerate(open_ones[key]):
            for other in (*open_ones[key][number + 1 :], *exact.get(key, ())):
                if other.article != scene.article:
                    yield scene, other


def _meeting(
    key: str, block: list[tuple[_Window, Scene]], keys: dict[str, frozenset[str]]
) -> Iterator[tuple[Scene, Scene]]:
    """Pairs of one block whose windows overlap; a pair that shares several blocks comes in the first."""
    block.sort(key=lambda item: (item[0], item[1].path))
    for number, ((_, end), scene) in enumerate(block):
        for place in range(number + 1, len(block)):
            (start, _), other = block[place]
            if start > end:
                break
            if other.article != scene.article and key == min(keys[scene.path] & keys[other.path]):
                yield scene, other


def _keys(scene: Scene, registry: Registry) -> frozenset[str]:
    found = {regions(scene.spot, registry)} if scene.spot is not None else set()
    if scene.spot is None or not scene.spot.chain:
        around = {region_of(place, registry) for place in scene.around} - {None}
        if len(around) <= _MOST_REGIONS:
            found |= {place for place in around if place is not None}
    return frozenset(found)


def _window(scene: Scene) -> _Window | None:
    if scene.first is not None and scene.last is not None:
        return (scene.first - _DAY, scene.last) if scene.last - scene.first <= _LONG else None
    day = scene.published
    return None if day is None or scene.first != scene.last else (day - _BEFORE, day)

"""Accounts so close in day and place that one could take them for the same, and that are two."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from kg.registry import Registry
from kg.resolve.places import Fit, Spot, fit, regions
from kg.resolve.scenes import Scene

DAYS_CLOSE: Final = 3
"""How many days apart two accounts of one place still want a reason why they are two."""
_NEIGHBOURS: Final = 3


def near_misses(heads: Sequence[Scene], registry: Registry) -> Iterator[tuple[Scene, Scene]]:
    """Pairs of accounts within three days of each other in one region, each with its next few only."""
    by_region: defaultdict[str, list[Scene]] = defaultdict(list)
    for scene in heads:
        if scene.day is not None and scene.spot is not None:
            by_region[regions(scene.spot, registry)].append(scene)
    for region in sorted(by_region):
        near = sorted(by_region[region], key=lambda scene: (scene.first, scene.path))
        for number, scene in enumerate(near):
            yield from ((scene, other) for other in _close(scene, near, number + 1, registry))


def _close(scene: Scene, near: Sequence[Scene], start: int, registry: Registry) -> list[Scene]:
    found: list[Scene] = []
    for place in range(start, len(near)):
        other = near[place]
        if scene.day is None or other.day is None or scene.spot is None or other.spot is None:
            continue
        apart = (other.day - scene.day).days
        if apart > DAYS_CLOSE or len(found) == _NEIGHBOURS:
            break
        if apart == 0 or _alike(scene.spot, other.spot, registry):
            found.append(other)
    return found


def _alike(a: Spot, b: Spot, registry: Registry) -> bool:
    """True for places that one could take for each other, near a town and inside it too."""
    if a.near != b.near and (a.place in b.chain or b.place in a.chain):
        return True
    return fit(a, b, registry) not in (Fit.EXCLUDES, Fit.CLOSE, Fit.UNKNOWN, Fit.PERHAPS_NEAR)

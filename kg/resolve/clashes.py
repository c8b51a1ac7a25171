"""What speaks against two accounts being of one event: other actors, other means, other bounds."""

from typing import Final

from kg.registry import Registry
from kg.resolve.told import FigureTold
from kg.vocab import BROADER, Means

_FROM_THE_AIR: Final = frozenset({Means.AIRSTRIKE, Means.DRONE_STRIKE, Means.MISSILE})


def actors_clash(a: frozenset[str], b: frozenset[str], registry: Registry) -> bool:
    """True where both name bodies of the registry and the registry ties none of one to one of the other."""
    ours, theirs = _known(a, registry), _known(b, registry)
    if not ours or not theirs:
        return False
    return not any(x == y or registry.related(x, y) for x in ours for y in theirs)


def means_clash(a: Means | None, b: Means | None) -> bool:
    """True where both are told and neither covers the other; what comes from the air is often mixed up.

    >>> means_clash(Means.AIRSTRIKE, Means.ARTILLERY), means_clash(Means.AIRSTRIKE, Means.MISSILE)
    (True, False)
    """
    if a is None or b is None or a == b or {a, b} <= _FROM_THE_AIR:
        return False
    return a.value not in (BROADER.get(b),) and b.value not in (BROADER.get(a),)


def exclude(a: FigureTold, b: FigureTold) -> bool:
    """True where the bounds of two figures of one unit cannot both hold."""
    if a.unit != b.unit:
        return False
    below = a.max is not None and b.min is not None and a.max < b.min
    above = b.max is not None and a.min is not None and b.max < a.min
    return below or above


def _known(actors: frozenset[str], registry: Registry) -> list[str]:
    return sorted(actor for actor in actors if registry.row(actor) is not None)

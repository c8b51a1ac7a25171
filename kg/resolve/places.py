"""How the places of two events agree: the same, one inside the other, or not at all."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from kg.ids import slug
from kg.registry import Place, Registry
from kg.resolve.told import EventTold

_TOO_WIDE: Final = frozenset({"country"})
_WIDE: Final = frozenset({"province"})


class Fit(IntEnum):
    """How well two places agree; a higher one is better."""

    NONE = 0
    WIDE = 1
    INSIDE = 2
    SAME_NAME = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event was: a registry row with all that hold it, or a name that no row has."""

    place: str
    name: str
    near: bool
    chain: tuple[str, ...]

    @property
    def key(self) -> str:
        """What two events at the same spot share: the row, or the name where there is none."""
        return self.place if self.chain else slug(self.name)

    @property
    def slug(self) -> str:
        """The readable part of the name of an event here."""
        return self.place.partition("/")[2] if self.chain else slug(self.name)


def spot_of(event: EventTold, registry: Registry) -> Spot | None:
    """Where the event was; None where no place is told, or only a country."""
    if event.place is None:
        return None
    row = registry.row(event.place)
    if isinstance(row, Place):
        if row.kind in _TOO_WIDE:
            return None
        return Spot(event.place, row.name, event.near, registry.place_chain(event.place))
    name = event.place_name or ""
    return Spot(event.place, name, event.near, ()) if slug(name) else None


def fit(a: Spot, b: Spot, registry: Registry) -> Fit:
    """How well the two agree. Whole countries hold too much to say anything, provinces say little."""
    if a.key == b.key:
        return Fit.SAME if a.chain else Fit.SAME_NAME
    if not a.chain or not b.chain:
        return Fit.NONE
    outer = a if a.place in b.chain else b if b.place in a.chain else None
    if outer is None:
        return Fit.NONE
    row = registry.row(outer.place)
    return Fit.WIDE if isinstance(row, Place) and row.kind in _WIDE else Fit.INSIDE


def region(spot: Spot, registry: Registry) -> str:
    """The widest place around the spot that is smaller than a country: where near-misses are looked for.

    Spots that fit each other always have the same region.
    """
    inner = [name for name in spot.chain if not _is_country(name, registry)]
    return inner[-1] if inner else spot.key


def _is_country(name: str, registry: Registry) -> bool:
    row = registry.row(name)
    return isinstance(row, Place) and row.kind in _TOO_WIDE

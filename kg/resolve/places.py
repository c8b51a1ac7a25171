"""How the places of two accounts agree: the same, one inside the other, alike in name, or not at all."""

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Final

from kg.ids import slug
from kg.registry import Place, Registry, all_aliases
from kg.resolve.told import EventTold

CLOSE_KM: Final = 15.0
"""Two towns so near each other may be told as one place; what lies farther apart is not."""
NEAR_KM: Final = 40.0
"""What is told as near a town is not farther away than this."""
_COUNTRY: Final = frozenset({"country"})
_WIDE: Final = frozenset({"province", "governorate", "state", "oblast", "region"})
_NARROW: Final = frozenset({"village", "neighbourhood"})
_QUARTERS: Final = frozenset({"neighbourhood", "area"})
_ARTICLES: Final = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an)[-\s]+", re.IGNORECASE)
_ALIKE: Final = 0.75
"""So much of two spellings must be the same, by the ratio of difflib."""
_EARTH_KM: Final = 6371.0


class Fit(StrEnum):
    """How two places agree; the value names its weight.

    EXCLUDES: they cannot be one. UNSURE: they are two of one province, and nobody knows how far apart.
    """

    EXCLUDES = "excludes"
    SAME_VILLAGE = "same-village"
    SAME_TOWN = "same-town"
    SAME_PROVINCE = "same-province"
    ALIKE = "alike-in-name"
    INSIDE = "inside-a-town"
    WIDE = "inside-a-province"
    NEAR = "near-a-town"
    NEAR_QUARTER = "near-not-inside"
    NAMED = "named-there"
    CLOSE = "close-by"
    PERHAPS_NEAR = "perhaps-near"
    PERHAPS_INSIDE = "perhaps-inside"
    UNSURE = "unsure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event was: a registry row with all that hold it, or a name that no row has.

    ``sound`` is the name as it sounds, whichever way it is transliterated. ``around`` has, where there is
    no row, the towns and provinces that the article names.
    """

    place: str
    name: str
    near: bool
    chain: tuple[str, ...]
    sound: str = ""
    around: frozenset[str] = frozenset()

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
        if row.kind in _COUNTRY:
            return None
        return Spot(event.place, row.name, event.near, registry.place_chain(event.place), sound(row.name))
    name = event.place_name or ""
    if not slug(name):
        return None
    around = frozenset(outer for place in event.around for outer in registry.place_chain(place))
    meant = _meant(name, around, registry)
    if meant is not None:
        return Spot(meant.id, meant.name, event.near, registry.place_chain(meant.id), sound(meant.name))
    return Spot(event.place, name, event.near, (), sound(name), around)


def alike(one: str, other: str) -> bool:
    """True for two spellings of one name: the same sound, and most letters the same.

    >>> alike("al-Rifaie", "Al Rifai"), alike("Homs", "Hama")
    (True, False)
    """
    if sound(one) != sound(other):
        return False
    first, second = (_ARTICLES.sub("", name.strip()).lower() for name in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def _meant(name: str, around: frozenset[str], registry: Registry) -> Place | None:
    """The one row that is spelt alike and lies in a place that the article names."""
    rows = [
        row
        for row in _by_sound(registry).get(sound(name), ())
        if row.kind not in _WIDE | _COUNTRY
        and around.intersection(registry.place_chain(row.id)[1:])
        and any(alike(name, alias.words) for alias in all_aliases(row))
    ]
    close = [row for row in rows if _inner(row, registry) & around]
    found = close or rows
    return found[0] if len(found) == 1 else None


def _inner(row: Place, registry: Registry) -> frozenset[str]:
    """What holds the place and is smaller than a country."""
    return frozenset(o for o in registry.place_chain(row.id)[1:] if not _is(o, _COUNTRY, registry))


@cache
def _by_sound(registry: Registry) -> dict[str, tuple[Place, ...]]:
    found: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for row in registry.places:
        for alias in all_aliases(row):
            found[sound(alias.words)][row.id] = row
    return {heard: tuple(rows.values()) for heard, rows in found.items()}


def sound(name: str) -> str:
    """What stays of a transliterated name when vowels, doubled letters and its article are taken away.

    >>> sound("Al-Tokhar"), sound("Tukkhar"), sound("as-Sukhnah"), sound("Sukhna")
    ('tkr', 'tkr', 'skn', 'skn')
    """
    bare = slug(_ARTICLES.sub("", name.strip())).replace("-", "")
    for written, heard in (("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ou", "u"), ("q", "k")):
        bare = bare.replace(written, heard)
    consonants = bare[:1] + re.sub(r"[aeiouyh]", "", bare[1:])
    return re.sub(r"(.)\1+", r"\1", consonants)


def fit(a: Spot, b: Spot, registry: Registry) -> Fit:
    """How well the two agree. Whole countries hold too much to say anything, provinces say little."""
    if a.key == b.key:
        return _same(a, b, registry)
    if not a.chain or not b.chain:
        return _by_name(a, b, registry)
    outer, inner = (a, b) if a.place in b.chain else (b, a)
    if outer.place not in inner.chain:
        return _by_distance(a, b, registry)
    if _kind(outer, registry) in _WIDE:
        return Fit.WIDE
    if outer.near:
        # A quarter is in its town; yet some lists tell of whatever is in a town as near it.
        return Fit.NEAR_QUARTER if _kind(inner, registry) in _QUARTERS else Fit.NEAR
    return Fit.INSIDE


def regions(spot: Spot, registry: Registry) -> str:
    """The widest place around the spot that is smaller than a country; the sound of a name without a row.

    Spots that fit each other always have the same, unless one has no row.
    """
    inner = [name for name in spot.chain if not _is(name, _COUNTRY, registry)]
    return inner[-1] if inner else spot.sound


def region_of(place: str, registry: Registry) -> str | None:
    """The same of a row of the registry; None for a country and for what is no place."""
    inner = [name for name in registry.place_chain(place) if not _is(name, _COUNTRY, registry)]
    return inner[-1] if inner else None


def is_narrow(place: str, registry: Registry) -> bool:
    """True for a town or something smaller."""
    row = registry.row(place)
    return isinstance(row, Place) and row.kind not in _WIDE | _COUNTRY


def is_doubtful(spot: Spot, around: frozenset[str], words: str, registry: Registry) -> bool:
    """True where the words place it in another province or country than the only row of that name."""

    def said(place: str) -> bool:
        row = registry.row(place)
        if not isinstance(row, Place) or row.kind not in _WIDE | _COUNTRY:
            return False
        # "Aleppo Governorate" is named as Aleppo too.
        return re.sub(rf" {row.kind}$", "", row.name, flags=re.IGNORECASE) in words

    if not spot.chain or any(said(outer) for outer in spot.chain[1:]):
        return False
    return any(said(place) and place not in spot.chain for place in around)


def is_quarter(place: str, registry: Registry) -> bool:
    """True for a part of a town."""
    row = registry.row(place)
    return isinstance(row, Place) and row.kind in _QUARTERS


def distance_km(a: str, b: str, registry: Registry) -> float | None:
    """How far two rows are apart, along the great circle; None where one has no coordinates."""
    one, other = registry.row(a), registry.row(b)
    if not isinstance(one, Place) or not isinstance(other, Place):
        return None
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    up, over = radians(other.lat - one.lat), radians(other.lon - one.lon)
    half = sin(up / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(over / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def _same(a: Spot, b: Spot, registry: Registry) -> Fit:
    if not a.chain or not b.chain:
        return Fit.SAME_VILLAGE
    kind = _kind(a, registry)
    if kind in _WIDE:
        return Fit.SAME_PROVINCE
    if kind in _NARROW and not (a.near or b.near):
        return Fit.SAME_VILLAGE
    return Fit.SAME_TOWN


def _by_name(a: Spot, b: Spot, registry: Registry) -> Fit:
    """Two names of which at least one has no row: what lies around it is what its article names."""
    if not a.chain and not b.chain:
        return Fit.ALIKE if alike(a.name, b.name) else Fit.CLOSE
    known, other = (a, b) if a.chain else (b, a)
    if known.place not in other.around:
        return Fit.UNKNOWN
    if _kind(known, registry) in _WIDE:
        return Fit.WIDE
    return Fit.PERHAPS_NEAR if known.near else Fit.PERHAPS_INSIDE


def _by_distance(a: Spot, b: Spot, registry: Registry) -> Fit:
    kinds = {_kind(a, registry), _kind(b, registry)}
    if "neighbourhood" in kinds or kinds & _WIDE:
        return Fit.EXCLUDES
    apart = distance_km(a.place, b.place, registry)
    if a.near or b.near:
        if apart is None:
            return Fit.PERHAPS_NEAR if regions(a, registry) == regions(b, registry) else Fit.EXCLUDES
        return Fit.NEAR if apart <= NEAR_KM else Fit.EXCLUDES
    if apart is None:
        return Fit.UNSURE if regions(a, registry) == regions(b, registry) else Fit.EXCLUDES
    return Fit.CLOSE if apart <= CLOSE_KM else Fit.EXCLUDES


def _kind(spot: Spot, registry: Registry) -> str:
    row = registry.row(spot.place)
    return row.kind if isinstance(row, Place) else ""


def _is(name: str, kinds: frozenset[str], registry: Registry) -> bool:
    row = registry.row(name)
    return isinstance(row, Place) and row.kind in kinds

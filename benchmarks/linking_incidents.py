"""Invents the incidents of a month of war: a few hot towns, many villages struck once, offensives.

In the month of an offensive one town is struck hundreds of times; what was hit is often hit again within
days. Wars, their months and who is held to strike stand in ``linking_wars.toml``, places in the registry.
"""

import calendar
import hashlib
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.registry import Place, Registry
from kg.vocab import Means

MEANS: Final = ((Means.AIRSTRIKE, 50), (Means.ARTILLERY, 25), (Means.DRONE_STRIKE, 15), (Means.MISSILE, 10))
_STRUCK: Final = frozenset({"city", "village", "neighbourhood"})
_STEMS: Final = (
    "Nour",
    "Salam",
    "Karam",
    "Zahra",
    "Sabah",
    "Rawda",
    "Wahda",
    "Tahrir",
    "Hadar",
    "Marj",
    "Qasr",
)
_ENDS: Final = ("", " East", " West", "iya", "een", " Market", " Camp", " School", " Bridge", " Tower")

_HIT: Final = (
    ("", 30), ("a house", 26), ("a market", 9), ("a school", 7), ("a vehicle", 9), ("a hospital", 5),
    ("a mosque", 4), ("a camp", 4), ("a checkpoint", 3), ("a bakery", 2), ("a farm", 1),
)  # fmt: skip

War = Mapping[str, Any]
"""A table of linking_wars.toml: values of several types."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened: ``quarter`` is a part of the place that no registry row has.

    The first of ``actors`` did it; the others are held to have by some. ``target`` is "" where nothing is
    named. Nobody was harmed where both tolls are 0.
    """

    number: int
    day: date
    place: Place
    quarter: str | None
    actors: tuple[str, ...]
    means: Means
    target: str
    killed: int
    injured: int


def months(seed: int, *, most: int | None = None) -> Iterator[tuple[random.Random, War, date]]:
    """Months of war without end, in a mixed order, each with its first day and a draw of its own.

    When all have been given, or the most there shall be, they come again with other incidents.
    """
    path = Path(__file__).with_name("linking_wars.toml")
    wars = tomllib.loads(path.read_text(encoding="utf-8"))["wars"]
    every = [(war, _month(war["first"], later)) for war in wars for later in range(war["months"])]
    random.Random(f"{seed} months").shuffle(every)
    for again in count():
        for war, first in every[:most]:
            yield random.Random(f"{seed} {again} {war['country']} {first}"), war, first


@cache
def struck_places(country: str, registry: Registry) -> tuple[Place, ...]:
    """Towns, villages and quarters of a country, those with most quarters in the registry first."""
    inside = [p for p in registry.places if registry.contains(country, p.id) and p.kind in _STRUCK]
    quarters = Counter(place.contained_in for place in inside if place.kind == "neighbourhood")
    return tuple(sorted(inside, key=lambda p: (-quarters[p.id], hashlib.sha256(p.id.encode()).digest())))


def incidents_of(
    draw: random.Random, war: War, first: date, places: Sequence[Place], numbers: Iterator[int]
) -> Iterator[Incident]:
    """The incidents of the month that begins with ``first``, each with the next of the numbers."""
    days = calendar.monthrange(first.year, first.month)[1]
    weights = [1 / rank for rank in range(1, len(places) + 1)]
    struck = draw.choices(places, weights, k=1 + int(draw.lognormvariate(3.2, 0.9)))
    if draw.random() < 0.08:  # an offensive
        struck += draw.choices(places[:8], weights[:8]) * draw.randint(120, 400)
    for place in struck:
        actors = draw.choices(war["actors"], range(len(war["actors"]), 0, -1))[0]
        incident = Incident(
            next(numbers),
            first + timedelta(draw.randrange(days)),
            place,
            _quarter(draw) if draw.random() < (0.5 if place in places[:12] else 0.1) else None,
            tuple(actors),
            one_of(draw, MEANS),
            one_of(draw, _HIT),
            *_tolls(draw),
        )
        yield incident
        while draw.random() < 0.12:  # the same is hit again within days
            killed, injured = _tolls(draw)
            day = incident.day + timedelta(draw.randint(0, 6))
            yield replace(incident, number=next(numbers), day=day, killed=killed, injured=injured)


def one_of(draw: random.Random, weighted: Sequence[tuple[_T, int]]) -> _T:
    """One of the values, as often as its weight says."""
    return draw.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def _month(first: str, later: int) -> date:
    year, month = map(int, first.split("-"))
    return date(year + (month - 1 + later) // 12, (month - 1 + later) % 12 + 1, 1)


def _quarter(draw: random.Random) -> str:
    return f"Al-{draw.choice(_STEMS)}{draw.choice(_ENDS)}"


def _tolls(draw: random.Random) -> tuple[int, int]:
    if draw.random() < 0.25:
        return 0, 0
    killed = int(draw.lognormvariate(1.3, 1.1))
    return killed, int(killed * draw.uniform(0.2, 3)) + (killed == 0)

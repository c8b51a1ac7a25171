"""Tells an incident as one article would, with what it leaves out, blurs or mistakes.

The tables below say how often, of a hundred accounts, something is told in which way.
"""

import calendar
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from benchmarks.linking_incidents import MEANS, Incident, one_of
from kg.extract.counts.numbers import bounds
from kg.model import EventKind
from kg.registry import Place, Registry
from kg.resolve import EventTold, FigureTold
from kg.vocab import Means, Qualifier, Unit

DAYS: Final = (("exact", 64), ("next", 6), ("week", 6), ("month", 9), ("unknown", 13), ("wrong", 2))
PLACES: Final = (
    ("exact", 56), ("outer", 15), ("province", 7), ("variant", 8), ("near", 7), ("unknown", 6), ("wrong", 1),
)  # fmt: skip
ACTORS: Final = (("true", 58), ("other", 18), ("both", 6), ("unknown", 18))
TOLLS: Final = (("agreed", 58), ("early", 18), ("rounded", 10), ("wrong", 7), ("unknown", 7))
QUALIFIERS: Final = (
    (Qualifier.EXACTLY, 55), (Qualifier.AT_LEAST, 27), (Qualifier.MORE_THAN, 8), (Qualifier.APPROXIMATELY, 6),
    (Qualifier.UP_TO, 4),
)  # fmt: skip
_WIDE: Final = frozenset({"province", "governorate", "oblast", "state", "region"})


@dataclass(eq=False, slots=True)
class Article:
    """An article and the incidents it tells of, in its order."""

    key: str
    published: date
    told: list[Incident] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Where:
    place: str | None = None
    name: str | None = None
    near: bool = False


def accounts_of(
    draw: random.Random, article: Article, places: Sequence[Place], registry: Registry
) -> Iterator[tuple[EventTold, str]]:
    """What an article tells of its incidents, each account with the name of the event that it is of.

    Harm is told as an incident, mostly with the strike that is part of it; a strike that harmed nobody
    alone. Either may lack the day and place that the other has.
    """
    known: dict[str, Any] = {"article": article.key}
    known["published"] = article.published if draw.random() < 0.95 else None
    where = [
        _where(draw, incident, f"doc/{article.key}/place-{100 * number + 20}", places, registry)
        for number, incident in enumerate(article.told)
    ]
    named = {spot.place for spot in where if spot.place and registry.row(spot.place) is not None}
    known["around"] = frozenset(named | {i.place.id for i in article.told if draw.random() < 0.3})
    for number, (incident, spot) in enumerate(zip(article.told, where, strict=True)):
        said = _day(draw, incident) | {"place": spot.place, "place_name": spot.name, "near": spot.near}
        node = f"doc/{article.key}/{{}}-{100 * number}-{100 * number + 9}"
        yield from _nodes(draw, incident, node, known | _wording(draw, incident), said)


def _nodes(
    draw: random.Random, incident: Incident, node: str, known: dict[str, Any], said: dict[str, Any]
) -> Iterator[tuple[EventTold, str]]:
    harm = incident.killed + incident.injured > 0
    both = harm and draw.random() < 0.7
    kinds = [EventKind.INCIDENT] * harm + [EventKind.STRIKE] * (both or not harm)
    lacking = draw.choice(kinds) if both and draw.random() < 0.3 else None
    values: dict[str, Any] = known | {"actors": _actors(draw, incident)}
    for kind in kinds:
        path = node.format(kind.value)
        own: dict[str, Any] = {}
        if kind == EventKind.INCIDENT:
            own = {"figures": tuple(_figures(draw, incident, path))}
        else:
            own = {"means": _means(draw, incident), "part_of": node.format("incident") if harm else None}
        event = EventTold(path=path, kind=kind, **values, **own, **(said if kind != lacking else {}))
        yield event, f"{kind.value} {incident.number}"


def _wording(draw: random.Random, incident: Incident) -> dict[str, Any]:
    """What is said to have been hit, and marks of words shared through a release or an agency's report."""
    mark = 10 * incident.number
    return {
        "words": f"strike on {incident.target}" if incident.target and draw.random() < 0.5 else "strike",
        "quotes": frozenset(range(mark, mark + 3) if draw.random() < 0.2 else ()),
        "narrated": frozenset(range(mark + 3, mark + 8) if draw.random() < 0.15 else ()),
    }


def _day(draw: random.Random, incident: Incident) -> dict[str, Any]:
    day, way = incident.day, one_of(draw, DAYS)
    if way == "unknown":
        return {}
    if way == "week":
        first = day - timedelta(draw.randrange(7))
        return {"first": first, "last": first + timedelta(6), "inferred": True}
    if way == "month":
        last = calendar.monthrange(day.year, day.month)[1]
        return {"first": day.replace(day=1), "last": day.replace(day=last)}
    if way == "next":
        day += timedelta(draw.choice((-1, 1)))
    elif way == "wrong":
        day += timedelta(draw.choice((-1, 1)) * draw.randint(2, 20))
    return {"first": day, "last": day, "inferred": draw.random() < 0.4}


def _where(
    draw: random.Random, incident: Incident, unlisted: str, places: Sequence[Place], registry: Registry
) -> _Where:
    place, way = incident.place, one_of(draw, PLACES)
    if way == "unknown":
        return _Where(registry.country_of(place.id)) if draw.random() < 0.3 else _Where()
    if way == "wrong":
        return _Where(draw.choice(places).id)
    outer = [name for name in registry.place_chain(place.id)[1:] if not _is_country(name, registry)]
    if way == "variant":
        return _Where(unlisted, _misspelt(draw, incident.quarter or place.name))
    if way == "near":
        return _Where(place.id, near=True)
    if way == "province" and outer:
        return _Where(outer[-1])
    if way == "outer":
        within = incident.quarter is None and outer and place.kind == "neighbourhood"
        return _Where(outer[0] if within else place.id)
    return _Where(unlisted, incident.quarter) if incident.quarter is not None else _Where(place.id)


def _is_country(name: str, registry: Registry) -> bool:
    row = registry.row(name)
    return isinstance(row, Place) and row.kind == "country"


def _misspelt(draw: random.Random, name: str) -> str:
    changed = [
        name.replace("Al-", "El-").replace("al-", "el-"),
        name.replace("a", "e", 1),
        name.replace("i", "ee", 1),
        name.replace("y", "i", 1),
        name.replace("-", " "),
        f"{name} village",
    ]
    return draw.choice([other for other in changed if other != name])


def _actors(draw: random.Random, incident: Incident) -> frozenset[str]:
    way, (true, *others) = one_of(draw, ACTORS), incident.actors
    if way == "unknown":
        return frozenset()
    if way == "true" or not others:
        return frozenset({true})
    other = draw.choice(others)
    return frozenset({true, other} if way == "both" else {other})


def _means(draw: random.Random, incident: Incident) -> Means | None:
    if draw.random() < 0.32:
        return None
    return incident.means if draw.random() < 0.93 else one_of(draw, MEANS)


def _figures(draw: random.Random, incident: Incident, about: str) -> Iterator[FigureTold]:
    stem, _, place = about.rpartition("/incident-")
    at = int(place.partition("-")[0]) + 30
    killed = draw.choice((Unit.KILLED, Unit.CIVILIANS_KILLED))
    tolls = [(killed, incident.killed, 1.0), (Unit.INJURED, incident.injured, 0.45)]
    for number, (unit, toll, share) in enumerate(tolls):
        way = one_of(draw, TOLLS)
        if way == "unknown" or toll == 0 or draw.random() > share:
            continue
        said = _said(draw, toll, way)
        qualifier = one_of(draw, QUALIFIERS)
        low, high = bounds(qualifier, said)
        path = f"{stem}/figure-{at + 2 * number}-{at + 2 * number + 1}"
        yield FigureTold(
            path=path, about=about, unit=unit, qualifier=qualifier, value=said, min=low, max=high
        )
        if said > 3 and draw.random() < 0.15:
            few = draw.randint(1, said - 1)
            yield FigureTold(
                path=f"{stem}/figure-{at + 20 + number}-{at + 21 + number}",
                about=about,
                unit=unit,
                qualifier=Qualifier.EXACTLY,
                value=few,
                min=few,
                max=few,
                who="children",
                part=True,
            )


def _said(draw: random.Random, toll: int, way: str) -> int:
    if way == "early":
        return max(1, int(toll * draw.uniform(0.4, 0.95)))
    if way == "rounded":
        return max(10, round(toll, -1)) if toll > 7 else toll
    if way == "wrong":
        return max(1, int(toll * draw.uniform(0.3, 3)))
    return toll

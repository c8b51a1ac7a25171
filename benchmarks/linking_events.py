"""Gives many accounts of invented incidents, spread over articles, and keeps which account is of which.

The same seed gives the same accounts on every run.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import Final

from benchmarks.linking_accounts import Article, accounts_of
from benchmarks.linking_incidents import Incident, incidents_of, months, one_of, struck_places
from kg.registry import Registry
from kg.resolve import EventTold


class Shape(StrEnum):
    """Where more accounts come from."""

    WARS = "wars"
    """More months of war, each as full as the others."""
    YEAR = "year"
    """The same twelve months, which are the fuller."""
    DAY = "day"
    """One town on one day."""


_MONTHS: Final = {Shape.WARS: None, Shape.YEAR: 12, Shape.DAY: 1}
_ARTICLES: Final = ((1, 34), (2, 20), (3, 13), (4, 10), (5, 8), (6, 6), (7, 5), (8, 4))
_DAYS_LATER: Final = ((0, 45), (1, 30), (2, 10), (4, 8), (20, 7))


@dataclass(slots=True)
class World:
    """Accounts, and the true event of each by its path."""

    events: list[EventTold] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)

    @property
    def groups(self) -> list[list[str]]:
        """The accounts of each true event, strikes and incidents apart."""
        by_event: defaultdict[str, list[str]] = defaultdict(list)
        for path, event in self.truth.items():
            by_event[event].append(path)
        return list(by_event.values())


def make_world(size: int, registry: Registry, *, seed: int = 0, shape: Shape = Shape.WARS) -> World:
    """``size`` accounts, strikes and incidents, or a few more, because the last article is whole.

    >>> from kg.registry import load_registry
    >>> one, two = make_world(50, load_registry()), make_world(50, load_registry())
    >>> one == two, 50 <= len(one.events) < 150, set(one.truth) == {event.path for event in one.events}
    (True, True, True)
    """
    world, numbers = World(), count(1)
    for draw, war, first in months(seed, most=_MONTHS[shape]):
        places = struck_places(war["country"], registry)
        incidents = list(incidents_of(draw, war, first, places, numbers))
        if shape == Shape.DAY:
            incidents = [replace(incident, day=first, place=places[0]) for incident in incidents]
        for article in _articles(draw, incidents, numbers):
            for event, true in accounts_of(draw, article, places, registry):
                world.events.append(event)
                world.truth[event.path] = true
            if len(world.events) >= size:
                return world
    raise AssertionError("there is always another month")


def _articles(draw: random.Random, incidents: Sequence[Incident], numbers: Iterator[int]) -> list[Article]:
    """Articles by day of print: most tell of one incident, some of several; none tells of one twice."""
    by_day: defaultdict[date, list[Article]] = defaultdict(list)
    for incident in incidents:
        tellers: set[Article] = set()
        for _ in range(draw.randint(20, 60) if draw.random() < 0.004 else one_of(draw, _ARTICLES)):
            day = incident.day + timedelta(one_of(draw, _DAYS_LATER))
            printed = by_day[day]
            article = draw.choice(printed) if printed and draw.random() < 0.4 else None
            if article is None or article in tellers:
                article = Article(_key(next(numbers)), day)
                printed.append(article)
            article.told.append(incident)
            tellers.add(article)
    return [article for day in sorted(by_day) for article in by_day[day]]


def _key(number: int) -> str:
    return hashlib.sha256(f"article {number}".encode()).hexdigest()[:16]

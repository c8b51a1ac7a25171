"""One event as the article tells it, put together from its tellings."""

from dataclasses import dataclass, field

from kg.extract.dates import DateMention
from kg.extract.events.actors import Actor
from kg.extract.events.told import Told
from kg.extract.names import Name
from kg.model import Span
from kg.registry import Registry
from kg.vocab import Means


@dataclass(slots=True)
class Happening:
    """One event as the article tells it: strike tellings, harm tellings, or both. Grows while reading."""

    strikes: list[Told] = field(default_factory=list)
    harms: list[Told] = field(default_factory=list)
    harm_span: Span | None = None
    campaign: bool = False
    date: DateMention | None = None
    place: Name | None = None
    near: bool = False
    region: Name | None = None
    """The province that a sentence on it names, whatever the place is."""
    target: Span | None = None
    count: int | None = None
    means: Means | None = None
    period: DateMention | None = None
    inherited: bool = False
    actors: list[Actor] = field(default_factory=list)
    other_cause: bool = False
    """What killed was no strike: "a truck accident"."""
    paragraphs: set[int] = field(default_factory=set)
    """Paragraphs that tell it."""
    main_strike: Told | None = None
    main_harm: Told | None = None

    def add(self, told: Told, registry: Registry) -> None:
        """Take over what a telling adds; what is known stays, a narrower date or place replaces a wider."""
        if told.noun.is_strike:
            self.strikes.append(told)
            self.main_strike = _fuller(told, self.main_strike)
        else:
            self.harms.append(told)
            self.main_harm = _fuller(told, self.main_harm)
        if told.date is not None and (self.date is None or _narrower(told.date, self.date)):
            self.date, self.inherited = told.date, False
        if told.place is not None and (self.place is None or self._is_vaguer_than(told, registry)):
            self.place, self.near = told.place, told.near
        self.target = self.target or (told.target if told.noun.is_strike else None)
        # "It had struck the car", which others say blew up: the strike's own means counts
        bomb = self.means == Means.PLANTED_EXPLOSIVES and told.noun.is_strike
        self.means = told.means or self.means if bomb else self.means or told.means
        if told.noun.is_strike and told.plural and told.count is not None and told.count > 1:
            self.count = self.count or told.count
        if told.actor is not None and told.actor.id not in {actor.id for actor in self.actors}:
            self.actors.append(told.actor)

    def _is_vaguer_than(self, told: Told, registry: Registry) -> bool:
        """A country gives way to a town, a town to its quarter, "near X" to "in Y"."""
        if self.place is None or told.place is None or told.place.id == told.place.country:
            return False
        holds = self.place.id != told.place.id and registry.contains(self.place.id, told.place.id)
        return self.place.id == self.place.country or holds or (self.near and not told.near)


def _fuller(new: Told, old: Told | None) -> Told:
    """The telling that gives more of date and place, of equals the earlier one."""
    if old is None or (_detail(new), -new.span.start) > (_detail(old), -old.span.start):
        return new
    return old


def _detail(told: Told) -> int:
    return (told.date is not None) + (told.place is not None)


def _narrower(new: DateMention, old: DateMention) -> bool:
    if new.first is None or new.last is None:
        return False
    if old.first is None or old.last is None:
        return True
    return new.last - new.first < old.last - old.first

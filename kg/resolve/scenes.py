"""What one article tells of one event: the incident with its strikes, or either alone, as one account."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import EventKind
from kg.registry import Registry
from kg.resolve.places import Spot, is_doubtful, spot_of
from kg.resolve.told import EventTold, FigureTold
from kg.resolve.weights import Weights
from kg.vocab import BROADER, Stance, Unit


@dataclass(frozen=True, slots=True)
class Scene:
    """One article's account of one event; ``path`` is the event's name, the incident's where there is one.

    ``first`` and ``last`` are the outer bounds of its date, None where it is not told. ``spot`` is None
    where no place is told, or only a country. ``totals`` has the figures that count all those harmed, by
    kind of harm. ``named`` are the places the article names and ties to none of its events.
    """

    path: str
    article: str
    incident: EventTold | None
    strikes: tuple[EventTold, ...]
    first: date | None
    last: date | None
    inferred: bool
    published: date | None
    spot: Spot | None
    actors: frozenset[str]
    ways: frozenset[str]
    called: bool
    totals: Mapping[Unit, tuple[FigureTold, ...]]
    count: int | None
    targets: frozenset[str]
    words: str
    around: frozenset[str]
    named: frozenset[str]
    quotes: frozenset[int]
    narrated: frozenset[int]
    status: frozenset[Stance]
    doubtful: bool

    @property
    def day(self) -> date | None:
        """The one day on which it was; None for a period or an unknown date."""
        return self.first if self.first == self.last else None

    @property
    def told(self) -> EventTold:
        """The event that stands for the account."""
        return self.incident or self.strikes[0]

    @property
    def struck(self) -> bool:
        """True where it tells of a strike that somebody does not deny; a strike alone always is one."""
        return self.incident is None or any(not strike.denied for strike in self.strikes)

    @property
    def events(self) -> tuple[EventTold, ...]:
        """The incident, if there is one, and the strikes."""
        return (self.incident, *self.strikes) if self.incident is not None else self.strikes


def scenes(events: Iterable[EventTold], registry: Registry, weights: Weights) -> list[Scene]:
    """Every account of a strike or incident, sorted by name; campaigns are none.

    What an incident does not tell of its day and place its strikes tell, and the other way round.
    """
    told = {event.path: event for event in events if event.kind != EventKind.CAMPAIGN}
    parts: defaultdict[str, list[EventTold]] = defaultdict(list)
    by_article: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(told):
        event = told[path]
        if event.part_of in told:
            parts[event.part_of].append(event)
        if event.place is not None:
            by_article[event.article].add(event.place)
    found = [
        _scene(event, tuple(parts[path]), by_article[event.article], registry, weights)
        for path, event in told.items()
        if event.part_of not in told
    ]
    return sorted(found, key=lambda scene: scene.path)


def _scene(
    event: EventTold,
    strikes: tuple[EventTold, ...],
    tied: set[str],
    registry: Registry,
    weights: Weights,
) -> Scene:
    incident = event if event.kind == EventKind.INCIDENT else None
    blows = strikes if incident is not None else (event, *strikes)
    # What all deny stays part of the account, and is no evidence of how or where it came about.
    both = [event, *(strike for strike in strikes if not strike.denied)]
    dated = next((one for one in both if one.first is not None or one.last is not None), None)
    first, last, inferred = _dates(both, dated)
    spots = [spot for one in both if (spot := spot_of(one, registry)) is not None]
    # The strike's village says more than the incident's province; without either, whichever is there.
    spot = max(spots, key=lambda s: (len(s.chain), not s.near), default=None)
    counts = [one.count for one in blows if one.count is not None]
    return Scene(
        event.path,
        event.article,
        incident,
        blows,
        first,
        last,
        inferred,
        event.published,
        spot,
        frozenset().union(*(one.actors for one in both)),
        _ways(both, weights),
        bool(weights.ways_in(both[0].words)) or any(one.means is not None for one in both),
        _totals(both),
        max(counts, default=None),
        _targets(both, weights),
        " ".join(one.words for one in both),
        event.around,
        frozenset(place for place in event.around if place not in tied),
        frozenset().union(*(one.quotes for one in both)),
        frozenset().union(*(one.narrated for one in both)),
        frozenset().union(*(one.status for one in both)),
        spot is not None and is_doubtful(spot, event.around, " ".join(one.words for one in both), registry),
    )


def _dates(both: Sequence[EventTold], dated: EventTold | None) -> tuple[date | None, date | None, bool]:
    if dated is None:
        return None, None, False
    days = {one.day for one in both if one.day is not None}
    if len(days) > 1:
        return min(days), max(days), any(one.inferred for one in both)
    narrow = next((one for one in both if one.day is not None), dated)
    return narrow.first, narrow.last, narrow.inferred


def _ways(both: Sequence[EventTold], weights: Weights) -> frozenset[str]:
    """How it was done: by the words that name it, else by the words and means of all that is told of it."""
    named = weights.ways_in(both[0].words)
    if named:
        return frozenset(named)
    means = {means for one in both for means in (*one.causes, *filter(None, (one.means,)))}
    found = {way for one in means for way in weights.ways_of_means[one]}
    return frozenset(found.union(*(weights.ways_in(one.words) for one in both)))


def _targets(both: Sequence[EventTold], weights: Weights) -> frozenset[str]:
    """What was hit; where the account names several kinds of target, what the words that name it say."""
    found = [frozenset(weights.targets_in(one.words)) for one in both]
    every = frozenset().union(*found)
    return found[0] if len(every) > 1 and found[0] else every


def _totals(both: Sequence[EventTold]) -> dict[Unit, tuple[FigureTold, ...]]:
    found: defaultdict[Unit, list[FigureTold]] = defaultdict(list)
    for one in both:
        for figure in one.figures:
            if not figure.part and (figure.value, figure.min, figure.max) != (None, None, None):
                found[_harm(figure.unit)].append(figure)
    return {unit: tuple(sorted(figures, key=lambda f: f.path)) for unit, figures in found.items()}


def _harm(unit: Unit) -> Unit:
    """The unit's group; combatants are counted apart from the others."""
    return unit if unit == Unit.COMBATANTS_KILLED else Unit(BROADER.get(unit, unit))

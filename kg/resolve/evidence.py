"""What speaks for and against two accounts being of one event: every piece with its weight."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from kg.registry import Registry
from kg.resolve.places import Fit, Spot, fit, is_narrow, is_quarter
from kg.resolve.scenes import Scene
from kg.resolve.told import FigureTold
from kg.resolve.weights import Weights
from kg.vocab import Qualifier, Stance, Unit

_LEAST: Final = 0.0
"""Two accounts of one event may have little in common, but no more against than for them."""
_WEEK: Final = 7
_MONTH: Final = 31
_SOON: Final = 2
_STATUS: Final = frozenset({Stance.ACKNOWLEDGES, Stance.INVESTIGATES})
_RUNS_ALIKE: Final = 8
"""So many runs of five words shared in the outlets' own voice make one a copy of the other, or of a third."""
_ABOUT: Final = 1.5
"""About 200 may be 150 or 300, and is no ten."""
_THREEFOLD: Final = 3
_EIGHTFOLD: Final = 8
_LARGE: Final = 10
_SMALL: Final = 3


class Bar(IntEnum):
    """How far a piece stands in the way: what is held waits for a person, what clashes is refused."""

    NONE = 0
    HELD = 1
    CLASH = 2


class Piece(NamedTuple):
    """One piece of evidence: its name in the weights, its weight, and whether it bars."""

    name: str
    weight: float
    bar: Bar = Bar.NONE
    figures: tuple[FigureTold, FigureTold] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of holding two accounts against each other."""

    score: float
    bar: Bar
    pieces: tuple[Piece, ...]

    def has(self, *names: str) -> bool:
        """True where a piece of one of these names was found."""
        return any(piece.name in names for piece in self.pieces)


_LOOSE: Final = {
    Fit.NEAR: Bar.NONE,
    Fit.WIDE: Bar.NONE,
    Fit.SAME_PROVINCE: Bar.NONE,
    Fit.PERHAPS_NEAR: Bar.HELD,
}
"""Places that fit so loosely that it counts more if one article names the other's village."""
_LOOSE_DATES: Final = frozenset(
    {"date.within-a-month", "date.long-period", "date.published-later", "date.unknown"}
)


class Comparer:
    """Compares accounts by the weights and the registry; what it is asked of places and bodies it keeps."""

    def __init__(self, registry: Registry, weights: Weights) -> None:
        self._registry = registry
        self.weights = weights
        self._fit = cache(self._fit_of)
        self._kin = cache(self._kin_of)
        self._narrow = cache(self._narrow_of)

    def compare(self, a: Scene, b: Scene) -> Comparison:
        """The evidence on two accounts; the same whichever comes first."""
        if a.path > b.path:
            a, b = b, a
        pieces = tuple(self._pieces(a, b))
        bar = max((piece.bar for piece in pieces), default=Bar.NONE)
        return Comparison(round(sum(piece.weight for piece in pieces), 2), bar, pieces)

    def excludes(self, a: Scene, b: Scene) -> bool:
        """True where two accounts should not stand in one event, even if a third fits both."""
        found = self.compare(a, b)
        return found.bar > Bar.NONE or found.score < _LEAST

    def _pieces(self, a: Scene, b: Scene) -> Iterator[Piece]:
        if a.article == b.article:
            yield Piece("article.same", 0.0, Bar.CLASH)
        day = self._date(a, b)
        yield day
        yield self._place(a, b, loose=day.name in _LOOSE_DATES)
        yield from self._actor(a, b)
        yield from self._ways(a, b)
        yield from self._toll(a, b)
        yield from self._rest(a, b)

    def _piece(self, name: str, bar: Bar = Bar.NONE) -> Piece:
        return Piece(name, self.weights.of[name], bar)

    def _date(self, a: Scene, b: Scene) -> Piece:
        if a.first is None or a.last is None or b.first is None or b.last is None:
            return self._undated(a, b)
        if a.first > b.last or b.first > a.last:
            apart = max(a.first - b.last, b.first - a.last).days
            if apart == 1 and a.day is not None and b.day is not None:
                return self._piece("date.next-day", Bar.HELD)
            return Piece("date.apart", 0.0, Bar.CLASH)
        if a.day is not None and b.day is not None:
            return self._piece("date.same-day")
        days = max((a.last - a.first).days, (b.last - b.first).days) + 1
        if days <= _WEEK:
            return self._piece("date.within-a-week")
        return self._piece("date.within-a-month" if days <= _MONTH else "date.long-period")

    def _undated(self, a: Scene, b: Scene) -> Piece:
        """One account, or both, without a date: it was before the day on which it was published."""
        dated, other = (a, b) if a.last is not None else (b, a)
        day = dated.last or dated.published
        if day is None or other.published is None or (a.first is None) != (a.last is None):
            return self._piece("date.unknown")
        start = dated.first or day
        if dated.last is None:
            apart = abs((day - other.published).days)
            if apart <= _SOON:
                return self._piece("date.published-together")
            return self._piece("date.unknown" if apart <= _WEEK else "date.published-later")
        if start > other.published:
            return Piece("date.apart", 0.0, Bar.CLASH)
        if day >= other.published - timedelta(days=_SOON):
            return self._piece("date.published-that-day")
        soon = day >= other.published - timedelta(days=_WEEK)
        return self._piece("date.published-that-week" if soon else "date.published-later")

    def _place(self, a: Scene, b: Scene, *, loose: bool) -> Piece:
        """A village named in the other article counts only if the days agree: a round-up names many."""
        if a.spot is None or b.spot is None:
            return (None if loose else self._named(a, b) or self._around(a, b)) or self._piece(
                "place.unknown"
            )
        found = self._fit(a.spot, b.spot)
        if (a.doubtful or b.doubtful) and found not in (Fit.EXCLUDES, Fit.UNSURE):
            return self._piece("place.doubtful", Bar.HELD)
        if found == Fit.UNSURE and (a.spot.place in b.around or b.spot.place in a.around):
            return self._piece("place.one-names-the-other")
        if found in (Fit.EXCLUDES, Fit.UNSURE):
            return Piece("place.excludes", 0.0, Bar.CLASH)
        if found == Fit.CLOSE:
            return self._piece("place.close-by", Bar.HELD)
        if found == Fit.PERHAPS_INSIDE and self._says_inside(a, b):
            return self._piece("place.inside-a-town")
        if found in _LOOSE:
            named = None if loose else self._named(a, b)
            return named or self._piece(f"place.{found}", _LOOSE[found])
        return self._piece(f"place.{found}")

    def _named(self, a: Scene, b: Scene) -> Piece | None:
        """One article names the other's village or town, and ties it to no other event."""
        for one, other in ((a, b), (b, a)):
            spot = one.spot
            if spot is not None and spot.place in other.named and self._narrow(spot.place):
                return self._piece("place.named-there")
        return None

    def _says_inside(self, a: Scene, b: Scene) -> bool:
        """True where one account says that its place is a part of the other's town."""
        return any(
            one.spot is not None and self.weights.says_inside(one.spot.name, other.words)
            for one, other in ((a, b), (b, a))
        )

    def _around(self, a: Scene, b: Scene) -> Piece | None:
        """One account has no place of its own, and its article names the other's town."""
        for one, other in ((a, b), (b, a)):
            spot = one.spot
            if spot is None or other.spot is not None or not self._narrow(spot.place):
                continue
            if spot.place in other.around:
                return self._piece("place.in-the-article")
        return None

    def _actor(self, a: Scene, b: Scene) -> Iterator[Piece]:
        ours = [actor for actor in sorted(a.actors) if self._registry.row(actor) is not None]
        theirs = [actor for actor in sorted(b.actors) if self._registry.row(actor) is not None]
        if not ours or not theirs:
            return
        if any(x == y or self._kin(min(x, y), max(x, y)) for x in ours for y in theirs):
            yield self._piece("actor.same")
        else:
            yield self._piece("actor.other")

    def _ways(self, a: Scene, b: Scene) -> Iterator[Piece]:
        if a.ways & b.ways:
            yield self._piece("way.same")
        elif a.ways and b.ways:
            # What the events are called excludes each other; how they came about is what claims quarrel over.
            called = a.called and b.called
            yield self._piece("way.other", Bar.HELD) if called else self._piece("way.disputed")
        if a.struck != b.struck and not a.ways & b.ways:
            yield self._piece("way.harm-only")

    def _toll(self, a: Scene, b: Scene) -> Iterator[Piece]:
        best: Piece | None = None
        for unit, ours in a.totals.items():
            for x in ours:
                for y in b.totals.get(unit, ()):
                    piece = self._tolls(x, y, unit)
                    if piece is not None and (best is None or piece.weight > best.weight):
                        best = piece
        if best is not None:
            yield best

    def _tolls(self, x: FigureTold, y: FigureTold, unit: Unit) -> Piece | None:
        if x.value is not None and x.value == y.value:
            size = "large" if x.value >= _LARGE else "small" if x.value >= _SMALL else "tiny"
            return self._told(f"toll.same-{size}", x, y)
        times = _times(x, y)
        vague = Qualifier.APPROXIMATELY in (x.qualifier, y.qualifier)
        if not exclude(x, y) and not (vague and times is not None and times > _ABOUT):
            return self._told("toll.compatible", x, y)
        if unit != Unit.KILLED or times is None:
            return self._told("toll.excluding", x, y)
        far = "eightfold" if times >= _EIGHTFOLD else "threefold" if times >= _THREEFOLD else "excluding"
        return self._told(f"toll.{far}", x, y)

    def _told(self, name: str, x: FigureTold, y: FigureTold) -> Piece:
        return Piece(name, self.weights.of[name], figures=(x, y))

    def _rest(self, a: Scene, b: Scene) -> Iterator[Piece]:
        if a.targets and b.targets:
            if a.targets & b.targets:
                yield self._piece("target.same")
            else:
                yield self._piece("target.other", Bar.HELD)
        if (a.count or 1) != (b.count or 1):
            alone = b if a.count is not None else a
            if alone.count is not None or alone.day is not None:
                yield self._piece("series.other")
        if {*a.status, *b.status} == _STATUS and not a.status & b.status:
            yield self._piece("status.other")
        if not a.quotes.isdisjoint(b.quotes):
            yield self._piece("wording.same-quotation")
        elif len(a.narrated & b.narrated) >= _RUNS_ALIKE:
            yield self._piece("wording.same-words")

    def town_of(self, spot: Spot) -> str:
        """The smallest place around the spot that is no quarter; the sound of a name without a row."""
        return next((place for place in spot.chain if not is_quarter(place, self._registry)), spot.sound)

    def _fit_of(self, a: Spot, b: Spot) -> Fit:
        return fit(a, b, self._registry)

    def _kin_of(self, a: str, b: str) -> bool:
        return self._registry.related(a, b)

    def _narrow_of(self, place: str) -> bool:
        return is_narrow(place, self._registry)


def _times(x: FigureTold, y: FigureTold) -> float | None:
    """How many times the larger number is the smaller one; None where one has no number."""
    if x.value is None or y.value is None:
        return None
    low, high = sorted((x.value, y.value))
    return high / max(low, 1)


def exclude(a: FigureTold, b: FigureTold) -> bool:
    """True where the bounds of two figures cannot both hold."""
    below = a.max is not None and b.min is not None and a.max < b.min
    above = b.max is not None and a.min is not None and b.max < a.min
    return below or above

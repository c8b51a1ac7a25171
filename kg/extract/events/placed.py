"""A count with what it is about, and the counts that a headline only tells again."""

from collections.abc import Iterable

from kg.extract.counts import Count
from kg.extract.dates import DateMention
from kg.extract.events.happenings import Happening
from kg.extract.language.scene import Scene
from kg.extract.values import frozen
from kg.vocab import BROADER, Tally, Unit

_THINGS = frozenset([Unit.ALLEGATIONS, Unit.CREDIBLE_ALLEGATIONS, Unit.OPEN_ALLEGATIONS, Unit.STRIKES])


@frozen
class Placed:
    """A count with what it is about. ``about`` is None where the article tells no event for it."""

    count: Count
    about: Happening | None
    tally: Tally
    assessed: DateMention | None
    scene: Scene


def told_again(
    scene: Scene, counts: Iterable[tuple[int, Count]], body: Iterable[Placed]
) -> tuple[list[tuple[int, Count]], list[tuple[int, Placed]]]:
    """The counts of a headline or caption that are new, and those that the body tells of one event.

    "Strikes kill 19 in Gaza" above "strikes killed at least 19 across Gaza" is no toll of another event.
    """
    told = [(_number(item.count), _harm(item.count.unit), item) for item in body]
    new: list[tuple[int, Count]] = []
    again: list[tuple[int, Placed]] = []
    for index, count in counts:
        number, harm = _number(count), _harm(count.unit)
        same = [item for value, unit, item in told if number and (value, unit) == (number, harm)]
        if count.unit in _THINGS or len({id(item.about) for item in same}) != 1:
            new.append((index, count))
        else:
            first = same[0]
            again.append((index, Placed(count, first.about, first.tally, first.assessed, scene)))
    return new, again


def _number(count: Count) -> int | None:
    return count.value or count.min or count.max


def _harm(unit: Unit) -> str:
    return BROADER.get(unit, unit.value)

"""Which tellings of figures are of one proposition."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, product, takewhile
from typing import Final

from kg.analysis.passages import kin, registry_path
from kg.analysis.tellings import Telling
from kg.registry import Registry
from kg.vocab import Qualifier, Tally

_SMALL: Final = 5
"""Below this several people of one event are easily as many as others of it."""
_FEW: Final = 10
"""Below this two tallies have one number by chance: only a common release joins them."""
_MANY: Final = 100
"""From here on a number tells its tally even where nobody is named for it."""
_DAYS: Final = 45
"""A release's number is told until the next monthly one, and some days longer."""
_LAG: Final = 2
"""Days in which a number "for the past day" reaches the papers; later it is another day's."""
_NEAR: Final = 20
"""A rounded number is within a twentieth of the exact one: "over 350" for 352, not for 400."""


def is_one_release(one: Telling, other: Telling) -> bool:
    """True where both stand in one article, or were made in one communication."""
    return one.at.article == other.at.article or (one.origin is not None and one.origin == other.origin)


def pairs_of_one(tellings: Iterable[Telling], registry: Registry) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of tellings of one proposition, in the order of the tellings; none comes twice."""
    ordered = tuple(tellings)
    seen: set[tuple[int, int]] = set()
    number = {id(told): place for place, told in enumerate(ordered)}
    buckets: dict[tuple[object, ...], list[Telling]] = {}
    for told in ordered:
        for key in _keys(told):
            buckets.setdefault(key, []).append(told)
    for bucket in buckets.values():
        for one, other in _close(bucket):
            first, second = sorted((number[id(one)], number[id(other)]))
            if (first, second) not in seen and _is_one(one, other, registry):
                seen.add((first, second))
    for one, other in _headings(ordered, registry):
        first, second = sorted((number[id(one)], number[id(other)]))
        seen.add((first, second))
    for first, second in sorted(seen):
        yield ordered[first], ordered[second]


def _keys(told: Telling) -> Iterator[tuple[object, ...]]:
    if told.tally is Tally.ONE_EVENT:
        yield ("event", told.event, told.value, told.family)
        return
    if told.value >= _FEW:
        yield ("value", told.value, told.family, told.tally)
    if told.origin is not None:
        yield ("origin", told.origin, told.family)


def _close(bucket: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs, for tallies without those whose days are far apart: small numbers are told every month."""
    if bucket[0].tally is Tally.ONE_EVENT:
        yield from combinations(bucket, 2)
        return
    dated = sorted((told for told in bucket if told.as_of is not None), key=lambda told: str(told.as_of))
    for place, one in enumerate(dated):
        near = takewhile(partial(_is_within, one, days=_DAYS), dated[place + 1 :])
        yield from ((one, other) for other in near)
    undated = [told for told in bucket if told.as_of is None]
    yield from combinations(undated, 2)
    yield from product(undated, dated)


def _is_one(one: Telling, other: Telling, registry: Registry) -> bool:
    """Whether two tellings of one number, or of numbers of one release, are of one proposition."""
    if {_open_side(one), _open_side(other)} == {-1, 1}:
        return False  # "as many as 100" and "more than 100" are of two sources that differ
    if Tally.ONE_EVENT in (one.tally, other.tally):
        return one.tally is other.tally and _as_firm(one, other) and _tell_one_toll(one, other, registry)
    if not _tallies_fit(one, other) or not _scopes_fit(one, other, registry):
        return False
    if one.origin is not None and one.origin == other.origin:
        return one.value == other.value or (one.tally is other.tally and _is_near(one, other))
    if one.value != other.value or not _as_firm(one, other):
        return False
    if _is_round(one.value) and not (one.place and other.place):
        return False
    if one.voice or other.voice:
        return one.value >= _MANY and _days_fit(one, other)
    return _days_fit(one, other) and kin(one.issuer, other.issuer, registry)


def _headings(tellings: Iterable[Telling], registry: Registry) -> Iterator[tuple[Telling, Telling]]:
    """Headlines with what the body of their article tells of the same: the same number, else the nearest."""
    bodies: dict[tuple[str, str], list[Telling]] = {}
    heads = []
    for told in tellings:
        if told.headline:
            heads.append(told)
        else:
            bodies.setdefault((told.at.article, told.family), []).append(told)
    for head in heads:
        fit = [
            told
            for told in bodies.get((head.at.article, head.family), ())
            if _is_near(head, told) and _tallies_fit(head, told) and _may_head(head, told, registry)
        ]
        least = min((abs(told.value - head.value) for told in fit), default=0)
        fit = [told for told in fit if abs(told.value - head.value) == least]
        same = [told for told in fit if told.event == head.event]
        events = {told.event for told in fit if told.tally is Tally.ONE_EVENT}
        if same or len(events) < 2:
            yield from ((head, told) for told in same or fit)


def _may_head(head: Telling, told: Telling, registry: Registry) -> bool:
    """A headline names nobody, shortens ("military says"), or names who speaks for the same body."""
    return (
        head.voice or told.voice or not registry_path(head.issuer) or kin(head.issuer, told.issuer, registry)
    )


def _tell_one_toll(one: Telling, other: Telling, registry: Registry) -> bool:
    """Whether two who give one number for one event tell the same.

    The "residents" of two articles may be others, but are told alike. Without a source a small number has
    to be of the same people: two relatives of one house are not a couple in another.
    """
    if one.speaker.casefold() == other.speaker.casefold() or kin(one.issuer, other.issuer, registry):
        return True
    alike = one.noun == other.noun and one.noun.who is not None
    return (one.voice or other.voice) and (one.value >= _SMALL or alike)


def _tallies_fit(one: Telling, other: Telling) -> bool:
    """The same kind of count; a headline or a release may leave open which total or addition it gives."""
    kinds = {one.tally, other.tally}
    return len(kinds) == 1 or (Tally.PERIOD in kinds and not kinds & {Tally.STANDING, Tally.WITHDRAWAL})


def _as_firm(one: Telling, other: Telling) -> bool:
    """What is open here and asserted there is news of another day, unless it is one release."""
    return is_one_release(one, other) or one.is_open == other.is_open


def _scopes_fit(one: Telling, other: Telling, registry: Registry) -> bool:
    for early, late in ((one, other), (other, one)):
        if early.harm_to is not None and late.harm_from is not None and early.harm_to < late.harm_from:
            return False
    ours, theirs = one.place, other.place
    return not (ours and theirs) or registry.contains(ours, theirs) or registry.contains(theirs, ours)


def _days_fit(one: Telling, other: Telling) -> bool:
    """Days near enough for one release: of a total, or of a known period, longer than of some period."""
    totals = one.tally is Tally.CUMULATIVE and other.tally is Tally.CUMULATIVE
    if totals or None not in (one.harm_from, other.harm_from):
        return one.as_of is None or other.as_of is None or _is_within(one, other, days=_DAYS)
    return _is_within(one, other, days=_LAG)


def _is_within(one: Telling, other: Telling, *, days: int) -> bool:
    if one.as_of is None or other.as_of is None:
        return False
    return abs((one.as_of - other.as_of).days) <= days


def _open_side(told: Telling) -> int:
    """1 where the words set no upper limit, -1 where no lower one, 0 where both or neither."""
    return (told.max is None) - (told.min is None)


def _is_round(value: int) -> bool:
    """Two digits and noughts, from a thousand on: "2 million displaced" is told of many wars."""
    return value >= 1000 and value % 10 ** (len(str(value)) - 2) == 0


def _is_near(one: Telling, other: Telling) -> bool:
    """The same number, or one that rounds the other: its bounds hold it and it is close."""
    if one.value == other.value:
        return True
    for rounded, told in ((one, other), (other, one)):
        low = rounded.min is None or rounded.min <= told.value
        high = rounded.max is None or told.value <= rounded.max
        close = abs(rounded.value - told.value) * _NEAR <= told.value
        if rounded.qualifier is not Qualifier.EXACTLY and low and high and close:
            return True
    return False

"""Finds figures of one event that cannot both hold, whether or not anybody disputes them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from kg.model import EventKind
from kg.resolve.evidence import exclude
from kg.resolve.results import CanonicalEvent, Rival
from kg.resolve.told import EventTold, FigureTold

_MOST_PAIRS: Final = 64
"""Beyond this each figure is paired with the first of the other side only: pairs grow with the square."""
_GROUPS: Final = ("child", "wom", "girl", "boy", "infant", "bab", "elder")
"""Parts of words for people who are a part of those harmed; their number is no rival of the whole's."""


def find_rivals(events: Iterable[EventTold], canonical: Iterable[CanonicalEvent]) -> tuple[Rival, ...]:
    """Pairs of figures of one unit about one event whose bounds exclude each other, sorted.

    Figures that are part of another are left out, and so are those of parts of the people harmed,
    unless both are of the same part.
    """
    told = {event.path: event for event in events if event.kind != EventKind.CAMPAIGN}
    joined = {event.path: event for event in canonical}
    same = {member: event.path for event in joined.values() for member in event.members}
    by_event: defaultdict[tuple[str, str, str], list[FigureTold]] = defaultdict(list)
    for event in told.values():
        for figure in event.figures:
            if not figure.part:
                whole = _whole(event, told, same, joined)
                by_event[whole, figure.unit, _people(figure.who)].append(figure)
    pairs = {pair for figures in by_event.values() for pair in _rivals(figures)}
    return tuple(sorted(pairs, key=lambda pair: (pair.figure, pair.other)))


def _whole(
    event: EventTold,
    told: Mapping[str, EventTold],
    same: Mapping[str, str],
    joined: Mapping[str, CanonicalEvent],
) -> str:
    """The widest event that the figure can be of: the incident, or the one that several articles share."""
    if event.part_of is not None and event.part_of in told:
        return same.get(event.part_of, event.part_of)
    path = same.get(event.path)
    if path is None:
        return event.path
    return joined[path].part_of or path


def _people(who: str | None) -> str:
    words = (who or "").lower()
    return words if any(group in words for group in _GROUPS) else ""


def _rivals(figures: Sequence[FigureTold]) -> Iterator[Rival]:
    by_bounds: defaultdict[tuple[int | None, int | None], list[FigureTold]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.path):
        by_bounds[figure.min, figure.max].append(figure)
    for ours, theirs in combinations(by_bounds.values(), 2):
        if ours[0].unit != theirs[0].unit or not exclude(ours[0], theirs[0]):
            continue
        if len(ours) * len(theirs) <= _MOST_PAIRS:
            pairs = [(a.path, b.path) for a in ours for b in theirs]
        else:
            pairs = [(a.path, theirs[0].path) for a in ours] + [(ours[0].path, b.path) for b in theirs]
        for a, b in pairs:
            yield Rival(min(a, b), max(a, b))

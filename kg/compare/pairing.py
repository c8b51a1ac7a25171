"""Finds which statement of one side is which of the other: the most alike first, in near-linear time."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeAlias

from kg.compare.told import Told

Pair: TypeAlias = tuple[Told, Told]
Key: TypeAlias = Callable[[Told], Hashable]
Match: TypeAlias = Callable[[list[Told], list[Told]], list[tuple[int, int]]]
"""Which of one group goes with which of another, by their places in them; both are in order."""
_FEW: Final = 64
"""Statements of one speaker in one text up to which each is held against each."""
_ALIKE: Final = 0.5


def pair(old: Iterable[Told], new: Iterable[Told]) -> tuple[list[Pair], list[Told], list[Told]]:
    """Pairs of statements, then those of the old and of the new side that have no partner.

    Every statement comes out once. Nothing depends on the order of the input, and no step on which side is
    the old one.
    """
    pairs: list[Pair] = []
    before, after = (sorted(side, key=lambda t: t.order) for side in (old, new))
    for keys, match in ((_EQUAL, _in_order), (_OVERLAPPING, _overlaps), (_ALIKE_IN, _likenesses)):
        for key in keys:
            if before and after:
                found, before, after = _pair(before, after, key, match)
                pairs += found
    return pairs, before, after


def _content(told: Told) -> Hashable:
    return told.words, told.speaker, told.stance, told.claim, told.figure, told.actor, told.about


def _span(told: Told) -> Hashable:
    return told.article, told.start, told.end


_EQUAL: Final[tuple[Key, ...]] = (
    lambda t: (t.article, _content(t)),
    lambda t: (t.headline, _content(t)),
    _content,
    lambda t: (_span(t), t.speaker, t.stance, t.claim),
    lambda t: (_span(t), t.speaker, t.claim),
    lambda t: (_span(t), t.stance, t.claim),
    lambda t: (_span(t), t.speaker, t.stance),
    lambda t: (_span(t), t.claim),
    lambda t: (_span(t), t.speaker),
    _span,
    lambda t: (t.headline, t.words, t.speaker, t.stance, t.claim),
    lambda t: (t.headline, t.words, t.speaker, t.claim),
    lambda t: (t.headline, t.words, t.claim),
    lambda t: (t.headline, t.words, t.speaker),
    lambda t: (t.headline, t.words),
    lambda t: (t.words, t.speaker, t.claim),
)
_OVERLAPPING: Final[tuple[Key, ...]] = (
    lambda t: (t.article, t.speaker, t.stance),
    lambda t: (t.article, t.speaker),
    lambda t: (t.article, t.claim),
)
_ALIKE_IN: Final[tuple[Key, ...]] = (
    lambda t: (t.headline, t.speaker, t.stance),
    lambda t: (t.headline, t.speaker),
    lambda t: (t.headline, t.stance),
)


def _pair(
    before: list[Told], after: list[Told], key: Key, match: Match
) -> tuple[list[Pair], list[Told], list[Told]]:
    """Pairs within the groups of one key, and what they leave of both sides, in order."""
    pairs: list[Pair] = []
    rivals = _grouped(after, key)
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    for name, places in _grouped(before, key).items():
        others = rivals.get(name, [])
        for i, j in match([before[at] for at in places], [after[at] for at in others]) if others else ():
            pairs.append((before[places[i]], after[others[j]]))
            taken_before.add(places[i])
            taken_after.add(others[j])
    return pairs, _without(before, taken_before), _without(after, taken_after)


def _grouped(told: list[Told], key: Key) -> dict[Hashable, list[int]]:
    """The places in the list of what has the same key."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, one in enumerate(told):
        groups[key(one)].append(place)
    return dict(groups)


def _without(side: list[Told], taken: set[int]) -> list[Told]:
    return [told for place, told in enumerate(side) if place not in taken]


def _in_order(before: list[Told], after: list[Told]) -> list[tuple[int, int]]:
    return [(place, place) for place in range(min(len(before), len(after)))]


def _overlaps(before: list[Told], after: list[Told]) -> list[tuple[int, int]]:
    """Both are in the order of their places, so one walk along them is enough."""
    found, i, j = [], 0, 0
    while i < len(before) and j < len(after):
        old, new = before[i], after[j]
        if old.start < new.end and new.start < old.end:
            found.append((i, j))
            i, j = i + 1, j + 1
        else:
            is_before, is_after = old.end <= new.start, new.end <= old.start
            i, j = i + is_before, j + is_after
    return found


def _likenesses(before: list[Told], after: list[Told]) -> list[tuple[int, int]]:
    """The most alike first, and among equals the first of both texts.

    Pairs with the same sum of places share no statement, so no side has a say over the other among equals.
    """
    if not before[0].headline or max(len(before), len(after)) > _FEW:
        return []
    old, new = ([frozenset(told.words.lower().split()) for told in side] for side in (before, after))
    alike = sorted(
        (-len(a & b) / max(len(a | b), 1), i + j, i, j) for i, a in enumerate(old) for j, b in enumerate(new)
    )
    found: list[tuple[int, int]] = []
    left, right = set(range(len(old))), set(range(len(new)))
    for likeness, _, i, j in alike:
        if -likeness >= _ALIKE and i in left and j in right:
            found.append((i, j))
            left.remove(i)
            right.remove(j)
    return found

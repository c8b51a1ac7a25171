"""Settles what annotations say together: each thing once, and nothing that rests on what is not there."""

from collections.abc import Iterable, Sequence
from typing import Any

from kg.annotations.items import Item
from kg.model import Event, Figure, Mention, Rejected, Responsibility, Statement

Named = tuple[str, Item]
"""An item with what its annotation is called."""
_LISTS: dict[type, str] = {
    Statement: "statements",
    Figure: "figures",
    Responsibility: "responsibilities",
    Event: "events",
    Mention: "mentions",
}


def settle(named: Iterable[Named], rejected: list[Rejected], *, rule: str) -> dict[str, Any]:
    """The lists of a record, each in text order; what is left out is added to ``rejected``.

    ``Any``: a tuple of another type for each list. Of two items with one id, or two statements of one
    speaker with the same words, stance and claim, the first holds. A number or cause that nobody states is
    no claim.
    """
    items, faults = _once(named)
    while True:
        rejected += [Rejected(f"{name}: {why}", item.exact, rule) for (name, item), why in faults]
        faults = _resting_on_nothing(items)
        if not faults:
            break
        gone = {id(item) for (_, item), _ in faults}
        items = [one for one in items if id(one[1]) not in gone]
    return {
        name: tuple(sorted((item for _, item in items if type(item) is kind), key=_place))
        for kind, name in _LISTS.items()
    }


def _once(named: Iterable[Named]) -> tuple[list[Named], list[tuple[Named, str]]]:
    kept: list[Named] = []
    faults: list[tuple[Named, str]] = []
    seen: dict[object, Named] = {}
    for one in named:
        before = next((seen[mark] for mark in _marks(one[1]) if mark in seen), None)
        if before is None:
            kept.append(one)
            seen |= dict.fromkeys(_marks(one[1]), one)
        elif before[1] != one[1]:
            faults.append((one, f"says of the same words something else than {before[0]}, which is taken"))
    return kept, faults


def _marks(item: Item) -> list[object]:
    if isinstance(item, Mention):
        return [(item.start, item.end)]
    if isinstance(item, Statement):
        return [item.id, (item.start, item.end, item.speaker, item.stance, item.claim)]
    return [item.id]


def _resting_on_nothing(items: Sequence[Named]) -> list[tuple[Named, str]]:
    there = {item.id for _, item in items if not isinstance(item, Mention)}
    claimed = {item.claim for _, item in items if isinstance(item, Statement)}
    faults = []
    for one in items:
        item = one[1]
        missing = [own for own in _needed(item) if own not in there]
        if missing:
            faults.append((one, f"rests on {missing[0]}, which was not taken"))
        elif isinstance(item, Figure | Responsibility) and item.id not in claimed:
            faults.append((one, "no statement claims it; annotate who states it, with this as its 'claim'"))
    return faults


def _needed(item: Item) -> list[str]:
    match item:
        case Statement():
            ids = [item.claim, item.about]
        case Figure():
            ids = [item.about, item.subset_of, *item.excludes]
        case Responsibility():
            ids = [item.about]
        case Event():
            ids = [item.part_of]
        case Mention():
            ids = []
    return [own for own in ids if own is not None]


def _place(item: Item) -> tuple[int, int, str]:
    return item.start, item.end, item.id

"""Applies what people ruled to what was found: two accounts are of one event or agent, or they are not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.ids import short_hash
from kg.model import EventKind
from kg.registry import Registry
from kg.resolve.places import spot_of
from kg.resolve.results import CanonicalEvent, EventLinks, Mapping
from kg.resolve.told import EventTold

_SURE: Final = 1.0
"""A person who rules weighs no odds; who it was and why stands beside it."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one person said of two accounts: that they are one, or that they are not."""

    same: bool
    day: date
    author: str
    reason: str


Ruled = Table[frozenset[str], Ruling]
"""Rulings by the two accounts, as paths after the base."""
Pair = tuple[str, str]


def apply(links: EventLinks, ruled: Ruled, told: Iterable[EventTold], registry: Registry) -> EventLinks:
    """The links as people ruled them, with who ruled and why; without rulings, the very same.

    Two accounts that are ruled one bring all that they are joined to into one event, also against the
    evidence: the checks tell of that. Two that are ruled apart never share an event: of an event that
    held both, the accounts stay with the first by name. A ruling for two being one does not hold where
    that would join two that are ruled apart, and of such rulings the latest comes first. What is ruled
    of accounts that are not told, or of two kinds, changes nothing.
    """
    if not ruled:
        return links
    by_path = {event.path: event for event in told if event.kind != EventKind.CAMPAIGN}
    rulings = {
        (min(pair), max(pair)): ruling
        for pair, ruling in ruled.items()
        if len(pair) == 2 and pair <= by_path.keys() and len({by_path[p].kind for p in pair}) == 1
    }
    if not rulings:
        return links
    return _Applied(links, rulings, by_path, registry).links()


def join_agents(ruled: Ruled, registry: Registry) -> tuple[Mapping, ...]:
    """Who is the same person or body by a ruling, each under the one that all mean, and who is not, sorted.

    That one is a row of the registry where one of them is, else the first by name.
    """
    rulings = {(min(pair), max(pair)): ruling for pair, ruling in ruled.items() if len(pair) == 2}
    groups = _Groups(pair for pair, ruling in rulings.items() if not ruling.same)
    held = _joined_by_people(rulings, groups)
    found: dict[Pair, Mapping] = {}
    for (a, b), ruling in sorted(rulings.items(), key=lambda item: (item[1].day, item[0])):
        if not ruling.same:
            found[a, b] = _mapping(a, b, ruling, f"not the same: {ruling.reason}")
        elif (a, b) in held:
            one = min(groups.of(a), key=lambda path: (registry.row(path) is None, path))
            for agent, other in ((a, b), (b, a)):
                if agent != one:
                    found[agent, one] = _mapping(agent, one, ruling, f"the same as {other}: {ruling.reason}")
    return tuple(found[pair] for pair in sorted(found))


class _Groups:
    """Accounts in groups that grow, never to hold two that are kept apart."""

    def __init__(self, apart: Iterable[Pair]) -> None:
        self._of: dict[str, set[str]] = {}
        self._apart = defaultdict(set)
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def of(self, account: str) -> set[str]:
        """The group of an account."""
        return self._of.setdefault(account, {account})

    def join(self, a: str, b: str) -> bool:
        """Makes one group of theirs; False where that would hold two that are kept apart."""
        ours, theirs = self.of(a), self.of(b)
        if ours is theirs:
            return True
        if any(not self._apart[account].isdisjoint(theirs) for account in ours if account in self._apart):
            return False
        ours |= theirs
        self._of.update(dict.fromkeys(theirs, ours))
        return True

    def all(self) -> list[tuple[str, ...]]:
        """Every group once, sorted."""
        return sorted({tuple(sorted(group)) for group in self._of.values()})


class _Applied:
    """One run: which events the rulings touch, what becomes of them, and of the reasons."""

    def __init__(
        self, links: EventLinks, ruled: Table[Pair, Ruling], told: Table[str, EventTold], registry: Registry
    ) -> None:
        self._links = links
        self._ruled = ruled
        self._told = told
        self._registry = registry
        named = {account for pair in ruled for account in pair}
        self._touched = [event for event in links.events if not named.isdisjoint(event.members)]
        self._strikes: defaultdict[str, list[EventTold]] = defaultdict(list)
        for event in told.values():
            if event.part_of is not None:
                self._strikes[event.part_of].append(event)

    def links(self) -> EventLinks:
        """The links after the rulings, sorted as before."""
        groups = _Groups(pair for pair, ruling in self._ruled.items() if not ruling.same)
        held = _joined_by_people(self._ruled, groups)
        for event in self._touched:
            heads: list[str] = []
            for member in sorted(event.members):
                if not any(groups.join(head, member) for head in heads):
                    heads.append(member)
        known = {tuple(sorted(event.members)): event for event in self._touched}
        joined = [group for group in groups.all() if len(group) > 1]
        named = (known.get(group) or self._event(group) for group in joined)
        made = [event for event in named if event is not None]
        gone = {event.path for event in self._touched}
        events = self._parts([event for event in self._links.events if event.path not in gone], made)
        mappings = sorted(self._mappings(events, held), key=lambda m: (m.source, m.target))
        return EventLinks(events, tuple(mappings))

    def _event(self, group: tuple[str, ...]) -> CanonicalEvent | None:
        """The one event of the accounts; None where none tells a day, or none a place, to name it by."""
        told = [self._completed(self._told[path]) for path in group]
        days = [day for event in told if (day := event.first or event.last) is not None]
        spots = [spot for event in told if (spot := spot_of(event, self._registry)) is not None]
        if not days or not spots:
            return None
        widest = min(spots, key=lambda spot: (len(spot.chain), spot.near, spot.place))
        return CanonicalEvent(
            f"event/{min(days)}-{widest.slug}-{short_hash(group[0])}",
            told[0].kind,
            min(days),
            widest.place,
            widest.name,
            near=all(spot.near for spot in spots),
            inferred=any(event.inferred for event in told),
            members=group,
        )

    def _completed(self, event: EventTold) -> EventTold:
        """The account with the day and place of its incident, or of its only strike, where it has none."""
        other = self._told.get(event.part_of or "")
        if other is None:
            parts = self._strikes[event.path]
            other = parts[0] if len(parts) == 1 else None
        if other is not None and event.first is None and event.last is None:
            event = replace(event, first=other.first, last=other.last, inferred=True)
        if other is not None and event.place is None:
            event = replace(event, place=other.place, place_name=other.place_name, near=other.near)
        return event

    def _parts(
        self, kept: Iterable[CanonicalEvent], made: Iterable[CanonicalEvent]
    ) -> tuple[CanonicalEvent, ...]:
        """The events sorted, each strike part of the incident that most of its accounts are part of."""
        ordered = sorted([*kept, *made], key=lambda event: event.path)
        paths = {event.path for event in ordered}
        whole = {m: e.path for e in ordered if e.kind == EventKind.INCIDENT for m in e.members}
        done = []
        for event in ordered:
            if event.kind == EventKind.STRIKE and event.part_of not in paths:
                parts = (self._told[m].part_of for m in event.members if m in self._told)
                votes = Counter(whole[part] for part in parts if part in whole)
                event = replace(event, part_of=min(votes, key=lambda p: (-votes[p], p), default=None))
            done.append(event)
        return tuple(done)

    def _mappings(self, events: Iterable[CanonicalEvent], held: Collection[Pair]) -> Iterator[Mapping]:
        """The reasons that still hold, pointing to the events as they now are, and those of the rulings."""
        event_of = {member: event.path for event in events for member in event.members}
        first = {event.path: min(event.members) for event in self._touched}

        def now(path: str) -> str:
            return event_of.get(first[path], first[path]) if path in first else path

        found: dict[Pair, Mapping] = {}
        for mapping in self._links.mappings:
            source, target = now(mapping.source), now(mapping.target)
            if mapping.same and mapping.target in first:
                target = event_of.get(source, "")
            elif not mapping.same and event_of.get(source, source) == event_of.get(target, target):
                continue
            if target:
                found[source, target] = replace(mapping, source=source, target=target)
        yield from {**found, **self._by_people(held, event_of)}.values()

    def _by_people(self, held: Collection[Pair], event_of: Table[str, str]) -> dict[Pair, Mapping]:
        """Of two that were joined the reason of each; of two that were kept apart, the one of the pair."""
        found: dict[Pair, Mapping] = {}
        oldest_first = sorted(self._ruled.items(), key=lambda item: (item[1].day, item[0]))
        for (a, b), ruling in oldest_first:
            if not ruling.same:
                found[a, b] = _mapping(a, b, ruling, f"not the same: {ruling.reason}")
            elif (a, b) in held and a in event_of:
                for account, other in ((a, b), (b, a)):
                    reason = f"the same as {other}: {ruling.reason}"
                    found[account, event_of[account]] = _mapping(account, event_of[account], ruling, reason)
        return found


def _joined_by_people(ruled: Table[Pair, Ruling], groups: _Groups) -> set[Pair]:
    same = sorted(pair for pair, ruling in ruled.items() if ruling.same)
    latest_first = sorted(same, key=lambda pair: ruled[pair].day, reverse=True)
    return {pair for pair in latest_first if groups.join(*pair)}


def _mapping(source: str, target: str, ruling: Ruling, reason: str) -> Mapping:
    return Mapping(source, target, ruling.same, _SURE, reason, author=ruling.author, day=ruling.day)

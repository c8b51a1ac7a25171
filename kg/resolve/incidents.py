"""Links what several articles tell of one strike or incident, with the reasons for and against."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Table
from typing import Final

from kg.registry import Registry
from kg.resolve.canonical import canonical_events, name_of
from kg.resolve.clusters import Clusters, Edge, cluster
from kg.resolve.evidence import Bar, Comparer
from kg.resolve.neighbours import near_misses
from kg.resolve.pairs import pairs
from kg.resolve.reasons import against_it, confidence, for_it
from kg.resolve.results import CanonicalEvent, EventLinks, Mapping
from kg.resolve.rulings import Pair, Ruled, Ruling
from kg.resolve.scenes import Scene, scenes
from kg.resolve.told import EventTold
from kg.resolve.weights import load_weights
from kg.vocab import Outcome

_OTHERS: Final = 3
"""So many other accounts are enough to show why one is of an event; all of them would cost their square."""
_ASKED: Final = 3
"""Of an account's open pairs a person is asked about the likeliest ones."""
Names = Table[str, str]
"""What stands for an account outside its article: the canonical event it belongs to, else its own name."""


def link_events(events: Iterable[EventTold], registry: Registry, ruled: Ruled | None = None) -> EventLinks:
    """Canonical events, the reasons for each member, near-misses and pairs that wait for a person.

    An account is an incident with its strikes, or either alone. What is joined follows from all accounts
    together and from no order among them; an article more changes nothing for events that it cannot be
    about. ``ruled`` are decisions of people: they go before all evidence.
    """
    comparer = Comparer(registry, load_weights())
    found = scenes(events, registry, comparer.weights)
    by_path = {scene.path: scene for scene in found}
    rulings = _of_scenes(found, ruled or {})
    clusters = cluster(by_path, _edges(found, registry, comparer), comparer, rulings)
    canonical: list[CanonicalEvent] = []
    names: dict[str, str] = {}
    mappings: list[Mapping] = []
    for members in clusters.joined:
        of_these = canonical_events(members)
        canonical += of_these
        names |= {scene.path: name_of(scene, of_these) for scene in members}
        mappings += _reasons(members, of_these, comparer, registry, rulings)
    mappings += _asked(clusters, by_path, names, registry, rulings)
    mappings += _parted(names, rulings)
    known = {(mapping.source, mapping.target) for mapping in mappings}
    for mapping in _refused(found, clusters, canonical, names, comparer, registry):
        if (mapping.source, mapping.target) not in known:
            mappings.append(mapping)
    return EventLinks(
        tuple(sorted(canonical, key=lambda event: event.path)),
        tuple(sorted(mappings, key=lambda mapping: (mapping.source, mapping.target))),
    )


def _edges(found: Sequence[Scene], registry: Registry, comparer: Comparer) -> Iterator[Edge]:
    for a, b in pairs(found, registry):
        comparison = comparer.compare(a, b)
        if comparison.bar < Bar.CLASH and comparison.score >= comparer.weights.candidate:
            yield Edge(min(a.path, b.path), max(a.path, b.path), comparison)


def _of_scenes(found: Sequence[Scene], ruled: Ruled) -> dict[Pair, Ruling]:
    """The rulings on two accounts; a ruling on a strike is one on the account it is part of."""
    scene_of = {event.path: scene.path for scene in found for event in scene.events}
    kept = {}
    for pair, ruling in sorted(ruled.items(), key=lambda item: (item[1].day, sorted(item[0]))):
        both = frozenset(scene_of[name] for name in pair if name in scene_of)
        if len(both) == len(pair) == 2:
            kept[both] = ruling
    return kept


def _reasons(
    members: Sequence[Scene],
    canonical: Sequence[CanonicalEvent],
    comparer: Comparer,
    registry: Registry,
    rulings: Table[Pair, Ruling],
) -> Iterator[Mapping]:
    target = {path: event.path for event in canonical for path in event.members}
    for scene in members:
        others = [other for other in members if other is not scene]
        some = others if len(others) <= _OTHERS else members[: _OTHERS + 1]
        compared = [(comparer.compare(scene, other), other) for other in some if other is not scene]
        best, other = max(compared, key=lambda item: (-item[0].bar, item[0].score, item[1].path))
        ruling = next((r for o in others if (r := rulings.get(frozenset((scene.path, o.path))))), None)
        reason = for_it(*_sorted(scene, other), best, registry)
        sure, author, day = confidence(best.score), None, None
        if ruling is not None and ruling.same:
            reason = f"decided: {ruling.reason} (evidence: {reason})"
            sure, author, day = 1.0, ruling.author, ruling.day
        for event in scene.events:
            if event.path in target:
                yield Mapping(event.path, target[event.path], Outcome.JOINED, sure, reason, author, day)


def _asked(
    clusters: Clusters,
    by_path: Table[str, Scene],
    names: Names,
    registry: Registry,
    rulings: Table[Pair, Ruling],
) -> Iterator[Mapping]:
    """What waits for a person: of two accounts or events once, by the likeliest of their pairs."""
    seen: set[Pair] = {
        frozenset(names.get(path, path) for path in pair)
        for pair, ruling in rulings.items()
        if not ruling.same
    }
    shared = set(names.values())
    asked: defaultdict[str, int] = defaultdict(int)
    for edge in clusters.open:  # likeliest first
        ends = (names.get(edge.one, edge.one), names.get(edge.other, edge.other))
        pair = frozenset(ends)
        if pair in seen or frozenset((edge.one, edge.other)) in rulings:
            continue
        seen.add(pair)
        if max(asked[ends[0]], asked[ends[1]]) >= _ASKED:
            continue
        for end in ends:
            asked[end] += 1
        a, b = by_path[edge.one], by_path[edge.other]
        source, target = sorted(ends, key=lambda end: (end in shared, end))
        reason = f"perhaps the same: {for_it(a, b, edge.found, registry)}"
        yield Mapping(source, target, Outcome.CANDIDATE, confidence(edge.found.score), reason)


def _parted(names: Names, rulings: Table[Pair, Ruling]) -> Iterator[Mapping]:
    """What a person has decided not to be the same."""
    for pair, ruling in rulings.items():
        if not ruling.same:
            one, other = sorted(pair, key=lambda path: (path in names, path))
            yield Mapping(
                names.get(one, one),
                names.get(other, other),
                Outcome.REFUSED,
                1.0,
                f"decided: {ruling.reason}",
                ruling.author,
                ruling.day,
            )


def _refused(
    found: Sequence[Scene],
    clusters: Clusters,
    canonical: Sequence[CanonicalEvent],
    names: Names,
    comparer: Comparer,
    registry: Registry,
) -> Iterator[Mapping]:
    """Accounts close in day and place that are not one: of two events once, of strikes and of incidents."""
    same = {member: event.path for event in canonical for member in event.members}
    open_ones = {
        frozenset((names.get(edge.one, edge.one), names.get(edge.other, edge.other)))
        for edge in clusters.open
    }
    groups = {members[0].path: members for members in clusters.joined}
    heads = [scene for scene in found if scene.path not in names or scene.path in groups]
    for pair in near_misses(heads, registry):
        # Told from the account that stands alone to the event that several share; of two of those, once.
        a, b = sorted(pair, key=lambda scene: (scene.path in names, names.get(scene.path, scene.path)))
        alone = a.path not in names and b.path not in names
        ends = {names.get(scene.path, scene.path) for scene in pair}
        if frozenset(ends) in open_ones or (alone and a.article == b.article):
            continue
        compared = [
            (comparer.compare(x, y), x, y)
            for x in groups.get(a.path, (a,))[:_OTHERS]
            for y in groups.get(b.path, (b,))[:_OTHERS]
        ]
        compared.sort(key=lambda item: (item[0].score, item[1].path, item[2].path))
        reason = against_it(compared, registry)
        sure = 0.98 if a.day != b.day and not (a.inferred and b.inferred) else 0.9
        for one, other in _of_a_kind(a, b):
            source, target = same.get(one, one), same.get(other, other)
            yield Mapping(source, target, Outcome.REFUSED, sure, reason)


def _of_a_kind(a: Scene, b: Scene) -> Iterator[tuple[str, str]]:
    """The incidents of two accounts, and their strikes; where they have neither in common, what they tell."""
    alike = False
    if a.incident is not None and b.incident is not None:
        alike = True
        yield a.incident.path, b.incident.path
    if a.strikes and b.strikes:
        alike = True
        yield a.strikes[0].path, b.strikes[0].path
    if not alike:
        yield a.told.path, b.told.path


def _sorted(a: Scene, b: Scene) -> tuple[Scene, Scene]:
    return (a, b) if a.path < b.path else (b, a)

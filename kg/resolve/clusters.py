"""Puts accounts together that evidence joins, best first, and never two that exclude each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.resolve.crowded import crowded, is_told_apart
from kg.resolve.evidence import Bar, Comparer, Comparison
from kg.resolve.rulings import Pair, Ruling
from kg.resolve.scenes import Scene

_LOOKED_AT: Final = 12
"""So many of an account's best partners are held against each other, to see whether it fits two events."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two accounts that may be one; ``one`` sorts before ``other``."""

    one: str
    other: str
    found: Comparison


@dataclass(frozen=True, slots=True)
class Clusters:
    """Accounts that are one, as sorted tuples of two and more, and the pairs that wait for a person."""

    joined: tuple[tuple[Scene, ...], ...]
    open: tuple[Edge, ...]


def cluster(
    by_path: Mapping[str, Scene],
    edges: Iterable[Edge],
    comparer: Comparer,
    rulings: Mapping[Pair, Ruling] | None = None,
) -> Clusters:
    """The clusters that follow from the edges, in whatever order they come.

    An account whose best partners exclude each other and fit it about equally well joins none of them:
    the pairs are left open. Two clusters become one only if no account of one excludes one of the other.
    What people ruled to be one brings all that it is joined to, whatever that excludes; what they ruled
    apart stays so, and of rulings that contradict each other the latest holds.
    """
    ruled = rulings or {}
    ordered = sorted(edges, key=lambda edge: (-edge.found.score, edge.one, edge.other))
    crowd = crowded(tuple(by_path.values()), comparer)
    sure = [edge for edge in ordered if _joins(edge, crowd, comparer)]
    torn = _torn(by_path, sure, comparer)
    member: dict[str, list[Scene]] = {}

    def join(one: str, other: str, *, whatever: bool = False) -> None:
        ours = member.setdefault(one, [by_path[one]])
        theirs = member.setdefault(other, [by_path[other]])
        if ours is theirs or _parted(ours, theirs, ruled):
            return
        if not whatever and any(comparer.excludes(x, y) for x in ours for y in theirs):
            return
        small, large = sorted((ours, theirs), key=len)
        large += small
        for scene in small:
            member[scene.path] = large

    for edge in sure:
        if (edge.one, edge.other) not in torn:
            join(edge.one, edge.other)
    latest_first = sorted(ruled.items(), key=lambda item: (-item[1].day.toordinal(), sorted(item[0])))
    for pair, ruling in latest_first:
        if ruling.same:
            one, other = sorted(pair)
            join(one, other, whatever=True)
    groups = {id(group): group for group in member.values() if len(group) > 1}
    joined = (tuple(sorted(group, key=lambda scene: scene.path)) for group in groups.values())
    return Clusters(
        tuple(sorted(joined, key=lambda group: group[0].path)),
        tuple(edge for edge in ordered if edge.found.bar < Bar.CLASH and _open(edge, by_path, member)),
    )


def _open(edge: Edge, by_path: Mapping[str, Scene], member: Mapping[str, list[Scene]]) -> bool:
    """True where the two stand apart, and no article tells of both of the events they stand for."""
    ours = member.get(edge.one) or [by_path[edge.one]]
    theirs = member.get(edge.other) or [by_path[edge.other]]
    if ours is theirs:
        return False
    return {scene.article for scene in ours}.isdisjoint(scene.article for scene in theirs)


def _parted(ours: Sequence[Scene], theirs: Sequence[Scene], ruled: Mapping[Pair, Ruling]) -> bool:
    """True where a person ruled of one of ours and one of theirs that they are two."""
    return bool(ruled) and any(
        (ruling := ruled.get(frozenset((x.path, y.path)))) is not None and not ruling.same
        for x in ours
        for y in theirs
    )


def _joins(edge: Edge, crowd: Mapping[str, int], comparer: Comparer) -> bool:
    """True where the evidence is enough; where other things happened in the town, it must pick one out."""
    if edge.found.bar != Bar.NONE or edge.found.score < comparer.weights.joined:
        return False
    return is_told_apart(edge.found, max(crowd.get(edge.one, 0), crowd.get(edge.other, 0)))


def _torn(
    by_path: Mapping[str, Scene], sure: Sequence[Edge], comparer: Comparer
) -> frozenset[tuple[str, str]]:
    """The edges of accounts whose best partners exclude each other and are about equally good."""
    partners: defaultdict[str, list[tuple[float, Scene, Edge]]] = defaultdict(list)
    for edge in sure:  # best first, and what comes later than the first few changes nothing
        for ours, theirs in ((edge.one, edge.other), (edge.other, edge.one)):
            if len(partners[ours]) < _LOOKED_AT:
                partners[ours].append((edge.found.score, by_path[theirs], edge))
    torn: set[tuple[str, str]] = set()
    for found in partners.values():
        best = found[0][0] - comparer.weights.ambiguous
        near = [(scene, edge) for score, scene, edge in found if score > best]
        for number, (scene, edge) in enumerate(near):
            for other, rival in near[number + 1 :]:
                if _apart(scene, other, comparer):
                    torn |= {(edge.one, edge.other), (rival.one, rival.other)}
    return frozenset(torn)


def _apart(a: Scene, b: Scene, comparer: Comparer) -> bool:
    """True where two accounts tell of two events; one article may tell of one event twice."""
    found = comparer.compare(a, b)
    if a.article != b.article:
        return found.bar > Bar.NONE
    others = [piece for piece in found.pieces if piece.name != "article.same"]
    return any(piece.bar > Bar.NONE for piece in others) or found.score < comparer.weights.candidate

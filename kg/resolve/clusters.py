"""Puts accounts of one day and region together where each fits every other and none clashes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.model import EventKind
from kg.registry import Registry
from kg.resolve.clashes import actors_clash, means_clash
from kg.resolve.places import Fit, fit
from kg.resolve.sightings import Sighting

Cluster = tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class _Alike:
    """Accounts that agree in all that is compared: one look at them is one look at all."""

    first: Sighting
    all: tuple[Sighting, ...]
    counts: frozenset[tuple[object, ...]]


def cluster(found: Sequence[Sighting], registry: Registry) -> list[Cluster]:
    """Accounts of one kind, day and region, as clusters of at least two articles, sorted.

    No cluster has two accounts of one article, because the article itself tells them apart: of several
    the one stays whose figures other articles share, else the one with the most figures, else the first.
    """
    classes = _alike(found)
    pairs = [
        (-quality, a, b)
        for a, b in combinations(range(len(classes)), 2)
        if (quality := agreement(classes[a].first, classes[b].first, registry, same=_shared(classes, a, b)))
    ]
    fitting = {(a, b) for _, a, b in pairs}
    member = {number: frozenset({number}) for number in range(len(classes))}
    for _, a, b in sorted(pairs):
        ours, theirs = member[a], member[b]
        if ours != theirs and all((min(x, y), max(x, y)) in fitting for x in ours for y in theirs):
            member |= dict.fromkeys(ours | theirs, ours | theirs)
    groups = {tuple(sorted(group)) for group in member.values()}
    joined = (_one_per_article(s for n in group for s in classes[n].all) for group in sorted(groups))
    return [one for one in joined if len(one) > 1]


def agreement(a: Sighting, b: Sighting, registry: Registry, *, same: bool) -> Fit:
    """How well two accounts of one day agree; NONE where their places do not or something clashes.

    ``same`` says that they share a figure: then incidents may have other actors, because who did it is
    what accounts of one incident quarrel about. Near a place is not inside what lies in that place.
    """
    quality = fit(a.spot, b.spot, registry)
    if quality < Fit.SAME_NAME and (_outer(a, b).spot.near):
        return Fit.NONE
    if actors_clash(a.event.actors, b.event.actors, registry) and not (
        same and a.event.kind == EventKind.INCIDENT
    ):
        return Fit.NONE
    if a.event.kind == EventKind.STRIKE and means_clash(a.event.means, b.event.means):
        return Fit.NONE
    return quality


def _outer(a: Sighting, b: Sighting) -> Sighting:
    return min(a, b, key=lambda s: len(s.spot.chain))


def _alike(found: Sequence[Sighting]) -> list[_Alike]:
    by_what: defaultdict[tuple[object, ...], list[Sighting]] = defaultdict(list)
    for s in sorted(found, key=lambda s: s.path):
        by_what[s.spot.key, s.spot.near, s.event.actors, s.event.means].append(s)
    classes = [_Alike(alike[0], tuple(alike), _all_counts(alike)) for alike in by_what.values()]
    return sorted(classes, key=lambda alike: alike.first.path)


def _all_counts(found: Iterable[Sighting]) -> frozenset[tuple[object, ...]]:
    return frozenset(count for s in found for count in s.counts)


def _shared(classes: Sequence[_Alike], a: int, b: int) -> bool:
    return not classes[a].counts.isdisjoint(classes[b].counts)


def _one_per_article(found: Iterable[Sighting]) -> Cluster:
    by_article: defaultdict[str, list[Sighting]] = defaultdict(list)
    for s in found:
        by_article[s.event.article].append(s)
    told_by = Counter(count for own in by_article.values() for count in _all_counts(own))

    def rank(s: Sighting) -> tuple[int, int, str]:
        return -sum(told_by[count] > 1 for count in s.counts), -len(s.event.figures), s.path

    return tuple(sorted((min(own, key=rank) for own in by_article.values()), key=lambda s: s.path))

"""Puts people or bodies together that links join, surest first, and never two that exclude each other."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from kg.resolve.rulings import Pair, Ruling
from kg.vocab import Outcome

_SURE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of comparing two, and why, in words of our own."""

    outcome: Outcome
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two names and the verdict on them: ``one`` sorts before ``other``, unless that is of the registry."""

    one: str
    other: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a name is in its group; ``ruling`` where a person decided it."""

    verdict: Verdict
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """The groups of two and more, by each member, and why each member is there."""

    groups: Mapping[str, tuple[str, ...]]
    why: Mapping[str, Joined]

    def of(self, path: str) -> tuple[str, ...]:
        """The group of a name; itself where it stands alone."""
        return self.groups.get(path, (path,))


class Kinds(Protocol):
    """What tells whether two groups may be one."""

    def kind(self, path: str) -> Hashable:
        """What all those share that exclude the same others."""

    def exclude(self, one: str, other: str) -> bool:
        """True where two cannot be one."""

    def article(self, path: str) -> str | None:
        """The article, where it has each of its own but once; else None."""


def link_of(one: str, other: str, verdict: Verdict) -> Link:
    """The link, its names in order."""
    return Link(min(one, other), max(one, other), verdict)


def gather(links: Iterable[Link], rulings: Mapping[Pair, Ruling], kinds: Kinds) -> Gathered:
    """The groups that follow from the links, in whatever order they come; rulings go before all of them."""
    groups: dict[str, _Group] = {}
    why: dict[str, Joined] = {}
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for pair, ruling in rulings.items():
        if not ruling.same:
            for path in pair:
                apart[path] |= pair - {path}

    def join(link: Link, ruling: Ruling | None = None) -> None:
        ours = groups.setdefault(link.one, _Group(link.one, kinds))
        theirs = groups.setdefault(link.other, _Group(link.other, kinds))
        if ours is not theirs:
            if ruling is None and ours.excludes(theirs, kinds, apart):
                return
            small, large = sorted((ours, theirs), key=lambda group: len(group.paths))
            large.take(small)
            for path in small.paths:
                groups[path] = large
        for path in (link.one, link.other):
            why.setdefault(path, Joined(link.verdict, ruling))

    for pair, ruling in sorted(rulings.items(), key=lambda item: sorted(item[0])):
        if ruling.same:
            verdict = Verdict(Outcome.JOINED, _SURE, f"decided: {ruling.reason}")
            join(Link(min(pair), max(pair), verdict), ruling)
    for link in sorted(links, key=lambda link: (-link.verdict.confidence, link.one, link.other)):
        join(link)
    found = {id(group): tuple(sorted(group.paths)) for group in groups.values() if len(group.paths) > 1}
    return Gathered({path: paths for paths in found.values() for path in paths}, why)


class _Group:
    """Those taken as one so far; of many of one kind a single one is compared."""

    def __init__(self, path: str, kinds: Kinds) -> None:
        article = kinds.article(path)
        self.paths = {path}
        self.articles = set() if article is None else {article}
        self.kinds = {kinds.kind(path): path}

    def take(self, other: "_Group") -> None:
        """Takes all of another group in."""
        self.paths |= other.paths
        self.articles |= other.articles
        self.kinds = other.kinds | self.kinds

    def excludes(self, other: "_Group", kinds: Kinds, apart: Mapping[str, set[str]]) -> bool:
        """True where a person, an article or the evidence keeps the two apart."""
        if not self.articles.isdisjoint(other.articles):
            return True
        if apart and any(not other.paths.isdisjoint(apart[path]) for path in self.paths if path in apart):
            return True
        return any(kinds.exclude(a, b) for a in self.kinds.values() for b in other.kinds.values())

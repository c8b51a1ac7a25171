"""Holds what people decided against a store: which rulings it takes, and which are of nothing it has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kg.decisions import Decision, Decisions, Sort, What, sort_of
from kg.ids import short_hash
from kg.mapping.terms import A, term
from kg.registry import Registry
from kg.resolve import Ruled, Ruling
from kg.store import Store
from kg.vocab import INCIDENT, P_SAME_AGENT_AS, P_SAME_EVENT_AS, STRIKE

WITH: Final = "+"
"""In what links were made of: decisions went into it."""


@dataclass(frozen=True, slots=True)
class Vanished:
    """A decision that is kept although the store lacks what it is about."""

    decision: Decision
    subjects: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.decision}: {', '.join(self.subjects)} is not in this store; kept"


@dataclass(frozen=True, slots=True)
class Rulings:
    """What is in force and about something the store has."""

    events: Ruled = field(default_factory=dict)
    agents: Ruled = field(default_factory=dict)
    verdicts: tuple[Decision, ...] = ()


def rulings_for(store: Store, decisions: Decisions, registry: Registry) -> Rulings:
    """The decisions as linking takes them. A canonical event stands for the first of its accounts."""
    there = _subjects(store, (*decisions.identities, *decisions.verdicts), registry)
    by_sort: dict[Sort, dict[frozenset[str], Ruling]] = {Sort.EVENT: {}, Sort.AGENT: {}}
    for decision in decisions.identities:
        pair = frozenset(there[path] for path in decision.subjects if path in there)
        if len(pair) == 2:
            same = decision.what is What.SAME
            ruling = Ruling(same, decision.day, decision.author, decision.reason)
            by_sort[sort_of(decision.subjects[0])][pair] = ruling
    verdicts = tuple(d for d in decisions.verdicts if d.subjects[0] in there)
    return Rulings(by_sort[Sort.EVENT], by_sort[Sort.AGENT], verdicts)


def find_vanished(store: Store, decisions: Decisions, registry: Registry) -> tuple[Vanished, ...]:
    """What is decided of something that is not in the store, or not any more."""
    standing = decisions.standing
    there = _subjects(store, standing, registry)
    missing = ((d, tuple(path for path in d.subjects if path not in there)) for d in standing)
    return tuple(Vanished(decision, paths) for decision, paths in missing if paths)


def find_unheld(store: Store, decisions: Decisions, registry: Registry) -> tuple[Decision, ...]:
    """Which two of the store were decided to be the same and are not joined in its links."""
    there = _subjects(store, decisions.identities, registry)
    same = (d for d in decisions.identities if d.what is What.SAME and all(s in there for s in d.subjects))
    return tuple(decision for decision in same if not _is_joined(store, decision, there))


def uses_decisions(store: Store) -> bool:
    """True where decisions of people went into the links of the store."""
    return WITH in (store.made_of("links") or "")


def _is_joined(store: Store, decision: Decision, there: dict[str, str]) -> bool:
    name = P_SAME_EVENT_AS if sort_of(decision.subjects[0]) is Sort.EVENT else P_SAME_AGENT_AS
    ones = []
    for path in decision.subjects:
        node = ox.NamedNode(store.base + there[path])
        ones.append({node, *(quad.object for quad in store.pattern(node, term(name), None))})
    return not ones[0].isdisjoint(ones[1])


def _subjects(store: Store, decisions: Iterable[Decision], registry: Registry) -> dict[str, str]:
    """Each subject that the store has, with what it stands for."""
    wanted = {path for decision in decisions for path in decision.subjects}
    shared = {path for path in wanted if path.startswith("event/")}
    first = {short_hash(path): path for path in _events(store)} if shared else {}
    found = {path: first[path[-8:]] for path in shared if path[-8:] in first}
    return found | {path: path for path in wanted - shared if _has(store, path, registry)}


def _events(store: Store) -> Iterator[str]:
    """Every event of an article: the name of a canonical one ends with the hash of one of these."""
    for kind in (STRIKE, INCIDENT):
        for quad in store.pattern(None, A, term(kind)):
            assert isinstance(quad.subject, ox.NamedNode)
            if "/doc/" in quad.subject.value:
                yield quad.subject.value.removeprefix(store.base)


def _has(store: Store, path: str, registry: Registry) -> bool:
    if not path.startswith("doc/"):
        return registry.row(path) is not None
    graph = ox.NamedNode(f"{store.base}graph/{path.split('/')[1]}")
    node = ox.NamedNode(store.base + path)
    return any(quad.graph_name == graph for quad in store.pattern(node, None, None))

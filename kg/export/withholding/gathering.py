"""Reads the graphs once for who is called what, who is one with whom, and what is told of which place."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kg.export.selection import Section, order
from kg.vocab import P_SAME_AGENT_AS, RDF, SCHEMA

OF_THE_REGISTRY: Final = ("person/", "org/", "place/", "event/")
"""What paths with a readable name begin with."""
_TYPE: Final = RDF + "type"
_NAMES: Final = (SCHEMA + "name", SCHEMA + "alternateName")
_AGENT: Final = re.compile(
    r"doc/[0-9a-f]{16}/(?:person|org|place|source|publisher|sourceOrganization|voice)(?:-[^/]*)?\Z"
    r"|(?:agent|person|org|place)/"
)
_PLACED: Final = re.compile(r"-(\d+)-(\d+)(?:-[0-9a-f]{8})?\Z")
_LAST: Final = 1 << 60
Order = tuple[int, str, int, int, str]


@dataclass(slots=True)
class Gathered:
    """Paths are IRIs without the base."""

    names: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: set[str] = field(default_factory=set)
    same: set[tuple[str, str]] = field(default_factory=set)
    first: dict[str, Order] = field(default_factory=dict)
    """Paths with a readable name, and where each is first pointed to; the order tells nothing of its name."""
    told: set[str] = field(default_factory=set)
    """Those that an article points to."""
    subjects: set[str] = field(default_factory=set)


def gather(sections: Iterable[Section], base: str) -> Gathered:
    """What the graphs tell of names; reviews and code lists are passed over."""
    found = Gathered()
    for section in sections:
        if section.name in ("reviews", "vocabulary"):
            continue
        rank = order(section.name)[0]
        for quad in section.quads:
            _take(found, quad, base, rank=rank, graph=section.name)
    return found


def _take(found: Gathered, quad: ox.Quad, base: str, *, rank: int, graph: str) -> None:
    subject = path_of(quad.subject, base)
    predicate, value = quad.predicate.value, quad.object
    if subject is None:
        return
    if subject.startswith(OF_THE_REGISTRY):
        found.subjects.add(subject)
    if isinstance(value, ox.Literal):
        if predicate in _NAMES and _AGENT.match(subject):
            found.names[subject].add(value.value)
        return
    target = path_of(value, base)
    if predicate == _TYPE:
        if isinstance(value, ox.NamedNode) and value.value == SCHEMA + "Person":
            found.people.add(subject)
        return
    if target is None:
        return
    if predicate == P_SAME_AGENT_AS:
        found.same.add((subject, target))
    if target.startswith(OF_THE_REGISTRY):
        at = _PLACED.search(subject)
        start, end = (int(at[1]), int(at[2])) if at else (_LAST, _LAST)
        here = (rank, graph, start, end, predicate)
        found.first[target] = min(found.first.get(target, here), here)
        if rank == 0:
            found.told.add(target)


def path_of(term: object, base: str) -> str | None:
    """The IRI without the base; None for a literal and for what has another base."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(base):
        return term.value.removeprefix(base)
    return None

"""Reads from the store what articles tell of events and releases, as tuples for resolving."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pyoxigraph as ox

from kg.model import EventKind
from kg.pipeline.agents import BODY, PERSON, find_agents
from kg.pipeline.event_stances import find_denied, find_status
from kg.pipeline.event_words import READ as WORDS
from kg.pipeline.event_words import find_passages, words_of
from kg.pipeline.tallying import ARTICLE, find_tallies
from kg.pipeline.tallying import READ as TALLIED
from kg.resolve import AgentTold, EventTold, FigureTold, StatementTold, TallyTold, marks_of
from kg.store import Store
from kg.validation import Facts, facts_of
from kg.vocab import (
    BROADER,
    CIV,
    FIGURE,
    INCIDENT,
    OA,
    P_ALLEGED_ACTOR,
    P_CLAIM,
    P_DATE_BASIS,
    P_DATE_WORDS,
    P_EVENT_COUNT,
    P_MEANS,
    P_NEAR,
    P_ON_BEHALF_OF,
    P_QUALIFIER,
    P_QUOTATION,
    P_ROLE,
    P_SPEAKER,
    P_STANCE,
    P_SUBSET_OF,
    P_TARGET,
    P_UNIT,
    P_WHO,
    RDF,
    RESPONSIBILITY,
    SCHEMA,
    STATEMENT,
    STRIKE,
    Basis,
    Means,
    Qualifier,
    Quotation,
    Stance,
    Unit,
)

_BODY: Final = OA + "hasBody"
_PLACE: Final = "place/"
_TYPE, _ABOUT = RDF + "type", SCHEMA + "about"
_KINDS: Final = {STRIKE: EventKind.STRIKE, INCIDENT: EventKind.INCIDENT}
_QUOTED: Final = frozenset({CIV + Quotation.DIRECT, CIV + Quotation.MIXED})


_READ: Final = tuple(
    (ox.NamedNode(_TYPE), ox.NamedNode(name))
    for name in (*_KINDS, FIGURE, RESPONSIBILITY, STATEMENT, ARTICLE, PERSON, BODY)
) + tuple(
    (ox.NamedNode(name), None)
    for name in (
        _ABOUT, P_ALLEGED_ACTOR, P_CLAIM, P_DATE_BASIS, P_DATE_WORDS, P_MEANS, P_NEAR, P_ON_BEHALF_OF,
        P_QUALIFIER, P_QUOTATION, P_ROLE, P_SPEAKER, P_STANCE, P_SUBSET_OF, P_UNIT, P_WHO,
        P_EVENT_COUNT, P_TARGET, _BODY,
        *(SCHEMA + name for name in ("startDate", "endDate", "location", "superEvent", "name", "text")),
        *(SCHEMA + name for name in ("value", "minValue", "maxValue")), *TALLIED, *WORDS,
    )
)  # fmt: skip
"""The patterns that count here: most quads of an article describe passages."""


@dataclass(slots=True)
class Told:
    """What one article tells."""

    events: list[EventTold] = field(default_factory=list)
    statements: list[StatementTold] = field(default_factory=list)
    tallies: list[TallyTold] = field(default_factory=list)
    agents: list[AgentTold] = field(default_factory=list)


def read_told(store: Store, *, known: Mapping[str, Told]) -> dict[str, Told]:
    """Events and statements of every article in the store by its key, sorted.

    ``known`` has those that need not be read back from the store, which takes 10 milliseconds each.
    """
    return {key: known.get(key) or _read_back(store, key) for key in sorted(store.entries)}


def _read_back(store: Store, key: str) -> Told:
    return find_told(facts_of(store.quads(key, _READ)), key, base=store.base)


def find_told(facts: Facts, key: str, *, base: str) -> Told:
    """Events and statements of the one article whose graph this is."""
    nodes = _Nodes(facts, base=base)
    tallies = find_tallies(nodes, key, _actors(nodes))
    return Told(_events(nodes, key), _statements(nodes, key), tallies, find_agents(nodes, key))


class _Nodes:
    """The nodes of one article's graph; names are given as paths after the base."""

    def __init__(self, facts: Facts, *, base: str) -> None:
        self._base = base
        self._facts = facts

    def of(self, *classes: str) -> list[tuple[str, str]]:
        """Each class with the nodes that have it, sorted."""
        return [(kind, self._path(node)) for kind in classes for node in self._facts.of_class(kind)]

    def value(self, node: str, predicate: str) -> str | None:
        """The one value, the smallest of several, or None."""
        values = self._facts.of(self._base + node).get(predicate, ())
        return min(map(self._path, values), default=None)

    def concept(self, node: str, predicate: str) -> str | None:
        """The local name of a concept."""
        value = self.value(node, predicate)
        return value.removeprefix(CIV) if value is not None else None

    def number(self, node: str, predicate: str) -> int | None:
        """A whole number."""
        value = self.value(node, predicate)
        return int(value) if value is not None else None

    def day(self, node: str, predicate: str) -> date | None:
        """A day."""
        value = self.value(node, predicate)
        return date.fromisoformat(value) if value is not None else None

    def published(self) -> date | None:
        """The day on which the article was published; of copies that differ the first."""
        days = [
            value
            for node in self._facts.subjects(SCHEMA + "datePublished")
            for value in self._facts.of(node)[SCHEMA + "datePublished"]
        ]
        return date.fromisoformat(min(days)[:10]) if days else None

    def places(self) -> frozenset[str]:
        """The places of the registry that the article names."""
        bodies = (
            self._path(value) for node in self._facts.subjects(_BODY) for value in self._facts.of(node)[_BODY]
        )
        return frozenset(body for body in bodies if body.startswith(_PLACE))

    def _path(self, value: str) -> str:
        return value.removeprefix(self._base)


def _events(nodes: _Nodes, key: str) -> list[EventTold]:
    figures, actors = _figures(nodes), _actors(nodes)
    causes, quotes = _causes(nodes), _said_on(nodes, quoted=True)
    narrated, status, denied = _said_on(nodes, quoted=False), find_status(nodes), find_denied(nodes)
    published, around, passages = nodes.published(), nodes.places(), find_passages(nodes, key)
    return [
        EventTold(
            node,
            key,
            _KINDS[kind],
            nodes.day(node, SCHEMA + "startDate"),
            nodes.day(node, SCHEMA + "endDate"),
            inferred=nodes.concept(node, P_DATE_BASIS) == Basis.INFERRED,
            place=(place := nodes.value(node, SCHEMA + "location") or nodes.value(node, P_NEAR)),
            place_name=nodes.value(place, SCHEMA + "name") if place is not None else None,
            near=nodes.value(node, SCHEMA + "location") is None and place is not None,
            actors=frozenset(actors[node]),
            means=_means(nodes.concept(node, P_MEANS)),
            part_of=nodes.value(node, SCHEMA + "superEvent"),
            figures=tuple(figures[node]),
            published=published,
            count=nodes.number(node, P_EVENT_COUNT),
            words=words_of(nodes, node, passages),
            around=around,
            causes=frozenset(causes[node]),
            quotes=marks_of(quotes[node]),
            narrated=marks_of(narrated[node]),
            status=frozenset(status[node]),
            denied=node in denied,
        )
        for kind, node in nodes.of(*_KINDS)
    ]


def _means(name: str | None) -> Means | None:
    return Means(name) if name is not None else None


def _figures(nodes: _Nodes) -> defaultdict[str, list[FigureTold]]:
    found: defaultdict[str, list[FigureTold]] = defaultdict(list)
    for _, node in nodes.of(FIGURE):
        about, unit = nodes.value(node, _ABOUT), nodes.concept(node, P_UNIT)
        qualifier = nodes.concept(node, P_QUALIFIER)
        if about is None or unit is None or qualifier is None:
            continue
        figure = FigureTold(
            node,
            about,
            Unit(unit),
            Qualifier(qualifier),
            nodes.number(node, SCHEMA + "value"),
            nodes.number(node, SCHEMA + "minValue"),
            nodes.number(node, SCHEMA + "maxValue"),
            who=nodes.value(node, P_WHO),
            part=nodes.value(node, P_SUBSET_OF) is not None,
        )
        found[about].append(figure)
    return found


def _causes(nodes: _Nodes) -> defaultdict[str, set[Means]]:
    """By what each event is held to have come about, by anyone who does not oppose it."""
    held = _held(nodes)
    found: defaultdict[str, set[Means]] = defaultdict(set)
    for _, node in nodes.of(RESPONSIBILITY):
        about, means = nodes.value(node, _ABOUT), _means(nodes.concept(node, P_MEANS))
        if about is not None and means is not None and node in held:
            found[about].add(means)
    return found


def _said_on(nodes: _Nodes, *, quoted: bool) -> defaultdict[str, list[str]]:
    """What is quoted on each event, or told of it in other words."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for _, node in nodes.of(STATEMENT):
        about = nodes.value(nodes.value(node, P_CLAIM) or "", _ABOUT)
        text = nodes.value(node, SCHEMA + "text")
        if about is not None and text is not None and (nodes.value(node, P_QUOTATION) in _QUOTED) == quoted:
            found[about].append(text)
    return found


def _held(nodes: _Nodes) -> set[str | None]:
    return {
        nodes.value(node, P_CLAIM)
        for _, node in nodes.of(STATEMENT)
        if BROADER.get(nodes.concept(node, P_STANCE) or "") != Stance.OPPOSES
    }


def _actors(nodes: _Nodes) -> defaultdict[str, set[str]]:
    """Who is held to have done each event, by anyone who does not oppose it."""
    held = _held(nodes)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for _, node in nodes.of(RESPONSIBILITY):
        about, actor = nodes.value(node, _ABOUT), nodes.value(node, P_ALLEGED_ACTOR)
        if about is not None and actor is not None and node in held:
            found[about].add(actor)
    return found


def _statements(nodes: _Nodes, key: str) -> list[StatementTold]:
    found = []
    published = nodes.published()
    for _, node in nodes.of(STATEMENT):
        issuer = nodes.value(node, P_ON_BEHALF_OF) or nodes.value(node, P_SPEAKER) or ""
        first, last = nodes.day(node, SCHEMA + "startDate"), nodes.day(node, SCHEMA + "endDate")
        claim = nodes.value(node, P_CLAIM) or ""
        value, unit = nodes.number(claim, SCHEMA + "value"), nodes.concept(claim, P_UNIT)
        statement = StatementTold(
            node,
            key,
            issuer,
            first,
            last,
            dated=first is not None or last is not None or nodes.value(node, P_DATE_WORDS) is not None,
            figure=(value, Unit(unit)) if value is not None and unit is not None else None,
            text=nodes.value(node, SCHEMA + "text") or "",
            quoted=nodes.value(node, P_QUOTATION) in _QUOTED,
            published=published,
        )
        found.append(statement)
    return found

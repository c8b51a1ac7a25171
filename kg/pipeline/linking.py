"""Works out the graphs that tell of all articles together: links, derived, registry, catalog, vocabulary."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Table
from datetime import date
from itertools import chain
from typing import Final

import pyoxigraph as ox

from kg.ids import link_id, sha256
from kg.mapping import registry_quads, tombstone_quads, vocabulary_quads
from kg.mapping.catalog import source_quads, tool_quads
from kg.mapping.terms import A, concept, day, decimal, term, words
from kg.model import EventKind
from kg.pipeline.agents import BODY, PERSON
from kg.pipeline.remembering import recall, remember
from kg.pipeline.telling import Told, read_told
from kg.pipeline.versions import build_version, link_version
from kg.registry import Registry, load_registry
from kg.resolve import (
    CanonicalAgent,
    CanonicalEvent,
    Communication,
    Mapping,
    find_communications,
    find_reprints,
    find_rivals,
    link_agents,
    link_events,
)
from kg.store import Store
from kg.vocab import (
    COMMUNICATION,
    DCTERMS,
    INCIDENT,
    OWL,
    P_DATE_BASIS,
    P_EXTRACTED_BY,
    P_NEAR,
    P_OUTCOME,
    P_RIVAL_TO,
    P_SAID_IN,
    P_SAME_AGENT_AS,
    P_SAME_EVENT_AS,
    REPRINT,
    SCHEMA,
    SEMAPV,
    SSSOM,
    STRIKE,
    Basis,
    Outcome,
)

_BY_HAND: Final = "ManualMappingCuration"
_BY_RULE: Final = "CompositeMatching"
_CLASSES: Final = {EventKind.STRIKE: STRIKE, EventKind.INCIDENT: INCIDENT}
Facts = Iterator[tuple[str, ox.NamedNode, str | ox.NamedNode | ox.Literal]]
"""Subject, predicate, object; texts are paths after the base."""


def link(store: Store, told: Table[str, Told] | None = None) -> bool:
    """Brings the shared graphs up to date with the articles; False where they were already.

    ``told`` has, by key, what is told by articles that were just stored, so that it need not be read back.
    """
    articles = "\n".join(f"{key} {entry.digest}" for key, entry in sorted(store.entries.items()))
    stones = "\n".join(f"{s.key} {s.day} {s.why}" for _, s in sorted(store.tombstones.items()))
    made_of = sha256("\n\n".join((articles, stones, build_version(), link_version())))[:16]
    graphs: dict[str, Callable[[Store], list[ox.Quad]]] = {
        "vocabulary": lambda store: vocabulary_quads(store.base),
        "registry": lambda store: registry_quads(load_registry(), store.base),
        "catalog": _catalog,
    }
    if all(store.made_of(name) == made_of for name in (*graphs, "links", "derived")):
        return False
    for name, quads in graphs.items():
        store.put_graph(name, quads(store), made_of=made_of)
    links, derived = _resolved(store, load_registry(), told or {})
    store.put_graph("links", links, made_of=made_of)
    store.put_graph("derived", derived, made_of=made_of)
    return True


def _resolved(
    store: Store, registry: Registry, known: Table[str, Told]
) -> tuple[Iterator[ox.Quad], Iterator[ox.Quad]]:
    told = read_told(store, known={**recall(store), **known})
    remember(store, told)
    events = [event for one in told.values() for event in one.events]
    statements = [statement for one in told.values() for statement in one.statements]
    agents = [agent for one in told.values() for agent in one.agents]
    del told  # of ten thousand articles this is much, and what follows is too
    linked = link_events(events, registry)
    communications = find_communications(statements, registry)
    said = {path for item in communications for path in item.statements}
    communications += find_reprints(statements, taken=said)
    rivals = find_rivals(events, linked.events)
    people = link_agents(agents, registry, linked.events)
    del events, statements, agents
    facts = chain(
        (fact for event in linked.events for fact in _event_facts(event)),
        (fact for mapping in linked.mappings for fact in _mapping_facts(mapping, P_SAME_EVENT_AS)),
        (fact for agent in people.agents for fact in _agent_facts(agent)),
        (fact for mapping in people.mappings for fact in _agent_mapping_facts(mapping)),
        (fact for item in communications for fact in _communication_facts(item, registry)),
    )
    derived = ((rival.figure, term(P_RIVAL_TO), rival.other) for rival in rivals)
    return _quads(facts, store.base, "links"), _quads(derived, store.base, "derived")


def _event_facts(event: CanonicalEvent) -> Facts:
    part = ": strike" if event.kind == EventKind.STRIKE else ""
    yield event.path, A, term(_CLASSES[event.kind])
    yield (
        event.path,
        term(SCHEMA + "name"),
        words(f"{_when(event)}, {event.place_name or 'no place told'}{part}"),
    )
    if event.first is not None:
        yield event.path, term(SCHEMA + "startDate"), day(event.first)
    if event.last is not None:
        yield event.path, term(SCHEMA + "endDate"), day(event.last)
    if event.first is not None or event.last is not None:
        yield event.path, term(P_DATE_BASIS), concept(Basis.INFERRED if event.inferred else Basis.STATED)
    if event.place is not None:
        yield event.path, term(P_NEAR if event.near else SCHEMA + "location"), event.place
    if event.part_of is not None:
        yield event.path, term(SCHEMA + "superEvent"), event.part_of
    for member in event.members:
        yield member, term(P_SAME_EVENT_AS), event.path


def _when(event: CanonicalEvent) -> str:
    if event.first == event.last:
        return str(event.first or "undated")
    return f"{event.first or ''} to {event.last or ''}".strip()


def _agent_facts(agent: CanonicalAgent) -> Facts:
    yield agent.path, A, term(PERSON if agent.person else BODY)
    yield agent.path, term(SCHEMA + "name"), words(agent.name)


def _agent_mapping_facts(mapping: Mapping) -> Facts:
    if mapping.same:
        yield mapping.source, term(P_SAME_AGENT_AS), mapping.target
    yield from _mapping_facts(mapping, P_SAME_AGENT_AS)


def _mapping_facts(mapping: Mapping, claimed: str) -> Facts:
    path = link_id(mapping.source, claimed, mapping.target)
    yield path, A, term(SSSOM + "Mapping")
    yield path, term(OWL + "annotatedSource"), mapping.source
    yield path, term(OWL + "annotatedProperty"), term(claimed)
    yield path, term(OWL + "annotatedTarget"), mapping.target
    yield path, term(P_OUTCOME), concept(mapping.outcome)
    if mapping.outcome == Outcome.REFUSED:
        yield path, term(SSSOM + "predicate_modifier"), term(SSSOM + "NegatedPredicate")
    by_hand = mapping.author is not None
    yield path, term(SSSOM + "mapping_justification"), term(SEMAPV + (_BY_HAND if by_hand else _BY_RULE))
    if mapping.author is not None:
        yield path, term(SSSOM + "author_label"), words(mapping.author)
    if mapping.day is not None:
        yield path, term(SSSOM + "mapping_date"), day(mapping.day)
    yield path, term(SSSOM + "confidence"), decimal(mapping.confidence)
    yield path, term(DCTERMS + "description"), words(mapping.reason)


def _communication_facts(item: Communication, registry: Registry) -> Facts:
    rows = (registry.row(issuer) for issuer in item.issuers)
    names = " and ".join(row.name for row in rows if row is not None) or "one text"
    yield item.path, A, term(COMMUNICATION)
    if item.reprint:
        yield item.path, A, term(REPRINT)
    when = item.first or (f"no later than {item.last}" if item.last is not None else "undated")
    yield item.path, term(SCHEMA + "name"), words(f"{names}, {when}")
    if item.first is not None:
        yield item.path, term(SCHEMA + "startDate"), day(item.first)
    if item.last is not None:
        yield item.path, term(SCHEMA + "endDate"), day(item.last)
        yield item.path, term(P_DATE_BASIS), concept(Basis.INFERRED)
    yield item.path, term(DCTERMS + "description"), words(item.reason)
    for statement in item.statements:
        yield statement, term(P_SAID_IN), item.path


def _catalog(store: Store) -> list[ox.Quad]:
    """Where each graph came from and by which rules, and what was withdrawn."""
    answer = store.query(f"SELECT DISTINCT ?tool WHERE {{ ?read <{P_EXTRACTED_BY}> ?tool }}")
    assert isinstance(answer, ox.QuerySolutions)
    used = {row["tool"].value for row in answer}
    rules = {iri.removeprefix(f"{store.base}tool/").removesuffix("-rules") for iri in used}
    found = tool_quads(rules, store.base)
    for key in store.entries:
        found += source_quads(key, store.base)
    for stone in store.tombstones.values():
        found += tombstone_quads(stone.key, store.base, day=date.fromisoformat(stone.day), why=stone.why)
    return found


def _quads(
    facts: Iterable[tuple[str, ox.NamedNode, str | ox.NamedNode | ox.Literal]], base: str, graph: str
) -> Iterator[ox.Quad]:
    name = ox.NamedNode(f"{base}graph/{graph}")
    for subject, predicate, value in facts:
        target = ox.NamedNode(base + value) if isinstance(value, str) else value
        yield ox.Quad(ox.NamedNode(base + subject), predicate, target, name)

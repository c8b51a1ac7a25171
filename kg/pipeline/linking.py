"""Works out the graphs that tell of all articles together: links, derived, reviews, registry and so on."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from datetime import date
from itertools import chain

import pyoxigraph as ox

from kg.decisions import NO_DECISIONS, Decisions
from kg.ids import sha256
from kg.mapping import registry_quads, tombstone_quads, vocabulary_quads
from kg.mapping.catalog import source_quads, tool_quads
from kg.mapping.terms import term
from kg.pipeline.decided import WITH, Rulings, rulings_for
from kg.pipeline.deriving import ledger_facts
from kg.pipeline.link_facts import (
    Facts,
    agent_facts,
    communication_facts,
    event_facts,
    joined_facts,
    mapping_facts,
)
from kg.pipeline.remembering import recall, remember
from kg.pipeline.reviews import review_facts
from kg.pipeline.telling import Told, read_told
from kg.pipeline.versions import build_version, link_version
from kg.registry import Registry, load_registry
from kg.resolve import find_communications, find_reprints, find_rivals, keep_ledger, link_agents, link_events
from kg.store import Store
from kg.vocab import P_EXTRACTED_BY, P_RIVAL_TO, P_SAME_AGENT_AS, P_SAME_EVENT_AS


def link(store: Store, told: Table[str, Told] | None = None, *, decisions: Decisions = NO_DECISIONS) -> bool:
    """Brings the shared graphs up to date with articles and decisions; False where they were already.

    ``told`` has, by key, what is told by articles that were just stored, so that it need not be read back.
    """
    stale = store.stale  # of these the graph may be an older one, or none
    articles = "\n".join(
        f"{key} {'stale' if key in stale else entry.digest}" for key, entry in sorted(store.entries.items())
    )
    stones = "\n".join(f"{s.key} {s.day} {s.why}" for _, s in sorted(store.tombstones.items()))
    made_of = sha256("\n\n".join((articles, stones, build_version(), link_version())))[:16]
    graphs: dict[str, Callable[[Store], list[ox.Quad]]] = {
        "vocabulary": lambda store: vocabulary_quads(store.base),
        "registry": lambda store: registry_quads(load_registry(), store.base),
        "catalog": _catalog,
    }
    decided = f"{made_of}{WITH}{decisions.digest}" if decisions.digest else made_of
    wanted = dict.fromkeys(graphs, made_of) | dict.fromkeys(("links", "derived", "reviews"), decided)
    if all(store.made_of(name) == wanted[name] for name in wanted):
        return False
    for name, quads in graphs.items():
        store.put_graph(name, quads(store), made_of=made_of)
    rulings = rulings_for(store, decisions, load_registry())
    links, derived = _resolved(store, load_registry(), told or {}, rulings)
    store.put_graph("links", links, made_of=decided)
    store.put_graph("derived", derived, made_of=decided)
    reviews = _quads(review_facts(rulings.verdicts), store.base, "reviews")
    store.put_graph("reviews", reviews, made_of=decided)
    return True


def _resolved(
    store: Store, registry: Registry, known: Table[str, Told], rulings: Rulings
) -> tuple[Iterator[ox.Quad], Iterator[ox.Quad]]:
    told = read_told(store, known={**recall(store), **known})
    remember(store, told)
    events = [event for one in told.values() for event in one.events]
    statements = [statement for one in told.values() for statement in one.statements]
    tallies = [tally for one in told.values() for tally in one.tallies]
    agents = [agent for one in told.values() for agent in one.agents]
    del told  # of ten thousand articles this is much, and what follows is too
    linked = link_events(events, registry, rulings.events)
    communications = find_communications(statements, registry)
    said = {path for item in communications for path in item.statements}
    communications += find_reprints(statements, taken=said)
    rivals = find_rivals(events, linked.events)
    people = link_agents(agents, registry, linked.events, rulings.agents)
    del events, statements, agents
    facts = chain(
        (fact for event in linked.events for fact in event_facts(event)),
        (fact for mapping in linked.mappings for fact in mapping_facts(mapping, P_SAME_EVENT_AS)),
        (fact for agent in people.agents for fact in agent_facts(agent)),
        (fact for mapping in people.mappings for fact in joined_facts(mapping, P_SAME_AGENT_AS)),
        (fact for item in communications for fact in communication_facts(item, registry)),
    )
    derived = chain(
        ((rival.figure, term(P_RIVAL_TO), rival.other) for rival in rivals),
        ledger_facts(keep_ledger(tallies, communications, registry), registry),
    )
    return _quads(facts, store.base, "links"), _quads(derived, store.base, "derived")


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


def _quads(facts: Facts, base: str, graph: str) -> Iterator[ox.Quad]:
    name = ox.NamedNode(f"{base}graph/{graph}")
    for subject, predicate, value in facts:
        target = ox.NamedNode(base + value) if isinstance(value, str) else value
        yield ox.Quad(ox.NamedNode(base + subject), predicate, target, name)

"""Fetches properties of many nodes at once, in batches, so that no query has to guess what is there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg.queries import Source, Value
from kg.queries.engines import select, value_of
from kg.queries.values import is_iri
from kg.vocab import P_LEADS, P_SAME_AGENT_AS, SCHEMA, SKOS

_BATCH: Final = 500
_LABELS: Final = (SKOS + "prefLabel", SCHEMA + "name")

Properties = Mapping[str, Mapping[str, tuple[Value, ...]]]
"""Values by node and property, sorted by their text; a node without any is not in it."""


def properties(source: Source, nodes: Iterable[Value], names: Sequence[str]) -> Properties:
    """What the graph says of the nodes under these properties."""
    found: defaultdict[str, defaultdict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
    for batch in _batches(sorted({str(node) for node in nodes if node is not None and is_iri(str(node))})):
        among = " ".join(f"<{node}>" for node in batch)
        for name in names:
            # Nodes and properties in one query would be joined by way of the whole store: 8 s for 0.1 s.
            sparql = f"SELECT ?node ?value WHERE {{ VALUES ?node {{ {among} }} ?node <{name}> ?value }}"
            for node, value in _rows(source, sparql):
                found[str(node)][name].add(value)
    return {
        node: {name: tuple(sorted(values, key=str)) for name, values in of.items()}
        for node, of in found.items()
    }


def first(known: Properties, node: Value, name: str) -> Value:
    """The value, or the first of several; None where there is none."""
    values = known.get(str(node), {}).get(name, ())
    return values[0] if values else None


def labels(source: Source, nodes: Iterable[Value]) -> dict[str, str]:
    """The name or label of each node that has one."""
    known = properties(source, nodes, _LABELS)
    return {node: str(next(iter(of.values()))[0]) for node, of in known.items()}


def shared_agents(source: Source, nodes: Iterable[Value]) -> dict[str, str]:
    """The person or body that all accounts mean, for those nodes that are linked to one."""
    known = properties(source, nodes, (P_SAME_AGENT_AS,))
    return {node: str(of[P_SAME_AGENT_AS][0]) for node, of in known.items()}


class Bodies:
    """Which bodies are part of one another or lead one another, by the registry."""

    def __init__(self, source: Source) -> None:
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        for lower, upper in _rows(source, f"SELECT ?a ?b WHERE {{ ?a <{SCHEMA}parentOrganization> ?b }}"):
            self._above[str(lower)].add(str(upper))
        for leader, led in _rows(source, f"SELECT ?a ?b WHERE {{ ?a <{P_LEADS}> ?b }}"):
            self._above[str(led)].add(str(leader))
        self._known: dict[str, frozenset[str]] = {}

    def related(self, one: str, other: str) -> bool:
        """True where they are one body, or one is above the other: its parent, or the leader of a coalition.

        Two bodies under one government are not related, nor are two members of a coalition.
        """
        return one in self._upwards(other) or other in self._upwards(one)

    def _upwards(self, body: str) -> frozenset[str]:
        if body not in self._known:
            found, waiting = {body}, [body]
            while waiting:
                more = self._above[waiting.pop()] - found
                found |= more
                waiting += more
            self._known[body] = frozenset(found)
        return self._known[body]


def _rows(source: Source, sparql: str) -> Iterator[tuple[Value, ...]]:
    for row in select(source, sparql, "kg")[1]:
        yield tuple(value_of(term) for term in row)


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]

"""Lays out triples for pySHACL as an rdflib graph that is only read: by subject, and by property and object.

An rdflib store keeps more orders, contexts and events than the shapes ask for, and takes three times as
long to fill and to look into (measured). This module imports rdflib: import it only where shapes run.
"""

import logging
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Any

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.mapping import Triple
from kg.vocab import XSD

logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # else it prints a traceback for each 30 February

Told = tuple[Node, Node, Node]
_STRING = URIRef(XSD + "string")
Pattern = tuple[Any, Any, Any]
"""Nodes, or None for any; ``Any`` because rdflib's patterns may also hold paths, which nobody asks for."""


class IndexedGraph(Graph):
    """Triples that are given once; what is looked up is found in two steps."""

    def __init__(self, triples: Iterable[Told]) -> None:
        super().__init__()
        self._forward: dict[Node, dict[Node, list[Node]]] = {}
        self._backward: dict[Node, dict[Node, list[Node]]] = {}
        self._size = 0
        for subject, predicate, value in triples:
            self._forward.setdefault(subject, {}).setdefault(predicate, []).append(value)
            self._backward.setdefault(predicate, {}).setdefault(value, []).append(subject)
            self._size += 1

    def __len__(self) -> int:
        return self._size

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        """The objects of a subject and a property, in no order."""
        if subject is None or predicate is None:
            return super().objects(subject, predicate, unique)
        return iter(self._forward.get(subject, {}).get(predicate, ()))

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Any:
        """The subjects with this object of a property, in no order."""
        if object is None or predicate is None:
            return super().subjects(predicate, object, unique)
        return iter(self._backward.get(predicate, {}).get(object, ()))

    def triples(self, triple: Pattern) -> Generator[Any, None, None]:
        """All that fits; None fits anything."""
        subject, predicate, value = triple
        if subject is None and predicate is not None:
            yield from self._of_property(predicate, value)
            return
        for one in [subject] if subject is not None else list(self._forward):
            known = self._forward.get(one, {})
            for name in [predicate] if predicate is not None else list(known):
                for found in known.get(name, ()):
                    if value is None or found == value:
                        yield one, name, found

    def _of_property(self, predicate: Node, value: Node | None) -> Iterator[Told]:
        known = self._backward.get(predicate, {})
        for found in [value] if value is not None else list(known):
            for subject in known.get(found, ()):
                yield subject, predicate, found


def index(graph: Graph) -> IndexedGraph:
    """The same triples with one object in memory for each node, which makes looking up cheaper."""
    nodes: dict[Node, Node] = {}
    return IndexedGraph((_one(nodes, s), _one(nodes, p), _one(nodes, o)) for s, p, o in graph)


def _one(nodes: dict[Node, Node], node: Node) -> Node:
    return nodes.setdefault(node, node)


def to_graph(triples: Iterable[Triple], *, known: Mapping[str, URIRef]) -> IndexedGraph:
    """The triples with a property that is ``known``, each once."""
    nodes: dict[str, Node] = dict(known)
    values: dict[str, Node] = {}

    def named(name: str) -> Node:
        node = nodes.get(name)
        if node is None:
            node = nodes[name] = BNode(name) if name.startswith("_:") else URIRef(name)
        return node

    def valued(text: str, written: str) -> Node:
        node = values.get(written)
        if node is None:
            node = values[written] = _literal(text, written) if written[0] == '"' else named(text)
        return node

    found: dict[Told, None] = {}
    for subject, predicate, text, written in triples:
        if predicate in known:
            found[named(subject), known[predicate], valued(text, written)] = None
    return IndexedGraph(found)


def _literal(text: str, written: str) -> Literal:
    if written.endswith('"'):
        return Literal(text, datatype=_STRING)
    if written.endswith(">"):
        value = Literal(text, datatype=URIRef(written.rpartition('"^^<')[2][:-1]))
        # 30 February: to compare such a value ends pySHACL with an error; as a string the shapes refuse it
        return Literal(text, datatype=_STRING) if value.ill_typed else value
    return Literal(text, lang=written.rpartition('"@')[2])

"""Lays out quads for pySHACL as an rdflib graph that is only read: by subject, and by property and object.

An rdflib store keeps more orders, contexts and events than the shapes ask for, and takes three times as
long to fill and to look into (measured). This module imports rdflib: import it only where shapes run.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import IdentifiedNode, Node

Triple = tuple[Node, Node, Node]
Pattern = tuple[Any, Any, Any]
"""Nodes, or None for any; ``Any`` because rdflib's patterns may also hold paths, which nobody asks for."""


class IndexedGraph(Graph):
    """Triples that are given once; what is looked up is found in two steps."""

    def __init__(self, triples: Iterable[Triple]) -> None:
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

    def _of_property(self, predicate: Node, value: Node | None) -> Iterator[Triple]:
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


def to_graph(quads: Iterable[Quad], *, known: Mapping[str, URIRef]) -> IndexedGraph:
    """The quads with a predicate that is ``known``, whatever graph they stand in, each once."""
    nodes = dict(known)
    literals: dict[Literal, RdflibLiteral] = {}

    def named(iri: str) -> URIRef:
        node = nodes.get(iri)
        if node is None:
            node = nodes[iri] = URIRef(iri)
        return node

    def convert(term: object) -> IdentifiedNode | RdflibLiteral:
        if isinstance(term, NamedNode):
            return named(term.value)
        if not isinstance(term, Literal):
            return BNode(str(term))
        made = literals.get(term)
        if made is None:
            datatype = None if term.language else URIRef(term.datatype.value)
            made = literals[term] = RdflibLiteral(term.value, lang=term.language, datatype=datatype)
        return made

    found: dict[Triple, None] = {}
    for subject, predicate, value, _ in quads:
        if predicate.value in known:
            found[convert(subject), named(predicate.value), convert(value)] = None
    return IndexedGraph(found)

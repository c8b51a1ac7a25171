"""Refuses in an article's graph what only follows from several: derivations, series, rival figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg.validation.report import Finding
from kg.vocab import (
    DERIVATION,
    P_ADDEND,
    P_COMPARED_WITH,
    P_FINDING,
    P_IN_SERIES,
    P_RIVAL_TO,
    P_SUBTRAHEND,
    P_TOLD_BY,
    RDF,
    SCHEMA,
    SERIES,
)

_TYPE: Final = RDF + "type"
_PROPERTIES: Final = frozenset(
    {P_ADDEND, P_COMPARED_WITH, P_FINDING, P_IN_SERIES, P_RIVAL_TO, P_SUBTRAHEND, P_TOLD_BY}
)
_CLASSES: Final = frozenset({DERIVATION, SERIES})
_TEXT: Final = SCHEMA + "MediaObject"
_WHAT: Final = "Nobody said this: what follows from several figures stands in the derived graph only."


def check_derived(triples: Iterable[tuple[str, str, str, str]], *, where: str) -> Iterator[Finding]:
    """One finding for each node with anything derived; the triples are those of one article's graph."""
    for node in sorted({triple[0] for triple in triples if _is_derived(triple[1], triple[2])}):
        yield Finding("derived-in-article", _WHAT, where, node=node)


def check_derived_quads(quads: Iterable[Quad], *, where: str) -> Iterator[Finding]:
    """The same in every named graph that holds a text; what stands in no named graph may be of any."""
    found: defaultdict[NamedNode, set[str]] = defaultdict(set)
    texts: set[NamedNode] = set()
    for subject, predicate, value, graph in quads:
        if not isinstance(graph, NamedNode):
            continue
        text = value.value if isinstance(value, NamedNode) else ""
        if predicate.value == _TYPE and text == _TEXT:
            texts.add(graph)
        elif _is_derived(predicate.value, text) and isinstance(subject, NamedNode):
            found[graph].add(subject.value)
    for node in sorted({node for graph in texts for node in found.get(graph, ())}):
        yield Finding("derived-in-article", _WHAT, where, node=node)


def _is_derived(predicate: str, value: str) -> bool:
    return predicate in _PROPERTIES or (predicate == _TYPE and value in _CLASSES)

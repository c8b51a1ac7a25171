"""The graph that pySHACL looks into answers, and is refused, as rdflib's own graph would be."""

from collections import Counter

import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from rdflib import Graph, Node, URIRef
from rdflib import Literal as RdflibLiteral

from kg import resources
from kg.validation.facts import triples_of
from kg.validation.indexed import IndexedGraph, to_graph
from kg.validation.shacl import check_shapes
from kg.vocab import SCHEMA, XSD
from tests.graph.whole import QUADS

# rdflib warns of its own use of names that it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SH = "http://www.w3.org/ns/shacl#"
_NODES = [URIRef(f"https://data.example.org/{letter}") for letter in "abc"]
_VALUES: list[Node] = [*_NODES, RdflibLiteral(7), RdflibLiteral("7")]
_TRIPLES = st.sets(
    st.tuples(st.sampled_from(_NODES), st.sampled_from(_NODES), st.sampled_from(_VALUES)), max_size=12
)


@given(_TRIPLES)
def test_every_look_up_finds_what_rdflib_finds(triples: set[tuple[Node, Node, Node]]) -> None:
    indexed, plain = IndexedGraph(triples), Graph()
    for triple in triples:
        plain.add(triple)

    assert len(indexed) == len(plain)
    for subject in (None, *_NODES):
        for predicate in (None, *_NODES):
            for value in (None, *_VALUES):
                pattern = (subject, predicate, value)
                assert set(indexed.triples(pattern)) == set(plain.triples(pattern))
                assert (pattern in indexed) == (pattern in plain)
            assert set(indexed.objects(subject, predicate)) == set(plain.objects(subject, predicate))
        for value in (None, *_VALUES):
            assert set(indexed.subjects(subject, value)) == set(plain.subjects(subject, value))


@settings(max_examples=8)
@given(st.sets(st.integers(0, len(QUADS) - 1), min_size=1, max_size=6))
def test_a_graph_with_gaps_is_always_refused_for_what_pyshacl_refuses_it_for(gaps: set[int]) -> None:
    quads = [quad for number, quad in enumerate(QUADS) if number not in gaps]

    findings = check_shapes(triples_of(quads), where="a.ttl")
    found = Counter((finding.constraint, finding.node) for finding in findings)

    assert found == _by_pyshacl_alone(quads)


def test_a_property_that_no_shape_names_is_left_out() -> None:
    node, known = NamedNode("https://data.example.org/a"), {SCHEMA + "name": URIRef(SCHEMA + "name")}
    quads = [Quad(node, NamedNode(SCHEMA + name), Literal("x")) for name in ("name", "keywords")]

    found = to_graph(triples_of(quads), known=known)

    assert {str(predicate) for _, predicate, _ in found} == {SCHEMA + "name"}


def test_a_literal_keeps_its_datatype_and_language() -> None:
    node, name = NamedNode("https://data.example.org/a"), NamedNode(SCHEMA + "name")
    values = [Literal("2031-05-03", datatype=NamedNode(XSD + "date")), Literal("x", language="en")]

    found = to_graph(
        triples_of(Quad(node, name, value) for value in values), known={name.value: URIRef(name.value)}
    )

    said = {(value.datatype, value.language) for value in found.objects() if isinstance(value, RdflibLiteral)}
    assert said == {(URIRef(XSD + "date"), None), (None, "en")}


def _by_pyshacl_alone(quads: list[Quad]) -> Counter[tuple[str, str]]:
    shapes, data = Graph(), Graph()
    for path in sorted(resources.shapes().glob("*.ttl")):
        shapes.parse(path, format="turtle")
    data.parse(data=serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES), format="nt")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(results, Graph)
    return Counter(
        (
            str(results.value(result, URIRef(SH + "sourceShape"))).rpartition("#")[2],
            str(results.value(result, URIRef(SH + "focusNode"))),
        )
        for result in results.objects(predicate=URIRef(SH + "result"))
    )

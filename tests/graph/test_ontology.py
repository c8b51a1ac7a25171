"""The ontology, what is generated from it, its alignments and its context fit together."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg import resources
from kg.mapping import article_quads, registry_quads
from kg.vocab import CIV, PREFIXES
from tests.graph.drafting import BASE, REGISTRY
from tests.graph.invented import RECORD
from tests.graph.test_shapes import SH
from tests.graph.whole import QUADS

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
CONTEXT = json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))
ALIGNED = ("prov", "oa", "schema", "skos", "sem")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY / "civharm.ttl")


def _terms(graph: Graph) -> set[URIRef]:
    return {s for s in graph.subjects() if isinstance(s, URIRef) and str(s).startswith(CIV)}


def test_the_vocabulary_module_is_what_the_ontology_generates() -> None:
    script = ROOT / "tools" / "generate_vocab.py"

    done = subprocess.run([sys.executable, str(script), "--check"], check=False)

    assert done.returncode == 0


def test_every_class_and_property_has_a_label_and_a_comment(ontology: Graph) -> None:
    defined = set(ontology.subjects(RDF.type, RDFS.Class)) | set(ontology.subjects(RDF.type, RDF.Property))

    assert {term for term in defined if not list(ontology.objects(term, RDFS.label))} == set()
    assert {term for term in defined if not list(ontology.objects(term, RDFS.comment))} == set()


def test_every_concept_has_a_label_and_one_scheme(ontology: Graph) -> None:
    concepts = set(ontology.subjects(RDF.type, SKOS.Concept))

    assert {c for c in concepts if len(list(ontology.objects(c, SKOS.prefLabel))) != 1} == set()
    assert {c for c in concepts if len(list(ontology.objects(c, SKOS.inScheme))) != 1} == set()


def test_every_term_that_the_graph_uses_is_defined(ontology: Graph) -> None:
    defined = _terms(ontology)
    used = {
        term.value
        for quad in QUADS
        for term in (quad.predicate, quad.object)
        if hasattr(term, "value") and term.value.startswith(CIV)
    }

    assert used <= {str(term) for term in defined}


def test_the_shapes_allow_exactly_the_concepts_of_a_scheme(ontology: Graph) -> None:
    shapes = Graph()
    for path in sorted(resources.shapes().glob("*.ttl")):
        shapes.parse(path)
    schemes = {
        frozenset(ontology.subjects(SKOS.inScheme, scheme))
        for scheme in ontology.subjects(RDF.type, SKOS.ConceptScheme)
    }
    # positions are no stances of their own, and no claim is told by metadata
    groups = {URIRef(CIV + name) for name in ("supports", "opposes", "leavesOpen")}
    schemes |= {frozenset(scheme - groups) for scheme in schemes}
    schemes.add(frozenset({URIRef(CIV + "stated"), URIRef(CIV + "inferred")}))
    concepts = set(ontology.subjects(RDF.type, SKOS.Concept))

    for shape, listed in shapes.subject_objects(URIRef(SH + "in")):
        values = frozenset(shapes.items(listed))
        assert not values & concepts or values in schemes, f"{shape}: {sorted(values)}"


@pytest.mark.parametrize("prefix", ALIGNED)
def test_our_terms_are_aligned_to_what_others_use(ontology: Graph, prefix: str) -> None:
    both = ontology + Graph().parse(ONTOLOGY / "alignments.ttl")
    relations = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.range, RDF.type}

    aligned = [s for s, p, o in both if p in relations and str(o).startswith(PREFIXES[prefix])]

    assert aligned


def test_alignments_are_only_of_terms_that_exist(ontology: Graph) -> None:
    alignments = Graph().parse(ONTOLOGY / "alignments.ttl")

    assert _terms(alignments) <= _terms(ontology)
    assert not list(alignments.subjects(RDF.type, OWL.ObjectProperty))


def test_the_context_names_every_property(ontology: Graph) -> None:
    names = {str(term).removeprefix(CIV) for term in ontology.subjects(RDF.type, RDF.Property)}

    assert names <= set(CONTEXT["@context"])


def test_no_name_of_the_context_hides_a_concept(ontology: Graph) -> None:
    concepts = {str(term).removeprefix(CIV) for term in ontology.subjects(RDF.type, SKOS.Concept)}

    assert concepts & set(CONTEXT["@context"]) == set()


def test_a_graph_written_with_the_context_reads_back_the_same() -> None:
    quads = [*article_quads(RECORD, BASE, registry=REGISTRY), *registry_quads(REGISTRY, BASE)]
    triples = {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    graph = Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")

    written = graph.serialize(format="json-ld", context=CONTEXT["@context"], auto_compact=True)
    read = {quad.triple for quad in parse(written, format=RdfFormat.JSON_LD)}

    assert '"stance": "doubts"' in written
    assert {str(triple) for triple in read} == {str(triple) for triple in triples}


def test_a_statement_can_be_written_by_hand_with_the_context() -> None:
    written = {
        **CONTEXT,
        "id": "https://example.org/s",
        "type": "Statement",
        "stance": "denies",
        "speaker": "https://example.org/p",
        "text": "it was not us",
        "startDate": "2031-05-03",
    }

    read = {f"{quad.triple}" for quad in parse(json.dumps(written), format=RdfFormat.JSON_LD)}

    assert f"<https://example.org/s> <{CIV}stance> <{CIV}denies>" in read
    assert f'<https://example.org/s> <https://schema.org/startDate> "2031-05-03"^^<{rdflib.XSD.date}>' in read
    assert '<https://example.org/s> <https://schema.org/text> "it was not us"' in read

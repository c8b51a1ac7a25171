"""Maps the code lists of the ontology to quads of ``graph/vocabulary``: their labels ride in every export."""

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg import resources
from kg.mapping.terms import A, term
from kg.vocab import SKOS


def vocabulary_quads(base: str) -> list[Quad]:
    """All schemes and concepts with their labels, sorted."""
    graph = NamedNode(base + "graph/vocabulary")
    triples = [quad.triple for quad in parse(path=resources.ontology(), format=RdfFormat.TURTLE)]
    kinds = {term(SKOS + "Concept"), term(SKOS + "ConceptScheme")}
    listed = {triple.subject for triple in triples if triple.predicate == A and triple.object in kinds}
    chosen: list[Triple] = sorted((t for t in triples if t.subject in listed), key=str)
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in chosen]

"""The invented record as one flat graph with registry, links and reviews, and ways to break it."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.mapping import article_quads, registry_quads
from kg.vocab import PREFIXES
from tests.graph import invented
from tests.graph.drafting import BASE, KEY, REGISTRY
from tests.graph.invented import RECORD

Term = NamedNode | Literal

_PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + (
    f"@base <{BASE}> .\n@prefix d: <{BASE}doc/{KEY}/> .\n"
)
LINKS = f"""
<event/2031-05-03-kalmora-0a1b2c3d> a civ:Incident ; schema:name "2031-05-03, Kalmora" ;
    schema:startDate "2031-05-03"^^xsd:date ; schema:endDate "2031-05-03"^^xsd:date ;
    civ:dateBasis civ:inferred ; schema:location <place/kalmora> .
d:{invented.INCIDENT.id} civ:sameEventAs <event/2031-05-03-kalmora-0a1b2c3d> .
<link/11111111> a sssom:Mapping ; owl:annotatedSource d:{invented.INCIDENT.id} ;
    owl:annotatedProperty civ:sameEventAs ; owl:annotatedTarget <event/2031-05-03-kalmora-0a1b2c3d> ;
    sssom:mapping_justification semapv:CompositeMatching ; sssom:confidence 0.9 ; civ:outcome civ:joined ;
    dcterms:description "same day, same place" .
<link/22222222> a sssom:Mapping ; owl:annotatedSource d:{invented.TREATMENT.id} ;
    owl:annotatedProperty civ:sameEventAs ; owl:annotatedTarget <event/2031-05-03-kalmora-0a1b2c3d> ;
    sssom:predicate_modifier sssom:NegatedPredicate ; sssom:confidence 0.8 ; civ:outcome civ:refused ;
    sssom:mapping_justification semapv:CompositeMatching ; dcterms:description "not the same: another place" .
d:{invented.MARAND} civ:sameAgentAs <person/osk-ravel> .
<link/33333333> a sssom:Mapping ; owl:annotatedSource d:{invented.MARAND} ;
    owl:annotatedProperty civ:sameAgentAs ; owl:annotatedTarget <person/osk-ravel> ;
    sssom:mapping_justification semapv:ManualMappingCuration ; sssom:confidence 1.0 ; civ:outcome civ:joined ;
    dcterms:description "invented for a test" .
<communication/2031-05-13-44444444> a civ:Communication ; schema:name "a statement of Tuesday" ;
    schema:startDate "2031-05-13"^^xsd:date ; schema:endDate "2031-05-13"^^xsd:date .
d:{invented.ACKNOWLEDGED.id} civ:saidIn <communication/2031-05-13-44444444> .
<series/66666666> a civ:Series ; schema:name "Ministry of Defence of Tervania" ; civ:unit civ:killed ;
    civ:issuer <org/ministry-of-defence-of-tervania> ; schema:startDate "2031-04-01"^^xsd:date .
d:{invented.COUNTED.id} civ:inSeries <series/66666666> ; civ:toldBy "2031-05-15"^^xsd:date .
<derivation/77777777> a civ:Derivation ; civ:finding civ:implied ; civ:unit civ:killed ; schema:value 28 ;
    civ:addend d:{invented.TOTAL.id} ; civ:subtrahend d:{invented.TOLL.id} ;
    dcterms:description "40 - 12 = 28: invented for a test" .
<review/55555555> a oa:Annotation ; oa:motivatedBy oa:assessing ;
    oa:hasTarget d:{invented.DOUBTED.id} ; oa:hasBody civ:accepted ;
    dcterms:creator <person/osk-ravel> ; dcterms:created "2031-06-01"^^xsd:date .
"""


def turtle(text: str) -> list[Quad]:
    """The quads of Turtle with every prefix, ``d:`` for the text, and IRIs relative to the base."""
    return list(parse(_PREFIXES + text, format=RdfFormat.TURTLE))


QUADS = [*article_quads(RECORD, BASE, registry=REGISTRY), *registry_quads(REGISTRY, BASE), *turtle(LINKS)]


def iri(name: str) -> NamedNode:
    """The node of a prefixed name; without a prefix, of a local name of the invented text."""
    prefix, colon, rest = name.partition(":")
    if not colon:
        return NamedNode(f"{BASE}doc/{KEY}/{name}")
    return NamedNode((BASE if prefix == "b" else PREFIXES[prefix]) + rest)


def changed(subject: str, predicate: str, values: Iterable[str]) -> list[Quad]:
    """The whole graph with other values (in Turtle) for one property of one node; no values drop it."""
    node, property_ = iri(subject), iri(predicate)
    kept = [quad for quad in QUADS if (quad.subject, quad.predicate) != (node, property_)]
    added = "".join(f"<{node.value}> {predicate} {value} .\n" for value in values)
    return kept + turtle(added)

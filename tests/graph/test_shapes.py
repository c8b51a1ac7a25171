"""Every constraint on a graph refuses what it is for, and lets pass what is wanted."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Quad
from rdflib import RDF, Graph, URIRef

from kg import resources
from kg.mapping import vocabulary_quads
from kg.validation.consistency import check_facts
from kg.validation.facts import facts_of, triples_of
from kg.validation.report import Finding, Severity
from kg.validation.shacl import check_shapes
from tests.graph import drafting as d
from tests.graph import invented as i
from tests.graph.whole import QUADS, changed, turtle

SH = "http://www.w3.org/ns/shacl#"
SPAN = f"span-{i.TOLL.start}-{i.TOLL.end}"
QUOTE, POSITION = SPAN.replace("span", "quote"), SPAN.replace("span", "position")
WORDS_QUOTE = f"quote-{i.DOUBTED.start}-{i.DOUBTED.end}"
PLAIN = f"claim-{i.LEFT_OUT.start}-{i.LEFT_OUT.end}"
MENTION = f"mention-{i.RECORD.mentions[0].start}-{i.RECORD.mentions[0].end}"
ARTICLE = f"b:article/{d.KEY}"
CANONICAL = "<event/2031-05-03-kalmora-0a1b2c3d>"
COMMUNICATION = "b:communication/2031-05-13-44444444"
LINK, REVIEW = "b:link/11111111", "b:review/55555555"
SERIES, SUM = "b:series/66666666", "b:derivation/77777777"
TOLD = i.DOUBTED.id
STRIKE_SPAN = f"d:span-{i.STRIKE.start}-{i.STRIKE.end}"
NOBODY = {"node-hash", "agent-name", "agent-kind"}
STATED = {"node-hash", "statement-claim-known", "claim-stated"}
DAY, LATER = '"2031-05-01"^^xsd:date', '"2031-05-20"^^xsd:date'


def faults(quads: Iterable[Quad]) -> list[Finding]:
    found = list(quads)
    return [*check_facts(facts_of(found), where="a.ttl"), *check_shapes(triples_of(found), where="a.ttl")]


# constraint, node, property, its broken values in Turtle; more constraints that the same fault breaks
BROKEN = [
    ("statement-speaker", TOLD, "civ:speaker", ["d:person-1", "d:person-2"], NOBODY),
    ("statement-speaker-resolution", TOLD, "civ:speakerResolution", ["civ:guessed"], ()),
    ("statement-stance", TOLD, "civ:stance", ["civ:doubts", "civ:denies"], ()),
    ("statement-stance", TOLD, "civ:stance", ["civ:believes"], {"node-hash"}),
    ("statement-claim", TOLD, "civ:claim", [f"d:{i.BLAME.id}", f"d:{i.TOLL.id}"], ()),
    ("statement-claim-known", TOLD, "civ:claim", ["d:figure-1-2"], {"node-hash"}),
    ("statement-claim-basis", TOLD, "civ:claimBasis", [], ()),
    ("statement-text", TOLD, "schema:text", [], {"statement-words"}),
    ("statement-words", TOLD, "schema:text", ['"We deny that our aircraft did this"'], ()),
    ("statement-words", WORDS_QUOTE, "oa:exact", ['"We admit that our aircraft did this"'], ()),
    ("statement-passage", TOLD, "civ:passage", [], ()),
    ("statement-quotation", TOLD, "civ:quotation", ["civ:paraphrased"], ()),
    ("statement-certainty", TOLD, "civ:certainty", ["civ:certain", "civ:possible"], ()),
    ("statement-venue", TOLD, "civ:venue", ["civ:hearsay"], ()),
    ("statement-start", i.ACKNOWLEDGED.id, "schema:startDate", [LATER], ()),
    ("statement-end", i.ACKNOWLEDGED.id, "schema:endDate", ['"2031-05"'], {"statement-start"}),
    ("statement-date-basis", i.ACKNOWLEDGED.id, "civ:dateBasis", ["civ:guessed"], ()),
    ("statement-evidence", TOLD, "civ:evidence", [], {"statement-words", "words-needed"}),
    ("statement-confidence", TOLD, "civ:confidence", ["1.5"], ()),
    ("statement-extracted-by", TOLD, "civ:extractedBy", [], ()),
    ("passage-around", TOLD, "civ:passage", [f"d:{SPAN}"], ()),
    ("node-hash", TOLD, "civ:stance", ["civ:denies"], ()),
    ("node-hash", i.BLAME.id, "civ:means", ["civ:missile"], ()),
    ("node-name", i.TOLL.id, "civ:evidence", [f"d:span-{i.CHILDREN.start}-{i.CHILDREN.end}"], ()),
    ("own-text", i.TOLL.id, "civ:evidence", [f"<doc/0123456789abcdef/{SPAN}>"], ()),
    ("words-needed", i.INCIDENT.id, "civ:evidence", [], ()),
    ("claim-about", PLAIN, "schema:about", [f"d:{i.STRIKE.id}", f"d:{i.INCIDENT.id}"], ()),
    ("claim-about-event", i.BLAME.id, "schema:about", ["<place/kalmora>"], ()),
    ("claim-about-known", i.BLAME.id, "schema:about", ["d:strike-1-2"], ()),
    ("claim-stated", i.COUNTED.id, "civ:claim", [f"d:{i.TOLL.id}"], {"node-hash"}),
    ("claim-topic", PLAIN, "civ:topic", ["civ:weather"], ()),
    ("claim-subject", PLAIN, "civ:topic", [], ()),
    ("figure-about", i.TOLL.id, "schema:about", [], ()),
    ("figure-unit", i.TOLL.id, "civ:unit", ["civ:souls"], ()),
    ("figure-qualifier", i.TOLL.id, "civ:qualifier", ["civ:roughly"], ()),
    ("figure-tally", i.TOLL.id, "civ:tally", [], ()),
    ("figure-value", i.CHILDREN.id, "schema:value", ["-5"], {"figure-bounds"}),
    ("figure-min", i.CHILDREN.id, "schema:minValue", ["6"], {"figure-bounds"}),
    ("figure-max", i.CHILDREN.id, "schema:maxValue", ['"five"'], {"figure-bounds", "figure-min"}),
    ("figure-bounds", i.TOLL.id, "schema:minValue", ["13"], ()),
    ("figure-bounds", i.TOLL.id, "schema:maxValue", ["40"], ()),
    ("figure-bounds", i.TOLL.id, "civ:qualifier", ["civ:moreThan"], ()),
    ("figure-bounds", i.CHILDREN.id, "civ:qualifier", ["civ:lessThan"], ()),
    ("figure-bounds", i.CHILDREN.id, "civ:qualifier", ["civ:approximately"], ()),
    ("figure-bounds", i.CHILDREN.id, "civ:qualifier", ["civ:between"], ()),
    ("figure-subset-of", i.CHILDREN.id, "civ:subsetOf", [f"d:{i.INCIDENT.id}"], ()),
    ("figure-subset-self", i.CHILDREN.id, "civ:subsetOf", [f"d:{i.CHILDREN.id}"], ()),
    ("figure-excludes", i.TOTAL.id, "civ:excludes", ["<place/kalmora>"], ()),
    ("figure-assessment-start", i.TOTAL.id, "civ:assessmentStart", [LATER], ()),
    ("figure-assessment-end", i.TOTAL.id, "civ:assessmentEnd", [DAY, LATER], ()),
    ("figure-date-basis", i.TOTAL.id, "civ:dateBasis", ["civ:stated", "civ:inferred"], ()),
    ("figure-evidence", i.TOLL.id, "civ:evidence", [], {"words-needed"}),
    ("figure-confidence", i.TOLL.id, "civ:confidence", [], ()),
    ("figure-extracted-by", i.TOLL.id, "civ:extractedBy", ['"me"'], ()),
    ("responsibility-about", i.BLAME.id, "schema:about", [], ()),
    ("responsibility-actor", i.BLAME.id, "civ:allegedActor", ['"the coalition"'], NOBODY),
    ("responsibility-means", i.CAUSE.id, "civ:means", ["civ:earthquake"], {"node-hash"}),
    ("responsibility-content", i.CAUSE.id, "civ:means", [], {"node-hash"}),
    ("responsibility-evidence", i.CAUSE.id, "civ:evidence", [], {"words-needed"}),
    ("responsibility-confidence", i.CAUSE.id, "civ:confidence", ["-0.1"], ()),
    ("responsibility-extracted-by", i.CAUSE.id, "civ:extractedBy", [], ()),
    ("event-name", i.STRIKE.id, "schema:name", [], ()),
    ("event-start", i.INCIDENT.id, "schema:startDate", [LATER], ()),
    ("event-start", i.INCIDENT.id, "schema:endDate", [DAY], ()),
    ("event-end", i.CAMPAIGN.id, "schema:endDate", ['"2031"^^xsd:gYear'], {"event-start"}),
    ("event-date-basis", i.INCIDENT.id, "civ:dateBasis", ["civ:rumoured"], ()),
    ("event-place", i.STRIKE.id, "civ:near", ['"Kalmora"'], {"place-name"}),
    ("event-count", i.STRIKE.id, "civ:eventCount", ["0"], ()),
    ("event-means", i.STRIKE.id, "civ:means", ["civ:earthquake"], ()),
    ("event-part-of", i.STRIKE.id, "schema:superEvent", ["<place/kalmora>"], ()),
    ("event-evidence", i.STRIKE.id, "civ:evidence", [f"d:{SPAN}", STRIKE_SPAN], {"node-name"}),
    ("article-headline", ARTICLE, "schema:headline", ['"one"', '"two"'], ()),
    ("article-published", ARTICLE, "schema:datePublished", ['"last week"'], ()),
    ("article-date-basis", ARTICLE, "civ:dateBasis", ["civ:guessed"], ()),
    ("article-text", "text", "schema:encodesCreativeWork", [], {"text-article"}),
    ("article-licence", ARTICLE, "schema:license", ['"one"', '"two"'], ()),
    ("text-article", "text", "schema:encodesCreativeWork", [], {"article-text"}),
    ("text-hash", "text", "schema:sha256", ['"cb73"'], ()),
    ("span-source", SPAN, "oa:hasSource", [], ()),
    ("span-block", SPAN, "civ:inBlock", ["civ:comment"], ()),
    ("span-block", SPAN, "civ:inBlock", [], ()),
    ("span-exact", QUOTE, "oa:exact", [], ()),
    ("span-start", POSITION, "oa:start", ["-1"], ()),
    ("span-end", POSITION, "oa:end", [], {"span-order"}),
    ("span-order", POSITION, "oa:end", ["3"], {"span-length", "span-name"}),
    ("span-length", QUOTE, "oa:exact", ['"At least a dozen civilians"'], ()),
    ("span-name", POSITION, "oa:start", ["0"], {"span-length"}),
    ("agent-name", i.MARAND, "schema:name", [], ()),
    ("agent-name", i.MARAND, "schema:name", ['"Ilse Marand"', '"Marand"'], ()),
    ("agent-kind", i.MARAND, "a", ["schema:Place"], ()),
    ("place-name", i.TREATMENT.place_id, "schema:name", [], ()),
    ("mention-target", MENTION, "oa:hasTarget", [], ()),
    ("mention-body", MENTION, "oa:hasBody", ['"Ilse Marand"'], ()),
    ("mention-purpose", MENTION, "oa:motivatedBy", ["oa:tagging"], ()),
    ("identity-source", LINK, "owl:annotatedSource", [], {"same-event-reason"}),
    ("identity-property", LINK, "owl:annotatedProperty", ["owl:sameAs"], ()),
    ("identity-target", LINK, "owl:annotatedTarget", [], ()),
    ("identity-justification", LINK, "sssom:mapping_justification", [], ()),
    ("identity-reason", LINK, "dcterms:description", [], ()),
    ("identity-confidence", LINK, "sssom:confidence", ["2.0"], ()),
    ("identity-outcome", LINK, "civ:outcome", ["civ:undecided"], ()),
    ("identity-outcome", LINK, "civ:outcome", ["civ:joined", "civ:candidate"], ()),
    ("identity-refused", i.TREATMENT.id, "civ:sameEventAs", [CANONICAL], ()),
    ("same-event-one", i.INCIDENT.id, "civ:sameEventAs", ["d:event-1", "d:event-2"], ()),
    ("same-event-reason", i.STRIKE.id, "civ:sameEventAs", ["d:event-1"], ()),
    ("same-agent-one", i.MARAND, "civ:sameAgentAs", ["d:person-1", "d:person-2"], ()),
    ("same-agent-reason", d.RESIDENTS, "civ:sameAgentAs", ["d:person-1"], ()),
    ("communication-name", COMMUNICATION, "schema:name", [], ()),
    ("communication-start", COMMUNICATION, "schema:startDate", [LATER], ()),
    ("communication-end", COMMUNICATION, "schema:endDate", [DAY, LATER], {"communication-start"}),
    ("communication-statements", i.ACKNOWLEDGED.id, "civ:saidIn", [], ()),
    ("review-verdict", REVIEW, "oa:hasBody", ["civ:asserts"], ()),
    ("review-read-as", REVIEW, "civ:readAs", ["civ:accepted"], ()),
    ("review-read-as", REVIEW, "civ:readAs", ["civ:denies", "civ:doubts"], ()),
    ("review-day", REVIEW, "dcterms:created", [], ()),
    ("derivation-finding", SUM, "civ:finding", ["civ:likely"], ()),
    ("derivation-finding", SUM, "civ:finding", [], ()),
    ("derivation-figures", SUM, "civ:addend", [], ()),
    ("derivation-description", SUM, "dcterms:description", [], ()),
    ("derivation-unit", SUM, "civ:unit", ["civ:killed", "civ:injured"], ()),
    ("derivation-value", SUM, "schema:value", ["-3"], ()),
    ("derivation-words", SUM, "civ:evidence", [f"d:{SPAN}"], ()),
    ("derivation-stated", i.COUNTED.id, "civ:claim", ["<derivation/77777777>"], STATED),
    ("series-name", SERIES, "schema:name", [], ()),
    ("series-issuer", SERIES, "civ:issuer", [], ()),
    ("series-unit", SERIES, "civ:unit", [], ()),
    ("series-words", SERIES, "civ:evidence", [f"d:{SPAN}"], ()),
    ("in-series-one", i.COUNTED.id, "civ:inSeries", ["<series/1>", "<series/2>"], ()),
    ("told-by-day", i.COUNTED.id, "civ:toldBy", ['"soon"'], ()),
    ("no-blank-nodes", TOLD, "civ:citing", ["[ a schema:Person ; schema:name 'x' ]"], ()),
]  # fmt: skip
WARNED = [
    ("article-headline-known", ARTICLE, "schema:headline"),
    ("article-published-known", ARTICLE, "schema:datePublished"),
    ("article-publisher-known", ARTICLE, "schema:publisher"),
    ("event-placed", i.INCIDENT.id, "schema:location"),
    ("event-dated", i.INCIDENT.id, "schema:startDate"),
]


def test_a_whole_graph_passes() -> None:
    found = faults([*QUADS, *vocabulary_quads(d.BASE)])

    assert {fault.constraint for fault in found if fault.severity is Severity.VIOLATION} == set()


@pytest.mark.parametrize(
    ("constraint", "node", "predicate", "values", "also"),
    [pytest.param(*case, id=f"{case[0]}-{number}") for number, case in enumerate(BROKEN)],
)
def test_refuses_each_broken_graph_for_its_reason(
    constraint: str, node: str, predicate: str, values: list[str], also: Iterable[str]
) -> None:
    found = faults(changed(node, predicate, values))

    violated = {fault.constraint for fault in found if fault.severity is Severity.VIOLATION}
    assert constraint in violated
    assert violated <= {constraint, *also}


@pytest.mark.parametrize(("constraint", "node", "predicate"), WARNED)
def test_what_is_unknown_is_a_warning_and_no_fault(constraint: str, node: str, predicate: str) -> None:
    found = faults(changed(node, predicate, []))

    assert constraint in {fault.constraint for fault in found}
    assert [fault for fault in found if fault.severity is Severity.VIOLATION] == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(
            "", id="scores without a number, a plain claim without an event, a cause without an actor"
        ),
        pytest.param(
            f"d:{i.TOTAL.id} civ:excludes d:{i.STRIKE.id} .", id="a tally that leaves out two events"
        ),
        pytest.param(f"d:{TOLD} civ:via <org/harbour-gazette> .", id="a carrier of what was said"),
    ],
)
def test_what_is_wanted_passes(more: str) -> None:
    found = faults([*QUADS, *turtle(more)])

    assert [fault for fault in found if fault.severity is Severity.VIOLATION] == []


def _shapes() -> Graph:
    graph = Graph()
    for path in sorted(resources.shapes().glob("*.ttl")):
        graph.parse(path)
    return graph


def _shape_names() -> set[str]:
    return {str(s).rpartition("#")[2] for s in _shapes().subjects() if "/shapes#" in str(s)}


def _check_names() -> set[str]:
    source = Path(check_facts.__code__.co_filename).read_text(encoding="utf-8")
    return set(re.findall(r'yield "([a-z-]+)"', source))


def test_every_constraint_has_a_graph_that_breaks_it() -> None:
    broken = {case[0] for case in BROKEN} | {case[0] for case in WARNED}

    assert broken == _shape_names() | _check_names()


def test_every_shape_says_what_to_do() -> None:
    graph = _shapes()
    told = set(graph.subjects(URIRef(SH + "message")))

    assert set(graph.subjects(RDF.type, URIRef(SH + "PropertyShape"))) == told

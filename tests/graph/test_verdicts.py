"""What pySHACL said of one node is said again of others only where it would say so itself."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import Graph

from kg import resources
from kg.errors import RecordError
from kg.mapping import Triple
from kg.validation import verdicts
from kg.validation.facts import triples_of
from kg.validation.report import Finding
from kg.validation.shacl import check_shapes, load_shapes
from kg.validation.sight import read_sight
from kg.validation.verdicts import judge
from kg.vocab import XSD
from tests.graph import invented as i
from tests.graph.drafting import BASE, KEY
from tests.graph.test_shapes import BROKEN, WARNED
from tests.graph.whole import QUADS, changed

# rdflib warns of its own use of names that it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
GATE = frozenset({"span", "mention"})  # the gate leaves these out; with them the shapes see further
_ODD = [
    Literal(value, datatype=NamedNode(XSD + kind))
    for kind, values in (
        ("date", ("2000-01-01", "2031-05-03", "2099-12-31", "2031-02-30", "2031-05-03Z")),
        ("integer", ("-1", "0", "5", "007")),
        ("decimal", ("0.3", "1.0", "1.5")),
        ("string", ("", "a" * 64)),
    )
    for value in values
]
_OTHERS = [*_ODD, Literal("x", language="en"), BlankNode("b"), *(quad.object for quad in QUADS[::15])]


# spans are held against the text
TELLING = [
    quad for quad in QUADS if not re.search(r"(?:span|quote|position|mention)-\d+-\d+>$", str(quad.subject))
]


Told = tuple[str, str | None, str, str]


def _triples(quads: Iterable[Quad]) -> list[Triple]:
    """In one order, so that a changed value is all that a description can tell nodes apart by."""
    return sorted(set(triples_of(quads)))


def _told(findings: Iterable[Finding]) -> Counter[Told]:
    return Counter((f.constraint, f.node, f.severity, f.message) for f in findings)


def _asked(triples: Sequence[Triple]) -> Counter[Told]:
    return _told(check_shapes(triples, where="a.txt", without=GATE))


def _judged(triples: Sequence[Triple]) -> Counter[Told]:
    return _told(judge(triples, where="a.txt", without=GATE))


@pytest.mark.parametrize(
    ("node", "predicate", "values"),
    [
        *(case[1:4] for case in BROKEN),
        *((node, predicate, []) for _, node, predicate in WARNED),
        *((i.DOUBTED.id, "schema:text", [value]) for value in ('""', '"x"@en', "7", "<place/kalmora>")),
        *((i.ACKNOWLEDGED.id, "schema:startDate", [f'"{day}"^^xsd:date']) for day in ("2031-02-30",)),
        *((i.DOUBTED.id, "civ:confidence", [value]) for value in ("1", "0.0", "-0.5")),
        *((i.TOLL.id, "schema:minValue", [value]) for value in ("0", "-1", "100000", "1, 2")),
    ],
)
def test_every_fault_is_found_the_first_time_and_the_next(
    node: str, predicate: str, values: list[str]
) -> None:
    _judged(_triples(QUADS))  # so that most nodes are known

    triples = _triples(changed(node, predicate, values))

    asked = _asked(triples)
    assert _judged(triples) == asked
    assert _judged(triples) == asked


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.integers(0, len(TELLING) - 1), st.none() | st.sampled_from(_OTHERS), min_size=1, max_size=8
    )
)
def test_graphs_with_gaps_and_other_values_are_always_judged_as_pyshacl_does(
    changes: dict[int, object],
) -> None:
    quads = [
        Quad(quad.subject, quad.predicate, changes.get(number, quad.object), quad.graph_name)  # type: ignore[arg-type]
        for number, quad in enumerate(TELLING)
        if changes.get(number, "") is not None
    ]
    triples = _triples(quads)

    assert _or_error(_judged, triples) == _or_error(_asked, triples)


def _or_error(check: Callable[[Sequence[Triple]], Counter[Told]], triples: Sequence[Triple]) -> object:
    try:
        return check(triples)
    except RecordError as error:
        return "BlankNode" in str(error)


def test_a_blank_node_where_days_are_compared_is_told() -> None:
    quads = [
        Quad(quad.subject, quad.predicate, BlankNode("b"), quad.graph_name)
        if quad.predicate.value.endswith("startDate")
        else quad
        for quad in TELLING
    ]

    with pytest.raises(RecordError, match="Give a day or number in the place of the blank node"):
        _asked(_triples(quads))


def _of_another_text() -> list[Triple]:
    other = "0123456789abcdef"
    return [
        tuple(name.replace(f"doc/{KEY}/", f"doc/{other}/") for name in triple)  # type: ignore[misc]
        for triple in _triples(QUADS)
    ]


def test_nodes_that_look_the_same_are_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _judged(_triples(QUADS))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("pySHACL was asked again")

    monkeypatch.setattr(verdicts, "check_shapes", refuse)
    again = _judged(_of_another_text())

    assert sum(again.values()) == sum(before.values()) > 0
    assert {f"{BASE}doc/{KEY}/{i.INCIDENT.id}"}.isdisjoint({node for _, node, _, _ in again})


def test_the_shapes_of_the_gate_are_understood() -> None:
    shapes, _ = load_shapes(resources.shapes(), GATE)

    assert read_sight(shapes.graph) is not None


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param("sh:path schema:name ; sh:class civ:Claim", id="looks at the class of a value"),
        pytest.param("sh:path schema:name ; sh:languageIn ( 'en' )", id="looks at a language"),
        pytest.param("sh:path schema:name ; sh:pattern 'a' ; sh:flags 'i'", id="a pattern with flags"),
        pytest.param("sh:path schema:name ; sh:in ( 1 2 )", id="lists literals"),
        pytest.param("sh:path ( civ:a civ:b civ:c ) ; sh:minCount 1", id="three steps away"),
        pytest.param("sh:path [ sh:zeroOrMorePath civ:a ] ; sh:minCount 1", id="any number of steps away"),
        pytest.param("sh:path [ sh:inversePath civ:a ] ; sh:pattern 'a'", id="a pattern on who points here"),
        pytest.param(
            "sh:path schema:name ; sh:sparql [ sh:select 'SELECT $this {}' ]", id="a query sees anything"
        ),
    ],
)
def test_a_shape_that_sees_more_is_never_answered_from_memory(shape: str) -> None:
    graph = Graph().parse(
        format="turtle",
        data=f"""
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .
        @prefix civ: <https://w3id.org/civharm/ns#> .
        civ:shape a sh:PropertyShape ; sh:targetClass civ:Claim ; sh:message "m" ; {shape} .""",
    )

    assert read_sight(graph) is None


def test_a_day_that_does_not_exist_is_refused_where_days_are_compared() -> None:
    triples = _triples(changed(i.ACKNOWLEDGED.id, "schema:startDate", ['"2031-02-30"^^xsd:date']))
    both = [quad for quad in QUADS if "endDate" in quad.predicate.value]

    assert both  # else nothing would be compared
    assert any("2031-02-30" in message for _, _, _, message in _asked(triples))

"""Whatever a parameter is given, it stays one term: the answer is a part of the whole, or an error."""

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.queries import load, names, parse, run
from kg.queries.engines import select
from kg.queries.guard import check
from kg.queries.tokens import tokens
from tests.queries.invented import PARAMETERS, oxigraph

TRIPLES = "".join(
    f'<http://e.org/{n}> <http://e.org/is> <http://e.org/{n % 3}> ; <http://e.org/named> "{n}" ; '
    f"<http://e.org/count> {n} .\n"
    for n in range(6)
)
PAYLOADS = [
    '" } #',
    "' } #",
    '"@en . } SELECT * { ?a ?b ?c } #',
    '"^^<http://www.w3.org/2001/XMLSchema#string> ?x ?y } #',
    "\\",
    '\\"',
    '\\\\"} UNION {?s ?p ?o} #',
    "\\u0022 } UNION { ?s ?p ?o } #",
    "\\U00000022}",
    "\n} UNION { ?s ?p ?o } #",
    "\r\n# comment",
    "> ?p ?o } #",
    "http://e.org/0> ?p ?o . ?s <http://e.org/is",
    "http://e.org/\\u003e",
    "?s",
    "?_x",
    "<http://e.org/0>",
    "1 || true",
    "2031-01-01' || true",
    "\x00",
    "\ud800",
    '"""',
    "SERVICE <http://e.org/> { ?s ?p ?o }",
    "a" * 5000,
]
QUERIES = {
    "iri": "SELECT ?s WHERE { ?s <http://e.org/is> ?_x_iri }",
    "text": "SELECT ?s WHERE { ?s <http://e.org/named> ?n FILTER (?n = ?_x) }",
    "date": "SELECT ?s WHERE { ?s <http://e.org/is> ?o FILTER (STR(?o) = STR(?_x_date)) }",
    "integer": "SELECT ?s WHERE { ?s <http://e.org/count> ?_x_integer }",
    "decimal": "SELECT ?s WHERE { ?s <http://e.org/count> ?n FILTER (?n = ?_x_decimal) }",
    "boolean": "SELECT ?s WHERE { ?s <http://e.org/named> ?n FILTER (STR(?_x_boolean) = ?n) }",
}


def graphs() -> tuple[ox.Store, rdflib.Graph]:
    store = ox.Store()
    store.load(TRIPLES.encode(), format=ox.RdfFormat.TURTLE)
    return store, rdflib.Graph().parse(data=TRIPLES, format="turtle")


STORE, GRAPH = graphs()


@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload)[:30])
def test_a_hostile_value_finds_nothing_or_is_refused(kind: str, payload: str) -> None:
    try:
        bound = parse(QUERIES[kind]).bind({"x": payload})
    except QueryError:
        return
    for source in (STORE, GRAPH):
        assert list(select(source, bound, "test")[1]) == []


@given(
    value=st.text(max_size=30) | st.sampled_from(PAYLOADS) | st.integers().map(str),
    kind=st.sampled_from(sorted(QUERIES)),
)
@example(value="http://e.org/0", kind="iri")
@example(value="3", kind="text")
@example(value="3", kind="integer")
def test_a_bound_query_always_answers_with_a_part_of_the_whole(value: str, kind: str) -> None:
    whole = {str(row[0]) for row in select(STORE, "SELECT ?s WHERE { ?s ?p ?o }", "test")[1]}
    try:
        bound = parse(QUERIES[kind]).bind({"x": value})
    except QueryError:
        return

    columns, rows = select(STORE, bound, "test")

    found = [str(row[0]) for row in rows]
    assert columns == ("s",)
    assert set(found) <= whole
    assert len(found) <= 2


@given(value=st.text(max_size=20))
def test_a_text_always_equals_itself_in_both_engines(value: str) -> None:
    query = parse("SELECT ?x WHERE { BIND(?_x AS ?x) }")
    try:
        bound = query.bind({"x": value})
    except QueryError:
        return
    for source in (STORE, GRAPH):
        [(term,)] = select(source, bound, "test")[1]
        assert isinstance(term, ox.Literal)
        assert term.value == value


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }", "SERVICE", id="another server"),
        pytest.param("SELECT * { service SILENT ?g { ?s ?p ?o } }", "SERVICE", id="in small letters"),
        pytest.param("SELECT * { \\u0053ERVICE <http://e.org/> {} }", "escapes", id="an escaped letter"),
        pytest.param('SELECT * { ?s ?p "\\ud800" }', "no character", id="half a pair in a string"),
        pytest.param("SELECT * FROM <http://e.org/g> { ?s ?p ?o }", "FROM", id="another graph"),
        pytest.param("LOAD <http://e.org/g>", "LOAD", id="a load"),
        pytest.param("DELETE WHERE { ?s ?p ?o }", "DELETE", id="an update"),
        pytest.param("SELECT * " + "{" * 3000 + "}" * 3000, "brackets", id="groups without end"),
    ],
)
def test_a_query_that_reaches_out_changes_or_exhausts_is_refused(text: str, fault: str) -> None:
    with pytest.raises(QueryError, match=fault):
        check(text, "mine.rq")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('SELECT * { ?s ?p "SERVICE" }', id="in a string"),
        pytest.param("SELECT * { ?s ?p ?o } # FROM here", id="in a comment"),
        pytest.param("SELECT * { ?s <http://e.org/load> ?o }", id="in an IRI"),
        pytest.param("PREFIX service: <http://e.org/> SELECT ?from { ?from service:load ?o }", id="in names"),
    ],
)
def test_words_that_only_look_like_it_pass(text: str) -> None:
    check(text, "mine.rq")


OF_QUERIES = [(name, parameter.name) for name in names() for parameter in load(name).parameters]


@pytest.mark.parametrize(("name", "parameter"), OF_QUERIES)
def test_a_value_stays_one_term_in_every_saved_query(name: str, parameter: str) -> None:
    """Also past the look-up of names, which finds nothing that is called so."""
    query = load(name)
    harmless = {"iri": "http://e.org/x", "integer": "1", "date": "2031-05-12"}
    given = {p.name: harmless[p.type] for p in query.parameters if p.required or p.name == parameter}
    before = [token.text for token in tokens(query.bind(given))]
    for payload in PAYLOADS:
        try:
            bound = query.bind({**given, parameter: payload})
        except QueryError:
            continue
        after = [token.text for token in tokens(bound)]

        assert len({new for old, new in zip(before, after, strict=True) if old != new}) == 1


def assert_a_part_of_the_whole_or_refused(name: str, parameter: str, payload: str) -> None:
    others = {key: value for key, value in PARAMETERS.get(name, {}).items() if key != parameter}
    try:
        answer = run(oxigraph(), name, {**others, parameter: payload})
    except QueryError:
        return
    assert not _is_required(name, parameter)
    assert set(answer.terms) <= set(run(oxigraph(), name, others).terms)


@pytest.mark.parametrize(("name", "parameter"), OF_QUERIES)
def test_one_payload_finds_a_part_of_the_whole_or_is_refused(name: str, parameter: str) -> None:
    place = sum(map(ord, name + parameter)) % len(PAYLOADS)

    assert_a_part_of_the_whole_or_refused(name, parameter, PAYLOADS[place])


@pytest.mark.nightly
@pytest.mark.parametrize(("name", "parameter"), OF_QUERIES)
@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload)[:30])
def test_every_payload_finds_a_part_of_the_whole_or_is_refused(
    name: str, parameter: str, payload: str
) -> None:
    assert_a_part_of_the_whole_or_refused(name, parameter, payload)


def _is_required(name: str, parameter: str) -> bool:
    return any(p.required for p in load(name).parameters if p.name == parameter)

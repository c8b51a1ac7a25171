"""Tests for running a query: strict and as-of readings, checks of a whole graph, engines and errors."""

from datetime import date, timedelta

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import QueryError
from kg.ids import DEFAULT_BASE
from kg.queries import names, parse, run
from kg.vocab import CIV, OA, SCHEMA, XSD
from tests.queries.invented import KEYS, PARAMETERS, STRIKE_ON_THE_MARKET, flat, oxigraph

CHECKS = names(checks=True)
A = DEFAULT_BASE
DOC = f"{A}doc/{KEYS['wire']}/"
FIGURE = f"<{DOC}figure-98-120>"
SPAN = f"<{DOC}span-98-120>"
INCIDENT = f"<{DOC}incident-67-145>"
CANONICAL = f"<{A}event/2031-05-12-velmora-0a1b2c3d>"
NINTH = f"<{A}doc/{KEYS['report']}/incident-365-392>"
STRIKE = f"<{DOC}strike-67-90>"
DERIVATION = f"<{A}derivation/c9082f0b>"
STATEMENT = f"<{DOC}statement-173-208-a54b1468>"
PREFIXES = f"PREFIX civ: <{CIV}> PREFIX oa: <{OA}> PREFIX schema: <{SCHEMA}> "


def test_strict_keeps_named_speakers_and_stated_claims() -> None:
    every = run(oxigraph(), "what-an-organisation-said", PARAMETERS["what-an-organisation-said"])

    strict = run(
        oxigraph(), "what-an-organisation-said", PARAMETERS["what-an-organisation-said"], strict=True
    )

    kept = [row for row in every if (row["resolved"], row["claim_basis"]) == STRICT]
    assert list(strict) == kept
    assert 0 < len(strict) < len(every)


STRICT = ("named in the passage", "stated in the words")


def test_strict_is_refused_where_there_are_no_statements() -> None:
    with pytest.raises(QueryError, match="--strict"):
        run(oxigraph(), "incidents", strict=True)


def test_as_of_leaves_out_later_articles_and_keeps_undated_ones() -> None:
    every = run(oxigraph(), "statements-strict")

    then = run(oxigraph(), "statements-strict", as_of=date(2031, 5, 20))

    assert {row["published"] for row in every} == {None, date(2031, 5, 14), date(2031, 6, 2)}
    assert {row["published"] for row in then} == {None, date(2031, 5, 14)}


def test_every_query_takes_since_and_keeps_undated_articles() -> None:
    then = run(oxigraph(), "statements-strict", {"since": "2031-05-20"})

    assert {row["published"] for row in then} == {None, date(2031, 6, 2)}


def test_since_and_as_of_bound_a_period() -> None:
    answer = run(oxigraph(), "statements-strict", {"since": "2031-05-14"}, as_of=date(2031, 5, 14))

    assert {row["published"] for row in answer} == {None, date(2031, 5, 14)}


def test_what_a_query_works_out_as_of_a_day_rests_on_what_was_known_then() -> None:
    given = {"incident": "2031-05-12@Velmora"}
    day = date(2031, 5, 20)

    assert run(oxigraph(), "lens-ucdp", given, as_of=day).rows == (
        run(oxigraph(), "lens-ucdp", {**given, "until": day}).rows
    )
    assert run(oxigraph(), "lens-ucdp", given, as_of=day).rows != run(oxigraph(), "lens-ucdp", given).rows


def test_a_sum_is_shown_with_all_its_figures_or_not_at_all() -> None:
    every = run(oxigraph(), "tally-arithmetic")
    days = sorted(day for day in every.column("published") if isinstance(day, date))

    before = run(oxigraph(), "tally-arithmetic", as_of=days[0] - timedelta(days=1))

    assert len(every) > 0
    whole = {value: list(every.column("derivation")).count(value) for value in every.column("derivation")}
    assert all(list(before.column("derivation")).count(v) == whole[v] for v in before.column("derivation"))
    assert len(before) < len(every)


def test_since_wants_a_day() -> None:
    with pytest.raises(QueryError, match="since"):
        run(oxigraph(), "statements-strict", {"since": "May"})


def test_strict_and_as_of_are_the_same_in_rdflib() -> None:
    for source in (oxigraph(), flat()):
        answer = run(source, "statements-strict", strict=True, as_of=date(2031, 5, 20))
        assert answer.rows == run(oxigraph(), "statements-strict", as_of=date(2031, 5, 20)).rows


def test_an_optional_parameter_narrows_and_unnumbered_figures_stay_without_it() -> None:
    every = run(oxigraph(), "tallies")

    assert None in every.column("value")
    assert set(run(oxigraph(), "tallies", {"value": 120}).column("value")) == {120}
    wardens = run(oxigraph(), "tallies", {"speaker": "Wardens of Velmora"})
    assert wardens.rows == tuple(row for row in every.rows if row[1] == "Wardens of Velmora")


def test_a_dataset_that_hides_its_graphs_is_refused() -> None:
    hidden = rdflib.Dataset()

    with pytest.raises(QueryError, match="default_union=True"):
        run(hidden, "incidents")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of itself
def test_a_dataset_of_named_graphs_answers_as_flat_triples_do() -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=oxigraph().dump(format=ox.RdfFormat.N_QUADS), format="nquads")

    answer = run(dataset, "who-disputes", STRIKE_ON_THE_MARKET)

    assert answer.rows == run(flat(), "who-disputes", STRIKE_ON_THE_MARKET).rows


@pytest.mark.parametrize("text", ["SELECT * WHERE { ?s", "SELECT (COUNT(?x AS ?y) { }", "hello"])
@pytest.mark.parametrize("source", [oxigraph, flat], ids=["oxigraph", "rdflib"])
def test_what_is_not_sparql_is_an_error_of_ours(text: str, source: object) -> None:
    with pytest.raises(QueryError, match=r"not SPARQL 1\.1"):
        run(source(), parse(text))  # type: ignore[operator]


@pytest.mark.parametrize("source", [oxigraph, flat], ids=["oxigraph", "rdflib"])
def test_ask_gives_one_row_and_triples_none(source: object) -> None:
    graph = source()  # type: ignore[operator]

    assert run(graph, parse("ASK { ?s ?p ?o }")).rows == ((True,),)
    with pytest.raises(QueryError, match="kg export"):
        run(graph, parse("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))


@pytest.mark.parametrize("check", CHECKS)
def test_a_sound_graph_passes(check: str) -> None:
    assert run(oxigraph(), check).rows == ()


def add(*triple: str) -> str:
    """The update that adds one triple."""
    return f"INSERT DATA {{ {' '.join(triple)} }}"


def swap(node: str, prop: str, value: str = "") -> str:
    """The update that puts another value in place of a node's own, or takes that away."""
    new = f"INSERT {{ {node} {prop} {value} }}" if value else ""
    return f"DELETE {{ {node} {prop} ?old }} {new} WHERE {{ {node} {prop} ?old }}"


BROKEN = {
    "blank-nodes": add("[]", "a", "civ:Figure"),
    "bounds-unlike-qualifier": swap(FIGURE, "schema:minValue", "30"),
    "canonical-event-in-an-article": add(FIGURE, "schema:about", CANONICAL),
    "claim-without-statement": add(f"<{DOC}claim-0-5>", "a", "civ:Claim"),
    "dates-out-of-order": swap(NINTH, "schema:startDate", f'"2031-06-01"^^<{XSD}date>'),
    "derived-in-an-article": add(STATEMENT, "civ:claim", DERIVATION),
    "event-with-two-targets": add(INCIDENT, "civ:sameEventAs", f"<{A}event/other>"),
    "events-with-clashing-dates": add(NINTH, "civ:sameEventAs", CANONICAL),
    "evidence-in-two-texts": add(FIGURE, "civ:excludes", NINTH),
    "evidence-of-other-length": swap(f"<{DOC}position-98-120>", "oa:end", "121"),
    "figure-without-evidence": swap(FIGURE, "civ:evidence"),
    "identity-against-evidence": add(NINTH, "civ:sameEventAs", CANONICAL),
    "identity-without-reason": add(STRIKE, "civ:sameEventAs", CANONICAL),
    "span-without-text": swap(SPAN, "civ:inBlock"),
    "statement-outside-its-passage": swap(STATEMENT, "civ:passage", SPAN),
    "statement-without-evidence": swap(STATEMENT, "civ:evidence"),
    "words-unlike-evidence": swap(STATEMENT, "schema:text", '"other"'),
}


def test_every_check_is_broken_once() -> None:
    assert [name.removeprefix("checks/") for name in CHECKS] == sorted(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_graph_is_found(name: str) -> None:
    broken = ox.Store()
    # One graph, so that the updates need not say which.
    broken.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in oxigraph())
    broken.update(PREFIXES + BROKEN[name])

    assert len(run(broken, f"checks/{name}")) > 0

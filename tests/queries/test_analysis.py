"""Tests for the dispute map as a graph, who differs from whom, and wording that recurs."""

import random

import networkx as nx
import pytest

from kg.analysis import dispute_map, dispute_network, recurring_wording, to_graphml
from kg.errors import QueryError
from kg.ids import DEFAULT_BASE
from kg.queries import Result, run
from tests.queries.invented import KEYS, STRIKE_ON_THE_MARKET, TEXTS, oxigraph

INCIDENT = f"{DEFAULT_BASE}event/2031-05-12-velmora-0a1b2c3d"
ARMY = f"{DEFAULT_BASE}org/talvian-army"
ALLIANCE = f"{DEFAULT_BASE}org/northern-alliance"


def disputes() -> Result:
    return run(oxigraph(), "dispute-map", STRIKE_ON_THE_MARKET)


def shuffled(result: Result, seed: int) -> Result:
    rows = list(result.terms)
    random.Random(seed).shuffle(rows)
    return Result(result.columns, tuple(rows), result.name)


def test_every_statement_is_an_edge_with_its_stance_words_and_place() -> None:
    answer = disputes()

    graph = dispute_map(answer, INCIDENT)

    stances = [(key, values) for _, _, key, values in graph.edges(keys=True, data=True) if key != "about"]
    assert {key for key, _ in stances} == set(answer.column("statement"))
    for _, values in stances:
        name = next(name for name, key in KEYS.items() if key in values["article"])
        assert TEXTS[name][values["start"] : values["end"]] == values["words"]


def test_every_claim_leads_to_the_incident() -> None:
    graph = dispute_map(disputes(), INCIDENT)

    claims = [node for node, kind in graph.nodes(data="kind") if kind == "claim"]
    assert all(graph.has_edge(claim, INCIDENT) for claim in claims)


def test_unnamed_sources_of_two_articles_are_two_nodes() -> None:
    graph = dispute_map(disputes(), INCIDENT)

    voices = [node for node, label in graph.nodes(data="label") if label == "the article itself"]
    assert len(voices) == 2


@pytest.mark.parametrize("seed", range(3))
def test_graphml_is_the_same_bytes_in_any_order_of_rows(seed: int) -> None:
    once = to_graphml(dispute_map(disputes(), INCIDENT))

    assert to_graphml(dispute_map(shuffled(disputes(), seed), INCIDENT)) == once
    read = nx.parse_graphml(once.decode(), force_multigraph=True)
    assert read.number_of_edges() == dispute_map(disputes(), INCIDENT).number_of_edges()


def test_graphml_holds_what_xml_cannot_write() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a\x0b", label="form\x0cfeed <&>")

    assert nx.parse_graphml(to_graphml(graph).decode()).nodes["a\ufffd"] == {"label": "form\ufffdfeed <&>"}


def test_those_who_differ_on_one_content_are_joined() -> None:
    network = dispute_network(disputes())

    assert {frozenset(edge) for edge in network.edges} == {frozenset((ARMY, ALLIANCE))}
    assert network.edges[ARMY, ALLIANCE]["on"] == "responsibility: Northern Alliance: airstrike"


@pytest.mark.parametrize("view", [lambda result: dispute_map(result, INCIDENT), dispute_network])
def test_the_answer_of_another_query_is_refused(view: object) -> None:
    with pytest.raises(QueryError, match="no column"):
        view(run(oxigraph(), "incidents"))  # type: ignore[operator]


def test_quoted_words_are_found_again_in_other_case_and_other_marks() -> None:
    [recurrence] = recurring_wording(run(oxigraph(), "recurring-wording"))

    assert recurrence.words == "all feasible care was taken"
    assert len(recurrence.articles) == 2
    for place in recurrence.places:
        name = next(name for name, key in KEYS.items() if key in place.article)
        assert TEXTS[name][place.start : place.end] == place.exact
        assert place.quoted


def test_unquoted_words_do_not_count_however_often_they_recur() -> None:
    answer = run(oxigraph(), "recurring-wording")

    assert TEXTS["tally"].count("killed at least 120 civilians since January 2030") == 1
    assert TEXTS["report"].count("killed at least 120 civilians since January 2030") == 1
    assert all("120" not in item.words for item in recurring_wording(answer))


@pytest.mark.parametrize("seed", range(3))
def test_recurring_wording_does_not_depend_on_the_order_of_rows(seed: int) -> None:
    answer = run(oxigraph(), "recurring-wording")

    assert recurring_wording(shuffled(answer, seed)) == recurring_wording(answer)


def test_fewer_words_find_more() -> None:
    answer = run(oxigraph(), "recurring-wording")

    assert len(recurring_wording(answer, min_words=6)) == 0

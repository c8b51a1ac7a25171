"""Every saved query, asked of the invented war, gives the answer that was written down."""

import re

import pytest

from kg.ids import doc_key, sha256
from kg.queries import load, names, run
from kg.queries.tokens import Kind, tokens
from tests.queries.invented import HERE, PARAMETERS, TEXTS, flat, oxigraph, readable

SHIPPED = names()
EVIDENCE = {"words", "article", "start", "end"}


def test_the_job_has_at_least_eighteen_questions() -> None:
    assert len(SHIPPED) >= 18


@pytest.mark.parametrize("name", SHIPPED)
def test_answers_as_written_down(name: str) -> None:
    golden = (HERE / "golden" / f"{name}.csv").read_text(encoding="utf-8")

    answer = run(oxigraph(), name, PARAMETERS.get(name))

    assert readable(answer) == golden
    assert len(answer) > 0


@pytest.mark.parametrize("name", SHIPPED)
def test_flat_triples_in_rdflib_give_the_same_rows_in_the_same_order(name: str) -> None:
    named_graphs = run(oxigraph(), name, PARAMETERS.get(name))
    flat_triples = run(flat(), name, PARAMETERS.get(name))

    assert flat_triples.columns == named_graphs.columns
    assert flat_triples.rows == named_graphs.rows


@pytest.mark.parametrize("name", SHIPPED)
def test_words_are_the_slice_of_the_text_that_the_row_points_to(name: str) -> None:
    answer = run(oxigraph(), name, PARAMETERS.get(name))

    by_article = {row["article"]: str(row["article"]).rpartition("/")[2] for row in answer}
    texts = {key: text for article, key in by_article.items() for text in _texts(key)}
    for row in answer:
        if row["words"] is not None:
            assert texts[by_article[row["article"]]][row["start"] : row["end"]] == row["words"]  # type: ignore[misc]


@pytest.mark.parametrize("name", SHIPPED)
def test_columns_of_the_header_are_those_of_the_answer_and_hold_the_evidence(name: str) -> None:
    query = load(name)

    answer = run(oxigraph(), name, PARAMETERS.get(name))

    assert answer.columns == query.columns
    assert set(query.columns) >= EVIDENCE
    assert query.summary.endswith("?")
    assert all(query.header.columns.values())


@pytest.mark.parametrize("name", [*SHIPPED, *names(checks=True)])
def test_no_query_needs_a_named_graph_or_knows_a_word_name_or_day_of_any_article(name: str) -> None:
    found = [token for token in tokens(load(name).text) if token.kind is not Kind.COMMENT]

    assert not any(token.text.upper() == "GRAPH" for token in found)
    assert not any(re.search(r"\d{2}", token.text) for token in found if token.kind is Kind.WORD)
    iris = [token.text for token in found if token.kind is Kind.IRI]
    assert all(iri.endswith(("#>", "/>")) for iri in iris)


def _texts(key: str) -> list[str]:
    return [text for text in TEXTS.values() if doc_key(sha256(text)) == key]

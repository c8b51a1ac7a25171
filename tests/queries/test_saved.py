"""Tests for saved queries: their header, their parameters, and what binding puts in."""

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.queries import Parameter, load, names, parse
from kg.queries.header import read_header
from kg.queries.tokens import Kind, tokens

QUERY = """#+ summary: Who?
#+ description: |
#+   First line,
#+   second line.
#+ tags: [one, two]
#+ defaults:
#+   - size: 7
#+ columns:
#+   - who: the speaker: as named
SELECT ?who WHERE { ?who ?_role_iri ?__other_iri ; ?p ?_size_integer # ?_role_iri
  FILTER (?q = "?_role_iri" || ?r = <http://e.org/?_role_iri> || ?s > ?_since_date || ?t = ?_name) }"""
VALUES = {"role": "civ:denies", "since": "2031-05-12", "name": "N"}


def test_the_header_is_read() -> None:
    header = parse(QUERY).header

    assert header.summary == "Who?"
    assert header.description == "First line,\nsecond line."
    assert header.tags == ("one", "two")
    assert header.defaults == {"size": "7"}
    assert header.columns == {"who": "the speaker: as named"}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("#+ colums:", id="a misspelt key"),
        pytest.param("#+ columns:\n#+   words", id="an item without a dash"),
        pytest.param("#+   indented first", id="a value without a key"),
    ],
)
def test_a_header_line_that_is_not_read_is_named(line: str) -> None:
    with pytest.raises(QueryError, match="not read"):
        read_header(line, "query.rq")


def test_parameters_are_named_typed_and_optional_by_their_variable() -> None:
    assert parse(QUERY).parameters == (
        Parameter("role", "iri", True),
        Parameter("other", "iri", False),
        Parameter("size", "integer", True),
        Parameter("since", "date", True),
        Parameter("name", "text", True),
    )


def test_binding_replaces_tokens_and_leaves_strings_iris_and_comments() -> None:
    bound = parse(QUERY).bind({**VALUES, "size": 9})

    assert "?who <https://w3id.org/civharm/ns#denies> ?__other_iri" in bound
    assert '?p "9"^^<http://www.w3.org/2001/XMLSchema#integer> # ?_role_iri\n' in bound
    assert '?q = "?_role_iri" || ?r = <http://e.org/?_role_iri>' in bound
    assert '?s > "2031-05-12"^^<http://www.w3.org/2001/XMLSchema#date> || ?t = "N"' in bound


def test_a_default_stands_in_for_a_value() -> None:
    assert '"7"^^' in parse(QUERY).bind(VALUES)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        pytest.param({"since": "2031-05-12", "name": "N"}, "'role'", id="missing"),
        pytest.param({**VALUES, "rule": "x"}, "no parameter 'rule'; it has: name, other, role", id="unknown"),
        pytest.param({**VALUES, "since": "12 May"}, "YYYY-MM-DD", id="no date"),
        pytest.param({**VALUES, "since": "2031-02-30"}, "is no date", id="no such day"),
        pytest.param({**VALUES, "size": "many"}, "is no whole number", id="no number"),
        pytest.param({**VALUES, "size": "٣"}, "is no whole number", id="digits that SPARQL lacks"),
        pytest.param({**VALUES, "role": "denies it"}, "is no IRI", id="no IRI"),
        pytest.param({**VALUES, "role": "javascript>"}, "is no IRI", id="a broken IRI"),
    ],
)
def test_a_wrong_parameter_is_named_with_the_way_out(values: dict[str, object], fault: str) -> None:
    with pytest.raises(QueryError, match="query") as raised:
        parse(QUERY).bind(values)

    assert fault in str(raised.value)


def test_one_parameter_in_two_types_is_refused() -> None:
    with pytest.raises(QueryError, match="two ways"):
        parse("SELECT * { ?a ?b ?_x_iri , ?_x_date }")


def test_a_file_of_the_users_own_is_loaded_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(QUERY, encoding="utf-8")

    assert load(path).parameters == load(str(path)).parameters == parse(QUERY).parameters


@pytest.mark.parametrize(
    "name", ["no-such-query", "../secrets", "queries/../../etc/passwd", "missing.rq", "", "checks/none"]
)
def test_a_query_that_is_not_there_is_an_error_that_says_so(name: str) -> None:
    with pytest.raises(QueryError):
        load(name)


def test_a_file_that_is_not_utf8_is_an_error_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes(b"SELECT * { ?a ?b '\xff' }")

    with pytest.raises(QueryError, match="UTF-8"):
        load(path)


def test_shipped_queries_are_listed_sorted_and_checks_apart() -> None:
    assert list(names()) == sorted(names())
    assert not any(name.startswith("checks/") for name in names())
    assert all(name.startswith("checks/") for name in names(checks=True))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("?a<?b&&?c", ["?a", "<", "?b", "&", "&", "?c"], id="a sign, no IRI"),
        pytest.param("<http://e.org/#x>", ["<http://e.org/#x>"], id="a hash inside an IRI"),
        pytest.param("'''a ' \\''' b'''", ["'''a ' \\''' b'''"], id="a long string"),
        pytest.param('"a \\" # b" # c', ['"a \\" # b"', "# c"], id="a hash inside a string"),
        pytest.param("schema:about/^civ:claim", ["schema:about", "/", "^", "civ:claim"], id="a path"),
        pytest.param("'open", ["'", "open"], id="a string that never ends"),
    ],
)
def test_text_is_cut_into_tokens(text: str, kinds: list[str]) -> None:
    assert [token.text for token in tokens(text)] == kinds


def test_tokens_know_where_they_stand() -> None:
    assert all(QUERY.startswith(token.text, token.start) for token in tokens(QUERY))
    assert {token.kind for token in tokens(QUERY)} >= {Kind.COMMENT, Kind.IRI, Kind.STRING, Kind.VARIABLE}


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(QueryError, match="too long"):
        load("a" * 5_000)

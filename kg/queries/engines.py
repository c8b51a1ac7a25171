"""Asks one SPARQL query of a store, a pyoxigraph store, an rdflib graph or a server, with the same answer."""

import re
import textwrap
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.remote import Remote, select_remote
from kg.queries.terms import Row, Term
from kg.store import Store
from kg.vocab import XSD

if TYPE_CHECKING:
    import rdflib

Value: TypeAlias = str | int | bool | Decimal | date | None

_PLACE = re.compile(r"(?:error at |\(?line:)(?P<line>\d+)(?::|, col:)(?P<column>\d+)")
_REASON = re.compile(r"\b[A-Z][a-z]+(?: [A-Za-z]+){2,}")  # among the letters that Oxigraph expects
_SHOWN = 60
_LONG = 200
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


__all__ = ["Row", "Source", "Term", "Value", "select", "value_of"]
Source: TypeAlias = "Store | Remote | ox.Store | rdflib.Graph"


def select(source: Source, sparql: str, where: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Columns and rows of a SELECT; an ASK gives one row with the column ``answer``.

    Raises:
        EndpointError: the server does not answer completely.
        QueryError: it is not SPARQL 1.1, or asks for triples.
    """
    if isinstance(source, Remote):
        copy = source.copy_for(sparql)
        if copy is None:
            return select_remote(source, sparql, where)
        source = copy
    if not isinstance(source, ox.Store | Store):
        return _select_rdflib(source, sparql, where)
    try:
        if isinstance(source, Store):
            found = source.query(sparql)
        else:
            found = source.query(sparql, use_default_graph_as_union=True)
    except (SyntaxError, ValueError) as error:
        raise _broken(sparql, where, error) from error
    if isinstance(found, ox.QueryBoolean):
        return ("answer",), iter([(_boolean(bool(found)),)])
    if not isinstance(found, ox.QuerySolutions):
        raise QueryError(f"{where}: CONSTRUCT and DESCRIBE give no rows; use SELECT, or kg export")
    columns = tuple(variable.value for variable in found.variables)
    return columns, (tuple(solution) for solution in found)


def value_of(term: Term | None) -> Value:
    """The term as a plain value: IRIs and words as strings, whole numbers, days, decimals, truth values."""
    if term is None or isinstance(term, ox.NamedNode | ox.BlankNode):
        return None if term is None else term.value
    match term.datatype.value.removeprefix(XSD):
        case "integer":
            return int(term.value)
        case "decimal":
            return Decimal(term.value)
        case "boolean":
            return term.value in {"true", "1"}
        case "date" if _DATE.fullmatch(term.value):
            return date.fromisoformat(term.value)
    return term.value


def _select_rdflib(graph: "rdflib.Graph", sparql: str, where: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    import rdflib
    import rdflib.plugins.sparql

    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    if (
        "\\u" in sparql or "\\U" in sparql
    ):  # rdflib would take the second half of an escaped backslash for one
        raise QueryError(
            f"{where}: rdflib garbles a backslash before u; ask a store of ours, or leave it out"
        )
    if isinstance(graph, rdflib.Dataset) and not graph.default_union:
        raise QueryError(f"{where}: the Dataset hides its graphs; make it with default_union=True")
    try:
        found = graph.query(sparql)
    except Exception as error:  # pyparsing and rdflib raise a dozen kinds, plain Exception among them
        raise _broken(sparql, where, error) from error
    if found.type == "ASK":
        return ("answer",), iter([(_boolean(bool(found.askAnswer)),)])
    if found.type != "SELECT":
        raise QueryError(f"{where}: CONSTRUCT and DESCRIBE give no rows; use SELECT, or kg export")
    columns = tuple(str(variable) for variable in found.vars or ())
    rows = ({str(name): term for name, term in binding.items()} for binding in found.bindings)
    return columns, (tuple(_term(row.get(column)) for column in columns) for row in rows)


def _broken(sparql: str, where: str, error: Exception) -> QueryError:
    """Where the query stops being one, in a line: Oxigraph lists every letter that could stand there."""
    place = _PLACE.search(str(error))
    if place is None:
        told = textwrap.shorten(str(error).partition("\n")[0], _LONG)
        return QueryError(f"{where}: not SPARQL 1.1: {told}")
    line, column = int(place["line"]), int(place["column"])
    written = "".join(sparql.splitlines()[line - 1 : line])
    reason = _REASON.search(str(error))
    if reason is not None:
        what = reason[0]
    elif written[column - 1 :].strip():
        what = f"what begins there does not fit in {textwrap.shorten(written, _SHOWN)!r}"
    else:
        what = "something is missing there"
    return QueryError(f"{where}, line {line}, column {column}: not SPARQL 1.1: {what}")


def _term(node: object) -> Term | None:
    import rdflib

    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    assert isinstance(node, rdflib.Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    datatype = ox.NamedNode(str(node.datatype)) if node.datatype else None
    return ox.Literal(str(node), datatype=datatype)


def _boolean(value: bool) -> ox.Literal:
    return ox.Literal(value)

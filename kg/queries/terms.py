"""RDF terms and rows of answers, and how SPARQL JSON results write them."""

from collections.abc import Mapping
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import EndpointError

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Row: TypeAlias = tuple[Term | None, ...]


def term_of_json(term: Mapping[str, str]) -> Term:
    """The term that a cell of SPARQL JSON results writes.

    Raises:
        ValueError: it cannot stand in RDF.
    """
    value = term["value"]
    if term["type"] == "uri":
        return ox.NamedNode(value)
    if term["type"] == "bnode":
        return ox.BlankNode(value)
    if language := term.get("xml:lang"):
        return ox.Literal(value, language=language)
    datatype = term.get("datatype")
    return ox.Literal(value, datatype=ox.NamedNode(datatype) if datatype else None)


def quad_of_json(row: Mapping[str, Mapping[str, str]], graph: ox.NamedNode, *, where: str) -> ox.Quad:
    """The statement of a graph that a row with ``?s ?p ?o`` tells.

    Raises:
        EndpointError: the row tells none.
    """
    try:
        subject, predicate, value = (term_of_json(row[name]) for name in "spo")
        return ox.Quad(subject, predicate, value, graph)  # type: ignore[arg-type]
    except (KeyError, ValueError, TypeError) as error:
        raise EndpointError(
            f"{where}: a row of its answer is no statement; is it a SPARQL server?"
        ) from error

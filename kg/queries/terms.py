"""RDF terms and rows of answers, and how SPARQL JSON results write them."""

from collections.abc import Mapping
from typing import TypeAlias

import pyoxigraph as ox

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

"""A SPARQL server that has our graphs, asked as if all of them were one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.endpoint import Address, Answer, Limits

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Remote:
    """Where it is, how much it may answer, and what has to be said besides for it to show all graphs.

    ``base`` is what all IRIs of ours begin with there.
    """

    address: "Address"
    limits: "Limits"
    base: str = DEFAULT_BASE
    also: Mapping[str, str] = field(default_factory=dict)

    def ask(self, sparql: str) -> "Answer":
        """The complete answer to a SELECT or ASK query.

        Raises:
            EndpointError: the server does not answer completely within the limits.
        """
        from kg.endpoint import ask

        return ask(self.address, sparql, limits=self.limits, also=self.also)


def select_remote(source: Remote, sparql: str, where: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Columns and rows of a SELECT; an ASK gives one row with the column ``answer``.

    Raises:
        EndpointError: the server does not answer completely within the limits.
        QueryError: what it answers cannot stand in RDF.
    """
    answer = source.ask(sparql)
    if answer.yes is not None:
        return ("answer",), iter([(ox.Literal(answer.yes),)])
    try:
        rows = [tuple(_term(row.get(column)) for column in answer.columns) for row in answer.rows]
    except ValueError as error:
        raise QueryError(f"{where}: {source.address.questions} answers with no RDF: {error}") from error
    return answer.columns, iter(rows)


def _term(term: Mapping[str, str] | None) -> Term | None:
    if term is None:
        return None
    value = term["value"]
    if term["type"] == "uri":
        return ox.NamedNode(value)
    if term["type"] == "bnode":
        return ox.BlankNode(value)
    if "xml:lang" in term:
        return ox.Literal(value, language=term["xml:lang"])
    datatype = term.get("datatype")
    return ox.Literal(value, datatype=ox.NamedNode(datatype) if datatype else None)

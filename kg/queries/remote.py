"""A SPARQL server that has our graphs, asked as if all of them were one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import DEFAULT_BASE
from kg.queries.copying import copied, is_plain
from kg.queries.terms import Row, term_of_json
from kg.queries.tokens import tokens

if TYPE_CHECKING:
    from kg.endpoint import Address, Answer, ServerLimits

_COPIED: Final = frozenset({"virtuoso"})
"""Kinds of servers that are asked for their statements, because they answer more than that wrongly."""


_ONE_GRAPH: Final = "default-graph-uri"
"""With this a question sees the graphs it names, and no other by name."""


@dataclass(frozen=True, slots=True)
class Remote:
    """Where it is, how much it may answer, and what has to be said besides for it to show all graphs.

    ``base`` is what all IRIs of ours begin with there.
    """

    address: "Address"
    limits: "ServerLimits"
    base: str = DEFAULT_BASE
    also: Mapping[str, str] = field(default_factory=dict)
    _copies: list[ox.Store] = field(default_factory=list, init=False, repr=False, compare=False)

    def ask(self, sparql: str, limits: "ServerLimits | None" = None) -> "Answer":
        """The server's complete answer to a SELECT or ASK query, within its limits or those given.

        Raises:
            EndpointError: the server does not answer completely within the limits.
        """
        from kg.endpoint import ask

        return ask(self.address, sparql, limits=limits or self.limits, also=self.also)

    def answers(self, sparql: str) -> bool:
        """False where the server would answer this wrongly, so that a copy of what it has is asked."""
        return self.address.kind not in _COPIED or is_plain(sparql)

    def copy_for(self, sparql: str) -> ox.Store | None:
        """All that the server has of ours, where it would answer this wrongly; made once. Else None.

        Raises:
            EndpointError: there is more than the limits allow, or the server does not give all of it.
        """
        if self.answers(sparql):
            return None
        if not self._copies:
            self._copies.append(copied(self.ask, self.base, self.limits, self.address.questions))
        return self._copies[0]


def select_remote(source: Remote, sparql: str, where: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Columns and rows of a SELECT; an ASK gives one row with the column ``answer``.

    Raises:
        EndpointError: the server does not answer completely within the limits.
        QueryError: what it answers cannot stand in RDF.
    """
    if _ONE_GRAPH in source.also and any(token.text.upper() == "GRAPH" for token in tokens(sparql)):
        raise QueryError(
            f"{where}: GRAPH finds nothing there as the server is set up; set tdb2:unionDefaultGraph true "
            "for its dataset, see docs/stores.md"
        )
    answer = source.ask(sparql)
    if answer.yes is not None:
        return ("answer",), iter([(ox.Literal(answer.yes),)])
    try:
        rows = [tuple(_cell(row.get(column)) for column in answer.columns) for row in answer.rows]
    except ValueError as error:
        raise QueryError(f"{where}: {source.address.questions} answers with no RDF: {error}") from error
    return answer.columns, iter(rows)


def _cell(term: Mapping[str, str] | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    return None if term is None else term_of_json(term)

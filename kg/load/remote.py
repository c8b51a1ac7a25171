"""What a server has of our graphs, and changing it: graphs, and the ledger of digests that comes last."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import pyoxigraph as ox

from kg.endpoint import Address, Kind, ServerLimits, ask
from kg.endpoint.deadline import Deadline
from kg.endpoint.patience import TRIES, insist, patiently
from kg.endpoint.sending import Sender
from kg.errors import EndpointError
from kg.load.bodies import Body
from kg.queries.terms import quad_of_json
from kg.store.folder import LEDGER
from kg.vocab import P_GRAPH_DIGEST

T = TypeVar("T")
_PAGE: Final = 50_000
_PAGES: Final = {Kind.VIRTUOSO: 5_000}
"""Rows asked for at once: Virtuoso cuts every answer at 10,000 as it is set up, and sorts no more."""
_NAME: Final = re.compile(r"[A-Za-z0-9._~-]+")
_TOGETHER: Final = 100
_Row = Mapping[str, Mapping[str, str]]


class Remote:
    """One server, with how long each request may take and when all has to be over."""

    def __init__(
        self, address: Address, sender: Sender, *, base: str, seconds: float, deadline: Deadline
    ) -> None:
        self._address = address
        self._sender = sender
        self._prefix = f"{base}graph/"
        self._ledger = ox.NamedNode(self._prefix + LEDGER)
        self._seconds = seconds
        self._deadline = deadline
        self._answered = False
        self._page = _PAGES.get(address.kind, _PAGE)

    def iri(self, name: str) -> str:
        """The IRI of a graph."""
        return self._prefix + name

    def counts(self) -> tuple[dict[str, int], int]:
        """How many statements each graph under our base has, by name, and how many other graphs there are.

        A server that cuts its answers may leave some out; :meth:`count` asks for one.
        """
        rows = self._by_graph(
            lambda more, rest: (
                "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } " + more + "} GROUP BY ?g " + rest
            )
        )
        found = {row["g"]["value"]: self._number(row) for row in rows}
        ours = {self._short(graph): number for graph, number in found.items() if self._is_ours(graph)}
        return ours, sum(not graph.startswith(self._prefix) for graph in found)

    def count_each(self, names: Sequence[str]) -> dict[str, int]:
        """How many statements each of these graphs has."""
        found: dict[str, int] = {}
        for at in range(0, len(names), _TOGETHER):
            some = names[at : at + _TOGETHER]
            # Virtuoso takes seconds for the same asked with VALUES.
            parts = (
                f'{{ SELECT ("{number}" AS ?at) (COUNT(*) AS ?n) '
                f"WHERE {{ GRAPH {ox.NamedNode(self.iri(name))} {{ ?s ?p ?o }} }} }}"
                for number, name in enumerate(some)
            )
            rows = self._ask(f"SELECT ?at ?n WHERE {{ {' UNION '.join(parts)} }}")
            told = {row["at"]["value"]: self._number(row) for row in rows}
            if told.keys() != {str(number) for number in range(len(some))}:
                raise EndpointError(f"{self._address.questions}: was asked for counts and left some out")
            found |= {name: told[str(number)] for number, name in enumerate(some)}
        return found

    def digests(self) -> dict[str, str]:
        """The digest of each graph as the server's ledger tells it; empty where it tells several."""
        where = f"GRAPH {self._ledger} {{ ?g <{P_GRAPH_DIGEST}> ?d }} "
        rows = self._by_graph(lambda more, rest: f"SELECT ?g ?d WHERE {{ {where}{more}}} {rest}")
        found: dict[str, str] = {}
        for row in rows:
            graph, digest = row["g"]["value"], row["d"]["value"]
            name = self._short(graph)
            if self._is_ours(graph) and _NAME.fullmatch(name):
                found[name] = digest if found.get(name, digest) == digest else ""
        return found

    def quads(self, name: str, number: int) -> Iterator[ox.Quad]:
        """The statements of a graph that has so many, page by page; fewer where the server gives no more.

        A page can repeat what another had where the server does not keep an order; the number of different
        ones tells.
        """
        graph = ox.NamedNode(self.iri(name))
        given = 0
        while given < number:
            rows = self._ask(
                f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} LIMIT {self._page} OFFSET {given}"
            )
            if not rows:
                return
            given += len(rows)
            for row in rows:
                yield quad_of_json(row, graph, where=self._address.questions)

    def put(self, name: str, body: Body) -> None:
        """Puts a graph in place of what is there."""
        graph = self.iri(name)
        self._write(lambda seconds: self._sender.put(graph, body, body.size, seconds=seconds))

    def delete(self, name: str) -> None:
        """Takes out a graph."""
        self._write(lambda seconds: self._sender.delete(self.iri(name), seconds=seconds))

    def forget(self, names: Sequence[str]) -> None:
        """Takes the digests of graphs out of the server's ledger."""
        for at in range(0, len(names), _TOGETHER):
            some = " ".join(str(ox.NamedNode(self.iri(name))) for name in names[at : at + _TOGETHER])
            entry = f"GRAPH {self._ledger} {{ ?g <{P_GRAPH_DIGEST}> ?d }}"
            self._update(f"DELETE {{ {entry} }} WHERE {{ {entry} VALUES ?g {{ {some} }} }}")

    def remember(self, name: str, digest: str) -> None:
        """Writes the digest of a graph into the server's ledger, which has none of it."""
        entry = f"{ox.NamedNode(self.iri(name))} <{P_GRAPH_DIGEST}> {ox.Literal(digest)}"
        self._update(f"INSERT DATA {{ GRAPH {self._ledger} {{ {entry} }} }}")

    def _update(self, text: str) -> None:
        self._write(lambda seconds: self._sender.update(text, seconds=seconds))

    def _write(self, call: Callable[[float], T]) -> T:
        return patiently(call, seconds=self._deadline.within(self._seconds))

    def _ask(self, query: str) -> Sequence[_Row]:
        """Rows of an answer. A server that never answered is not asked again, because it may not be there."""

        def asked(_: int) -> Sequence[_Row]:
            limits = ServerLimits(self._deadline.within(self._seconds))
            return ask(self._address, query, limits=limits).rows

        rows = insist(asked, deadline=self._deadline, tries=TRIES if self._answered else 1)
        self._answered = True
        return rows

    def _by_graph(self, query: Callable[[str, str], str]) -> list[_Row]:
        """The rows of a query with ``?g``, in pages that each begin behind the last graph of the last one."""
        rows: list[_Row] = []
        more = ""
        while True:
            page = self._ask(query(more, f"ORDER BY ?g LIMIT {self._page}"))
            rows += [row for row in page if "g" in row]
            if len(page) < self._page:
                return rows
            more = f"FILTER(STR(?g) > {ox.Literal(page[-1]['g']['value'])}) "

    def _number(self, row: _Row) -> int:
        try:
            return int(row["n"]["value"])
        except (KeyError, ValueError, TypeError) as error:
            raise EndpointError(
                f"{self._address.questions}: counts with what is no number; is it a SPARQL server?"
            ) from error

    def _is_ours(self, graph: str) -> bool:
        return graph.startswith(self._prefix) and graph != self._ledger.value

    def _short(self, graph: str) -> str:
        return graph.removeprefix(self._prefix)

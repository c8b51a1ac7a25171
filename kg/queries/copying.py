"""Answers on a copy what a server would answer wrongly: Virtuoso is asked for statements and little more.

Virtuoso 7.2 takes an error inside COALESCE for false, gives rows of DISTINCT twice, loses values behind
nested EXISTS, and finds nothing, or no end, where paths with ``?`` and ``*`` meet other patterns: 16 of the
saved queries came back wrong, without a word. What it does answer rightly are plain patterns.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import EndpointError
from kg.queries.terms import quad_of_json
from kg.queries.tokens import Kind, tokens

if TYPE_CHECKING:
    from kg.endpoint import Answer, ServerLimits

_PLAIN: Final = frozenset({"prefix", "select", "ask", "where", "graph", "values", "limit", "a"})
_PAGE: Final = 5_000  # as it is set up, it cuts every answer at 10,000 rows
_BYTES: Final = 250
"""What a statement takes in an answer, roughly."""
_GRAPHS: Final = """SELECT ?graph (COUNT(*) AS ?number) WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} {after} }}
GROUP BY ?graph ORDER BY ?graph LIMIT {page}"""

Ask = Callable[[str, "ServerLimits"], "Answer"]


def is_plain(sparql: str) -> bool:
    """True for patterns of statements and lists of values, and no more."""
    for token in tokens(sparql):
        word = token.kind is Kind.WORD
        if word and not token.text.isdecimal() and token.text.lower() not in _PLAIN:
            return False
        if token.kind is Kind.OTHER and token.text in "/|^*+?!":
            return False
    return True


def copied(ask: Ask, base: str, limits: "ServerLimits", where: str) -> ox.Store:
    """Every statement of the graphs under the base, in memory.

    Raises:
        EndpointError: there are more than the limits allow, or the server does not give all of them.
    """
    deadline = time.monotonic() + limits.seconds

    def within(sparql: str) -> "Answer":
        return ask(sparql, replace(limits, seconds=max(deadline - time.monotonic(), 0.001), rows=None))

    graphs = dict(_graphs(within, f"{base}graph/"))
    total = sum(graphs.values())
    needed = total * _BYTES // 2**20 + 1
    if needed > limits.megabytes:
        raise EndpointError(
            f"{where}: holds {total:,} statements; Virtuoso answers this wrongly, so kg answers it on a copy "
            f"of them; --max-bytes {needed * 2**20} allows that; or ask the store's folder, or another server"
        )
    store = ox.Store()
    for name, number in graphs.items():
        graph = ox.NamedNode(name)
        store.extend(_statements(within, graph, number, where))
    return store


def _graphs(ask: Callable[[str], "Answer"], prefix: str) -> Iterator[tuple[str, int]]:
    """Names of graphs under the prefix, and how many statements each has."""
    after = ""
    while True:
        rows = ask(_GRAPHS.format(after=after, page=_PAGE)).rows
        for row in rows:
            if row["graph"]["value"].startswith(prefix):
                yield row["graph"]["value"], int(row["number"]["value"])
        if len(rows) < _PAGE:
            return
        after = f"FILTER (STR(?graph) > {ox.Literal(rows[-1]['graph']['value'])})"


def _statements(ask: Callable[[str], "Answer"], graph: ox.NamedNode, number: int, where: str) -> set[ox.Quad]:
    """All statements of a graph that has so many; pages can repeat each other, which the number tells."""
    found: set[ox.Quad] = set()
    given = 0
    while given < number:
        page = f"LIMIT {_PAGE} OFFSET {given}"
        rows = ask(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} {page}").rows
        if not rows:
            break
        given += len(rows)
        found.update(quad_of_json(row, graph, where=where) for row in rows)
    if len(found) != number:
        raise EndpointError(
            f"{where}: gave {len(found):,} of the {number:,} statements of {graph}; "
            "is it being loaded? ask again when that is over"
        )
    return found

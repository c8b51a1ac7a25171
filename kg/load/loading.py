"""Puts each graph of a store in place of the server's, and counts them there afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx

from kg.endpoint import Address, address_of, ask, within
from kg.errors import EndpointError
from kg.store import Store

DEADLINE_SECONDS: Final = 120.0
"""For one graph, from the first byte sent to the last byte received."""
_COUNTS: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What the server has now: how many graphs and quads of the store, and which of its own besides."""

    graphs: int
    quads: int
    others: tuple[str, ...]


def load(
    store: Store,
    url: str,
    *,
    deadline_seconds: float = DEADLINE_SECONDS,
    progress: Callable[[int, int], None] | None = None,
) -> LoadReport:
    """Copies every graph to a server by the Graph Store Protocol; there it deletes those of withdrawn texts.

    Running it again is safe: each graph is replaced whole.

    Raises:
        EndpointError: the address is not allowed, the server refuses or is too slow, or it does not hold
            afterwards what was sent.
    """
    address = address_of(url)
    counts = store.counts()
    with _client(address) as client:
        for number, name in enumerate(counts, start=1):
            body = "".join(sorted(f"{quad.triple} .\n" for quad in store.quads(name)))
            graph = f"{store.base}graph/{name}"
            _send(client, "PUT", address, graph, body=body.encode(), seconds=deadline_seconds)
            if progress is not None:
                progress(number, len(counts))
        for key in sorted(store.tombstones.keys() - counts.keys()):
            _send(client, "DELETE", address, f"{store.base}graph/{key}", seconds=deadline_seconds)
    sent = {f"{store.base}graph/{name}": number for name, number in counts.items()}
    return _compare(sent, url)


def _client(address: Address) -> httpx.Client:
    auth = (address.user, address.password or "") if address.user is not None else None
    # On this machine no proxy is asked; elsewhere the user's own settings hold.
    return httpx.Client(follow_redirects=False, auth=auth, trust_env=not address.is_local)


def _send(
    client: httpx.Client,
    method: str,
    address: Address,
    graph: str,
    *,
    seconds: float,
    body: bytes | None = None,
) -> None:
    where = address.graphs
    headers = {"Content-Type": "application/n-triples"} if body is not None else {}

    def send() -> httpx.Response:
        return client.request(
            method, where, params={"graph": graph}, content=body, headers=headers, timeout=seconds
        )

    try:
        response = within(seconds, send, where=where)
    except httpx.HTTPError as error:
        raise EndpointError(f"{where}: no answer ({error}); is the server running?") from error
    if response.is_redirect:
        raise EndpointError(f"{where}: redirects elsewhere, which kg does not follow; give that address")
    missing = method == "DELETE" and response.status_code == httpx.codes.NOT_FOUND
    if not response.is_success and not missing:
        raise EndpointError(
            f"{where}: refused {graph} with {response.status_code}: {response.text[:300].strip()}"
        )


def _compare(sent: dict[str, int], url: str) -> LoadReport:
    answer = ask(url, _COUNTS)
    there = {row["g"]["value"]: int(row["n"]["value"]) for row in answer.rows}
    wrong = [
        f"{graph} has {there.get(graph, 0)} of {number}"
        for graph, number in sent.items()
        if there.get(graph, 0) != number
    ]
    if wrong:
        raise EndpointError(f"{url}: does not hold what was sent: {'; '.join(wrong[:5])}; load again")
    return LoadReport(len(sent), sum(sent.values()), tuple(sorted(there.keys() - sent.keys())))

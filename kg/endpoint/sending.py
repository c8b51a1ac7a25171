"""Sends graphs and updates to one server, by the SPARQL 1.1 Graph Store Protocol and Update, over httpx.

No redirect is followed, each request has a deadline for the whole of it, and little of a reply is read.
"""

from collections.abc import Iterable
from types import TracebackType
from typing import Final, Self

import httpx

from kg.endpoint.address import Address
from kg.endpoint.deadline import within
from kg.endpoint.servers import Auth
from kg.endpoint.verdicts import verdict
from kg.errors import NoAnswerError

_AFTER: Final = 1.0
"""Seconds for which a socket outlives the deadline, so that it is the deadline that ends a request."""
_MOST: Final = 64 * 1024
"""Bytes of a reply that are read, so that the connection can be used again; replies to writing are short."""


class Sender:
    """A connection to a server that takes graphs and updates, to be used in a ``with`` block.

    Each method raises EndpointError where the server refuses, NoAnswerError where it is not known whether
    it did what it was asked, and BusyError where it asks to come back later.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._auth = _auth(address)
        self._client = self._new_client()

    def put(self, graph: str, lines: Iterable[bytes], size: int, *, seconds: float) -> None:
        """Puts lines of N-Triples, ``size`` bytes in sum, in place of a graph.

        ``lines`` can be iterated over more than once: a server may ask again who sends them.
        """
        headers = {"Content-Type": "application/n-triples", "Content-Length": str(size)}
        self._send("PUT", self._graph(graph), seconds, what=graph, content=lines, headers=headers)

    def delete(self, graph: str, *, seconds: float) -> None:
        """Takes out a graph; fine where there is none."""
        self._send("DELETE", self._graph(graph), seconds, what=graph, fine=(httpx.codes.NOT_FOUND,))

    def update(self, text: str, *, seconds: float) -> None:
        """Has the server carry out a SPARQL Update."""
        headers = {"Content-Type": "application/sparql-update"}
        url = httpx.URL(self._address.updates)
        self._send("POST", url, seconds, what="an update", content=text.encode(), headers=headers)

    def close(self) -> None:
        """Ends the connection; a second call does nothing."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _graph(self, name: str) -> httpx.URL:
        return httpx.URL(self._address.graphs).copy_merge_params({"graph": name})

    def _send(
        self,
        method: str,
        url: httpx.URL,
        seconds: float,
        *,
        what: str,
        content: Iterable[bytes] | bytes | None = None,
        headers: dict[str, str] | None = None,
        fine: tuple[int, ...] = (),
    ) -> None:
        client, where = self._client, str(url.copy_with(query=None))
        told = {"Accept": "*/*", "Accept-Encoding": "identity", **(headers or {})}

        def send() -> None:
            with client.stream(
                method, url, content=content, headers=told, timeout=seconds + _AFTER, auth=self._auth
            ) as reply:
                said = _beginning(reply)
            if not reply.is_success and reply.status_code not in fine:
                again = reply.headers.get("Retry-After")
                raise verdict(self._address, where, reply.status_code, said, retry_after=again, what=what)

        try:
            within(seconds, send, where=where, cancel=self._renew)
        except httpx.HTTPError as error:
            self._renew()
            raise NoAnswerError(f"{where}: no answer ({_reason(error)}); is the server running?") from error

    def _renew(self) -> None:
        """Ends what is under way and begins a new connection."""
        self._client.close()
        self._client = self._new_client()

    def _new_client(self) -> httpx.Client:
        # On this machine no proxy is asked; elsewhere the user's own settings hold.
        return httpx.Client(follow_redirects=False, trust_env=not self._address.is_local)


def _auth(address: Address) -> httpx.Auth | None:
    if address.user is None:
        return None
    method = httpx.DigestAuth if address.auth is Auth.DIGEST else httpx.BasicAuth
    return method(address.user, address.password or "")


def _beginning(reply: httpx.Response) -> str:
    data = b""
    for part in reply.iter_raw():
        data += part
        if len(data) > _MOST:
            break
    return data.decode("utf-8", "replace")


def _reason(error: httpx.HTTPError) -> str:
    return str(error) or type(error).__name__

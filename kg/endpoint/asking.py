"""Asks a SPARQL server through SPARQLWrapper: the one place where that library is used.

Left alone it follows redirects with the password to other hosts, opens ``file://``, and waits for ever.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, Any, Final

from SPARQLWrapper import BASIC, JSON, POST, SELECT, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.endpoint.address import Address, address_of
from kg.endpoint.deadline import within
from kg.errors import EndpointError

DEADLINE_SECONDS: Final = 60.0
_LARGEST: Final = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows as SPARQL JSON results have them; a term is a mapping with type and value.

    ``yes`` is the answer of ASK, None for SELECT.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Mapping[str, str]], ...]
    yes: bool | None = None


def ask(server: str | Address, query: str, *, deadline_seconds: float = DEADLINE_SECONDS) -> Answer:
    """The complete answer to a SELECT or ASK query; the server is named by its URL or address.

    Raises:
        EndpointError: the address is not allowed, or the server refused, redirected, was too slow, or
            did not answer with complete SPARQL JSON results.
    """
    address = server if isinstance(server, Address) else address_of(server)
    data = within(deadline_seconds, lambda: _fetch(address, query, deadline_seconds), where=address.questions)
    return _parsed(data, where=address.questions)


class _Guarded(SPARQLWrapper):
    """SPARQLWrapper without redirects and without any scheme but http and https."""

    def __init__(self, address: Address) -> None:
        super().__init__(address.questions, returnFormat=JSON)
        proxies = urllib.request.ProxyHandler({} if address.is_local else None)
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            proxies,
            _NoRedirect(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPErrorProcessor(),
            urllib.request.HTTPDefaultErrorHandler(),
        ):
            self._opener.add_handler(handler)

    def fetch(self) -> bytes:
        """The body of the answer."""
        request: urllib.request.Request = self._createRequest()
        with self._opener.open(request, timeout=self.timeout) as response:
            assert isinstance(response, HTTPResponse)
            return response.read(_LARGEST + 1)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Never another address: it could be another's."""


def _fetch(address: Address, query: str, seconds: float) -> bytes:
    wrapper = _Guarded(address)
    wrapper.setMethod(POST)
    wrapper.setTimeout(max(1, int(seconds)))
    wrapper.addCustomHttpHeader("Accept", "application/sparql-results+json")
    # setQuery would guess the kind of query, warn, and send an update elsewhere.
    wrapper.queryType, wrapper.queryString = SELECT, query
    if address.user is not None:
        wrapper.setHTTPAuth(BASIC)
        wrapper.setCredentials(address.user, address.password or "")
    try:
        return wrapper.fetch()
    except urllib.error.HTTPError as error:
        with error:
            if 300 <= error.code < 400:
                raise EndpointError(
                    f"{address.questions}: redirects elsewhere, which kg does not follow; give that address"
                ) from error
            said = error.read(300).decode("utf-8", "replace").strip()
        raise EndpointError(f"{address.questions}: refused with {error.code}: {said}") from error
    except (urllib.error.URLError, SPARQLWrapperException, HTTPException, OSError) as error:
        raise EndpointError(f"{address.questions}: no answer ({error}); is the server running?") from error


def _parsed(data: bytes, *, where: str) -> Answer:
    if len(data) > _LARGEST:
        raise EndpointError(f"{where}: the answer is larger than {_LARGEST // 2**20} MB; ask for less")
    try:
        document: dict[str, Any] = json.loads(data)
        if "boolean" in document:
            return Answer((), (), bool(document["boolean"]))
        return Answer(tuple(document["head"]["vars"]), tuple(document["results"]["bindings"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EndpointError(
            f"{where}: the answer is no complete SPARQL result; is this its query address?"
        ) from error

"""Asks a SPARQL server through SPARQLWrapper: the one place where that library is used.

Left alone it follows redirects with the password to other hosts, opens ``file://``, and waits for ever.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import IO, Final

from SPARQLWrapper import BASIC, JSON, POST, SELECT, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.endpoint.address import Address, address_of
from kg.endpoint.answer import Answer, parsed
from kg.endpoint.deadline import within
from kg.endpoint.patience import patiently
from kg.endpoint.servers import Auth
from kg.endpoint.verdicts import verdict
from kg.errors import EndpointError, NoAnswerError

_SAID: Final = 2_000
_PART: Final = 64 * 1024
_AFTER: Final = 1.0
"""Seconds for which a socket outlives the deadline, so that it is the deadline that ends a request."""
_JSON: Final = frozenset({"application/sparql-results+json", "application/json"})


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """How long one waits for a whole answer, and how large it may be; ``rows`` None is any number."""

    seconds: float = 60.0
    megabytes: int = 512
    rows: int | None = None


USUAL: Final = ServerLimits()


def ask(
    server: str | Address,
    query: str,
    *,
    limits: ServerLimits = USUAL,
    also: Mapping[str, str] | None = None,
) -> Answer:
    """The complete answer to a SELECT or ASK query; the server is named by its URL or address.

    ``also`` are further parameters of the request.

    Raises:
        EndpointError: the address is not allowed, or the server refused, redirected, was too slow, or
            did not answer with complete SPARQL JSON results within the limits.
    """
    address = server if isinstance(server, Address) else address_of(server)
    where = address.questions

    def fetch(seconds: float) -> tuple[bytes, HTTPMessage]:
        return within(seconds, lambda: _fetch(address, query, limits, also or {}, seconds), where=where)

    body, headers = patiently(fetch, seconds=limits.seconds)
    _check(body, headers, limits, where)
    answer = parsed(body, where=where)
    _check_number(len(answer.rows), headers, limits, where)
    return answer


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
        if address.user is not None and address.auth == Auth.DIGEST:
            # SPARQLWrapper would make this the opener of the whole process.
            known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            known.add_password(None, address.questions, address.user, address.password or "")
            self._opener.add_handler(urllib.request.HTTPDigestAuthHandler(known))
        elif address.user is not None:
            self.setHTTPAuth(BASIC)
            self.setCredentials(address.user, address.password or "")

    def fetch(self, largest: int, *, seconds: float) -> tuple[bytes, HTTPMessage]:
        """The body of the answer, little more than the largest at most, and its headers.

        Whoever asked has left soon after the time is up: then nothing more is read for nobody.
        """
        end = time.monotonic() + seconds + _AFTER
        request: urllib.request.Request = self._createRequest()
        body = bytearray()
        with self._opener.open(request, timeout=seconds + _AFTER) as response:
            assert isinstance(response, HTTPResponse)
            while len(body) <= largest and time.monotonic() < end and (part := response.read1(_PART)):
                body += part
            return bytes(body), response.headers


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


def _fetch(
    address: Address, query: str, limits: ServerLimits, also: Mapping[str, str], seconds: float
) -> tuple[bytes, HTTPMessage]:
    wrapper = _Guarded(address)
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)  # else it sends format=, output= and results= besides
    wrapper.addCustomHttpHeader("Accept", "application/sparql-results+json")
    for name, value in also.items():
        wrapper.addParameter(name, value)
    # setQuery would guess the kind of query, warn, and send an update elsewhere.
    wrapper.queryType, wrapper.queryString = SELECT, query
    try:
        return wrapper.fetch(limits.megabytes * 2**20, seconds=seconds)
    except urllib.error.HTTPError as error:
        with error:
            said = error.read(_SAID).decode("utf-8", "replace")
        raise verdict(
            address, address.questions, error.code, said, retry_after=error.headers["Retry-After"]
        ) from None
    except (urllib.error.URLError, SPARQLWrapperException, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise NoAnswerError(f"{address.questions}: no answer ({reason}); is the server running?") from error


def _check(body: bytes, headers: HTTPMessage, limits: ServerLimits, where: str) -> None:
    if len(body) > limits.megabytes * 2**20:
        raise EndpointError(f"{where}: the answer is larger than {limits.megabytes} MB; ask for less")
    if headers.get_content_type() not in _JSON:
        raise EndpointError(
            f"{where}: answers with {headers.get_content_type()}, not with SPARQL JSON results; "
            "is this its query address?"
        )
    if headers.get("X-SQL-State"):  # Virtuoso's time is up: what it found until then, with status 200
        raise EndpointError(f"{where}: the server broke off ({headers.get('X-SQL-State')}); ask for less")


def _check_number(rows: int, headers: HTTPMessage, limits: ServerLimits, where: str) -> None:
    """That no row was left out: Virtuoso cuts at its own limit, and says only which limit that is."""
    most = headers.get("X-SPARQL-MaxRows", "")
    if most.isdecimal() and rows >= int(most):
        raise EndpointError(
            f"{where}: the server gives {most} rows at most, so this may be a part; "
            "raise ResultSetMaxRows in its virtuoso.ini, or ask for less"
        )
    if limits.rows is not None and rows > limits.rows:
        raise EndpointError(f"{where}: more than {limits.rows:,} rows; ask for less, or raise --max-rows")

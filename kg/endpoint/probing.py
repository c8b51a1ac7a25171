"""Finds out which kind of server stands at an address, where the address does not tell."""

from typing import Final

import httpx

from kg.endpoint.address import Address, address_of, kind_of, likely_kinds, origin_of
from kg.endpoint.credentials import Login
from kg.endpoint.deadline import within
from kg.endpoint.servers import KINDS, Kind
from kg.errors import EndpointError, NoAnswerError

SECONDS: Final = 15.0
_WAY_OUT: Final = f"--kind says which it is ({', '.join(KINDS)})"
_NOTHING_THERE: Final = frozenset({404, 405, 410, 501})


def find_address(
    url: str, *, kind: Kind | None = None, login: Login | None = None, seconds: float = SECONDS
) -> Address:
    """The address of a server, by its kind, by its path, else by asking where it takes graphs.

    Nobody logs in for that, and nothing is changed there.

    Raises:
        EndpointError: it is no such URL, no server answers, or it is none of those that are known.
    """
    known = kind or kind_of(url)
    if known is None:
        known = _asked(url, seconds)
    return address_of(url, kind=known, login=login)


def _asked(url: str, seconds: float) -> Kind:
    for kind in likely_kinds(url):
        if _takes_graphs(address_of(url, kind=kind), seconds):
            return kind
    raise EndpointError(f"{origin_of(url)}: not one of the servers that are known; {_WAY_OUT}")


def _takes_graphs(address: Address, seconds: float) -> bool:
    """True where there is something at its address for graphs, be it for others only."""
    where = address.graphs
    client = httpx.Client(follow_redirects=False, trust_env=not address.is_local)

    def status() -> int:
        with client.stream("HEAD", where, timeout=seconds) as reply:
            return reply.status_code

    try:
        with client:
            return within(seconds, status, where=where, cancel=client.close) not in _NOTHING_THERE
    except httpx.HTTPError as error:
        raise NoAnswerError(f"{where}: no answer ({error}); is the server running?") from error

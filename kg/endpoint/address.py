"""Addresses of SPARQL servers: which are allowed, and where a server takes graphs, questions and updates."""

import ipaddress
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from kg.endpoint.credentials import Login
from kg.endpoint.servers import SERVERS, Auth, Kind
from kg.errors import AddressError

_REPOSITORY: Final = re.compile(r"/repositories/[^/]+(?:/statements|/rdf-graphs/service)?$")


@dataclass(frozen=True, slots=True)
class Address:
    """A server: where it takes graphs (Graph Store Protocol), questions and updates, and who asks."""

    graphs: str
    questions: str
    updates: str
    is_local: bool
    kind: Kind = Kind.OTHER
    auth: Auth = Auth.BASIC
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return origin_of(self.questions)


def address_of(url: str, *, kind: Kind | None = None, login: Login | None = None) -> Address:
    """The address of a server by the URL of its root, or of where it takes graphs, questions or updates.

    Where the URL does not tell which kind of server it is, it is taken for Oxigraph's; see
    :func:`kg.endpoint.find_address`, which asks it.

    Raises:
        AddressError: it is no such URL, or holds a password.
    """
    parts = _allowed(url)
    known = kind or kind_of(url) or _likely(parts)
    if known not in SERVERS:
        raise AddressError(f"{origin_of(url)}: give where it takes graphs, questions and updates, each")
    server = SERVERS[known]
    path = parts.path.rstrip("/")
    end = next((end for end in server.ends if path.endswith(end)), "")
    root = urlunsplit((parts.scheme, parts.netloc, path.removesuffix(end), "", ""))
    paths = server.signed if login is not None else server.open
    return Address(
        root + paths.graphs, root + paths.questions, root + paths.updates, _is_loopback(parts.hostname or ""),
        known, server.auth, login.user if login else None, login.password if login else None,
    )  # fmt: skip


def address_by_parts(
    *, graphs: str, questions: str, updates: str, login: Login | None = None, auth: Auth = Auth.BASIC
) -> Address:
    """The address of any server that follows SPARQL 1.1, by its three parts.

    Raises:
        AddressError: one is no such URL or holds a password, or they are of several servers.
    """
    parts = [_allowed(url) for url in (graphs, questions, updates)]
    if len({(part.scheme, part.netloc) for part in parts}) > 1:
        raise AddressError(
            f"{origin_of(questions)}: graphs, questions and updates must go to one scheme, host and port"
        )
    takes_graphs, takes_questions, takes_updates = (urlunsplit(part) for part in parts)
    user, password = (login.user, login.password) if login else (None, None)
    return Address(
        takes_graphs, takes_questions, takes_updates, _is_loopback(parts[0].hostname or ""),
        Kind.OTHER, auth, user, password,
    )  # fmt: skip


def kind_of(url: str) -> Kind | None:
    """Which kind of server it is, where the path says it; None where it does not."""
    path = _allowed(url).path.rstrip("/")
    if _REPOSITORY.search(path):
        return Kind.RDF4J
    ends = ((kind, end) for kind, server in SERVERS.items() if kind != Kind.RDF4J for end in server.own)
    return next((kind for kind, end in ends if path.endswith(end)), None)


def likely_kinds(url: str) -> tuple[Kind, ...]:
    """The kinds that it can be, the likeliest first, where the path does not say it."""
    first = _likely(_allowed(url))
    return (first, *(kind for kind in SERVERS if kind not in (first, Kind.RDF4J)))


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL, without a password it may hold."""
    parts = _allowed(url)
    return f"{parts.scheme}://{parts.netloc}"


def _likely(parts: SplitResult) -> Kind:
    ports = {server.port: kind for kind, server in SERVERS.items() if server.port is not None}
    if parts.port in ports:
        return ports[parts.port]
    path = parts.path.rstrip("/")
    if path == "/sparql":
        return Kind.VIRTUOSO
    return Kind.FUSEKI if path.endswith("/sparql") else Kind.OXIGRAPH


def _allowed(url: str) -> SplitResult:
    """The parts of a URL that may be asked, its host in one form and its port checked.

    Only https goes beyond this machine, so that neither words nor passwords travel in the open.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # its message may quote a password
        raise AddressError("no web address; write https://HOST or http://localhost:7878") from None
    if "@" in parts.netloc + parts.path:  # a password with a slash ends up in the path
        raise AddressError(
            "a name or password in an address ends up in histories and logs; leave it out and set "
            "KG_USER and KG_PASSWORD (an @ in a path is written %40)"
        )
    local = _is_loopback(host)
    if parts.scheme not in ("http", "https") or not host:
        raise AddressError(f"{host or url}: not a web address; write https://HOST or http://localhost:7878")
    if parts.scheme == "http" and not local:
        raise AddressError(f"{host}: http would send it in the open; use https, or a server on this machine")
    try:
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        raise AddressError(f"{host}: the port is no number from 0 to 65535") from None
    name = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{name}{port}", fragment="")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Addresses of SPARQL servers: which are allowed, and where a server takes graphs and questions."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import EndpointError


@dataclass(frozen=True, slots=True)
class Address:
    """A server: where it takes graphs (Graph Store Protocol) and questions, and who asks."""

    graphs: str
    questions: str
    is_local: bool
    user: str | None = None
    password: str | None = None


def address_of(url: str) -> Address:
    """The address of a server by the URL of its root, of its ``/store`` or of its ``/query``.

    Only https goes beyond this machine, so that neither words nor passwords travel in the open.

    Raises:
        EndpointError: it is no such URL.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    local = _is_loopback(host)
    if parts.scheme not in ("http", "https") or not host:
        raise EndpointError(f"{host or url}: not a web address; write https://HOST or http://localhost:7878")
    if parts.scheme == "http" and not local:
        raise EndpointError(f"{host}: http would send it in the open; use https, or a server on this machine")
    try:
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError as error:
        raise EndpointError(f"{host}: the port is no number from 0 to 65535") from error
    path = parts.path.rstrip("/").removesuffix("/store").removesuffix("/query")
    name = f"[{host}]" if ":" in host else host
    root = urlunsplit((parts.scheme, f"{name}{port}", path, "", ""))
    user = unquote(parts.username) if parts.username is not None else None
    password = unquote(parts.password) if parts.password is not None else None
    return Address(f"{root}/store", f"{root}/query", local, user, password)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

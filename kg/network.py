"""Whether this process may reach the network: off in every command, on for the one host that the user named.

What is switched off stays off for threads too. Oxigraph is compiled and passes no audit event: the guard of
queries refuses what would make it reach out, and workers lose the right to open sockets at all.
"""

import ipaddress
import socket
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from kg.errors import NetworkError

_CONNECTING: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"})
_ASKING: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_WEB: Final = ("http", "https")


class _Switch:
    """How often the network was switched off, and the hosts that may be reached meanwhile."""

    def __init__(self) -> None:
        self.off = 0
        self.hosts: tuple[str, ...] = ()
        self.is_hooked = False
        self.lock = threading.RLock()


_switch = _Switch()


@contextmanager
def network_off() -> Iterator[None]:
    """No Python code of this process reaches the network while the block runs; sockets of files still work.

    Raises:
        NetworkError: in the block, from whatever tried to.
    """
    switch_off()
    try:
        yield
    finally:
        with _switch.lock:
            _switch.off -= 1


def switch_off() -> None:
    """As :func:`network_off`, until the process ends."""
    with _switch.lock:
        if not _switch.is_hooked:
            sys.addaudithook(_watch)  # it cannot be taken out again: a switch that is on makes it do nothing
            _switch.is_hooked = True
        _switch.off += 1


@contextmanager
def reaching(*urls: str | None) -> Iterator[None]:
    """Lets the block reach the hosts of the URLs, and the proxies that the environment names."""
    hosts = [_host(url) for url in (*urls, *urllib.request.getproxies().values()) if url is not None]
    named = tuple(host.lower() for host in hosts if host)
    with _switch.lock:
        before = _switch.hosts
        _switch.hosts = (*before, *named)
    try:
        yield
    finally:
        with _switch.lock:
            _switch.hosts = before


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # whoever asks for it will say so
        return None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook. ``Any`` because each event has arguments of its own."""
    if not _switch.off:
        return
    if event in _CONNECTING:
        address = arguments[1]
        if isinstance(address, tuple) and not _is_named(str(address[0])):
            _refuse(str(address[0]))
    elif event in _ASKING:
        if arguments[0] is not None and not _is_told(_text(arguments[0])):
            _refuse(_text(arguments[0]))
    elif event == "urllib.Request":
        parts = urlsplit(str(arguments[0]))
        if parts.scheme not in _WEB or not _is_told(parts.hostname or ""):
            _refuse(f"{parts.scheme}://{parts.hostname or ''}")


def _is_told(host: str) -> bool:
    return host.lower() in _switch.hosts


def _is_named(address: str) -> bool:
    """True for a host that may be reached, or for one of its addresses."""
    return _is_told(address) or any(address in _addresses(host) for host in _switch.hosts)


def _addresses(host: str) -> frozenset[str]:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        try:
            return frozenset(str(found[4][0]) for found in socket.getaddrinfo(host, None))
        except OSError:
            return frozenset()
    return frozenset({host})


def _text(host: object) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)


def _refuse(where: str) -> None:
    raise NetworkError(
        f"{where}: would reach the network, which kg does only where a command names the server"
    )

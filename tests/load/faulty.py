"""An endpoint that fails on purpose: it stands before a real server and spoils some of its answers."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import urlsplit

JSON = "application/sparql-results+json"
REASONS = {429: "Too Many Requests", 503: "Service Unavailable"}


@dataclass
class Request:
    """One request as it came in: ``step`` is put, delete, update or question."""

    step: str
    body: bytes
    headers: HTTPMessage


@dataclass
class Endpoint:
    """The faulty endpoint: what it was asked, and what it spoils.

    ``fault`` strikes at requests of ``step`` (any where None), ``times`` often (for ever where None), after
    ``later`` requests of that kind.
    ``done_first`` has the real server do what was asked before the fault strikes.
    """

    upstream: str
    url: str = ""
    fault: "Fault | None" = None
    step: str | None = None
    times: int | None = None
    later: int = 0
    done_first: bool = False
    requests: list[Request] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    elsewhere: str = ""

    def steps(self, step: str) -> int:
        """How many requests of this step there were."""
        return sum(request.step == step for request in self.requests)

    def strikes(self, step: str) -> bool:
        """True where the fault strikes now."""
        if self.fault is None or self.step not in (None, step) or self.times == 0:
            return False
        if self.later:
            self.later -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Handler(BaseHTTPRequestHandler):
    """Passes a request on to the real server, or has a fault answer it."""

    protocol_version = "HTTP/1.1"
    endpoint: Endpoint

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        path = urlsplit(self.path).path
        step = {"PUT": "put", "DELETE": "delete"}.get(
            self.command, "update" if path == "/update" else "question"
        )
        self.endpoint.requests.append(Request(step, body, self.headers))
        self.body = body
        try:
            if not self.endpoint.strikes(step):
                self.reply(*self.passed_on())
                return
            self.close_connection = True
            if self.endpoint.done_first:
                self.passed_on()
            assert self.endpoint.fault is not None
            self.endpoint.fault(self)
        except (OSError, HTTPException):  # whoever asked has gone, or the real server
            self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

    def passed_on(self) -> tuple[int, str, bytes]:
        """Status, kind and body of what the real server answers."""
        connection = HTTPConnection(urlsplit(self.endpoint.upstream).netloc)
        kept = {name: value for name in ("Content-Type", "Accept") if (value := self.headers[name])}
        try:
            connection.request(self.command, self.path, self.body, kept)
            reply = connection.getresponse()
            return reply.status, reply.headers.get("Content-Type", ""), reply.read()
        finally:
            connection.close()

    def reply(
        self, status: int, kind: str, body: bytes, *, more: int = 0, headers: dict[str, str] | None = None
    ) -> None:
        """An answer; ``more`` bytes are promised that do not come."""
        self.send_response(status, REASONS.get(status))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) + more))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def begin(self, kind: str) -> None:
        """The head of an answer of unknown length."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


Fault: TypeAlias = Callable[[Handler], None]


def reset(handler: Handler) -> None:
    """The connection breaks."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def silence(handler: Handler) -> None:
    """No answer at all."""
    handler.endpoint.stop.wait()


def drip(handler: Handler) -> None:
    """An answer that never ends, a byte at a time."""
    handler.begin(JSON)
    while not handler.endpoint.stop.wait(0.02):
        handler.wfile.write(b" ")


def dripping_head(handler: Handler) -> None:
    """The same before the answer begins, where no time-out of a socket ever ends it."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.endpoint.stop.wait(0.02):
        handler.wfile.write(b"x")


def cut_json(handler: Handler) -> None:
    """Half of the answer, and then the connection ends as if that were all."""
    body = handler.passed_on()[2]
    handler.begin(JSON)
    handler.wfile.write(body[: len(body) // 2])


def cut_reply(handler: Handler) -> None:
    """Fewer bytes than were promised."""
    handler.reply(200, "text/plain", b"do", more=10)


def cancelled_csv(handler: Handler) -> None:
    """Rows as CSV, the last of which is the message of a cancelled query."""
    handler.reply(200, "text/csv", b"g,n\r\nhttps://example.org/a,1\r\nQuery cancelled\r\n")


def html(handler: Handler) -> None:
    """The page of some other program."""
    handler.reply(200, "text/html", b"<!DOCTYPE html><title>Welcome</title><p>Please log in")


def html_called_json(handler: Handler) -> None:
    """The same page under another name."""
    handler.reply(200, JSON, b"<!DOCTYPE html><title>Welcome</title><p>Please log in")


def redirect(handler: Handler) -> None:
    """Sends whoever asks to another host, method and body included."""
    handler.reply(307, "text/plain", b"", headers={"Location": handler.endpoint.elsewhere + handler.path})


def unauthorized(handler: Handler) -> None:
    """A page that repeats what it was told."""
    told = (handler.headers["Authorization"] or "").encode()
    handler.reply(401, "text/plain", b"no: " + told, headers={"WWW-Authenticate": 'Basic realm="x"'})


def forbidden(handler: Handler) -> None:
    """The same for one who is known."""
    handler.reply(403, "text/plain", b"no: " + (handler.headers["Authorization"] or "").encode())


def too_many(handler: Handler) -> None:
    """Busy, and says for how long: longer than anyone here waits."""
    handler.reply(429, "text/plain", b"slow down", headers={"Retry-After": "3600"})


def busy(handler: Handler) -> None:
    """Busy for a moment."""
    handler.reply(503, "text/plain", b"one moment", headers={"Retry-After": "0"})


def endless(handler: Handler) -> None:
    """An answer that never ends, as fast as it can."""
    handler.begin(JSON)
    handler.wfile.write(b'{"head": {"vars": ["g", "n"]}, "results": {"bindings": [')
    row = b'{"g": {"type": "uri", "value": "urn:a"}, "n": {"type": "literal", "value": "1"}},' * 1000
    while not handler.endpoint.stop.is_set():
        handler.wfile.write(row)


def wrong_count(handler: Handler) -> None:
    """The right answer with each count one too high."""
    status, kind, body = handler.passed_on()
    head, *rest = body.split(b'"n":{"type":"literal","value":"')
    spoiled = [_one_more(part) for part in rest]
    handler.reply(status, kind, b'"n":{"type":"literal","value":"'.join([head, *spoiled]))


def _one_more(part: bytes) -> bytes:
    number, quote, rest = part.partition(b'"')
    return str(int(number) + 1).encode() + quote + rest


@contextmanager
def faulty(upstream: str) -> Iterator[Endpoint]:
    """A faulty endpoint before a real server, with a second address that nobody may ever ask."""
    endpoint = Endpoint(upstream)
    handler = type("OneHandler", (Handler,), {"endpoint": endpoint})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        endpoint.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield endpoint
        finally:
            endpoint.stop.set()
            server.shutdown()
            thread.join()


@contextmanager
def canary() -> Iterator[tuple[str, list[bytes]]]:
    """Another host on loopback, and everything that it ever was sent."""
    heard: list[bytes] = []

    def listen(listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                heard.append(connection.recv(65536))

    with socket.create_server(("127.0.0.2", 0)) as listening:
        thread = threading.Thread(target=listen, args=(listening,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.2:{listening.getsockname()[1]}", heard
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            listening.close()
            thread.join()

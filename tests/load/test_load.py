"""Loading gives a real server the same graphs, and what answers wrongly is refused."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kg.endpoint import ask
from kg.endpoint.address import address_of
from kg.endpoint.answer import parsed
from kg.errors import EndpointError
from kg.load import load
from kg.store import Store
from kg.vocab import CIV
from tests.store.samples import make_record, put

SERVER = Path(sys.executable).with_name("oxigraph")
FIGURES = f"SELECT ?value WHERE {{ ?f a <{CIV}Figure> ; <https://schema.org/value> ?value }} ORDER BY ?value"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A real Oxigraph server in memory."""
    if not SERVER.exists():
        pytest.skip("the oxigraph wheel is not installed")
    port = _free_port()
    command = [SERVER, "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        assert "Listening" in process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_a_server_has_what_the_store_has_and_answers_the_same(server: str, store: Store) -> None:
    put(store, make_record(value=101))
    put(store, make_record(value=7))

    report = load(store, server)

    assert (report.graphs, report.quads) == (2, sum(store.counts().values()))
    answer = ask(server, FIGURES)
    assert answer.columns == ("value",)
    assert [row["value"]["value"] for row in answer.rows] == ["7", "101"]


def test_loading_again_replaces_and_withdrawn_texts_go(server: str, store: Store) -> None:
    put(store, make_record(value=1, extra="stays"))
    key = put(store, make_record(value=2, extra="goes"))
    load(store, server)
    store.retract(key, why="asked", day="2026-11-20")

    load(store, server)

    assert not ask(server, f"ASK {{ GRAPH <{store.base}graph/{key}> {{ ?s ?p ?o }} }}").yes
    assert ask(server, f"ASK {{ ?s <https://schema.org/value> 1 . ?s a <{CIV}Figure> }}").yes


@pytest.mark.parametrize(
    ("url", "graphs"),
    [
        ("http://localhost:7878", "http://localhost:7878/store"),
        ("http://127.0.0.1:7878/query", "http://127.0.0.1:7878/store"),
        ("http://[::1]:7878/", "http://[::1]:7878/store"),
        ("https://example.net/kg/store", "https://example.net/kg/store"),
    ],
)
def test_knows_where_a_server_takes_graphs(url: str, graphs: str) -> None:
    assert address_of(url).graphs == graphs


@pytest.mark.parametrize(
    "url",
    [
        "http://example.net",
        "http://me:pw@example.net",
        "https://me:pw@example.net",
        "me:pw@example.net",
        "https:/me:pw@example.net",
        "https://me:pw",
        "http://127.0.0.1.example.net/",
        "http://localhost:99999",
        "localhost:7878",
        "file:///etc/passwd",
        "ftp://localhost/",
    ],
)
def test_refuses_what_would_travel_in_the_open_or_is_no_server(url: str) -> None:
    with pytest.raises(EndpointError) as raised:
        ask(url, "ASK {}")

    assert "pw" not in str(raised.value)


class _Bad(BaseHTTPRequestHandler):
    """A server that misbehaves as its path says."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"] or 0)
        self.rfile.read(length)
        if "redirect" in self.path:
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        if "refuse" in self.path:
            self.send_error(503)
            return
        self.send_response(200)
        self.end_headers()
        if "drip" in self.path:
            stop: threading.Event = self.server.stop  # type: ignore[attr-defined]
            while not stop.wait(0.05):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return
            return
        self.wfile.write(b'{"head": {"vars": ["x"]}, "results": {"bindings": [')

    def do_GET(self) -> None:
        self.do_POST()

    def do_PUT(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def _bad_server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Bad)
    server.stop = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.stop.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "what"),
    [
        pytest.param("redirect", "redirects elsewhere", id="redirect"),
        pytest.param("refuse", "refused with 503", id="refusal"),
        pytest.param("cut", "no complete SPARQL result", id="a body that is cut off"),
        pytest.param("drip", "no complete answer in 0.3 s", id="bytes that drip for ever"),
    ],
)
def test_an_answer_that_is_none_is_refused(path: str, what: str) -> None:
    with _bad_server() as url, pytest.raises(EndpointError, match=what):
        ask(f"{url}/{path}", "ASK {}", deadline_seconds=0.3)


@pytest.mark.parametrize(
    ("path", "what"), [("redirect", "redirects elsewhere"), ("refuse", "refused .* with 503")]
)
def test_a_server_that_does_not_take_a_graph_is_named(store: Store, path: str, what: str) -> None:
    put(store, make_record())

    with _bad_server() as url, pytest.raises(EndpointError, match=what):
        load(store, f"{url}/{path}")


def test_a_server_that_is_not_there_is_named(store: Store) -> None:
    put(store, make_record())
    url = f"http://127.0.0.1:{_free_port()}"

    with pytest.raises(EndpointError, match="is the server running"):
        ask(url, "ASK {}")
    with pytest.raises(EndpointError, match="is the server running"):
        load(store, url)


@pytest.mark.parametrize("document", [[], {}, {"head": {}}, {"head": {"vars": []}, "results": []}])
def test_json_that_is_no_result_is_refused(document: object) -> None:
    with pytest.raises(EndpointError, match="no complete SPARQL result"):
        parsed(json.dumps(document).encode(), where="here")

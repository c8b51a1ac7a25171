"""A server that answers another question than it was asked is not believed, with rows or without."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.endpoint import Kind, ServerLimits, address_of
from kg.errors import EndpointError
from kg.queries import Remote, run
from kg.queries.opening import open_remote

ROW = {"graph": {"type": "uri", "value": "https://data.example.org/article/0"}}


class Handler(BaseHTTPRequestHandler):
    """Gives the same answer to everything."""

    said: bytes

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(self.said)))
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, *_: object) -> None:
        """Nothing: tests are quiet."""


@pytest.fixture(params=[{"bindings": []}, {"bindings": [ROW]}, None], ids=["empty", "a row", "yes"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    other = {"head": {"vars": ["graph"]}, "results": request.param}
    said = {"head": {}, "boolean": True} if request.param is None else other
    handler = type("One", (Handler,), {"said": json.dumps(said).encode()})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_answer_to_another_question_is_refused(url: str) -> None:
    remote = Remote(address_of(url, kind=Kind.OXIGRAPH), ServerLimits(10.0))

    with pytest.raises(EndpointError, match="answers another question"):
        run(remote, "incidents")


def test_a_probe_that_is_answered_otherwise_opens_nothing_that_answers(url: str) -> None:
    with pytest.raises(EndpointError, match=r"answers another question|hides the triples"):
        run(open_remote(url, kind="oxigraph", limits=ServerLimits(10.0)), "incidents")

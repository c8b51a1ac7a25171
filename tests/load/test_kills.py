"""Whatever is killed in the middle of a load, the same command makes the server hold exactly the store."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.endpoint import ask, patience
from kg.errors import EndpointError
from kg.ids import sha256
from kg.load import load
from kg.store import Store, open_store
from kg.vocab import P_GRAPH_DIGEST
from tests.load.faulty import Handler, faulty
from tests.store.samples import make_record, put
from tests.stores.process import Server
from tests.stores.servers import running

STEPS = 17
"""Requests of the load that is interrupted: what is there, one deletion, what is stale, graphs, a look."""
EVERY_STEP = [
    pytest.param(step, marks=() if step in (3, 8, 12) else pytest.mark.nightly) for step in range(STEPS)
]


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[Server]:
    """A server whose data outlive it."""
    with running("oxigraph", tmp_path / "server", union=False) as started:
        yield started


@pytest.fixture
def store(tmp_path: Path, oxigraph: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of which the server has an older state: one graph is to go, one is another now, two are new."""
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.01)
    path = tmp_path / "store"
    with open_store(path) as writing:
        stays, goes = (put(writing, make_record(value=value)) for value in (1, 2))
        links(writing, "old")
        load(writing, oxigraph.url)
        writing.retract(goes, why="asked", day="2026-11-20")
        for value in (3, 4):
            put(writing, make_record(value=value))
        links(writing, "new")
        again = make_record(value=1)
        assert put(writing, again) == stays
    with open_store(path, read_only=True) as opened:
        yield opened


def links(store: Store, word: str) -> None:
    graph, node = ox.NamedNode(f"{store.base}graph/links"), ox.NamedNode("https://example.org/a")
    store.put_graph("links", [ox.Quad(node, node, ox.Literal(f"{word} {n}"), graph) for n in range(50)])


def assert_holds_exactly(server: Server, store: Store) -> None:
    """Every statement and no other, read without the code that is tested."""
    given = httpx.get(f"{server.graphs}", headers={"Accept": "application/n-quads"}).content
    there = {str(quad) for quad in ox.parse(given, format=ox.RdfFormat.N_QUADS)}
    ledger = f"<{store.base}graph/ledger>"
    ours = {str(quad) for name in store.graphs() for quad in store.quads(name)}
    told = {
        f'<{store.base}graph/{name}> <{P_GRAPH_DIGEST}> "{store.digests[name]}" {ledger}'
        for name in store.graphs()
    }
    assert there == ours | told


def test_the_load_that_is_interrupted_has_as_many_steps(oxigraph: Server, store: Store) -> None:
    with faulty(oxigraph.url.rstrip("/")) as endpoint:
        report = load(store, endpoint.url)

    assert (len(report.sent), len(report.skipped), len(report.deleted)) == (3, 1, 1)
    assert len(endpoint.requests) == STEPS
    assert_holds_exactly(oxigraph, store)


@pytest.mark.parametrize("done_first", [True, pytest.param(False, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("step", EVERY_STEP)
def test_a_killed_server_holds_exactly_the_store_after_the_next_load(
    oxigraph: Server, store: Store, step: int, done_first: bool
) -> None:
    def kill(handler: Handler) -> None:
        oxigraph.kill()

    with faulty(oxigraph.url.rstrip("/")) as endpoint:
        endpoint.fault, endpoint.later, endpoint.done_first = kill, step, done_first
        endpoint.times = 1
        with pytest.raises(EndpointError):
            load(store, endpoint.url)
        oxigraph.start()

        report = load(store, endpoint.url)

    assert not report.mismatches
    assert_holds_exactly(oxigraph, store)


@pytest.mark.parametrize("done_first", [True, pytest.param(False, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("step", EVERY_STEP)
def test_a_killed_load_is_taken_up_by_the_next(
    oxigraph: Server, store: Store, step: int, done_first: bool
) -> None:
    process: subprocess.Popen[bytes] | None = None

    def kill(handler: Handler) -> None:
        assert process is not None
        process.send_signal(signal.SIGKILL)
        process.wait()

    with faulty(oxigraph.url.rstrip("/")) as endpoint:
        endpoint.fault, endpoint.later, endpoint.done_first, endpoint.times = kill, step, done_first, 1
        command = [sys.executable, "-m", "kg", "load", endpoint.url, "--kind", "oxigraph"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
        with subprocess.Popen([*command, "--store", store.path], env=environment) as process:
            assert process.wait() == -signal.SIGKILL

        report = load(store, endpoint.url)

    assert not report.mismatches
    assert_holds_exactly(oxigraph, store)


def test_a_load_that_was_killed_sends_only_what_is_left(oxigraph: Server, store: Store) -> None:
    with faulty(oxigraph.url.rstrip("/")) as endpoint:
        endpoint.fault, endpoint.step, endpoint.later = (lambda handler: oxigraph.kill()), "put", 2
        with pytest.raises(EndpointError):
            load(store, endpoint.url)
        oxigraph.start()
        endpoint.fault = None

        assert len(load(store, endpoint.url).sent) == 1


def test_the_ledger_there_never_tells_more_than_is_there(oxigraph: Server, store: Store) -> None:
    """Looked at after each step of a load, as a kill at that moment would leave it."""
    url = oxigraph.url.rstrip("/")
    seen: set[str] = set()
    wrong: list[str] = []

    def look(handler: Handler) -> None:
        rows = ask(url, f"SELECT ?g ?d WHERE {{ GRAPH ?l {{ ?g <{P_GRAPH_DIGEST}> ?d }} }}").rows
        for row in rows:
            graph, digest = row["g"]["value"], row["d"]["value"]
            seen.add(graph.rpartition("/")[2])
            given = httpx.get(oxigraph.graphs, params={"graph": graph}, headers={"Accept": "text/plain"})
            if given.status_code == httpx.codes.NOT_FOUND:  # on its way out, and no graph of the store
                assert graph.rpartition("/")[2] not in store.digests
                continue
            there = sorted(
                f"{triple.triple} <{graph}> .\n"
                for triple in ox.parse(given.content, format=ox.RdfFormat.N_TRIPLES)
            )
            if sha256("".join(there)) != digest:
                wrong.append(graph)
        handler.reply(*handler.passed_on())

    with faulty(url) as endpoint:
        endpoint.fault = look
        report = load(store, endpoint.url)

    assert not report.mismatches
    assert wrong == []
    assert seen > set(store.graphs())

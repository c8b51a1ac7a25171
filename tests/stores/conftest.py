"""Each of the four servers once for all tests: first with the invented war in it, then with the samples."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from kg.endpoint import Address, Kind, Login, ServerLimits, address_of
from kg.load import load
from kg.queries.opening import shown_as_one
from kg.queries.remote import Remote
from kg.store import Store, open_store
from tests.queries.invented import oxigraph
from tests.queries.test_samples import FILES
from tests.stores.servers import KINDS, Server, running

GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Starts a server of a kind when it is first wanted; all of them stay until the end."""
    started: dict[str, Server] = {}
    with ExitStack() as servers:

        def wanted(kind: str) -> Server:
            if kind not in started:
                started[kind] = servers.enter_context(
                    running(kind, tmp_path_factory.mktemp("servers") / kind)
                )
            return started[kind]

        yield wanted


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest, start: Callable[[str], Server]) -> Server:
    """One server of each kind, as a person would set it up."""
    return start(request.param)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store of the sample reports."""
    from kg import open_store as open_graph

    folder = tmp_path_factory.mktemp("samples") / "store"
    with open_graph(folder) as graph:
        graph.build(FILES)
    return folder


@pytest.fixture(scope="session")
def store(samples: Path) -> Iterator[Store]:
    """The store of the sample reports, to be read."""
    with open_store(samples, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def held() -> dict[str, tuple[str, Remote]]:
    """What each server holds now, by its address: pytest may ask for the two graphs in any order."""
    return {}


@pytest.fixture
def with_world(server: Server, held: dict[str, tuple[str, Remote]]) -> Remote:
    """The server with the invented war in it, put there without kg load."""
    return _holding(server, "world", held, _send_world)


@pytest.fixture
def with_samples(server: Server, samples: Path, held: dict[str, tuple[str, Remote]]) -> Remote:
    """The server with the sample reports in it, loaded by kg."""

    def send(to: Server) -> None:
        with open_store(samples, read_only=True) as opened:
            assert load(opened, address(to), strict=True).mismatches == ()

    return _holding(server, "samples", held, send)


def _holding(
    server: Server, graph: str, held: dict[str, tuple[str, Remote]], send: Callable[[Server], None]
) -> Remote:
    if held.get(server.url, ("",))[0] != graph:
        empty(server)
        send(server)
        held[server.url] = (graph, asked(server))
    return held[server.url][1]


def _send_world(server: Server) -> None:
    graphs: dict[str, list[str]] = {}
    for quad in oxigraph():
        graphs.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .\n")
    with client(server) as sender:
        for graph, lines in graphs.items():
            sender.put(
                server.graphs,
                params={"graph": graph.strip("<>")},
                content="".join(lines).encode(),
                headers={"Content-Type": "application/n-triples"},
            ).raise_for_status()


def asked(server: Server, **limits: float) -> Remote:
    """The server as a source of answers."""
    anyone = address_of(server.url, kind=Kind(server.name))
    return shown_as_one(Remote(anyone, ServerLimits(**limits)))  # type: ignore[arg-type]


def address(server: Server) -> Address:
    """Where kg load sends graphs, with the user that may write."""
    login = Login(server.user, server.password or "") if server.user else None
    return address_of(server.url, kind=Kind(server.name), login=login)


def client(server: Server) -> httpx.Client:
    """One who may write to the server."""
    auth = httpx.DigestAuth(server.user, server.password or "") if server.user else None
    return httpx.Client(auth=auth, trust_env=False, timeout=60)


def graphs(server: Server) -> set[str]:
    """The names of the graphs that the server has."""
    return {row["g"]["value"] for row in server.ask(GRAPHS).json()["results"]["bindings"]}


def empty(server: Server) -> None:
    """Takes out every graph, but for those that Virtuoso keeps for itself."""
    with client(server) as sender:
        for graph in graphs(server):
            if graph.startswith("https://"):
                sender.delete(server.graphs, params={"graph": graph}).raise_for_status()

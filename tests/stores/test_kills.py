"""A real server killed in the middle of a load holds the store after the next, and nothing withdrawn."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kg.endpoint import patience
from kg.errors import EndpointError
from kg.load import load
from kg.store import Store, open_store
from tests.store.samples import CANARY, make_record, put
from tests.stores.conftest import address, graphs
from tests.stores.servers import KINDS, Server, running

ARTICLES = 8
SAMPLE, KILLS = 2, 20
COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
FOUND = f'ASK {{ GRAPH ?g {{ ?s ?p ?o FILTER (CONTAINS(STR(?o), "{CANARY}")) }} }}'


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, str]]:
    """A store of a few articles, one of which bears a word that no other has; with the key of that one."""
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.01)
    with open_store(tmp_path / "store") as opened:
        for value in range(2, ARTICLES + 1):
            put(opened, make_record(value=value))
        yield opened, put(opened, make_record(value=1, speaker=f"org/{CANARY}"))


# urllib leaves the first answer of a Digest login to the garbage collector where the second is cut off.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kills", [SAMPLE, pytest.param(KILLS, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("name", KINDS)
def test_a_server_killed_in_the_middle_of_loads_holds_the_store_after_the_next(
    name: str, kills: int, store: tuple[Store, str], tmp_path: Path
) -> None:
    opened, key = store
    chance = random.Random(f"{name} {kills}")
    with running(name, tmp_path / name) as server:
        for number in range(kills):
            after = number % ARTICLES + 1
            if number % 2:
                _load_killed_later(server, opened, after, chance.uniform(0, 0.05))
            else:
                with pytest.raises(EndpointError):
                    load(opened, address(server), again=True, progress=_at(after, server.kill))
            server.start()
            assert load(opened, address(server)).mismatches == ()
            _holds(server, opened)

        assert load(opened, address(server), strict=True).mismatches == ()
        assert server.ask(FOUND).json()["boolean"] is True
        opened.retract(key, why="asked", day="2026-11-20")
        report = load(opened, address(server), strict=True)

        assert (report.deleted, report.mismatches) == ((key,), ())
        assert f"{opened.base}graph/{key}" not in graphs(server)
        assert server.ask(FOUND).json()["boolean"] is False
        _holds(server, opened)


def _load_killed_later(server: Server, store: Store, after: int, seconds: float) -> None:
    """A load whose server is killed some time after so many graphs: while the next ones are on their way."""
    killer = threading.Timer(seconds, server.kill)
    with suppress(EndpointError):  # where all of it was there by then
        load(store, address(server), again=True, progress=_at(after, killer.start))
    killer.join()


def _at(after: int, call: Callable[[], None]) -> Callable[[int, int], None]:
    """Calls it when so many graphs were sent."""

    def progress(done: int, _: int) -> None:
        if done == after:
            call()

    return progress


def _holds(server: Server, store: Store) -> None:
    """The server counts in each graph what the store has in it, and has no other graph under the base."""
    rows = server.ask(COUNTS).json()["results"]["bindings"]
    there = {row["g"]["value"]: int(row["n"]["value"]) for row in rows}
    here = {f"{store.base}graph/{name}": number for name, number in store.counts().items()}
    ledger = f"{store.base}graph/ledger"
    assert {graph: number for graph, number in there.items() if graph.startswith(store.base)} == {
        **here, ledger: len(here),
    }  # fmt: skip

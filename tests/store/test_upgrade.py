"""A store of the format before, without chain and digests, is read as it is; the first writer upgrades it."""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store import Store, backup, open_store, restore
from kg.store.folder import FORMAT, Folder
from tests.store.samples import BASE, VERSIONS, make_record, put

LEDGER = ox.NamedNode(f"{BASE}graph/ledger")
LINKS = ox.NamedNode(f"{BASE}graph/links")


def _lines(path: Path) -> list[dict[str, Any]]:
    values = [json.loads(line) for line in path.read_text().splitlines()]
    return [{k: v for k, v in value.items() if k != "before"} for value in values if value["key"]]


def _write(path: Path, values: Iterable[dict[str, Any]]) -> None:
    path.write_text(
        "".join(json.dumps(value, sort_keys=True, separators=(",", ":")) + "\n" for value in values)
    )


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store as the version before wrote it."""
    with open_store(tmp_path / "store") as store:
        for n in (1, 2, 3):
            put(store, make_record(value=n, file=f"{n}.txt"))
        node = ox.NamedNode(BASE + "x")
        store.put_graph("links", [ox.Quad(node, node, node, LINKS)], made_of="these")
        store.retract(min(store.entries), why="asked", day="2026-11-20")
        store.put_graph("links", [ox.Quad(node, node, node, LINKS)], made_of="these")
    folder = Folder(tmp_path / "store")
    _write(folder.ledger, _lines(folder.ledger))
    folder.settings.write_text(json.dumps({"base": BASE, "format": 1}))
    graph = ox.Store(str(folder.graph))
    graph.remove_graph(LEDGER)
    graph.flush()
    return folder.root


def _check(store: Store) -> None:
    assert store.stale == frozenset()
    assert (len(store.entries), len(store.tombstones), store.made_of("links")) == (2, 1, "these")
    assert all(store.is_current(key, VERSIONS) for key in store.entries)


def test_it_is_read_as_it_is(old: Path) -> None:
    before = {
        path: path.read_bytes() for path in old.rglob("*") if path.suffix in (".json", ".jsonl", ".txt")
    }

    with open_store(old, read_only=True) as store:
        _check(store)

    assert {path: path.read_bytes() for path in before} == before


def test_the_first_writer_gives_it_chain_and_digests(old: Path, tmp_path: Path) -> None:
    with open_store(old) as store:
        _check(store)
        assert not list(store.verify())
    assert json.loads((old / "store.json").read_text())["format"] == FORMAT
    with open_store(old) as store:
        _check(store)
        assert not list(store.verify())
    ledger = old / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b"asked", b"other"))
    with pytest.raises(StoreError, match=r"ledger\.jsonl, line \d: damaged"):
        open_store(old)


def test_its_backup_is_restored_and_upgraded(old: Path, tmp_path: Path) -> None:
    with open_store(old, read_only=True) as store:
        backup(store, tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "again")

    with open_store(tmp_path / "again") as store:
        _check(store)
        assert not list(store.verify())


def _spoil(old: Path, change: Callable[[ox.Store, ox.NamedNode], None]) -> str:
    key = next(line["key"] for line in _lines(old / "ledger.jsonl") if line["kind"] == "article")
    graph = ox.Store(str(old / "graph"))
    change(graph, ox.NamedNode(f"{BASE}graph/{key}"))
    graph.flush()
    return str(key)


def _lose(graph: ox.Store, name: ox.NamedNode) -> None:
    graph.remove_graph(name)


def _thin(graph: ox.Store, name: ox.NamedNode) -> None:
    graph.remove(next(graph.quads_for_pattern(None, None, None, name)))


@pytest.mark.parametrize("change", [_lose, _thin])
def test_a_graph_that_was_lost_before_is_found_by_the_upgrade(
    old: Path, change: Callable[[ox.Store, ox.NamedNode], None]
) -> None:
    key = _spoil(old, change)

    with open_store(old) as store:
        assert store.stale == {key}
        assert {mismatch.node for mismatch in store.verify()} >= {f"{BASE}graph/{key}"}


@pytest.mark.parametrize("read_only", [True, False])
def test_what_a_killed_run_of_the_version_before_noted_is_taken_over(old: Path, read_only: bool) -> None:
    values = _lines(old / "ledger.jsonl")
    articles = [value for value in values if value["kind"] == "article"]
    _write(old / "ledger.jsonl", [value for value in values if value["kind"] != "article"])
    _write(old / "journal.jsonl", articles)
    lost = articles[0]["key"]
    graph = ox.Store(str(old / "graph"))
    graph.remove_graph(ox.NamedNode(f"{BASE}graph/{lost}"))
    graph.flush()
    del graph
    with (old / "journal.jsonl").open("a") as stream:
        stream.write('{"kind":"article","key":"0123')

    with open_store(old, read_only=read_only) as store:
        assert store.entries.keys() == {value["key"] for value in articles}
        assert store.stale == {lost}


@pytest.mark.parametrize("format_", [0, FORMAT + 1])
def test_another_format_is_refused(old: Path, format_: int) -> None:
    (old / "store.json").write_text(json.dumps({"base": BASE, "format": format_}))

    with pytest.raises(StoreError, match="made by a version of kg with store format"):
        open_store(old)


def test_an_upgrade_that_is_cut_off_is_done_again(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for step in ("kg.store.recovery.write_settings", "kg.store.books.Books.seal"):
        copy = tmp_path / step
        shutil.copytree(old, copy)
        with monkeypatch.context() as patch:
            patch.setattr(step, full)
            with pytest.raises(StoreError, match="the disk is full"):
                open_store(copy)
        with open_store(copy, read_only=True) as store:
            _check(store)
        with open_store(copy) as store:
            _check(store)
            assert not list(store.verify())

"""A withdrawn text leaves its key, the day and the reason, and not one byte in any file."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.ids import sha256
from kg.store import Store, Tombstone, marks_of, open_store
from kg.store.chain import dumped, sealed
from tests.store.samples import BASE, CANARY, VERSIONS, make_record, put

OTHER = make_record(value=7, file="seven.txt")
PAGE = f"<p>{CANARY}</p>".encode()
_READ = make_record(file=f"{CANARY}-name.html", extra=f"A witness, {CANARY}, spoke. {CANARY * 40}")
SECRET = replace(_READ, article=replace(_READ.article, original_sha256=sha256(PAGE)))


def _files_with(folder: Path, words: str) -> list[str]:
    data = words.encode()
    return sorted(
        str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and data in p.read_bytes()
    )


def _shared(store: Store, key: str) -> None:
    """Graphs about several texts, each with something about the secret one and something else."""
    for name in ("links", "derived", "catalog", "reviews", "registry"):
        graph = ox.NamedNode(f"{BASE}graph/{name}")
        about, word = ox.NamedNode(f"{BASE}doc/{key}/incident-1-2"), ox.NamedNode(BASE + "word")
        review, other = ox.NamedNode(f"{BASE}review/1"), ox.NamedNode(f"{BASE}place/mosul")
        store.put_graph(
            name,
            [
                ox.Quad(about, word, ox.Literal(f"{CANARY} in {name}"), graph),
                ox.Quad(review, word, about, graph),
                ox.Quad(review, word, ox.Literal(f"{CANARY} in a review"), graph),
                ox.Quad(other, word, ox.Literal("stays"), graph),
            ],
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store") as store:
        put(store, OTHER)
        key = put(store, SECRET)
        store.put_article([SECRET.article], store.quads(key), versions=VERSIONS, originals=[PAGE])
        _shared(store, key)
    with open_store(tmp_path / "store") as store:
        put(store, SECRET)
    assert len(_files_with(tmp_path / "store", CANARY)) > 2
    return tmp_path / "store"


def _key() -> str:
    return SECRET.article.sha256[:16]


def test_no_byte_is_left_in_any_file(folder: Path) -> None:
    with open_store(folder) as store:
        store.retract(_key(), why="the source asked", day="2026-11-20")

        assert _files_with(folder, CANARY) == []
    assert _files_with(folder, CANARY) == []


def test_a_tombstone_stays_and_so_does_everything_else(folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        before = set(store.quads(OTHER.article.sha256[:16]))
    with open_store(folder) as store:
        stone = store.retract(_key(), why="the source asked", day="2026-11-20")

        marks = marks_of(SECRET.article.file, None)
        assert stone == Tombstone(_key(), "2026-11-20", "the source asked", marks)
        assert set(store.quads(OTHER.article.sha256[:16])) == before
    with open_store(folder, read_only=True) as store:
        assert store.tombstones == {_key(): stone}
        assert _key() not in store.entries
        assert not list(store.verify())
        kept = {quad.object.value for quad in store.quads("registry") if isinstance(quad.object, ox.Literal)}
        assert kept == {"stays"}


def test_a_tombstone_of_an_older_version_has_no_marks(folder: Path) -> None:
    with open_store(folder) as store:
        store.retract(_key(), why="the source asked", day="2026-11-20")
    ledger = folder / "ledger.jsonl"
    values = [json.loads(line) for line in ledger.read_text().splitlines()[:-1]]
    kept = [{k: v for k, v in value.items() if k not in ("marks", "before")} for value in values]
    ledger.write_bytes(b"".join(sealed(map(dumped, kept))))

    with open_store(folder, read_only=True) as store:
        assert store.tombstones == {_key(): Tombstone(_key(), "2026-11-20", "the source asked")}


def test_links_go_with_it_because_they_tell_of_several_articles(folder: Path) -> None:
    with open_store(folder) as store:
        store.retract(_key(), why="the source asked", day="2026-11-20")

        assert {"links", "derived"}.isdisjoint(store.graphs())


def test_adding_it_again_ends_the_tombstone_and_gives_the_same_graph(folder: Path) -> None:
    with open_store(folder) as store:
        before = set(store.quads(_key()))
        store.retract(_key(), why="the source asked", day="2026-11-20")
        key = put(store, SECRET)
        store.put_article([SECRET.article], store.quads(key), versions=VERSIONS, originals=[PAGE])

        assert set(store.quads(_key())) == before
    with open_store(folder, read_only=True) as store:
        assert store.tombstones == {}
        assert not list(store.verify())


def test_what_is_not_there_cannot_be_withdrawn(folder: Path) -> None:
    with open_store(folder) as store, pytest.raises(StoreError, match="nothing was withdrawn"):
        store.retract("0" * 16, why="x", day="2026-11-20")


@pytest.mark.parametrize("dying", ["pathlib.Path.rename", "pathlib.Path.unlink", "shutil.rmtree"])
def test_an_interrupted_withdrawal_is_finished_on_opening(folder: Path, dying: str) -> None:
    code = f"""
import os, pathlib, shutil, signal
from kg.store import open_store
from kg.store import recovery
from tests.store.samples import put
from tests.store.test_retract import SECRET
store = open_store({str(folder)!r})
put(store, SECRET)  # so that its line stands in the journal too
finish = recovery.finish_withdrawal
def interrupted(folder):
    {dying} = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
    finish(folder)
recovery.finish_withdrawal = interrupted
store.retract({_key()!r}, why="asked", day="2026-11-20")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr

    with pytest.raises(StoreError, match="a withdrawal was interrupted"):
        open_store(folder, read_only=True)
    with open_store(folder) as store:
        assert list(store.tombstones) == [_key()]
        assert not list(store.verify())
    assert _files_with(folder, CANARY) == []

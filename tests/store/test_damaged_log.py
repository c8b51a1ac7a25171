"""What a damaged or cut log of Oxigraph lost is known, named and made again; nothing else is touched."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.pipeline import build
from kg.store import Store, backup, open_store
from kg.store.graphs import digest
from tests.store.samples import BASE, VERSIONS, make_record, put
from tests.store.test_build import TEXTS, exported

LEDGER = ox.NamedNode(f"{BASE}graph/ledger")
NUMBERS = range(6)
_PUT = """
import os, signal
import pyoxigraph as ox
from dataclasses import replace
from kg.store import open_store
from tests.store.samples import BASE, make_record, put
store = open_store({path!r})
for n in {numbers!r}:
    put(store, make_record(value=n, file=f"{{n}}.txt"))
    store.counts()  # so that each is a transaction of its own
put(store, replace(make_record(value=0, file="0.txt"), statements=()))
node, links = ox.NamedNode(BASE + "x"), ox.NamedNode(BASE + "graph/links")
store.put_graph("links", [ox.Quad(node, node, node, links)])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of which nothing was flushed: all of it stands in the log."""
    folder = tmp_path_factory.mktemp("killed") / "store"
    code = _PUT.format(path=str(folder), numbers=list(NUMBERS))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr
    return folder


def _copy(folder: Path, target: Path) -> Path:
    subprocess.run(["cp", "-a", folder, target], check=True)
    return target


def _log(folder: Path) -> Path:
    return max((folder / "graph").glob("*.log"), key=lambda path: path.stat().st_size)


def _cut(log: Path, random: Random) -> None:
    os.truncate(log, random.randrange(log.stat().st_size))


def _flip(log: Path, random: Random) -> None:
    data = bytearray(log.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    log.write_bytes(data)


def _blank(log: Path, random: Random) -> None:
    data = bytearray(log.read_bytes())
    start = random.randrange(len(data))
    data[start : start + 300] = bytes(len(data[start : start + 300]))
    log.write_bytes(data)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("damage", [_cut, _flip, _blank])
def test_exactly_the_graphs_that_a_damaged_log_lost_are_known_and_named(
    tmp_path: Path, killed: Path, damage: Callable[[Path, Random], None], seed: int
) -> None:
    folder = _copy(killed, tmp_path / "store")
    damage(_log(folder), Random(seed))

    with open_store(folder, read_only=True) as store:
        wrong = _wrong(store)
        assert store.stale == wrong
        assert {m.node for m in store.verify()} == {f"{BASE}graph/{name}" for name in wrong}
        assert {key for key in store.entries if not store.is_current(key, VERSIONS)} == wrong - {"links"}
        assert (store.made_of("links") is None) == ("links" in wrong)
    with open_store(folder) as store:
        assert store.stale == wrong


def _wrong(store: Store) -> set[str]:
    """Graphs whose quads are not those of the ledger, found by reading all of them."""
    wanted = {key: entry.digest for key, entry in store.entries.items()}
    found = {name: digest(store.quads(name)) for name in (*wanted, "links")}
    node = ox.NamedNode(BASE + "x")
    wanted["links"] = digest([ox.Quad(node, node, node, ox.NamedNode(f"{BASE}graph/links"))])
    assert len(wanted) == len(NUMBERS) + 1
    return {name for name in wanted if found[name] != wanted[name]}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def once_built(tmp_path_factory: pytest.TempPathFactory, articles: Path) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("built") / "store"
    with open_store(folder) as store:
        build([articles], store)
        return folder, exported(store)


@pytest.fixture
def built(tmp_path: Path, once_built: tuple[Path, bytes]) -> tuple[Path, bytes]:
    """A store, and all that it holds."""
    folder, whole = once_built
    return _copy(folder, tmp_path / "store"), whole


def _lose(folder: Path, name: str) -> None:
    """As a cut log loses a graph: with its entry."""
    graph = ox.Store(str(folder / "graph"))
    node = ox.NamedNode(f"{BASE}graph/{name}")
    graph.remove_graph(node)
    for quad in list(graph.quads_for_pattern(node, None, None, LEDGER)):
        graph.remove(quad)
    graph.flush()


@pytest.mark.parametrize("given", [True, False])
def test_the_next_build_makes_lost_graphs_again_with_or_without_their_files(
    built: tuple[Path, bytes], articles: Path, given: bool
) -> None:
    folder, whole = built
    with open_store(folder, read_only=True) as store:
        (lost,) = (key for key, entry in store.entries.items() if entry.copies[0].file == "b.txt")
        ledger = store.folder.ledger.read_bytes()
    _lose(folder, lost)
    _lose(folder, "links")

    with open_store(folder) as store:
        assert store.stale == {lost, "links"}
        report = build([articles] if given else [articles / "a.txt"], store)
        assert report.built == ["b.txt"]
        assert report.repaired == ([] if given else ["b.txt"])
        assert store.stale == frozenset()
        assert not list(store.verify())
        assert exported(store) == whole
    assert store.folder.ledger.read_bytes() == ledger


def test_links_made_while_a_graph_was_lost_are_made_again_with_it(
    built: tuple[Path, bytes], articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, whole = built
    with open_store(folder, read_only=True) as store:
        lost = min(store.entries)
    _lose(folder, lost)
    with open_store(folder) as store, monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.building._Run.repairs", lambda _: iter(()))
        build([], store)
        assert store.stale == {lost}
        with pytest.raises(StoreError, match="nothing is handed on with less than was stored"):
            exported(store)

    with open_store(folder) as store:
        build([], store)
        assert exported(store) == whole


def test_a_text_that_was_changed_too_is_named_and_not_read(built: tuple[Path, bytes]) -> None:
    folder, _ = built
    with open_store(folder, read_only=True) as store:
        lost = min(store.entries)
        text = store.originals.text_path(store.entries[lost].sha256)
    _lose(folder, lost)
    text.chmod(0o644)
    text.write_text("other words")

    with open_store(folder) as store:
        report = build([], store)
        assert [left.key for left in report.unrepaired] == [lost]
        assert "its bytes were changed" in str(report.unrepaired[0])
        assert store.stale == {lost}


def test_a_damaged_text_is_put_right_where_its_article_is_given(
    built: tuple[Path, bytes], articles: Path
) -> None:
    folder, whole = built
    with open_store(folder, read_only=True) as store:
        lost = min(store.entries)
        text = store.originals.text_path(store.entries[lost].sha256)
    _lose(folder, lost)
    text.chmod(0o644)
    text.write_text("other words")

    with open_store(folder) as store:
        assert not build([articles], store).unrepaired
        assert exported(store) == whole
        assert not list(store.verify())
    assert text.stat().st_mode & 0o222 == 0


@pytest.mark.parametrize("everything", [True, False])
def test_digests_that_were_lost_alone_are_noted_again_without_a_build(
    built: tuple[Path, bytes], everything: bool
) -> None:
    folder, whole = built
    graph = ox.Store(str(folder / "graph"))
    notes = sorted(graph.quads_for_pattern(None, None, None, LEDGER), key=str)
    for quad in notes if everything else notes[:1]:
        graph.remove(quad)
    graph.flush()
    del graph

    with open_store(folder, read_only=True) as store:
        assert len(store.stale) == (len(notes) if everything else 1)
        assert len(list(store.verify())) == len(store.stale)
    with open_store(folder) as store:
        assert store.stale == frozenset()
        assert exported(store) == whole
        assert not list(store.verify())


def test_a_store_that_lacks_a_graph_is_not_taken_for_a_backup(
    built: tuple[Path, bytes], tmp_path: Path
) -> None:
    folder, _ = built
    _lose(folder, "links")

    with open_store(folder, read_only=True) as store, pytest.raises(StoreError, match="kg build makes them"):
        backup(store, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_note_of_another_digest_is_not_believed(built: tuple[Path, bytes]) -> None:
    folder, _ = built
    graph = ox.Store(str(folder / "graph"))
    one = next(graph.quads_for_pattern(None, None, None, LEDGER))
    graph.add(ox.Quad(one.subject, one.predicate, ox.Literal("0" * 64), LEDGER))
    graph.flush()
    del graph

    with open_store(folder, read_only=True) as store:
        assert len(store.stale) == 1
    with open_store(folder) as store:
        assert (store.stale, list(store.verify())) == (frozenset(), [])


def test_the_digests_are_part_of_no_answer_count_or_export(built: tuple[Path, bytes]) -> None:
    folder, whole = built
    with open_store(folder, read_only=True) as store:
        assert "ledger" not in store.graphs()
        assert "ledger" not in store.counts()
        assert not any(quad.graph_name == LEDGER for quad in store.pattern(None, None, None))
        digests = {entry.digest for entry in store.entries.values()}
    assert not any(found.encode() in whole for found in digests)
    graph = ox.Store(str(folder / "graph"))
    assert digests <= {q.object.value for q in graph.quads_for_pattern(None, None, None, LEDGER)}  # type: ignore[union-attr]


_NOTE = """
import os, signal
from kg.store import open_store
from tests.store.samples import make_record, put
store = open_store({path!r})
put(store, make_record(value=0, file="0.txt"))
store.seal()
for n in (1, 2, 3):
    put(store, make_record(value=n, file=f"{{n}}.txt"))
store.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("part", ["ledger.jsonl", "journal.jsonl"])
def test_a_changed_removed_or_moved_line_is_always_found_and_its_place_named(
    tmp_path: Path, part: str
) -> None:
    folder = tmp_path / "store"
    code = _NOTE.format(path=str(folder))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    if part == "ledger.jsonl":
        open_store(folder).close()
    path = folder / part
    lines = path.read_bytes().splitlines(keepends=True)
    last = len(lines) - 1
    spoiled = [[*lines[:n], lines[n].replace(b"a", b"b", 1), *lines[n + 1 :]] for n in range(last)]
    spoiled += [[*lines[:n], *lines[n + 1 :]] for n in range(last)]
    spoiled += [[*lines[:n], lines[n + 1], lines[n], *lines[n + 2 :]] for n in range(last)]
    assert last >= 3

    for given in spoiled:
        path.write_bytes(b"".join(given))
        for read_only in (True, False):
            with pytest.raises(StoreError, match=rf"{part}, line \d+: damaged.*kg restore"):
                open_store(folder, read_only=read_only)
    path.write_bytes(b"".join(lines))
    with open_store(folder) as store:
        assert len(store.entries) == 4
        assert not list(store.verify())


@pytest.mark.parametrize("kept", [0, 1, -1])
def test_a_ledger_that_was_cut_is_refused(tmp_path: Path, kept: int) -> None:
    with open_store(tmp_path / "store") as store:
        for n in (1, 2):
            put(store, make_record(value=n))
    path = store.folder.ledger
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:kept]))

    with pytest.raises(StoreError, match=r"ledger\.jsonl: cut after line \d"):
        open_store(tmp_path / "store")

"""A run that is killed, or meets a full disk, loses nothing that was stored."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.mapping import article_quads
from kg.store import Store, backup, open_store, originals, restore
from kg.store.chain import sealed
from kg.store.embedded import Embedded
from kg.store.files import written_whole
from tests.store.samples import BASE, CANARY, VERSIONS, make_record, put

_BEGIN = """
import os, signal
from kg.store import open_store
from tests.store.samples import make_record, put
store = open_store({path!r})
"""


def _run(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    full = _BEGIN.format(path=str(path)) + code
    return subprocess.run([sys.executable, "-c", full], capture_output=True, text=True, check=False)


def test_what_was_put_before_a_kill_is_there_and_verified(tmp_path: Path) -> None:
    done = _run(
        "put(store, make_record(value=1)); put(store, make_record(value=2)); store.flush()\n"
        "os.kill(os.getpid(), signal.SIGKILL)",
        tmp_path / "store",
    )

    assert done.returncode == -9
    with open_store(tmp_path / "store", read_only=True) as store:
        assert len(store.entries) == 2
        assert not list(store.verify())
    with open_store(tmp_path / "store") as store:
        assert len(store.entries) == 2
    with open_store(tmp_path / "store") as store:
        assert not list(store.verify())


def test_what_was_noted_and_not_written_is_named_until_it_is_built_again(tmp_path: Path) -> None:
    """Killed between the journal and the graph: the old graph is still there, whole, and known to be old."""
    done = _run(
        "from dataclasses import replace\n"
        "record = make_record(file='late.txt')\n"
        "put(store, record); store.seal()\n"
        "import kg.store.embedded as embedded\n"
        "embedded.replace = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        "put(store, replace(record, statements=()))",
        tmp_path / "store",
    )

    assert done.returncode == -9
    record = make_record(file="late.txt")
    with open_store(tmp_path / "store") as store:
        (key,) = store.entries
        assert set(store.quads(key)) == set(article_quads(record, BASE))
        assert not store.is_current(key, VERSIONS)
        assert [str(m) for m in store.verify() if not str(m).startswith("late.txt")] == []
        put(store, replace(record, statements=()))
        assert store.is_current(key, VERSIONS)
        assert not list(store.verify())


def test_a_graph_that_no_line_names_is_refused_though_a_run_was_killed(tmp_path: Path) -> None:
    """Lines reach the disk before the graph does, so a line that is missing was lost or taken out."""
    with open_store(tmp_path / "store") as store:
        put(store, make_record())
    store.folder.ledger.write_bytes(b"".join(sealed(())))
    store.folder.journal.touch()

    with pytest.raises(StoreError, match="lost or cut"):
        open_store(tmp_path / "store")


def _gone(ledger: Path) -> None:
    ledger.unlink()


def _emptied(ledger: Path) -> None:
    ledger.write_bytes(b"")


def _cut(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("lose", [_gone, _emptied, _cut])
def test_a_store_whose_ledger_is_lost_or_cut_is_refused_and_left_as_it_was(
    tmp_path: Path, lose: Callable[[Path], None], read_only: bool
) -> None:
    with open_store(tmp_path / "store") as store:
        keys = {put(store, make_record(value=value)) for value in (1, 2)}
    whole = store.folder.ledger.read_bytes()
    lose(store.folder.ledger)

    with pytest.raises(StoreError, match=r"ledger\.jsonl: (lost or cut|cut after line \d).*kg restore"):
        open_store(tmp_path / "store", read_only=read_only)

    store.folder.ledger.write_bytes(whole)
    with open_store(tmp_path / "store") as store:
        assert store.entries.keys() == keys
        assert not list(store.verify())


def test_a_store_that_has_lost_its_ledger_is_refused_though_a_run_was_killed(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, make_record())
    store.folder.ledger.rename(store.folder.journal)

    with pytest.raises(StoreError, match="lost or cut"):
        open_store(tmp_path / "store")


def test_a_new_store_whose_first_run_was_killed_opens(tmp_path: Path) -> None:
    done = _run(
        "from kg.store.ledger import Ledger\n"
        "Ledger.record = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        "put(store, make_record())",
        tmp_path / "store",
    )

    assert done.returncode == -9
    for read_only in (True, False):
        with open_store(tmp_path / "store", read_only=read_only) as store:
            assert not list(store.verify())


def test_a_torn_last_line_of_the_journal_is_passed_over(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        key = put(store, make_record())
    store.folder.journal.write_text('{"kind": "article", "key": "0123')

    with open_store(tmp_path / "store") as store:
        assert list(store.entries) == [key]


def test_leavings_of_killed_runs_are_cleared_away(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, make_record())
    root = tmp_path / "store"
    leavings = [
        root / "graph" / "bulk-000001.sst", root / ".ledger.jsonl.99.part", root / "originals" / "x.part",
        root / "ledger.new",
    ]  # fmt: skip
    for path in leavings:
        path.write_bytes(b"left")
    (root / "graph.new").mkdir()

    open_store(root).close()

    assert [path for path in (*leavings, root / "graph.new") if path.exists()] == []


def test_a_torn_line_spoils_no_line_that_a_later_run_writes(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, make_record())
    store.folder.journal.write_text('{"kind": "article", "key": "0123')
    done = _run(
        "put(store, make_record(value=2)); store.flush(); os.kill(os.getpid(), signal.SIGKILL)", store.path
    )

    assert done.returncode == -9
    with open_store(tmp_path / "store") as store:
        assert len(store.entries) == 2
        assert not list(store.verify())


@pytest.mark.parametrize("failing", ["kg.store.originals._write", "kg.store.ledger.Ledger.record"])
def test_an_article_that_cannot_be_noted_leaves_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    record = make_record(extra=CANARY)
    real = originals._write

    def full(*given: object, **_: object) -> None:
        if isinstance(given[0], Path) and given[0].suffix == ".txt":
            real(given[0], record.article.text.encode())
            return
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(failing, full)
    with open_store(tmp_path / "store") as store, pytest.raises(StoreError, match="the disk is full"):
        store.put_article([record.article], (), versions=VERSIONS, originals=[CANARY.encode()])

    assert _holding(tmp_path, CANARY) == []


def test_a_file_that_cannot_be_written_whole_leaves_no_part(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(path: Path, data: bytes) -> None:
        with path.open("wb") as stream:
            stream.write(data[:5])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(StoreError, match="the disk is full"):
        put(store, make_record())

    assert list(store.folder.originals.iterdir()) == []


def test_an_article_whose_text_was_never_written_is_forgotten(tmp_path: Path) -> None:
    done = _run(
        "put(store, make_record(value=1)); store.seal()\n"
        "import kg.store.originals as originals\n"
        "originals._write = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"put(store, make_record(value=2, extra={CANARY!r}, file={CANARY!r}))",
        tmp_path / "store",
    )

    assert done.returncode == -9
    assert _holding(tmp_path, CANARY) != []
    with open_store(tmp_path / "store") as store:
        assert _holding(tmp_path, CANARY) == []
        assert len(store.entries) == 1
        assert not list(store.verify())


def test_an_article_whose_graph_was_never_written_can_be_withdrawn(tmp_path: Path) -> None:
    done = _run(
        "import kg.store.embedded as embedded\n"
        "embedded.Embedded.put = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"put(store, make_record(extra={CANARY!r}))",
        tmp_path / "store",
    )

    assert done.returncode == -9
    with open_store(tmp_path / "store") as store:
        (key,) = store.stale
        store.retract(key, why="asked", day="2026-11-20")
    assert _holding(tmp_path, CANARY) == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="files are told by their handles")
def test_text_and_line_are_on_the_disk_before_their_graph_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    load = Embedded._load
    monkeypatch.setattr(
        os, "fsync", lambda handle: done.append(Path(f"/proc/self/fd/{handle}").resolve().name)
    )
    monkeypatch.setattr(Embedded, "_load", lambda *a, **k: (done.append("graph"), load(*a, **k)))
    record = make_record()

    put(store, record)
    store.counts()

    assert done.index(f"{record.article.sha256}.txt") < done.index("graph")
    assert done.index("journal.jsonl") < done.index("graph")
    before = len(done)
    store.flush()
    assert done[before:] == ["journal.jsonl"]
    assert store.folder.journal.read_text().endswith('"key":"","kind":"kept"}\n')


def test_a_write_of_many_graphs_that_fails_leaves_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(graph: Embedded, *_: object, **__: object) -> None:
        (tmp_path / "store" / "graph" / "bulk-1.sst").write_bytes(b"half")
        graph.failed = True
        raise StoreError("the disk is full")

    monkeypatch.setattr(Embedded, "_load", full)
    with pytest.raises(StoreError, match="the disk is full"), open_store(tmp_path / "store") as store:
        put(store, make_record())

    assert not list(tmp_path.rglob("bulk-*"))


@pytest.mark.parametrize("left", [".store.json.99.part", None])
def test_a_store_whose_making_failed_can_be_made_again(tmp_path: Path, left: str | None) -> None:
    (tmp_path / "store").mkdir()
    if left is not None:
        (tmp_path / "store" / left).write_text('{"base')

    with open_store(tmp_path / "store") as store:
        put(store, make_record())
        assert not list(store.path.glob(".*.part"))


def test_a_backup_that_fails_leaves_nothing(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, target: Path, **__: object) -> None:
        (target / "half").mkdir(parents=True)
        raise OSError(errno.ENOSPC, "No space left on device")

    backup(store, tmp_path / "good")
    monkeypatch.setattr("shutil.copytree", full)
    with pytest.raises(StoreError, match="the disk is full"):
        backup(store, tmp_path / "bad")
    with pytest.raises(StoreError, match="the disk is full"):
        restore(tmp_path / "good", tmp_path / "new")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["good", "store"]


def _holding(folder: Path, words: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes")
def test_a_full_disk_is_an_error_and_costs_nothing_stored(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        key = put(store, make_record())
        before = set(store.quads(key))
    done = _run(
        "import resource\n"
        "from kg.errors import StoreError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "try:\n"
        "    for n in range(500): put(store, make_record(value=n, extra='word ' * 100))\n"
        "except StoreError as error:\n"
        "    print(error)\n",
        tmp_path / "store",
    )

    assert "the disk is full; free some space and run again" in done.stdout
    with open_store(tmp_path / "store") as store:
        assert set(store.quads(key)) == before
        told = [str(mismatch) for mismatch in store.verify()]
        assert len(told) == len(store.stale) > 0
        assert [line for line in told if "the graph is gone; build the article again" not in line] == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read anything")
def test_a_folder_without_rights_is_named(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    (tmp_path / "store").chmod(0)
    try:
        with pytest.raises(StoreError, match="no right to read or write here"):
            open_store(tmp_path / "store")
    finally:
        (tmp_path / "store").chmod(0o755)


def test_a_draft_of_a_run_that_was_killed_goes_with_the_next_file_and_that_of_a_living_one_stays(
    tmp_path: Path,
) -> None:
    fcntl = pytest.importorskip("fcntl")
    dead, alive = tmp_path / ".out.nq.1.part", tmp_path / ".out.nq.2.part"
    dead.write_bytes(b"half")
    others = [tmp_path / name for name in (".out.nq.txt.part", ".other.nq.1.part")]
    for other in others:
        other.write_bytes(b"another's")

    with alive.open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        with written_whole(tmp_path / "out.nq") as written:
            written.write(b"whole")
        left = sorted(tmp_path.iterdir())

    assert left == sorted([*others, alive, tmp_path / "out.nq"])


@pytest.mark.parametrize("cut", [pytest.param(16, id="no-version"), pytest.param(130, id="no-family")])
def test_a_graph_whose_making_was_interrupted_is_refused_to_readers_and_made_by_the_next_writer(
    tmp_path: Path, cut: int
) -> None:
    store = tmp_path / "store"
    open_store(store).close()
    for path in (store / "graph").iterdir():
        path.unlink()
    ox.Store(str(store / "graph")).flush()
    [manifest] = (store / "graph").glob("MANIFEST-*")
    manifest.write_bytes(manifest.read_bytes()[:-cut])
    for log in (store / "graph").glob("*.log"):
        log.write_bytes(b"")

    with pytest.raises(
        StoreError, match="its making was interrupted: run kg build again; or it is damaged: kg rebuild"
    ):
        open_store(store, read_only=True)
    with open_store(store) as opened:
        put(opened, make_record())
    with open_store(store, read_only=True) as opened:
        assert not list(opened.verify())
        assert len(opened.graphs()) == 1

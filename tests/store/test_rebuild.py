"""A rebuild makes the very same store from texts, ledger and program, or says what it could not make."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg.pipeline.work as work
from kg.annotations import load_annotations
from kg.errors import StoreError, StoreLockedError
from kg.pipeline import build, rebuild, retract
from kg.store import open_store
from tests.store.samples import BASE
from tests.store.test_build import TEXTS, exported

NOTE = """{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "motivation": "identifying",
"target": {"source": "e.txt", "selector": {"type": "TextQuoteSelector", "exact": "Mosul"}}}"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a withdrawn article, a page, and a text that two files have."""
    root = tmp_path_factory.mktemp("whole")
    folder = root / "articles"
    folder.mkdir()
    for name, text in {**TEXTS, "b-again.txt": TEXTS["b.txt"], "gone.txt": "Withdrawn words."}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "c.toml").write_text('publisher = "Sample Wire"\npublished = "2017-06-04"\n')
    (folder / "p.html").write_text(f"<html><body><p>{TEXTS['a.txt']} More was said.</p></body></html>")
    with open_store(root / "store") as store:
        build([folder], store)
        key = next(k for k, entry in store.entries.items() if entry.copies[0].file == "gone.txt")
        retract(store, key, why="asked", day="2026-11-20")
    return root / "store"


@pytest.fixture
def folder(tmp_path: Path, whole: Path) -> Path:
    shutil.copytree(whole, tmp_path / "store")
    return tmp_path / "store"


def _state(folder: Path) -> tuple[bytes, bytes]:
    with open_store(folder, read_only=True) as store:
        assert not list(store.verify())
        return exported(store), store.folder.ledger.read_bytes()


def _gone(graph: Path) -> None:
    shutil.rmtree(graph)


def _unreadable(graph: Path) -> None:
    (graph / "CURRENT").write_text("nonsense\n")


def _cut(graph: Path) -> None:
    for path in graph.glob("*.sst"):
        path.write_bytes(path.read_bytes()[:100])


def _foreign(graph: Path) -> None:
    store = ox.Store(str(graph))
    store.clear()
    node = ox.NamedNode(BASE + "x")
    store.add(ox.Quad(node, node, node, ox.NamedNode(f"{BASE}graph/foreign")))
    store.flush()


@pytest.mark.parametrize("harm", [lambda _: None, _gone, _unreadable, _cut, _foreign])
def test_the_graph_is_made_again_to_the_byte_whatever_became_of_it(
    folder: Path, whole: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder / "graph")
    before = {path.name: path.read_bytes() for path in (folder / "originals").iterdir()}

    report = rebuild(folder)

    assert (report.other_version, report.changed, report.kept, report.left) == ([], [], [], [])
    assert sorted(report.again) == ["a.txt", "b.txt", "c.txt", "d.md", "p.html"]
    assert _state(folder) == _state(whole)
    assert {path.name: path.read_bytes() for path in (folder / "originals").iterdir()} == before
    assert sorted(path.name for path in folder.iterdir()) == [
        "graph", "ledger.jsonl", "lock", "originals", "store.json", "told.jsonl",
    ]  # fmt: skip


@pytest.mark.parametrize("harm", [_unreadable, _cut])
def test_a_graph_that_cannot_be_opened_names_the_rebuild_as_the_way_out(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder / "graph")

    for read_only in (True, False):
        with pytest.raises(StoreError, match=rf"kg rebuild --store {folder}"):
            open_store(folder, read_only=read_only)


def test_a_lost_graph_folder_is_named_graph_by_graph_and_made_again_by_a_build(
    folder: Path, whole: Path
) -> None:
    _gone(folder / "graph")
    with open_store(folder, read_only=True) as store:
        assert store.entries.keys() < store.stale
        files = {mismatch.file for mismatch in store.verify()}
        assert {"a.txt", "b.txt", "c.txt", "d.md", "p.html", "links"} <= files | {"b-again.txt", "b.txt"}

    with open_store(folder) as store:
        assert len(build([], store).repaired) == 5
    assert _state(folder) == _state(whole)


def test_what_another_version_read_is_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.rebuilding.version_with", lambda _: "another")

    report = rebuild(folder)

    assert sorted(report.other_version) == sorted(report.again)
    with open_store(folder, read_only=True) as store:
        assert {entry.versions for entry in store.entries.values()} == {"another"}
        assert not list(store.verify())


def test_what_comes_out_otherwise_by_the_same_version_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = work.extract
    monkeypatch.setattr(work, "extract", lambda article: replace(real(article), statements=()))

    assert "a.txt" in rebuild(folder).changed


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    (tmp_path / "e.txt").write_text("Mosul\n\nA coalition strike killed 7 civilians in Mosul.\n")
    (tmp_path / "f.txt").write_text("Raqqa\n\nA coalition strike killed 3 civilians in Raqqa.\n")
    (tmp_path / "notes.jsonld").write_text(NOTE)
    with open_store(tmp_path / "store") as store:
        marks = load_annotations([tmp_path / "notes.jsonld"], sole=False)
        report = build([tmp_path / "e.txt", tmp_path / "f.txt"], store, annotations=marks)
        assert report.annotated == ["e.txt"]
    return tmp_path / "store"


def test_an_annotated_article_is_taken_over_as_it_was_and_never_read_by_the_rules(annotated: Path) -> None:
    before = _state(annotated)

    report = rebuild(annotated)

    assert (report.kept, report.again, report.left) == (["e.txt"], ["f.txt"], [])
    assert _state(annotated) == before


def test_an_annotated_article_is_made_again_from_its_annotations(annotated: Path) -> None:
    before = _state(annotated)
    _gone(annotated / "graph")

    marks = load_annotations([annotated.parent / "notes.jsonld"], sole=False)
    report = rebuild(annotated, annotations=marks)

    assert (sorted(report.again), report.left) == (["e.txt", "f.txt"], [])
    assert _state(annotated) == before


@pytest.mark.parametrize("again", [True, False])
def test_an_annotated_article_whose_graph_is_lost_is_named_with_what_to_give(
    annotated: Path, again: bool
) -> None:
    before = _state(annotated)
    _gone(annotated / "graph")

    if again:
        report = rebuild(annotated)
        assert report.again == ["f.txt"]
        left = report.left
    else:
        with open_store(annotated) as store:
            left = build([], store).unrepaired
    assert ["--annotations" in str(one) for one in left] == [True]
    with open_store(annotated, read_only=True) as store:
        assert store.stale == {left[0].key}
        assert [mismatch.file for mismatch in store.verify()] == ["e.txt"]

    with open_store(annotated) as store:
        marks = load_annotations([annotated.parent / "notes.jsonld"], sole=False)
        assert build([], store, annotations=marks).repaired == ["e.txt"]
    assert _state(annotated) == before


def test_a_graph_whose_text_is_gone_is_taken_over_and_not_lost(folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        key = min(store.entries)
        store.originals.text_path(store.entries[key].sha256).unlink()
        file, quads = store.entries[key].copies[0].file, set(store.quads(key))

    report = rebuild(folder)

    assert (report.kept, report.left) == ([file], [])
    with open_store(folder, read_only=True) as store:
        assert set(store.quads(key)) == quads
        assert store.stale == frozenset()


def test_a_graph_that_reads_back_otherwise_is_not_put_in_place(
    folder: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.rebuilding.digest", lambda _: "another")

    with pytest.raises(StoreError, match="nothing was changed"):
        rebuild(folder)

    assert _state(folder) == _state(whole)
    assert not (folder / ".rebuilding").exists()


_SWAP = """
import os, pathlib, shutil, signal
import pyoxigraph as ox
import kg.store.recovery
from kg.store import rebuilding
def die(*a, **k):
    os.kill(os.getpid(), signal.SIGKILL)
with rebuilding({folder!r}) as source:
    old = ox.Store.read_only({folder!r} + "/graph")
    for key, entry in source.entries.items():
        source.draft.put_article(source.articles(key), source.old_lines(key), versions=entry.versions)
    for name, shared in source.shared.items():
        node = ox.NamedNode(source.base + "graph/" + name)
        quads = old.quads_for_pattern(None, None, None, node)
        source.draft.put_graph(name, quads, made_of=shared.made_of)
    source.draft.close()
    {dying} = die
    source.swap()
"""


@pytest.mark.parametrize(
    "dying",
    [
        "pathlib.Path.rename",
        "pathlib.Path.replace",
        "pathlib.Path.unlink",
        "shutil.rmtree",
        "kg.store.recovery.mark_change",
        "kg.store.recovery.finish_withdrawal",
    ],
)
def test_a_rebuild_that_is_killed_leaves_the_old_store_or_the_new_one(
    folder: Path, whole: Path, dying: str
) -> None:
    code = _SWAP.format(folder=str(folder), dying=dying)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr

    open_store(folder).close()
    assert _state(folder) == _state(whole)
    assert not (folder / ".rebuilding").exists()
    assert not (folder / "graph.old").exists()


def test_nobody_else_may_have_the_store_open(folder: Path) -> None:
    with open_store(folder, read_only=True), pytest.raises(StoreLockedError):
        rebuild(folder)


def test_without_a_ledger_nothing_is_made_up(folder: Path) -> None:
    (folder / "ledger.jsonl").unlink()

    with pytest.raises(StoreError, match="lost or cut"):
        rebuild(folder)
    with pytest.raises(StoreError, match="no store here"):
        rebuild(folder.parent / "none")

"""Verifying names whatever does not agree with the stored texts, their hashes or the ledger."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ids import sha256
from kg.mapping import article_quads
from kg.store import open_store
from kg.vocab import OA, SCHEMA
from tests.store.samples import BASE, VERSIONS, make_record, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store") as store:
        put(store, make_record(value=101, file="hundred.txt"))
        put(store, make_record(value=7, file="seven.txt"))
        assert not list(store.verify())
    return tmp_path / "store"


def _spoil(folder: Path, change: Callable[[ox.Store], None]) -> None:
    graph = ox.Store(str(folder / "graph"))
    change(graph)
    graph.flush()


def _told(folder: Path) -> str:
    with open_store(folder, read_only=True) as store:
        return "\n".join(str(mismatch) for mismatch in store.verify())


def _change(predicate: str, old: str, new: str, *, at: str = "") -> Callable[[ox.Store], None]:
    """Replaces one value in one quad, of a subject whose name holds ``at``."""

    def change(graph: ox.Store) -> None:
        quads = sorted(graph.quads_for_pattern(None, ox.NamedNode(predicate), None, None), key=str)
        fitting = [q for q in quads if at in str(q.subject) and str(q.object).startswith(f'"{old}"')]
        quad = fitting[0]
        assert isinstance(quad.object, ox.Literal)
        graph.remove(quad)
        value = ox.Literal(new, datatype=quad.object.datatype)
        graph.add(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))

    return change


def test_one_changed_byte_of_a_text_is_found(folder: Path) -> None:
    path = next(p for p in (folder / "originals").iterdir() if b"101" in p.read_bytes())
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"101", b"102"))

    told = _told(folder)

    assert "hundred.txt" in told
    assert "its bytes were changed" in told
    assert "seven.txt" not in told


def test_a_missing_text_is_found(folder: Path) -> None:
    next((folder / "originals").iterdir()).unlink()

    assert "cannot be read" in _told(folder)


@pytest.mark.parametrize("name", ["start", "end"])
def test_one_changed_offset_names_the_statement_that_fails(folder: Path, name: str) -> None:
    figure = make_record(value=101).figures[0]
    offset = getattr(figure, name)
    at = f"position-{figure.start}-{figure.end}"
    _spoil(folder, _change(OA + name, str(offset), str(offset + 1), at=at))

    told = _told(folder)

    assert "hundred.txt: https://data.example.org/doc/" in told
    assert f"/{figure.id}: span-{figure.start}-{figure.end}: " in told
    assert "of the text are other words" in told


@pytest.mark.parametrize(
    ("predicate", "old", "new", "what"),
    [
        pytest.param(OA + "exact", "7 civilians", "8 civilians", "are other words", id="misquote"),
        pytest.param(OA + "end", "43", "100000", "are not in the text", id="beyond the end"),
        pytest.param(
            SCHEMA + "text",
            "the strike killed 7 civilians",
            "the strike killed them",
            "not those of its evidence",
            id="a statement with other words",
        ),
    ],
)
def test_changed_words_are_found(folder: Path, predicate: str, old: str, new: str, what: str) -> None:
    _spoil(folder, _change(predicate, old, new))

    told = _told(folder)

    assert what in told
    assert "seven.txt" in told


def test_a_changed_hash_is_found(folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        digest = next(iter(store.entries.values())).sha256
    _spoil(folder, _change(SCHEMA + "sha256", digest, "0" * 64))

    assert "the hash of the text is" in _told(folder)


def test_a_quad_too_many_is_found_though_no_word_is_wrong(folder: Path) -> None:
    def add(graph: ox.Store) -> None:
        quad = next(quad for quad in graph if not str(quad.graph_name).endswith("graph/ledger>"))
        graph.add(ox.Quad(quad.subject, ox.NamedNode(SCHEMA + "name"), ox.Literal("x"), quad.graph_name))

    _spoil(folder, add)

    assert "the graph is not what was built" in _told(folder)


def test_a_graph_that_is_gone_or_foreign_is_found(folder: Path) -> None:
    def swap(graph: ox.Store) -> None:
        graph.remove_graph(sorted(graph.named_graphs(), key=str)[0])
        node = ox.NamedNode(BASE + "x")
        graph.add(ox.Quad(node, node, node, ox.NamedNode(BASE + "graph/foreign")))

    _spoil(folder, swap)

    told = _told(folder)

    assert "the graph is gone" in told
    assert "a graph that the ledger does not know" in told


def test_a_changed_shared_graph_is_found(tmp_path: Path) -> None:
    node = ox.NamedNode(BASE + "x")
    with open_store(tmp_path / "store") as store:
        store.put_graph("links", [ox.Quad(node, node, node, ox.NamedNode(BASE + "graph/links"))])
        assert not list(store.verify())
    _spoil(tmp_path / "store", lambda graph: graph.clear())

    assert "links" in _told(tmp_path / "store")


PAGE = b"<p>the page</p>"


@pytest.fixture
def paged(tmp_path: Path) -> Path:
    """A store with a text that was taken out of a page."""
    read = make_record(file="page.html")
    record = replace(read, article=replace(read.article, original_sha256=sha256(PAGE)))
    with open_store(tmp_path / "store") as store:
        quads = article_quads(record, BASE)
        store.put_article([record.article], quads, versions=VERSIONS, originals=[PAGE])
        assert not list(store.verify())
    return tmp_path / "store"


def test_a_page_that_was_changed_or_is_missing_is_found(paged: Path) -> None:
    (page,) = (paged / "originals").glob("*.orig")
    page.chmod(0o644)
    page.write_bytes(b"<p>another page</p>")
    assert re.search(r"page\.html: .*\.orig: its bytes were changed", _told(paged))

    page.unlink()
    assert re.search(r"page\.html: .*\.orig: cannot be read", _told(paged))


def test_a_changed_page_is_put_right_where_it_is_given_again(paged: Path) -> None:
    (page,) = (paged / "originals").glob("*.orig")
    page.chmod(0o644)
    page.write_bytes(b"<p>another page</p>")
    with open_store(paged) as store:
        ((key, entry),) = store.entries.items()
        copies = store.articles(key)
        store.put_article(copies, store.quads(key), versions=entry.versions, originals=[PAGE])

    assert _told(paged) == ""
    assert (page.read_bytes(), page.stat().st_mode & 0o222) == (PAGE, 0)


@pytest.mark.parametrize("name", [f"{'0' * 64}.txt", f"{'0' * 64}.orig", "notes.docx"])
def test_a_file_too_many_is_found(folder: Path, name: str) -> None:
    (folder / "originals" / name).write_text("who put this here")

    assert f"{name}: originals/{name}: a file that the ledger does not know" in _told(folder)


def test_something_else_among_the_digests_is_found(folder: Path) -> None:
    ledger, node = ox.NamedNode(f"{BASE}graph/ledger"), ox.NamedNode(BASE + "x")
    _spoil(folder, lambda graph: graph.add(ox.Quad(node, node, node, ledger)))

    assert "the graph of digests holds something else" in _told(folder)

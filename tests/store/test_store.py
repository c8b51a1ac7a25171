"""A store holds each text once, replaces its graph whole, and lets one writer in."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError, StoreLockedError, UsageError
from kg.mapping import article_quads
from kg.store import Store, backup, open_store, restore
from tests.store.samples import BASE, VERSIONS, make_article, make_record, put


def test_replaces_a_graph_instead_of_adding_to_it(store: Store) -> None:
    record = make_record()
    key = put(store, record)
    put(store, replace(record, statements=(), figures=(), responsibilities=()))

    expected = article_quads(replace(record, statements=(), figures=(), responsibilities=()), BASE)
    assert set(store.quads(key)) == set(expected)


def test_keeps_the_exact_text_under_its_hash_and_read_only(store: Store) -> None:
    record = make_record(extra="naïve “quotes” – 日本\r\nno final line feed")
    put(store, record)

    path = store.originals.text_path(record.article.sha256)
    assert path.read_bytes() == record.article.text.encode()
    assert path.stat().st_mode & 0o222 == 0


def test_keeps_the_page_a_text_was_taken_from(store: Store) -> None:
    record = make_record()
    quads = article_quads(record, BASE)
    store.put_article([record.article], quads, versions=VERSIONS, originals=[b"<p>the page</p>"])

    assert [path.read_bytes() for path in store.folder.originals.glob("*.orig")] == [b"<p>the page</p>"]


def test_gives_back_an_article_as_it_was_read(tmp_path: Path) -> None:
    article = make_article(
        "Words of 1 May.", "b.html", title="T", published=date(2017, 5, 1), metadata=(("title", "T"),)
    )
    with open_store(tmp_path / "store") as store:
        key = put(store, replace(make_record(), article=article, statements=(), figures=(),
                                 responsibilities=(), events=()))  # fmt: skip

        assert store.articles(key) == (article,)
    with open_store(tmp_path / "store", read_only=True) as store:
        assert store.articles(key) == (article,)


def test_knows_what_was_built_by_which_versions(store: Store) -> None:
    key = put(store, make_record())

    assert store.is_current(key, VERSIONS)
    assert not store.is_current(key, "other rules")
    assert not store.is_current("0" * 16, VERSIONS)


def test_the_ledger_has_one_sorted_line_for_each_article(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        keys = [put(store, make_record(file=f"{n}.txt", value=n)) for n in (3, 1, 2, 3)]

    lines = store.folder.ledger.read_text().splitlines()
    assert len(lines) - 1 == len(set(keys)) == 3
    assert [line.split('"key":"')[1][:16] for line in lines[:-1]] == sorted(set(keys))
    assert not store.folder.journal.exists()


def test_answers_over_all_graphs_as_one(store: Store) -> None:
    put(store, make_record(value=1))
    put(store, make_record(value=2))

    answer = store.query("SELECT ?f WHERE { ?f a <https://w3id.org/civharm/ns#Figure> }")

    assert isinstance(answer, ox.QuerySolutions)
    assert len(list(answer)) == 2


def test_drops_a_graph_and_its_line(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        key = put(store, make_record())
        store.drop(key)
    with open_store(tmp_path / "store") as store:
        assert (store.graphs(), dict(store.entries)) == ((), {})


def test_takes_the_base_it_was_made_with(tmp_path: Path) -> None:
    open_store(tmp_path / "store", base="https://example.net/kg/").close()

    with open_store(tmp_path / "store") as store:
        assert store.base == "https://example.net/kg/"
    with pytest.raises(StoreError, match=r"https://example\.net/kg/, not"):
        open_store(tmp_path / "store", base=BASE)


@pytest.mark.parametrize(
    "base", ["", "example.net", "https://example.net", "file:///tmp/", "https://a b/", "https://a/<x>/"]
)
def test_refuses_a_base_that_gives_bad_iris(tmp_path: Path, base: str) -> None:
    with pytest.raises(StoreError, match="base IRI"):
        open_store(tmp_path / "store", base=base)


@pytest.mark.parametrize("first", ["writer", "reader"])
def test_a_writer_is_alone(tmp_path: Path, first: str) -> None:
    open_store(tmp_path / "store").close()
    with (
        open_store(tmp_path / "store", read_only=first == "reader"),
        pytest.raises(StoreLockedError, match="wait until the other kg has ended"),
    ):
        open_store(tmp_path / "store")


def test_readers_read_together(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        key = put(store, make_record())
    with (
        open_store(tmp_path / "store", read_only=True) as one,
        open_store(tmp_path / "store", read_only=True) as other,
    ):
        assert one.quads(key) == other.quads(key) != ()


def test_another_process_gets_the_error_too(tmp_path: Path) -> None:
    code = f"from kg.store import open_store; open_store({str(tmp_path / 'store')!r})"
    with open_store(tmp_path / "store"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "StoreLockedError" in done.stderr


def test_a_reader_makes_no_store_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        open_store(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()

    open_store(tmp_path / "store").close()
    with (
        open_store(tmp_path / "store", read_only=True) as store,
        pytest.raises(StoreError, match="for reading only"),
    ):
        put(store, make_record())


def test_does_not_take_over_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(StoreError, match="not a store and not an empty folder"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("store.json", "{"), ("store.json", '{"base": "x"}'), ("ledger.jsonl", '{"kind": "article"\n')],
)
def test_a_damaged_file_is_named_with_the_way_out(tmp_path: Path, name: str, content: str) -> None:
    open_store(tmp_path / "store").close()
    (tmp_path / "store" / name).write_text(content)

    with pytest.raises(StoreError, match=rf"{name}.*damaged.*backup"):
        open_store(tmp_path / "store")


def test_a_damaged_graph_is_an_error_with_the_way_out(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    (tmp_path / "store" / "graph" / "CURRENT").write_text("nonsense\n")

    with pytest.raises(StoreError, match="restore a backup"):
        open_store(tmp_path / "store")


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_forked_child_is_refused_and_the_store_stays_whole(tmp_path: Path) -> None:
    code = f"""
import os, sys
from kg.errors import StoreError
from kg.store import open_store
from tests.store.samples import make_record, put
store = open_store({str(tmp_path / "store")!r})
key = put(store, make_record())
child = os.fork()
if child == 0:
    try:
        store.counts()
    except StoreError as error:
        os._exit(7 if "fork" in str(error) else 8)
    os._exit(9)
_, status = os.waitpid(child, 0)
put(store, make_record(value=2))
assert not list(store.verify())
store.close()
sys.exit(os.waitstatus_to_exitcode(status))
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=False)

    assert done.returncode == 7
    with open_store(tmp_path / "store", read_only=True) as store:
        assert len(store.graphs()) == 2
        assert not list(store.verify())


@pytest.mark.parametrize("read_only", [False, True])
def test_a_backup_is_a_store_again(tmp_path: Path, read_only: bool) -> None:
    with open_store(tmp_path / "store") as store:
        key = put(store, make_record())
    with open_store(tmp_path / "store", read_only=read_only) as store:
        backup(store, tmp_path / "copy")
        quads = set(store.quads(key))
    restore(tmp_path / "copy", tmp_path / "again")

    with open_store(tmp_path / "again") as store:
        assert set(store.quads(key)) == quads
        assert not list(store.verify())


def test_others_read_a_checkpoint_while_the_writer_goes_on(tmp_path: Path, store: Store) -> None:
    key = put(store, make_record(value=1))
    before = set(store.quads(key))
    store.checkpoint(tmp_path / "checkpoint")
    code = (
        f"import pyoxigraph as ox; graph = ox.Store.read_only({str(tmp_path / 'checkpoint')!r})\n"
        f"name = ox.NamedNode('{BASE}graph/{key}')\n"
        "print(len(list(graph.quads_for_pattern(None, None, None, name))))"
    )

    put(store, make_record(value=2))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    put(store, make_record(value=3))

    assert int(done.stdout) == len(before)
    assert not list(store.verify())


@pytest.mark.parametrize("there", [True, False])
def test_a_checkpoint_that_cannot_be_made_is_an_error_of_the_store(tmp_path: Path, there: bool) -> None:
    open_store(tmp_path / "store").close()
    target = tmp_path / "there" if there else tmp_path / "none" / "below"
    (tmp_path / "there").mkdir()

    with open_store(tmp_path / "store") as store, pytest.raises(StoreError, match=str(target)):
        store.checkpoint(target)


@pytest.mark.parametrize("spoiled", ["originals/*.txt", "ledger.jsonl"])
def test_a_damaged_backup_does_not_pass_for_the_store(tmp_path: Path, store: Store, spoiled: str) -> None:
    put(store, make_record())
    backup(store, tmp_path / "copy")
    (file,) = (tmp_path / "copy").glob(spoiled)
    file.chmod(0o600)
    file.write_bytes(file.read_bytes().replace(b"1", b"7"))

    with pytest.raises(StoreError, match="the backup is damaged; try another"):
        restore(tmp_path / "copy", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir() if "new" in path.name] == []


@pytest.mark.parametrize("through", ["store", "link", "store/../store"])
def test_neither_backup_nor_restore_copies_a_folder_into_itself(
    tmp_path: Path, store: Store, through: str
) -> None:
    (tmp_path / "link").symlink_to(store.path)
    backup(store, tmp_path / "copy")
    (tmp_path / "copy-link").symlink_to(tmp_path / "copy")

    with pytest.raises(UsageError, match=r"lies in .* name a folder outside it"):
        backup(store, tmp_path / through / "originals" / "copy")
    for target in (tmp_path / "copy" / "new", tmp_path / "copy-link" / "new"):
        with pytest.raises(UsageError, match="name a folder outside it"):
            restore(tmp_path / "copy", target)
    assert not list(store.path.rglob("copy"))


def test_backup_and_restore_write_over_nothing(tmp_path: Path, store: Store) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "x").touch()

    with pytest.raises(StoreError, match="exists already"):
        backup(store, tmp_path / "there")
    with pytest.raises(StoreError, match="exists already"):
        restore(store.path, tmp_path / "there")
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path / "there", tmp_path / "new")

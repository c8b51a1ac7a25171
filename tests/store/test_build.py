"""A build goes from files to a linked store, takes bad files in its stride, and repeats to the byte."""

import gc
import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

import kg.pipeline.work as work
from kg.errors import ArticleError, StoreError, UsageError
from kg.export import Form, select, write
from kg.ids import sha256
from kg.model import Article, Record
from kg.pipeline import build, link, retract
from kg.pipeline.namesakes import Beside
from kg.pipeline.remembering import recall
from kg.pipeline.telling import read_told
from kg.store import Store, open_store
from tests.store.samples import CANARY

TEXTS = {
    "a.txt": """Strike in Mosul

A coalition strike killed more than 100 civilians in Mosul on 17 March 2017, residents said.
""",
    "b.txt": """Mosul deaths

The Pentagon said that a strike killed 56 civilians in west Mosul on 17 March 2017.
""",
    "c.txt": """Raqqa

Airwars said that a strike killed 12 civilians in Raqqa on 3 June 2017.
""",
    "d.md": """# Denial

The Iraqi military denied that a coalition strike killed civilians in Mosul on 17 March 2017.
""",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "c.toml").write_text('publisher = "Sample Wire"\npublished = "2017-06-04"\n')
    return folder


def exported(store: Store) -> bytes:
    stream = BytesIO()
    write(select(store), stream, Form.N_QUADS, base=store.base)
    return stream.getvalue()


def test_builds_articles_and_links_them(articles: Path, store: Store) -> None:
    report = build([articles], store)

    assert (report.built, report.refused, report.unreadable) == (list(TEXTS), [], [])
    assert report.linked
    assert report.read["statements"] >= 3
    assert {"registry", "vocabulary", "catalog", "links"} <= set(store.graphs())
    assert b"event/2017-03-17-mosul-" in exported(store)
    assert not list(store.verify())


def test_building_again_does_nothing(articles: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        build([articles], store)
    ledger = store.folder.ledger.read_bytes()
    with open_store(tmp_path / "store") as store:
        report = build([articles], store)

        assert (report.built, report.unchanged, report.linked) == ([], list(TEXTS), False)
        assert not store.folder.journal.exists(), "not a byte was written"
    assert store.folder.ledger.read_bytes() == ledger


def test_what_is_unchanged_is_told_without_reading_it(
    articles: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([articles], store)
    (articles / "page.html").write_text("<html></html>")
    read: list[Path] = []

    def note(file: Path) -> Iterator[ArticleError]:
        read.append(file)
        yield from ()

    monkeypatch.setattr("kg.pipeline.building.read_sources", note)

    report = build([articles], store)

    assert (read, report.unchanged) == ([articles / "page.html"], list(TEXTS))


@pytest.mark.parametrize(
    ("name", "content", "built"),
    [
        pytest.param("c.toml", 'publisher = "Other Wire"\n', ["c.txt"], id="other metadata"),
        pytest.param("a.txt", TEXTS["a.txt"].replace("100", "200"), ["a.txt"], id="another text"),
        pytest.param("notes.csv", "x", [], id="not an article"),
    ],
)
def test_only_what_changed_is_built_again(
    articles: Path, store: Store, name: str, content: str, built: list[str]
) -> None:
    build([articles], store)
    (articles / name).write_text(content)

    report = build([articles], store)

    assert report.built == built
    assert report.linked is bool(built)


def test_other_rules_build_everything_again(
    articles: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([articles], store)
    monkeypatch.setattr("kg.pipeline.versions.build_version", lambda: "other rules")

    assert build([articles], store).built == list(TEXTS)


@pytest.mark.parametrize("seed", range(3))
def test_one_by_one_in_any_order_gives_the_same_as_all_at_once(
    articles: Path, tmp_path: Path, seed: int
) -> None:
    names = random.Random(seed).sample(list(TEXTS), k=len(TEXTS))
    with open_store(tmp_path / "one") as one, open_store(tmp_path / "all") as all_at_once:
        for name in names:
            build([articles / name], one)
        build([articles], all_at_once)

        assert exported(one) == exported(all_at_once)


def test_what_articles_tell_is_remembered_as_it_is_read(articles: Path, store: Store) -> None:
    build([articles], store)

    told = read_told(store, known={})
    assert recall(store) == told
    assert sum(len(one.events) for one in told.values()) >= 3


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:-9], id="torn"),
        pytest.param(lambda data: b'"another version"\n' + data.split(b"\n", 1)[1], id="another version"),
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"\xff\x00", id="no JSON"),
    ],
)
def test_what_is_remembered_wrongly_is_read_again(
    articles: Path, store: Store, damage: Callable[[bytes], bytes]
) -> None:
    build([articles], store)
    before = exported(store)
    store.folder.told.write_bytes(damage(store.folder.told.read_bytes()))
    store.drop("links")

    link(store)

    assert exported(store) == before


_SCRIPT = """
import datetime, json, sys, time
days = float(sys.argv[4])
now = time.time
time.time = lambda: now() + 86400 * days
real = datetime.date
class Kind(type):
    def __instancecheck__(cls, value):
        return isinstance(value, real)
class Day(real, metaclass=Kind):
    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(days=days)
if days:
    datetime.date = Day  # such days cannot be sent to workers
from hashlib import sha256
from pathlib import Path
from kg.pipeline import build
from kg.store import open_store
if __name__ == "__main__":
    with open_store(sys.argv[1]) as store:
        report = build([Path(name) for name in json.loads(sys.argv[2])], store, jobs=int(sys.argv[3]))
        quads = sorted(str(quad) for graph in store.graphs() for quad in store.quads(graph))
    print(len(report.built), sha256("\\n".join(quads).encode()).hexdigest())
"""


def test_order_jobs_day_and_hash_seed_make_no_difference(articles: Path, tmp_path: Path) -> None:
    """Three hash seeds: two are given, the third is that of this process."""
    script = tmp_path / "run.py"
    script.write_text(_SCRIPT)
    said = {_built_here(articles, tmp_path / "here")}
    for run, (jobs, seed, days) in enumerate([(1, "1", 400), (2, "2", 0)]):
        names = [str(path) for path in articles.iterdir() if path.suffix != ".toml"]
        random.Random(run).shuffle(names)
        command = [sys.executable, script, tmp_path / str(run), json.dumps(names), str(jobs), str(days)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        said.add(done.stdout.strip())

    assert len(said) == 1


def _built_here(articles: Path, folder: Path) -> str:
    with open_store(folder) as store:
        report = build([articles], store)
        quads = sorted(str(quad) for graph in store.graphs() for quad in store.quads(graph))
    return f"{len(report.built)} {sha256(chr(10).join(quads))}"


BAD: dict[str, bytes] = {
    "empty.txt": b"", "nul.txt": b"a\0b", "latin.txt": "Zürich".encode("latin-1"), "line.jsonl": b"{\n",
    "page.html": b"<html></html>", "broken.jsonl.gz": b"\x1f\x8bnot gzip",
}  # fmt: skip


def test_bad_files_are_listed_and_the_good_ones_built(articles: Path, store: Store) -> None:
    for name, data in BAD.items():
        (articles / name).write_bytes(data)
    (articles / "a.toml").write_text("publisher = ")
    paths = [articles, articles / "none.txt", articles / "c.toml"]

    report = build(paths, store)

    assert report.built == [name for name in TEXTS if name != "a.txt"]
    named = "\n".join(str(error) for error in report.unreadable)
    assert all(name in named for name in (*BAD, "a.toml", "none.txt", "c.toml"))
    assert report.articles == len(TEXTS) + len(BAD) + 2


def test_an_article_whose_text_does_not_pass_is_listed_and_not_stored(
    articles: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = work.extract

    def other_text(article: Article) -> Record:
        record = real(article)
        return replace(record, article=replace(record.article, text=f"{article.text} And more."))

    build([articles / "b.txt"], store)
    before = exported(store)
    monkeypatch.setattr(work, "extract", lambda a: other_text(a) if a.file == "b.txt" else real(a))
    monkeypatch.setattr("kg.pipeline.versions.build_version", lambda: "other rules")

    report = build([articles / "b.txt", articles / "c.txt"], store)

    (refused,) = report.refused
    assert (refused.file, report.built) == ("b.txt", ["c.txt"])
    assert "text-hash-matches" in {found.constraint for found in refused.findings}
    assert set(before.splitlines()) <= set(exported(store).splitlines()), "what was stored before stays"


def test_one_bad_item_is_rejected_and_listed_and_the_rest_of_its_article_stored(
    articles: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = work.extract

    def misquote(article: Article) -> Record:
        record = real(article)
        figure = replace(record.figures[0], exact="no such words")
        return replace(record, figures=(figure, *record.figures[1:]))

    monkeypatch.setattr(work, "extract", lambda a: misquote(a) if a.file == "b.txt" else real(a))

    report = build([articles], store)

    (rejected,) = report.rejected
    assert (rejected.file, report.built, report.refused) == ("b.txt", list(TEXTS), [])
    assert "misquote" in {found.constraint for found in rejected.findings}
    assert not list(store.verify())


def test_a_fault_of_ours_with_one_article_costs_no_other(
    articles: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = work.extract

    def fail(article: Article) -> Record:
        if article.file == "b.txt":
            raise IndexError("out of range")
        return real(article)

    monkeypatch.setattr(work, "extract", fail)
    report = build([articles], store)

    assert report.built == [name for name in TEXTS if name != "b.txt"]
    assert "b.txt: a fault of kg" in str(report.unreadable[0])


def test_a_dry_run_reads_everything_and_writes_nothing(articles: Path, tmp_path: Path) -> None:
    report = build([articles], None, dry_run=True)
    with open_store(tmp_path / "store") as store:
        build([articles], store, dry_run=True)

        assert store.graphs() == ()
    assert report.built == list(TEXTS)
    with pytest.raises(StoreError, match="no store to build into"):
        build([articles], None)


def test_progress_is_told_article_by_article(articles: Path, store: Store) -> None:
    told: list[tuple[int, int]] = []
    build([articles], store, progress=lambda done, total: told.append((done, total)))

    assert told == [(n, 0) for n in range(1, len(TEXTS) + 1)]


@pytest.mark.parametrize("names", [("x.txt", "y.txt"), ("y.txt", "x.txt")])
def test_two_files_with_one_text_are_one_graph_read_with_what_they_share(
    tmp_path: Path, store: Store, names: tuple[str, str]
) -> None:
    for name, publisher in (("x", "Sample Wire"), ("y", "Other Wire")):
        (tmp_path / f"{name}.txt").write_text(TEXTS["a.txt"])
        (tmp_path / f"{name}.toml").write_text(f'publisher = "{publisher}"\nlanguage = "en"\n')

    build([tmp_path / names[0]], store)
    build([tmp_path / names[1]], store)
    one_by_one = exported(store)
    with open_store(tmp_path / "other") as other:
        build([tmp_path / names[1], tmp_path / names[0]], other)
        together = exported(other)
        again = build([tmp_path / name for name in names], other)

    assert len(store.entries) == 1
    assert [copy.file for entry in store.entries.values() for copy in entry.copies] == ["x.txt", "y.txt"]
    assert one_by_one == together
    assert again.built == []
    assert one_by_one.count(b"schema.org/encodesCreativeWork") == 2


def test_pages_and_lines_are_kept_as_they_came(tmp_path: Path, store: Store) -> None:
    page = f"<html><body><article><h1>Mosul</h1><p>{TEXTS['a.txt'] * 3}</p></article></body></html>".encode()
    (tmp_path / "page.html").write_bytes(page)
    lines = [json.dumps({"id": name, "text": text}).encode() for name, text in TEXTS.items()]
    (tmp_path / "lines.jsonl.gz").write_bytes(gzip.compress(b"\n\n".join(lines)))

    report = build([tmp_path / "page.html", tmp_path / "lines.jsonl.gz"], store)

    assert report.built == ["page.html", *TEXTS]
    kept = {path.read_bytes() for path in store.folder.originals.glob("*.orig")}
    assert kept == {page, *lines}


def test_how_often_python_looks_for_garbage_is_as_before_a_build_that_fails(
    articles: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, during = gc.get_threshold(), []

    def fail(*_: object, **__: object) -> None:
        during.append(gc.get_threshold())
        raise StoreError("the disk is full")

    monkeypatch.setattr(Store, "put_article", fail)
    with pytest.raises(StoreError):
        build([articles], store)

    assert gc.get_threshold() == before
    assert during[0] > before


def test_links_are_undone_by_dropping_them_and_come_back(articles: Path, store: Store) -> None:
    build([articles], store)
    before = exported(store)
    store.drop("links")

    assert b"sameEventAs>" not in exported(store)
    assert build([articles], store).linked
    assert exported(store) == before


def test_withdrawing_leaves_no_byte_and_adding_again_gives_the_same_bytes(
    articles: Path, tmp_path: Path
) -> None:
    secret = TEXTS["b.txt"].replace("killed 56", f"killed 56 {CANARY}") + f"\n{CANARY} spoke.\n"
    (articles / f"{CANARY}.txt").write_text(secret)
    with open_store(tmp_path / "store") as store:
        build([articles], store)
        before = exported(store)
        (key,) = (k for k, e in store.entries.items() if e.copies[0].file == f"{CANARY}.txt")

        retract(store, key, why="the source asked", day="2026-11-20")

        assert f"graph/{key}> <http://www.w3.org/ns/prov#invalidatedAtTime>".encode() in exported(store)
        assert not link(store), "links are up to date"
        assert not list(store.verify())
    assert [
        p for p in (tmp_path / "store").rglob("*") if p.is_file() and CANARY.encode() in p.read_bytes()
    ] == []

    with open_store(tmp_path / "store") as store:
        report = build([articles], store)

        assert [left_out.stone.why for left_out in report.withdrawn] == ["the source asked"]
        assert (report.unchanged, report.returned) == (list(TEXTS), [])
        assert exported(store) != before

        report = build([articles], store, readmit=[key])

        assert [stone.why for stone in report.returned] == ["the source asked"]
        assert exported(store) == before
        assert build([articles], store).withdrawn == []


_ADDRESS = 'url = "https://wire.example/strike"'


def _withdraw(store: Store, file: str) -> str:
    (key,) = (key for key, entry in store.entries.items() if entry.copies[0].file == file)
    retract(store, key, why="the source asked", day="2026-11-20")
    return key


@pytest.mark.parametrize(
    ("name", "address", "is_known"),
    [
        pytest.param("a.txt", None, True, id="its name"),
        pytest.param("other.txt", _ADDRESS, True, id="its address"),
        pytest.param("other.txt", _ADDRESS.replace("strike", "raid"), False, id="neither"),
    ],
)
def test_an_edited_text_of_a_withdrawn_article_stays_out_too(
    articles: Path, tmp_path: Path, store: Store, name: str, address: str | None, is_known: bool
) -> None:
    (articles / "a.toml").write_text(_ADDRESS)
    build([articles], store)
    key = _withdraw(store, "a.txt")
    edited = tmp_path / "edited" / name
    edited.parent.mkdir()
    edited.write_text(TEXTS["a.txt"].replace("100", "200"), encoding="utf-8")
    if address is not None:
        edited.with_suffix(".toml").write_text(address)

    report = build([edited, articles / "b.txt"], store)

    assert report.unchanged == ["b.txt"]
    assert [left_out.file for left_out in report.withdrawn] == [name] * is_known
    assert build([edited], store, readmit=[key]).built == [name] * is_known
    assert build([edited], store).unchanged == [name]
    assert list(store.tombstones) == [key]


def test_a_later_version_is_stored_where_only_an_old_one_was_withdrawn(articles: Path, store: Store) -> None:
    for number in ("100", "200"):
        (articles / "a.txt").write_text(TEXTS["a.txt"].replace("100", number), encoding="utf-8")
        build([articles], store)
    retract(store, sha256(TEXTS["a.txt"])[:16], why="superseded", day="2026-11-20")
    (articles / "a.txt").write_text(TEXTS["a.txt"].replace("100", "300"), encoding="utf-8")

    assert build([articles], store).built == ["a.txt"]


@pytest.mark.parametrize("names", [("a.txt", "x.txt"), ("x.txt", "a.txt")])
def test_what_is_left_out_does_not_depend_on_the_order(
    articles: Path, store: Store, names: tuple[str, str]
) -> None:
    build([articles], store)
    _withdraw(store, "a.txt")
    for name in names:
        (articles / name).write_text("The army said that ten people died in Homs on 3 June 2017.")

    report = build([articles / name for name in names], store)

    assert report.built == ["x.txt"]
    assert [left_out.file for left_out in report.withdrawn] == ["a.txt"]


def test_only_what_was_withdrawn_can_be_readmitted(articles: Path, store: Store) -> None:
    with pytest.raises(UsageError, match="--readmit 0123: no article of this key was withdrawn"):
        build([articles], store, readmit=["0123"])

    assert store.graphs() == ()


@pytest.mark.parametrize(("why", "day"), [("  ", "2026-11-20"), ("asked", "20 November")])
def test_a_withdrawal_needs_a_reason_and_a_day(articles: Path, store: Store, why: str, day: str) -> None:
    build([articles / "a.txt"], store)

    with pytest.raises(StoreError, match=r"--why|write it as"):
        retract(store, next(iter(store.entries)), why=why, day=day)
    assert not store.tombstones


def test_an_edited_article_under_another_path_is_noted_beside_the_first(
    articles: Path, store: Store, tmp_path: Path
) -> None:
    build([articles], store)
    first = sha256(TEXTS["a.txt"])[:16]
    edited = TEXTS["a.txt"].replace("100", "200")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.txt").write_text(edited, encoding="utf-8")

    reports = [build([tmp_path / "later"], store) for _ in range(2)]

    assert [report.beside for report in reports] == [[Beside("a.txt", sha256(edited)[:16], (first,))], []]


def test_metadata_that_take_the_place_of_stored_ones_are_noted(articles: Path, store: Store) -> None:
    first = build([articles], store)
    (articles / "c.toml").write_text('publisher = "Sample Wire"\npublished = "2017-06-05"\n')

    assert (first.replaced, build([articles], store).replaced) == ([], ["c.txt"])


def test_a_first_load_that_does_not_read_back_as_written_is_an_error(
    articles: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = Store.counts

    def one_less(self: Store) -> dict[str, int]:
        return {name: number - (name == min(self.entries)) for name, number in counts(self).items()}

    monkeypatch.setattr(Store, "counts", one_less)
    with pytest.raises(StoreError, match=r"1 graphs do not hold what was written .*kg rebuild"):
        build([articles], store)

"""A store built from annotations: the same gate, nothing to do where nothing changed, the same bytes."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

import kg.pipeline.work as work
from kg.annotations import annotate, load_annotations
from kg.articles import read_file
from kg.errors import AnnotationError
from kg.export import Form, select, write
from kg.model import BlockKind
from kg.pipeline import BuildReport, build
from kg.store import Store, open_store
from tests.annotations.written import DEAD, DENIAL, TEXT, Plain, document, note, quote, said, whole
from tests.project.conftest import ROOT, Kg, run_here

OTHER = "Talks go on\n\nThe Sample Council said that a strike killed 3 people in Lodra on 4 May 2024.\n"


@pytest.fixture
def kg() -> Kg:
    return run_here


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "oskva.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return written(tmp_path / "notes.jsonld", *whole())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened


def written(path: Path, *items: Plain) -> Path:
    path.write_bytes(document(*items))
    return path


def built(articles: Path, store: Store, *notes: Path, jobs: int = 1) -> BuildReport:
    return build([articles], store, annotations=load_annotations(notes), jobs=jobs)


def exported(store: Store) -> bytes:
    stream = BytesIO()
    write(select(store), stream, Form.N_QUADS, base=store.base)
    return stream.getvalue()


def test_an_article_with_annotations_is_built_from_them_and_others_by_the_rules(
    articles: Path, notes: Path, store: Store
) -> None:
    report = built(articles, store, notes)

    assert (report.built, report.annotated) == (["oskva.txt", "other.txt"], ["oskva.txt"])
    assert (report.refused, report.rejected, report.not_taken, report.unmatched) == ([], [], [], [])
    graph = exported(store)
    assert b"tool/annotation-rules" in graph
    assert f'"{DENIAL}"'.encode() in graph
    assert b"tool/attribution-rules" in graph
    assert not list(store.verify())


def test_building_again_does_nothing(articles: Path, notes: Path, store: Store) -> None:
    built(articles, store, notes)
    before = exported(store)

    again = built(articles, store, notes)

    assert (again.built, again.unchanged, again.linked) == ([], ["oskva.txt", "other.txt"], False)
    assert (again.unmatched, exported(store)) == ([], before)


def test_changed_annotations_build_their_article_alone(articles: Path, notes: Path, store: Store) -> None:
    built(articles, store, notes)
    changed = whole()
    changed[5]["body"][0]["certainty"] = "probable"

    report = built(articles, store, written(notes, *changed))

    assert (report.built, report.unchanged) == (["oskva.txt"], ["other.txt"])
    assert b"probable>" in exported(store)


def test_without_annotations_the_rules_read_it_again_and_the_build_says_so(
    articles: Path, notes: Path, store: Store, tmp_path: Path
) -> None:
    built(articles, store, notes)

    report = build([articles], store)

    assert (report.built, report.by_rules_again) == (["oskva.txt"], ["oskva.txt"])
    with open_store(tmp_path / "by-rules") as by_rules:
        build([articles], by_rules)
        assert exported(store) == exported(by_rules)


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)], ids=["as-written", "backwards"])
def test_order_and_workers_make_no_difference_to_the_bytes(
    articles: Path, notes: Path, store: Store, tmp_path: Path, order: slice
) -> None:
    built(articles, store, notes)
    shuffled = written(tmp_path / "shuffled.json", *whole()[order])

    with open_store(tmp_path / "second") as second:
        built(articles, second, shuffled, jobs=2)

        assert exported(second) == exported(store)


def test_two_files_with_one_text_are_both_read_by_the_annotations_of_one(
    articles: Path, notes: Path, store: Store
) -> None:
    (articles / "again.txt").write_text(TEXT, encoding="utf-8")

    first, second = built(articles, store, notes), built(articles, store, notes)

    assert set(first.built) == {"again.txt", "oskva.txt", "other.txt"}
    assert "oskva.txt" in first.annotated
    assert second.built == []
    assert f'"{DENIAL}"'.encode() in exported(store)


def test_what_is_not_taken_is_listed_and_the_rest_stored(
    articles: Path, store: Store, tmp_path: Path
) -> None:
    bad = note(quote("nobody died there"), said())

    report = built(articles, store, written(tmp_path / "n.jsonld", *whole(), bad))

    (left,) = report.not_taken
    assert (left.file, report.annotated) == ("oskva.txt", ["oskva.txt"])
    assert "not in the text" in left.rejected[0].why
    assert report.read["statements"] >= 2


def test_the_gate_refuses_a_misquote_whoever_made_it(
    articles: Path, notes: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def misquoting(*given: object) -> object:
        record = annotate(*given)  # type: ignore[arg-type]
        first, *others = record.statements
        return replace(record, statements=(replace(first, exact="admitted it"), *others))

    monkeypatch.setattr(work, "annotate", misquoting)

    report = built(articles, store, notes)

    (rejected,) = report.rejected
    assert [found.constraint for found in rejected.findings] == ["misquote", "claim-stated"]
    assert b"admitted it" not in exported(store)
    assert f'"{DEAD}"'.encode() in exported(store)


def test_evidence_in_a_comment_is_refused_from_a_person_too(
    articles: Path, store: Store, tmp_path: Path
) -> None:
    shutil.copy(ROOT / "data" / "articles" / "portal-with-comments.txt", articles / "portal.txt")
    (article,) = read_file(articles / "portal.txt")
    block = next(block for block in article.blocks if block.kind == BlockKind.COMMENT)
    words = article.text[block.start : block.end].strip()
    own = note(quote(words), said("article"), source="portal.txt")

    report = built(articles, store, written(tmp_path / "n.jsonld", own))

    found = {finding.constraint for rejected in report.rejected for finding in rejected.findings}
    assert (report.annotated, found) == (["portal.txt"], {"evidence-block", "span-block"})
    assert json.dumps(words).encode() not in exported(store)


def test_a_broken_document_stops_the_build_before_anything_is_stored(
    articles: Path, store: Store, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.jsonld"
    broken.write_text("{")

    with pytest.raises(AnnotationError):
        built(articles, store, broken)

    assert not store.entries


class TestCommands:
    def test_extract_prints_what_was_annotated(self, kg: Kg, articles: Path, notes: Path) -> None:
        done = kg("extract", articles, "--annotations", notes)

        first, second = (json.loads(line) for line in done.out.splitlines())
        assert (done.code, done.err) == (0, "")
        assert [item["exact"] for item in first["statements"]] == [DENIAL, DEAD]
        assert {item["rule"] for item in first["statements"]} == {"annotation.person"}
        assert "annotation.person" not in json.dumps(second)

    def test_what_annotations_prints_extract_reads_as_the_rules_did(
        self, kg: Kg, articles: Path, tmp_path: Path
    ) -> None:
        page = tmp_path / "page.jsonld"
        page.write_text(kg("annotations", articles).out, encoding="utf-8")

        done = kg("extract", articles, "--annotations", page)

        assert (done.code, done.err) == (0, "")
        assert done.out == kg("extract", articles).out
        assert '"statements":[{' in done.out

    def test_build_says_how_many_came_from_annotations(
        self, kg: Kg, articles: Path, notes: Path, tmp_path: Path
    ) -> None:
        done = kg("build", articles, "--annotations", notes, "--store", tmp_path / "s")

        assert done.code == 0
        assert "2 built, 0 unchanged" in done.err
        assert "1 of them by annotations, the others by the rules" in done.err

    def test_a_build_without_them_says_what_it_replaces(
        self, kg: Kg, articles: Path, notes: Path, tmp_path: Path
    ) -> None:
        kg("build", articles, "--annotations", notes, "--store", tmp_path / "s")

        done = kg("build", articles, "--store", tmp_path / "s")

        assert "oskva.txt: stood as annotated and is now read by the rules" in done.err

    @pytest.mark.parametrize("command", ["extract", "build"])
    def test_what_is_left_aside_is_told_and_the_command_ends_with_1(
        self, kg: Kg, articles: Path, tmp_path: Path, command: str
    ) -> None:
        items = (note(quote("12"), said()), note(quote("x"), said(), source="\x1b[2Jgone.txt"))
        path = written(tmp_path / "n.jsonld", *whole(), *items)
        store = ("--store", tmp_path / "s") if command == "build" else ()

        done = kg(command, articles, "--annotations", path, *store)

        assert done.code == 1
        assert "oskva.txt: not taken: annotation 7 of n.jsonld: the words '12' stand at" in done.err
        assert "are of no article here" in done.err
        assert "\x1b" not in done.err

    def test_a_document_that_cannot_be_used_is_named_with_its_page_of_errors(
        self, kg: Kg, articles: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "broken.jsonld").write_text("{")

        done = kg("extract", articles, "--annotations", tmp_path / "broken.jsonld")

        assert (done.code, done.out) == (2, "")
        assert "broken.jsonld: no JSON in UTF-8" in done.err
        assert done.err.rstrip().endswith("see: kg errors annotations")

"""Acceptance figures on the real articles, which are not part of this repository.

They are third-party texts in ``../shared``. Where that folder is not present, nothing here is collected.
"""

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from kg import ids
from kg.articles import read_file
from kg.articles.metadata import make_article
from kg.extract import extract
from kg.mapping import article_quads
from kg.model import BlockKind, EventKind, Record
from kg.records import to_dict
from kg.vocab import OA
from tests.extract.invented import broken_promises

SHARED = Path(__file__).parents[3] / "shared"
DEV = SHARED / "dev"
PATHS = sorted([*SHARED.glob("articles/*.txt"), *DEV.glob("*.txt")])
QUIET = (BlockKind.COMMENT, BlockKind.FURNITURE)
MARCH_14, MARCH_17 = date(2017, 3, 14), date(2017, 3, 17)

every_article = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_all_fifteen_articles_are_here() -> None:
    assert len(PATHS) == 15


@every_article
def test_every_record_keeps_its_promises(path: Path) -> None:
    assert broken_promises(record_of(path)) == []


@every_article
def test_every_selector_in_the_graph_holds_the_words_at_its_place(path: Path) -> None:
    record = record_of(path)
    base = ids.DEFAULT_BASE
    start = f"{base}doc/{ids.doc_key(record.article.sha256)}/"
    values = {
        (quad.subject.value, quad.predicate.value): quad.object.value
        for quad in article_quads(record, base)
        if quad.predicate.value in (OA + "exact", OA + "start", OA + "end")
    }
    places = {name.removeprefix(start + "quote-") for name, _ in values if name.startswith(start + "quote-")}

    assert places
    for place in places:
        first, last = (int(number) for number in place.split("-"))
        position = f"{start}position-{place}"
        assert values[f"{start}quote-{place}", OA + "exact"] == record.article.text[first:last]
        assert (values[position, OA + "start"], values[position, OA + "end"]) == (str(first), str(last))


@every_article
def test_nothing_is_read_from_comments_and_furniture(path: Path) -> None:
    record = record_of(path)
    quiet = [block for block in record.article.blocks if block.kind in QUIET]
    read = [*record.statements, *record.figures, *record.responsibilities, *record.events, *record.mentions]

    assert [x.id for x in read for block in quiet if x.start < block.end and block.start < x.end] == []


def test_readers_comments_change_nothing_that_is_read() -> None:
    commented = [
        (record, min(block.start for block in record.article.blocks if block.kind == BlockKind.COMMENT))
        for record in map(record_of, PATHS)
        if any(block.kind == BlockKind.COMMENT for block in record.article.blocks)
    ]

    assert commented
    for record, start in commented:
        without = extract(make_article(record.article.file, record.article.text[:start]))
        assert sayings(without) == sayings(record)


def test_the_strikes_of_14_and_17_march_stay_two_events() -> None:
    events = [event for path in PATHS for event in record_of(path).events]
    days = {event.date for event in events}
    in_both = [
        event.date
        for event in events
        if event.kind != EventKind.CAMPAIGN
        and event.date_from
        and event.date_to
        and event.date_from <= MARCH_14
        and event.date_to >= MARCH_17
    ]

    assert {MARCH_14.isoformat(), MARCH_17.isoformat()} <= days
    assert [day for day in in_both if day and len(day) == len("2017-03-17")] == []


@pytest.mark.parametrize(
    ("part", "floor"),
    [("statements", 0.83), ("statements-strict", 0.60), ("figures", 0.91), ("strikes", 0.82)],
)
def test_a_part_reaches_its_acceptance_figure(part: str, floor: float) -> None:
    assert shared_module("score").prf(counts(), part)[2] >= floor


@pytest.mark.parametrize(("field", "floor"), [("statements.speaker", 0.85), ("figures.value", 0.95)])
def test_what_is_found_is_read_right(field: str, floor: float) -> None:
    n = counts()

    assert n[field, "ok"] / n[field, "n"] >= floor


def test_no_strike_is_invented_where_there_was_none() -> None:
    n = counts()

    assert n["negatives", "n"] > 0
    assert n["negatives", "with invented strikes"] == 0


def test_at_most_one_distractor_is_taken_for_a_figure() -> None:
    assert counts()["distractors", "taken"] <= 1


def sayings(record: Record) -> list[tuple[int, int, str, str]]:
    return [(s.start, s.end, s.speaker, s.stance) for s in record.statements]


@cache
def record_of(path: Path) -> Record:
    [article] = read_file(path)
    return extract(article)


@cache
def counts() -> Counter[tuple[str, str]]:
    """What the scorer of the dev articles counts over all ten."""
    total: Counter[tuple[str, str]] = Counter()
    for path in sorted(DEV.glob("*.txt")):
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        answer = shared_module("adapt").record(to_dict(record_of(path)))
        total += shared_module("score").article(gold, answer)
    return total


@cache
def shared_module(name: str) -> ModuleType:
    """A script beside the dev articles, run from its text so that nothing is written there."""
    path = DEV / f"{name}.py"
    module = ModuleType(f"shared_{name}")
    module.__file__ = str(path)
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), module.__dict__)
    return module

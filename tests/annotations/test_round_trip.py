"""What the rules read, written as annotations and read back, is the same record, whatever the article."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from kg.annotations import annotate, parse_annotations, to_annotations
from kg.articles import read_file
from kg.extract import extract
from kg.ids import DEFAULT_BASE
from kg.model import Record
from tests.annotations.written import Plain

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [path for path in sorted((ROOT / "data" / "articles").iterdir()) if path.suffix != ".toml"]
MORE = sorted((ROOT / "tests" / "gold").glob("*.txt"))[::6]


def read_by_rules(path: Path) -> Record:
    (article,) = read_file(path)
    return extract(article)


def items_of(record: Record) -> list[Plain]:
    items: list[Plain] = json.loads(to_annotations([record], base=DEFAULT_BASE))["items"]
    return items


def read_back(record: Record, items: list[Plain]) -> Record:
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items}
    return annotate(record.article, tuple(parse_annotations(json.dumps(page).encode(), where="p")))


@pytest.mark.parametrize("path", [*SAMPLES, *MORE], ids=lambda path: path.name)
def test_a_record_written_as_annotations_is_the_same_record_again(path: Path) -> None:
    record = read_by_rules(path)

    written = to_annotations([record], base=DEFAULT_BASE)

    assert record.statements
    assert annotate(record.article, tuple(parse_annotations(written.encode(), where="p"))) == record


def test_the_order_of_annotations_makes_no_difference() -> None:
    record = read_by_rules(SAMPLES[0])
    items = items_of(record)
    random.Random(7).shuffle(items)

    assert read_back(record, items) == record


def test_what_a_person_corrected_is_theirs_and_the_rest_stays_the_rules_own() -> None:
    record = read_by_rules(ROOT / "data" / "articles" / "wire-mosul-strike.txt")
    items = items_of(record)
    changed = next(item for item in items if item["body"].get("stance") == "doubts")
    changed["body"]["stance"] = "disputes"

    read = read_back(record, items)

    assert read.rejected == ()
    (new,) = (s for s in read.statements if s.rule == "annotation.person")
    old = next(s for s in record.statements if s.stance == "doubts" and s not in read.statements)
    assert (new.exact, new.claim, new.stance, new.confidence) == (old.exact, old.claim, "disputes", 1.0)
    assert {*read.statements} - {new} == {*record.statements} - {old}


def test_a_speaker_who_is_corrected_does_not_keep_the_id_of_the_other() -> None:
    record = read_by_rules(ROOT / "data" / "articles" / "wire-mosul-strike.txt")
    items = items_of(record)
    changed = next(item for item in items if item["body"].get("speaker") == "Iraqi military")
    changed["body"]["speaker"] = "Pentagon"

    read = read_back(record, items)

    assert [s.speaker_id for s in read.statements if s.rule == "annotation.person"] == [
        "org/us-department-of-defense"
    ]


def test_annotations_of_several_articles_stand_on_one_page_with_ids_of_their_own() -> None:
    records = [read_by_rules(path) for path in SAMPLES[:2]]

    items = json.loads(to_annotations(records, base=DEFAULT_BASE))["items"]

    assert len({item["id"] for item in items}) == len(items)
    assert {item["target"]["source"] for item in items} == {
        f"{DEFAULT_BASE}doc/{record.article.sha256[:16]}/text" for record in records
    }


def test_a_record_without_anything_is_an_empty_page() -> None:
    record = replace(
        read_by_rules(SAMPLES[0]), statements=(), figures=(), responsibilities=(), events=(), mentions=()
    )

    assert items_of(record) == []

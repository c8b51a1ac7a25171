"""The page of the manual: its example is taken whole, and it names every key there is."""

import re
from pathlib import Path

import pytest

from kg.annotations import annotate, parse_annotations
from kg.annotations.keys import KEYS, Kind
from kg.ids import DEFAULT_BASE
from kg.validation import admit
from tests.extract.invented import article, broken_promises

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "annotations.md").read_text(encoding="utf-8")
TEXT, NOTES = (re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[0] for kind in ("text", "json"))


def test_the_example_is_taken_whole_and_passes_the_gate() -> None:
    record = annotate(article(TEXT, file="oskva.txt"), tuple(parse_annotations(NOTES.encode(), where="n")))

    assert record.rejected == ()
    assert broken_promises(record) == []
    assert [(s.speaker, s.stance) for s in record.statements] == [
        ("Sample Ministry", "denies"),
        ("Neighbours", "asserts"),
    ]
    assert all(s.claim for s in record.statements)
    admitted = admit(record, DEFAULT_BASE)
    assert (admitted.passes, admitted.report.violations) == (True, ())


@pytest.mark.parametrize("kind", list(Kind))
def test_every_type_and_key_is_explained(kind: Kind) -> None:
    assert f"`{kind}`" in PAGE
    assert [key.name for key in KEYS[kind] if f"`{key.name}`" not in PAGE] == []

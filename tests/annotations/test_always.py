"""Whatever somebody writes: no fault of ours, a record that keeps its promises, and the same one again."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.annotations import annotate, parse_annotations, to_annotations
from kg.annotations.keys import KEYS, Key, Kind
from kg.ids import DEFAULT_BASE
from kg.validation import admit
from tests.annotations.written import TEXT, Plain, position, quote, read, whole
from tests.extract.invented import broken_promises

WRITTEN: list[Any] = [
    "12", "Neighbours", "the school", "Sample Ministry", "article", "killed", "said", "", "\n", "(?",
    "#jets", "#dead", "#blame", "#school", ["#school"], "person", "place", "voice", "source-3",
    "org/cjtf-oir", "Iraq", "Mosul", "2024-05", "9999-12", "2024-05-03", "true",
    3, -1, True, None, 1.5, 10**20, [], {}, quote("Neighbours"), position(0, 10**9), position(0, 40),
    [{"name": "Neighbours", "id": "org", "at": None}], [{"name": "Neighbours", "at": ""}],
]  # fmt: skip
"""Values as people and tools write them, some of them right for some key. ``Any`` because JSON is."""


@st.composite
def annotations(draw: st.DrawFn) -> list[Plain]:
    """The annotations of a whole article with a few of their values changed, in any order."""
    items = draw(st.permutations(whole()))
    for _ in range(draw(st.integers(1, 4))):
        item = draw(st.sampled_from(items))
        change = draw(st.sampled_from(["value", "value", "value", "words", "twice", "name"]))
        if change == "value":
            body = item["body"][0]
            key: Key = draw(st.sampled_from(KEYS[Kind(body["type"])]))
            body[key.name] = draw(st.sampled_from([*WRITTEN, *(choice.value for choice in key.choices)]))
        elif change == "words":
            start = draw(st.integers(0, len(TEXT) - 1))
            item["target"]["selector"] = position(start, draw(st.integers(start, len(TEXT))))
        elif change == "twice":
            items = [*items, {**item, "body": [{**item["body"][0]}]}]
        else:
            item["id"] = draw(st.sampled_from(["#jets", "#blame", "#dead", "#school"]))
    return items


@given(annotations())
def test_every_record_keeps_its_promises_and_can_be_written_and_read_again(items: list[Plain]) -> None:
    record = read(*items)

    assert broken_promises(record) == []
    assert admit(record, DEFAULT_BASE).passes
    taken = replace(record, rejected=())
    written = to_annotations([taken], base=DEFAULT_BASE).encode()
    assert annotate(record.article, tuple(parse_annotations(written, where="p"))) == taken

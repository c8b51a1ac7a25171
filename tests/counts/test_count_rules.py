"""Every row of numbers.toml and harm.toml does what its example says and leaves its counter-example alone."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg import resources
from kg.errors import RulesError
from kg.extract.counts import Count, find_counts
from kg.extract.counts.rules import load_count_rules
from kg.model import Span
from kg.records import harm_of
from kg.text import fold

NUMBERS: dict[str, Any] = tomllib.loads((resources.rules() / "numbers.toml").read_text("utf-8"))
WORDINGS = ("vague", "zero", "nobody", "fraction", "filler", "opening", "particle")
HARM: dict[str, Any] = tomllib.loads((resources.rules() / "harm.toml").read_text("utf-8"))


def read(text: str) -> tuple[Count, ...]:
    return find_counts(fold(text), [Span(0, len(text))])


def rows(rules: dict[str, Any], *tables: str) -> list[Any]:
    found = [(row.get("id") or row["tag"], row) for table in tables for row in rules[table]]
    return [pytest.param(row, id=name) for name, row in found if "example" in row]


@pytest.mark.parametrize("row", rows(NUMBERS, "hedge", "after"))
def test_a_hedge_gives_its_qualifier_and_only_there(row: dict[str, Any]) -> None:
    assert row["qualifier"] in {count.qualifier.value for count in read(row["example"])}
    assert row["qualifier"] not in {count.qualifier.value for count in read(row["counter"])}


@pytest.mark.parametrize(
    "row", rows(NUMBERS, "vague", "zero", "nobody", "fraction", "filler", "opening", "particle")
)
def test_a_wording_of_number_is_read_and_only_before_people(row: dict[str, Any]) -> None:
    assert read(row["example"])
    assert read(row["counter"]) == ()


@pytest.mark.parametrize("row", rows(HARM, "harm"))
def test_a_harm_word_gives_its_harm_and_only_of_people(row: dict[str, Any]) -> None:
    harms = [harm_of(count.unit) for count in read(row["example"])]

    assert {"harmed": "casualties", "present": "other", "trapped": "trapped"}.get(
        row["harm"], row["harm"]
    ) in harms
    assert read(row["counter"]) == ()


@pytest.mark.parametrize("row", rows(HARM, "people"))
def test_a_noun_says_whom_the_figure_counts(row: dict[str, Any]) -> None:
    assert row["who"] in {count.who.value for count in read(row["example"])}
    assert read(row["counter"]) == ()


@pytest.mark.parametrize("row", rows(HARM, "counted"))
def test_strikes_and_reports_are_counted_without_a_harm_word(row: dict[str, Any]) -> None:
    assert {count.who.value for count in read(row["example"])} <= {"strikes", "reports"}
    assert read(row["example"])
    assert read(row["counter"]) == ()


@pytest.mark.parametrize("row", rows(HARM, "small"))
def test_a_hint_is_given_by_its_wording_only(row: dict[str, Any]) -> None:
    assert row["gives"] in hints(read(row["example"]))
    assert row["gives"] not in hints(read(row["counter"]))


@pytest.mark.parametrize("row", rows(HARM, "frame"))
def test_a_frame_is_the_rule_of_its_example_only(row: dict[str, Any]) -> None:
    assert row["id"] in {count.rule for count in read(row["example"])}
    assert row["id"] not in {count.rule for count in read(row["counter"])}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param('role = "active"', 'role = "acts"', "'acts' is not one of", id="no such role"),
        pytest.param('harm = "injured"', 'harm = "hurts"', "'hurts' is not one of", id="no such harm"),
        pytest.param('who = "women"', 'who = "ladies"', "'ladies' is not a valid Who", id="no such group"),
        pytest.param(
            "confidence = 0.95", "tier = 1", "key 'confidence' is missing", id="a frame without a tier"
        ),
        pytest.param("[[frame]]", "[[frame", "line", id="not TOML"),
    ],
)
def test_a_broken_row_is_named_with_its_file(tmp_path: Path, old: str, new: str, fault: str) -> None:
    for name in ("numbers.toml", "harm.toml"):
        text = (resources.rules() / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace(old, new, 1) if name == "harm.toml" else text, "utf-8")

    with pytest.raises(RulesError, match=fault) as raised:
        load_count_rules(tmp_path)

    assert str(tmp_path / "harm.toml") in str(raised.value)


def test_a_missing_file_is_an_error_of_the_rules(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"numbers\.toml: this rules file is missing"):
        load_count_rules(tmp_path)


def hints(counts: tuple[Count, ...]) -> set[str]:
    tallies = {count.tally.value for count in counts if count.tally is not None}
    return (
        tallies | {count.unit.value for count in counts} | {"hypothetical" for c in counts if c.hypothetical}
    )

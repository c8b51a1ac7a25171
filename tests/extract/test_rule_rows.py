"""Every row of the rule files does what its example says and leaves its counter-example alone."""

import tomllib
from collections.abc import Iterable
from typing import Any

import pytest

from kg import resources
from kg.extract.language.wordings import compile_wordings
from kg.model import Record, Responsibility
from tests.extract.invented import read, rule_rows, spoken

HARM = "An air strike killed ten people in Mosul on 3 May 2017.\n\n"
"""Blame and doubt are about some harm: rows that need one are read after this line."""

Row = dict[str, Any]  # a TOML table: values of several types


def cases(rows: Iterable[tuple[str, Row]], *, key: str = "example") -> list[Any]:
    return [pytest.param(row, id=name) for name, row in rows if key in row]


CUES = rule_rows("cues.toml", "cue", "verb")
PHRASES = rule_rows("cues.toml", "phrase", "words")
CAUSES = rule_rows("causes.toml", "cause", "id")
STANCES = rule_rows("stances.toml", "stance", "id")
STRIKES = rule_rows("events.toml", "strike", "id")
INCIDENTS = rule_rows("events.toml", "incident", "id")


@pytest.mark.parametrize("row", cases(CUES))
def test_a_cue_gives_its_example_a_speaker_and_its_stance(row: Row) -> None:
    found = [s for s in spoken(read(row["example"])) if s.cue]

    assert {s.stance for s in found} & {row["stance"], row.get("negated")}
    assert any(s.cue and has_form(row, s.cue) for s in found)
    assert all(s.cue_at and row["example"][slice(*s.cue_at)] == s.cue for s in found)


@pytest.mark.parametrize("row", cases(CUES, key="counter"))
def test_a_cue_leaves_its_counter_example_alone(row: Row) -> None:
    assert spoken(read(row["counter"])) == []


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in CUES if row.get("keep")])
def test_words_that_take_a_stance_start_at_the_cue(row: Row) -> None:
    found = [s for s in spoken(read(row["example"])) if s.cue]

    assert found
    assert all(s.cue_at and s.start == s.cue_at.start for s in found)


@pytest.mark.parametrize("row", cases(PHRASES))
def test_a_set_phrase_names_a_source(row: Row) -> None:
    record = read(row["example"])
    relied_on = [source.name for s in record.statements for source in s.relies_on]

    assert relied_on if row.get("relies") else row["words"] in [s.cue for s in spoken(record)]


@pytest.mark.parametrize("row", cases(CAUSES))
def test_a_wording_of_blame_gives_its_actor_or_means(row: Row) -> None:
    [found] = blamed_in(row["example"])

    assert found.means == row.get("means")
    assert found.actor is not None or found.means is not None


@pytest.mark.parametrize("row", cases(CAUSES, key="counter"))
def test_a_wording_of_blame_leaves_its_counter_example_alone(row: Row) -> None:
    assert blamed_in(row["counter"]) == []


def test_a_cause_that_is_ruled_out_is_opposed_not_asserted() -> None:
    row = next(row for _, row in CAUSES if row.get("opposes"))
    record = read(HARM + row["example"])
    [found] = blamed_in(row["example"])

    assert {s.stance.value for s in record.statements if s.claim == found.id} <= {"denies", "disputes"}


@pytest.mark.parametrize("row", cases(STANCES))
def test_a_content_takes_the_stance_that_its_words_give(row: Row) -> None:
    assert row["stance"] in stances(in_its_scene(row, "example"))


@pytest.mark.parametrize("row", cases(STANCES, key="counter"))
def test_a_content_without_the_words_only_asserts(row: Row) -> None:
    assert stances(in_its_scene(row, "counter")) <= {"asserts"}


@pytest.mark.parametrize("row", [pytest.param(row, id=name) for name, row in STANCES if "accused" in row])
def test_who_is_accused_denies_where_others_dispute(row: Row) -> None:
    accused = "The Israeli army bombed a market in Mosul on 3 May 2017, killing ten people.\n\n"
    words = row["example"].replace("The army", "The Israeli army")

    assert stances(read(accused + words)) == {row["accused"]}


@pytest.mark.parametrize("row", cases(STRIKES))
def test_a_strike_noun_with_day_and_place_is_a_strike(row: Row) -> None:
    strikes = [event for event in dated(row["example"]).events if event.kind == "strike"]

    assert [(event.means, event.date) for event in strikes] == [(row["means"], "2017-05-03")]


@pytest.mark.parametrize("row", cases(STRIKES, key="counter"))
def test_what_only_sounds_like_a_strike_is_none(row: Row) -> None:
    assert [event for event in dated(row["counter"]).events if event.kind == "strike"] == []


@pytest.mark.parametrize("row", cases(INCIDENTS))
def test_a_noun_of_harm_is_an_incident_and_no_strike(row: Row) -> None:
    assert [(event.kind, event.date) for event in dated(row["example"]).events] == [
        ("incident", "2017-05-03")
    ]


def has_form(row: Row, cue: str) -> bool:
    """Whether the cue holds a form of the verb: a form the row gives, or the verb without its last letter."""
    given = [row[form] for form in ("past", "third", "ing") if form in row]
    return any(form in cue for form in [*given, row["verb"][:-1]])


def dated(example: str) -> Record:
    told = f"On 3 May 2017, {example[0].lower()}{example[1:-1]} in Mosul."
    return read(f"{told} The war between army and rebels goes on.")


def blamed_in(example: str) -> list[Responsibility]:
    return [found for found in read(HARM + example).responsibilities if found.start >= len(HARM)]


def in_its_scene(row: Row, key: str) -> Record:
    """The sentence after what its condition asks for: a denial before it, an accusation, a release."""
    before = {
        "after-opposition": "The ministry denied that a jet dropped a bomb. ",
        "accused-always": "The coalition bombed a market in Mosul on 3 May 2017. ",
    }
    publisher = {"publisher": "Combined Joint Task Force"} if row["when"] == "issuer" else {}
    return read(before.get(row["when"], "") + row[key], **publisher)


def stances(record: Record) -> set[str]:
    """The stances of the last source that speaks."""
    found = spoken(record)
    return {s.stance.value for s in found if s.passage == found[-1].passage}


PATTERNS = [
    pytest.param(row, id=f"{path.stem} {row['id']}")
    for path in sorted(resources.rules().glob("*.toml"))
    for row in tomllib.loads(path.read_text(encoding="utf-8")).get("pattern", [])
]


@pytest.mark.parametrize("row", PATTERNS)
def test_a_pattern_matches_its_example_and_not_its_counter_example(row: Row) -> None:
    pattern = compile_wordings(row["pattern"])

    assert pattern.search(row["example"])
    assert not pattern.search(row["counter"])

"""Every row of the rule files does what its example says; rows that do not are found by the same checks."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg import resources
from kg.errors import RulesError
from kg.extract.language.tables import Row, read_rows
from kg.rulebook import Verdict, check_rules, rule_files
from kg.rulebook.testing import judge


@pytest.mark.parametrize(
    "verdict", [pytest.param(v, id=f"{v.file.stem} {v.table} {v.name}") for v in check_rules()]
)
def test_every_row_reads_its_example_and_not_its_counter_example(verdict: Verdict) -> None:
    assert verdict.faults == ()


def test_every_row_with_an_example_gets_a_verdict() -> None:
    examples = sum(
        path.read_text(encoding="utf-8").count("\nexample = ") for path in resources.rules().glob("*.toml")
    )

    assert len(list(check_rules())) == examples > 400


def test_one_file_can_be_checked_by_itself() -> None:
    assert {verdict.file.stem for verdict in check_rules("causes")} == {"causes"}
    assert "causes" in rule_files()


@pytest.mark.parametrize(
    ("table", "values", "fault"),
    [
        pytest.param("moan", {"id": "a"}, "nothing checks table 'moan'", id="a table that nothing checks"),
        pytest.param(
            "small", {"tag": "aux", "example": "x"}, "without the key 'gives'", id="an example in vain"
        ),
        pytest.param("cue", {"verb": "moan"}, "example: is missing", id="a cue without example"),
        pytest.param("harm", {"id": "a", "example": "x"}, "counter: is missing", id="no counter-example"),
        pytest.param("small", {"tag": "a", "gives": "x"}, "example: is missing", id="a hint without example"),
    ],
)
def test_a_row_that_nothing_can_check_is_a_fault(table: str, values: dict[str, str], fault: str) -> None:
    verdict = judge(Row(Path("own.toml"), 7, table, values))

    assert fault in str(verdict)
    assert str(verdict).startswith(f"own.toml:7: {table} ")


def test_a_row_that_lacks_what_its_check_needs_is_an_error_of_the_rules() -> None:
    row = Row(Path("own.toml"), 7, "frame", {"example": "x", "counter": "y"})

    with pytest.raises(RulesError, match=r"own\.toml:7: frame x: key 'id' is missing"):
        judge(row)


SHIPPED = [row for stem in rule_files() for row in read_rows(resources.rules() / f"{stem}.toml")]


def first(table: str, **having: str) -> Row:
    """The first shipped row of a table with these values."""
    return next(row for row in SHIPPED if row.table == table and having.items() <= row.values.items())


SAID = "The ministry said ten people had died."
KILLED = "Strikes killed 45 civilians."
REPORT = "At least 352 civilians were killed, the United Nations said."


@pytest.mark.parametrize(
    ("row", "changed", "fault"),
    [
        (first("cue", verb="say"), {"example": "The bridge fell."}, "with the stance 'asserts'"),
        (first("cue", verb="say"), {"stance": "denies", "negated": "denies"}, "with the stance 'denies'"),
        (first("cue", verb="say"), {"verb": "moan", "past": "moaned"}, "has a form of 'moan'"),
        (first("cue", verb="say"), {"keep": True}, "with 'keep' the words begin with the cue"),
        (first("cue", verb="say"), {"counter": SAID}, "counter: no source should be read"),
        (first("attribution"), {"example": SAID}, "example: no source was read by it"),
        (first("attribution"), {"stance": "denies"}, "example: the stance is another"),
        (
            first("attribution"),
            {"counter": "The paper quoted the mayor as saying ten people had died."},
            "counter: a source was read by it",
        ),
        (first("stance"), {"example": SAID}, "with the stance 'investigates'"),
        (first("stance"), {"counter": "The army said it was investigating."}, "counter: its words"),
        (first("stance", accused="denies"), {"accused": "doubts"}, "said by the accused its stance"),
        (first("cause"), {"example": "Police seized explosives."}, "example: one cause should be read"),
        (first("cause"), {"means": "missile"}, "the means should be 'missile'"),
        (first("cause"), {"opposes": True}, "the cause should be denied or disputed"),
        (
            first("cause"),
            {"counter": "The general said Islamic State placed explosives in the cellar."},
            "counter: no cause should be read",
        ),
        (first("strike"), {"example": "A parade passed the market."}, "one strike by 'airstrike'"),
        (first("strike"), {"means": "missile"}, "one strike by 'missile'"),
        (first("strike"), {"counter": "An air strike hit the market."}, "counter: no strike"),
        (first("incident"), {"example": "An air strike hit the market."}, "one incident on 2017-05-03"),
        (first("incident"), {"counter": "An explosion hit the market."}, "counter: no event"),
        (first("harm"), {"example": "It rained."}, "should be 'killed'; no figure was read"),
        (first("harm"), {"harm": "injured"}, "should be 'injured'; read instead: 'killed'"),
        (first("harm"), {"counter": KILLED}, "counter: no figure should be read"),
        (first("people"), {"example": "It rained."}, "the counted of a figure should be"),
        (first("people"), {"counter": KILLED}, "counter: no figure should be read"),
        (first("counted"), {"example": KILLED}, "strikes or reports should be counted"),
        (first("counted"), {"counter": KILLED}, "counter: no figure should be read"),
        (first("small", tag="open"), {"example": KILLED}, "the hint of a figure should be"),
        (
            first("small", tag="open"),
            {"counter": "42 reports of civilian deaths were still under review"},
            "counter: no figure should have the hint 'openAllegations'",
        ),
        (first("frame"), {"id": "count-object"}, "the frame of a figure should be 'count-object'"),
        (first("frame"), {"counter": "more than 100 civilian deaths"}, "counter: no figure should have"),
        (first("hedge"), {"qualifier": "upTo"}, "the qualifier of a figure should be 'upTo'"),
        (first("hedge"), {"counter": "killing at least two people"}, "the qualifier 'atLeast'"),
        (first("after"), {"example": KILLED}, "the qualifier of a figure should be 'atLeast'"),
        (first("upper"), {"example": KILLED}, "the qualifier of a figure should be 'between'"),
        (first("upper"), {"counter": "Between 10 and 15 people were killed."}, "the qualifier 'between'"),
        *(
            (first(table), changed, fault)
            for table in ("vague", "zero", "nobody", "fraction", "filler", "opening", "particle")
            for changed, fault in (
                ({"example": "It rained."}, "example: no figure was read"),
                ({"counter": KILLED}, "counter: no figure should be read"),
            )
        ),
        (first("form"), {"example": "It rained."}, "no date of the form"),
        (first("form"), {"counter": first("form").values["example"]}, "counter: a date of the form"),
        (first("pattern"), {"example": ""}, "example: is missing"),
        (first("pattern"), {"pattern": "never"}, "example: the pattern is not found"),
        (first("pattern"), {"counter": first("pattern").values["example"]}, "counter: the pattern is found"),
        (first("publisher"), {"example": "It rained."}, "no publisher was read"),
        (first("publisher"), {"counter": "Publisher: The Daily Sample"}, "a publisher was read"),
        *(
            (first(table), changed, fault)
            for table in ("line", "comments")
            for changed, fault in (
                ({"example": "It rained."}, "is not found in it"),
                ({"pattern": r"[\w-]"}, "matches only a part"),
                ({"pattern": ".+"}, f"taken for a part of the page: “{REPORT}”"),
            )
        ),
        *(
            (first(table), changed, fault)
            for table in ("inline", "link", "blurb")
            for changed, fault in (
                ({"pattern": "never"}, "is not found in it"),
                ({"pattern": "."}, f"taken for a part of the page: “{REPORT}”"),
            )
        ),
        (first("caption"), {"example": "It rained."}, "is not found in it"),
    ],
)
def test_a_row_that_does_not_hold_is_a_fault(row: Row, changed: dict[str, object], fault: str) -> None:
    assert judge(row).faults == ()

    assert fault in str(judge(replace(row, values={**row.values, **changed})))

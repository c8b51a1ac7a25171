"""Rows of rules that come from a spreadsheet: read like those of TOML, or refused with line and column."""

from pathlib import Path
from shutil import copytree

import pytest

from kg import resources
from kg.errors import RulesError
from kg.extract.counts.rules import load_count_rules
from kg.extract.events.causes import load_cause_rules
from kg.extract.language.rules import load_rules
from kg.extract.language.tables import read_rows, read_table
from kg.extract.speech.stances import load_stance_rules

TOML = """
[[cue]]
verb = "say"
stance = "asserts"
takes = ["clause"]
bare = true
tier = 0.9
depth = 3
pattern = "s|y"

[[cue]]
verb = "tell"
stance = "asserts"
takes = ["clause", "quote"]
pattern = ["t", "l"]
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the shipped rules."""
    return Path(copytree(resources.shipped_rules(), tmp_path / "rules"))


def sheet(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    (folder / "cues.toml").write_text(TOML, encoding="utf-8")
    (folder / "cues.csv").write_bytes(text.encode(encoding))
    return folder / "cues.toml"


@pytest.mark.parametrize(
    ("header", "cells", "key", "value"),
    [
        pytest.param("takes", "clause", "takes", ["clause"], id="one word of a list"),
        pytest.param("takes", "clause | quote", "takes", ["clause", "quote"], id="a list with bars"),
        pytest.param("takes", '"[""clause"", ""a|b""]"', "takes", ["clause", "a|b"], id="a list as JSON"),
        pytest.param("takes,bare", "clause,TRUE", "bare", True, id="true as Excel writes it"),
        pytest.param("takes,bare", "clause,false", "bare", False, id="false"),
        pytest.param("takes,tier", "clause,0.5", "tier", 0.5, id="a number"),
        pytest.param("takes,depth", "clause,4", "depth", 4, id="a whole number"),
        pytest.param("takes", "clause", "verb", "rebuff", id="text"),
    ],
)
def test_a_cell_is_of_the_kind_that_its_key_has_in_toml(
    tmp_path: Path, header: str, cells: str, key: str, value: object
) -> None:
    path = sheet(tmp_path, f"table,verb,stance,pattern,{header}\ncue,rebuff,denies,x,{cells}\n")

    assert read_table(path)["cue"][-1][key] == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        pytest.param("a|b", "a|b", id="a bar is part of a pattern"),
        pytest.param("[A-Z]x", "[A-Z]x", id="so is a bracket"),
        pytest.param('"[""a|b"", ""c""]"', ["a|b", "c"], id="several patterns as JSON"),
    ],
)
def test_a_pattern_is_taken_as_it_stands(tmp_path: Path, cell: str, value: object) -> None:
    path = sheet(tmp_path, f"table,verb,stance,takes,pattern\ncue,rebuff,denies,clause,{cell}\n")

    assert read_table(path)["cue"][-1]["pattern"] == value


def test_an_empty_cell_is_a_key_that_is_absent(tmp_path: Path) -> None:
    path = sheet(tmp_path, "table,verb,stance,takes,bare,pattern\ncue,rebuff,denies,noun,,x\n,,,,,\n\n")

    [row] = read_table(path)["cue"][2:]
    assert row == {"verb": "rebuff", "stance": "denies", "takes": ["noun"], "pattern": "x"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_sheet_is_read_as_spreadsheets_write_it(tmp_path: Path, mark: str, encoding: str) -> None:
    lines = [
        ["table", "verb", "stance", "takes", "pattern"],
        ["cue", "rebuff", "denies", "noun", '"a, b; c"'],
    ]
    path = sheet(tmp_path, "\r\n".join(map(mark.join, lines)) + "\r\n", encoding=encoding)

    assert read_table(path)["cue"][-1]["pattern"] == "a, b; c"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("verb,table\n", ":1: the first column is not 'table'"),
        ("", ":1: the first column is not 'table'"),
        ("table,verb\nclue,x\n", ":2: column 1 (table): cues.toml has no table 'clue'; it has cue"),
        ("table,verb,moan\ncue,x,y\n", ":2: column 3 (moan): no row of [[cue]] in cues.toml has it"),
        ("table,verb\ncue,x,y\n", ":2: column 3 (without a name)"),
        ("table,verb,verb\ncue,x,y\n", ":2: column 3 (verb): there are two columns of this name"),
        ("table,verb,bare\n\ncue,x,yes\n", ":3: column 3 (bare): 'yes' is neither true nor false"),
        ("table,verb,tier\ncue,x,high\n", ":2: column 3 (tier): 'high' is no number"),
        ('table,verb,takes\ncue,x,"[""a"", 3]"\n', ":2: column 3 (takes): '[\"a\", 3]' is no list"),
        ("table,verb,takes,stance,pattern\ncue,x,a,,p\n", ":2: column 4 (stance): is empty"),
        ("table,verb,takes\ncue,x,a\n", ":2: a column that is missing (pattern): is empty"),
        ('table,verb\ncue,"x\n', ":2: unexpected end of data"),
    ],
)
def test_a_fault_of_a_sheet_is_told_with_its_line_and_column(tmp_path: Path, text: str, fault: str) -> None:
    path = sheet(tmp_path, text)

    with pytest.raises(RulesError) as raised:
        read_table(path)

    assert str(raised.value).startswith(f"{tmp_path / 'cues.csv'}{fault}")


def test_a_sheet_that_is_not_utf8_says_how_to_save_it(tmp_path: Path) -> None:
    path = sheet(tmp_path, "table,verb\ncue,é\n", encoding="latin-1")

    with pytest.raises(RulesError, match=r"cues\.csv: is not UTF-8; save it as 'CSV UTF-8'"):
        read_table(path)


def test_every_row_knows_the_line_where_it_begins(tmp_path: Path) -> None:
    path = sheet(tmp_path, 'table,verb,stance,takes,pattern\ncue,a,denies,x,"b\nc"\ncue,d,denies,x,e\n')

    assert [(row.file.name, row.line, row.values["verb"]) for row in read_rows(path)] == [
        ("cues.toml", 2, "say"),
        ("cues.toml", 11, "tell"),
        ("cues.csv", 2, "a"),
        ("cues.csv", 4, "d"),
    ]


SHEETS = {
    "cues": "table,verb,stance,takes,keep,example\ncue,rebuff,denies,noun,true,He rebuffed the claim.\n",
    "causes": "table,id,triggers,pattern,means,example,counter\n"
    "cause,cause.own,doing of,the doing of (?P<actor>[A-Z]\\w+),,It was the doing of Hamas.,It rained.\n",
    "stances": "table,id,triggers,pattern,stance,when,example,counter\n"
    "stance,stance.own,mull,\\bmull\\w+,investigates,always,It was mulling over it.,It rained.\n",
    "harm": "table,id,harm,role,words,example,counter\n"
    "harm,own,killed,passive,felled|laid low,ten men were felled,ten oaks were felled\n",
}


@pytest.mark.parametrize("stem", SHEETS)
def test_the_rows_of_a_sheet_are_rules_like_any_other(rules: Path, stem: str) -> None:
    (rules / f"{stem}.csv").write_text(SHEETS[stem], encoding="utf-8")

    found = {
        "cues": "rebuffed" in load_rules(rules).forms,
        "causes": load_cause_rules(rules)[-1].id == "cause.own",
        "stances": load_stance_rules(rules).stances[-1].id == "stance.own",
        "harm": {"felled", "laid"} <= load_count_rules(rules).harm["passive"].keys(),
    }
    assert [name for name, is_read in found.items() if is_read] == [stem]


@pytest.mark.parametrize(
    ("stem", "good", "bad", "column"),
    [
        ("cues", "denies", "denys", "3 (stance)"),
        ("causes", "the doing of (", "the doing of ((", "4 (pattern)"),
        ("stances", "always", "ever", "6 (when)"),
        ("stances", "investigates", "looks", "5 (stance)"),
        ("harm", "killed", "kills", "3 (harm)"),
    ],
)
def test_a_value_that_no_rule_can_have_is_told_with_its_column(
    rules: Path, stem: str, good: str, bad: str, column: str
) -> None:
    (rules / f"{stem}.csv").write_text(SHEETS[stem].replace(good, bad), encoding="utf-8")

    with pytest.raises(RulesError) as raised:
        [load(rules) for load in (load_rules, load_cause_rules, load_stance_rules, load_count_rules)]

    assert str(raised.value).startswith(f"{rules / stem}.csv:2: column {column}: ")

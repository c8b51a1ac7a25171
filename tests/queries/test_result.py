"""Tests for answers: plain values, the forms they are written in, and what a spreadsheet must not run."""

import csv
import io
import json
import sys
from datetime import date
from decimal import Decimal
from unicodedata import category

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.queries import Result, run
from kg.vocab import XSD
from tests.queries.invented import PARAMETERS, oxigraph


def typed(form: str, datatype: str) -> ox.Literal:
    return ox.Literal(form, datatype=ox.NamedNode(XSD + datatype))


ROW = (
    ox.NamedNode("http://e.org/a"),
    ox.Literal("words | <b>"),
    ox.Literal("name", language="en"),
    typed("-7", "integer"),
    typed("0.50", "decimal"),
    typed("true", "boolean"),
    typed("2031-05-12", "date"),
    None,
)
ANSWER = Result(tuple("abcdefgh"), (ROW,), "test")


def words(text: str) -> Result:
    return Result(("words",), ((ox.Literal(text),),), "test")


def test_terms_become_plain_values() -> None:
    assert ANSWER.rows == (
        ("http://e.org/a", "words | <b>", "name", -7, Decimal("0.50"), True, date(2031, 5, 12), None),
    )
    assert ANSWER.terms == (ROW,)


def test_rows_are_mappings_by_column() -> None:
    assert [row["d"] for row in ANSWER] == [-7]
    assert ANSWER.column("b") == ("words | <b>",)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(QueryError, match="no column 'x'; it has: a, b"):
        ANSWER.column("x")


def test_forms() -> None:
    assert ANSWER.to("csv") == "a,b,c,d,e,f,g,h\nhttp://e.org/a,words | <b>,name,-7,0.50,true,2031-05-12,\n"
    assert ANSWER.to("md").splitlines()[2].startswith(r"| http://e.org/a | words \| \<b\> | name | -7 |")
    assert json.loads(ANSWER.to("json")) == [json.loads(ANSWER.to("jsonl"))]
    assert json.loads(ANSWER.to("jsonl"))["g"] == "2031-05-12"
    with pytest.raises(QueryError, match="there are csv, tsv"):
        ANSWER.to("xlsx")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"], ids=ascii)
def test_words_that_a_spreadsheet_would_run_are_quoted(start: str) -> None:
    [_, [cell]] = csv.reader(io.StringIO(words(f"{start}1+1").to_csv(), newline=""))

    assert cell == f"'{start}1+1"


def test_what_the_invented_war_holds_of_that_kind_is_quoted() -> None:
    answer = run(oxigraph(), "statements-of-article", PARAMETERS["statements-of-article"])

    assert "'=four workers= were injured" in answer.to_csv()
    assert "'@home we wait" in answer.to_tsv()


@pytest.mark.parametrize("form", ["csv", "tsv", "md"])
@pytest.mark.parametrize("control", ["\x1b[2J", "\x00", "\x07", "\x7f", "\x9b2J"], ids=ascii)
def test_control_characters_are_written_out_where_people_read(form: str, control: str) -> None:
    out = words(f"no{control}one").to(form)

    assert control not in out
    assert ascii(control[0])[1:-1] in out


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_every_form_always_holds_one_row(text: str) -> None:
    answer = words(text)
    shown = "".join(
        ascii(letter)[1:-1] if category(letter) == "Cc" and letter not in "\t\r\n" else letter
        for letter in text
    )

    [_, row] = csv.reader(io.StringIO(answer.to_csv(), newline=""))
    assert "".join(row).removeprefix("'") == shown.removeprefix("'")
    assert answer.to_tsv().count("\n") == 2
    assert answer.to_md().count("\n") == 3
    assert json.loads(answer.to_json()) == [{"words": text}]


@given(text=st.text())
def test_a_notebook_never_sees_markup_of_an_article(text: str) -> None:
    inside = words(text)._repr_html_().partition("<td>")[2].partition("</td>")[0]

    assert "<" not in inside
    assert ">" not in inside


def test_a_data_frame_has_the_columns_and_leaves_unknown_unknown() -> None:
    frame = ANSWER.df()

    assert list(frame.columns) == list("abcdefgh")
    assert frame.iloc[0]["d"] == -7
    assert frame.iloc[0]["h"] is None


def test_without_pandas_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(QueryError, match=r"civharm-kg\[data\]"):
        ANSWER.df()

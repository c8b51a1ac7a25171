"""The mark of an answer that was cut: in every form, and each form can still be read."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli.app import main
from kg.queries import Result, parse, run
from kg.store import open_store

CUT = "the first 2 rows"
ANSWER = Result(("a", "b"), ((ox.Literal("x"), ox.Literal(1)), (ox.Literal("y"), None)), "mine", CUT)


def test_csv_ends_with_a_row_that_says_so() -> None:
    rows = list(csv.reader(io.StringIO(ANSWER.to_csv())))

    assert rows == [["a", "b"], ["x", "1"], ["y", ""], [f"truncated: only {CUT}", ""]]


def test_tsv_ends_with_a_row_that_says_so() -> None:
    assert ANSWER.to_tsv().split("\n") == ["a\tb", "x\t1", "y\t", f"truncated: only {CUT}\t", ""]


def test_json_ends_with_an_object_that_says_so() -> None:
    assert json.loads(ANSWER.to_json())[-1] == {"truncated": f"only {CUT}"}
    assert len(json.loads(ANSWER.to_json())) == 3


def test_json_lines_end_with_an_object_that_says_so() -> None:
    *rows, last = map(json.loads, ANSWER.to_jsonl().splitlines())

    assert (len(rows), last) == (2, {"truncated": f"only {CUT}"})


def test_markdown_has_a_line_behind_the_table() -> None:
    assert ANSWER.to_md().endswith(f"| y |  |\n\n*truncated: only {CUT}*\n")


def test_a_notebook_shows_it() -> None:
    assert f"<p>truncated: only {CUT}</p>" in ANSWER._repr_html_()


def test_rows_left_out_later_take_no_mark_away() -> None:
    assert ANSWER.only([True, False]).truncated == CUT


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "md"])
def test_a_whole_answer_has_no_mark(form: str) -> None:
    whole = Result(ANSWER.columns, ANSWER.terms)

    assert "truncated" not in whole.to(form) + whole._repr_html_()
    assert "truncated" in ANSWER.to(form)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("truncated") / "store"
    with open_store(folder):
        pass
    return folder


@pytest.fixture
def ask(store: Path, tmp_path: Path) -> Callable[..., object]:
    path = tmp_path / "mine.rq"
    path.write_text("SELECT ?x { VALUES ?x { 1 2 3 } }", encoding="utf-8")

    def ask(*options: str) -> object:
        with pytest.raises(SystemExit) as ended:
            main(["query", str(path), "--store", str(store), *options])
        return ended.value.code

    return ask


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "md"])
def test_the_command_says_it_in_the_answer_and_beside_it_and_ends_with_1(
    ask: Callable[..., object], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("--max-rows", "2", "-f", form) == 1

    out, err = capsys.readouterr()
    assert "truncated" in out.splitlines()[-2 if form == "json" else -1]
    assert f"truncated: only {CUT}" in err


def test_a_whole_answer_ends_with_0_and_says_nothing(
    ask: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("--max-rows", "3", "-f", "csv") == 0

    assert capsys.readouterr() == ("x\n1\n2\n3\n", "")


@pytest.mark.parametrize(
    "options",
    [("--timeout", "0"), ("--max-rows", "0"), ("--max-bytes", "-1"), ("--max-memory", "0")],
    ids=lambda options: options[0],
)
def test_a_limit_that_leaves_nothing_is_refused(ask: Callable[..., object], options: tuple[str, str]) -> None:
    assert ask(*options) == 2


def test_a_store_of_others_is_asked_here_and_is_not_cut() -> None:
    query = parse("SELECT ?x { VALUES ?x { 1 2 3 } }")

    assert run(ox.Store(), query).column("x") == (1, 2, 3)

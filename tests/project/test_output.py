"""A table shows every word, within the width of the terminal, or becomes blocks of lines."""

import io
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.output import Format, write_rows

COLUMNS = ("speaker", "stance", "words", "article", "start", "end", "statement")
ROW = (
    "Iraqi military",
    "doubts",
    "cast doubt on blame for the deaths",
    "https://x.example/article/" + "0" * 16,
    5,
    39,
    "",
)


def table(
    rows: list[tuple[str | int, ...]], width: int, columns: tuple[str, ...] = COLUMNS
) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("COLUMNS", str(width))
        write_rows(columns, rows, Format.TABLE)
    return out.getvalue(), err.getvalue()


@given(
    width=st.integers(40, 300),
    words=st.lists(st.text("abc xyz", min_size=1, max_size=200).filter(str.strip), min_size=1, max_size=4),
)
def test_a_table_is_never_wider_than_the_terminal(width: int, words: list[str]) -> None:
    out, _ = table([("A speaker", "denies", text, "article", 1, 2, "doc/x") for text in words], width)

    assert max(len(line.rstrip()) for line in out.splitlines()) <= width


@given(
    width=st.integers(40, 300),
    words=st.lists(st.text("abcxyz", min_size=1, max_size=12), min_size=1, max_size=30),
)
def test_every_word_is_shown_at_any_width(width: int, words: list[str]) -> None:
    out, _ = table([("A", "denies", " ".join(words), "article", 1, 2, "s")], width)

    assert sorted(word for word in out.split() if word in words) >= sorted(words)


@pytest.mark.parametrize("width", [40, 120])
@pytest.mark.parametrize(
    ("steering", "written"),
    [
        pytest.param("\x1b[2J", "\\x1b[2J", id="an escape sequence"),
        pytest.param("\r", "\\r", id="a return"),
        pytest.param("\x9b", "\\x9b", id="a C1 control"),
        pytest.param("\u202e", "\\u202e", id="a turn of direction"),
        pytest.param("\u2067", "\\u2067", id="an isolate"),
        pytest.param("\u200f", "\\u200f", id="a mark"),
    ],
)
def test_what_would_steer_the_terminal_is_written_out(steering: str, written: str, width: int) -> None:
    out, _ = table([("A", "denies", f"no{steering}one", "article", 1, 2, "s")], width)

    assert steering not in out
    assert f"no{written}one" in out


def test_other_forms_keep_marks_of_direction() -> None:
    out = io.StringIO()
    with redirect_stdout(out):
        write_rows(("words",), [("no \u202eone",)], Format.CSV)

    assert out.getvalue() == "words\nno \u202eone\n"


def test_columns_that_are_empty_are_left_out() -> None:
    out, err = table([ROW], 120)

    assert "statement" not in out
    assert err == ""


def test_an_article_is_shown_by_what_is_enough_to_ask_for_it() -> None:
    out, _ = table([ROW], 120)

    assert " 00000000 " in out
    assert "https:" not in out


def test_columns_left_out_for_want_of_room_are_named() -> None:
    out, err = table([(*ROW[:-1], "https://x.example/doc/a/statement-5-39-00000000")], 85)

    assert "statement-5-39" not in out
    assert "not shown here: statement" in err


def test_a_narrow_terminal_gets_a_block_of_lines_with_every_column() -> None:
    out, err = table([(*ROW[:-1], "https://x.example/doc/a/statement-5-39-00000000")], 50)

    assert [line.split()[0] for line in out.splitlines() if line and line[0] != " "] == list(COLUMNS)
    assert err == ""


def test_no_row_is_a_head_alone() -> None:
    out, _ = table([], 120)

    assert out.split()[:3] == ["speaker", "stance", "words"]

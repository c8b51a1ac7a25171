"""Writes rows of plain values as CSV, TSV, JSON, JSON lines or a Markdown table."""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from kg.queries.engines import Value

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # some programs take the wide ones for the others
_BREAKS = re.compile(r"[\t\r\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # all but tab, LF and CR


def plain(value: Value) -> str:
    """The value as text; empty where nothing is known.

    >>> plain(None), plain(7), plain(True)
    ('', '7', 'true')
    """
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def mark(cut: str) -> str:
    """What stands behind an answer that was cut, in words.

    >>> mark("the first 10,000 rows")
    'truncated: only the first 10,000 rows'
    """
    return f"truncated: only {cut}"


def delimited(
    columns: Sequence[str], rows: Iterable[Sequence[Value]], separator: str, *, cut: str = ""
) -> str:
    """Lines of cells, for spreadsheets and terminals as much as for programs.

    Words that begin with = + - @, a tab or a line end get an apostrophe, because they would run; control
    characters are written out as ``\\x1b``. The JSON forms keep the exact words. An answer that was cut ends
    with a row that says so in its first cell.
    """
    last = [[mark(cut), *[""] * (len(columns) - 1)]] if cut else []
    return "".join(line(row, separator) for row in (columns, *rows, *last))


def line(row: Sequence[Value], separator: str) -> str:
    """One line of :func:`delimited`, with its line feed."""
    cells = [guarded(value) for value in row]
    if separator == "\t":
        cells = [_BREAKS.sub(" ", cell) for cell in cells]
    return separator.join(_quoted(cell, separator) for cell in cells) + "\n"


def guarded(value: Value) -> str:
    """The value as a spreadsheet takes it for text, never for a formula. Every writer of cells uses this.

    >>> guarded("=1+1"), guarded("-"), guarded(-7)
    ("'=1+1", "'-", '-7')
    """
    text = _written_out(value)
    # Numbers may be negative; only words can hold a formula.
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def json_list(columns: Sequence[str], rows: Iterable[Sequence[Value]], *, cut: str = "") -> str:
    """A list with one object a line; where it was cut, the last has the key ``truncated`` alone."""
    lines = [_object(columns, row) for row in rows]
    if cut:
        lines.append(_object(["truncated"], [f"only {cut}"]))
    return "[" + ",".join(f"\n{line}" for line in lines) + ("\n]\n" if lines else "]\n")


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]], *, cut: str = "") -> str:
    """One object a line, no list around them; where it was cut, the last has the key ``truncated`` alone."""
    last = [_object(["truncated"], [f"only {cut}"])] if cut else []
    return "".join(line + "\n" for line in [*(_object(columns, row) for row in rows), *last])


def markdown(columns: Sequence[str], rows: Iterable[Sequence[Value]], *, cut: str = "") -> str:
    """A table whose cells hold no bar, line end or markup that would break or run, and where it was cut."""
    lines = [columns, ["---"] * len(columns), *([_escaped(value) for value in row] for row in rows)]
    table = "".join("| " + " | ".join(line) + " |\n" for line in lines)
    return f"{table}\n*{mark(cut)}*\n" if cut else table


def _object(columns: Sequence[str], row: Sequence[Value]) -> str:
    cells = {column: _json(value) for column, value in zip(columns, row, strict=True)}
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def _json(value: Value) -> str | int | float | bool | None:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def _written_out(value: Value) -> str:
    return _CONTROLS.sub(lambda match: ascii(match[0])[1:-1], plain(value))


def _quoted(cell: str, separator: str) -> str:
    # csv.writer leaves a lone CR bare when lines end in LF, and readers then see two rows.
    if not any(mark in cell for mark in (separator, '"', "\r", "\n")):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def _escaped(value: Value) -> str:
    text = re.sub(r"([\\|`*_\[\]<>])", r"\\\1", _written_out(value))
    return _BREAKS.sub(" ", text)

"""Writes an answer to stdout: a table on a terminal, CSV in a pipe, or the form that was asked for."""

import re
import sys
import textwrap
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.talk import say, visible

if TYPE_CHECKING:
    from kg.queries import Value

_LONG = 60
"""A column with longer cells holds sentences, and as the exact words do it gets at least this:"""
_ROOM_FOR_WORDS = 30
_ROOM_FOR_NAMES = 13
_GAP = 2
_FIRST_TO_GO = (
    "passage_start", "passage_end", "statement", "resolved", "claim_basis", "said_words", "printed", "who",
    "event_words", "quotation", "block", "min", "max", "said_from", "said_to", "published", "certainty",
    "cue", "role",
)  # fmt: skip
_PATH = re.compile(r"^https?://\S*?/((?:doc|event|graph|link|org|person|place|tool)/\S+)$")
_ARTICLE = re.compile(r"^https?://.*/article/([0-9a-f]{8})[0-9a-f]{8}(?:-[0-9a-f]{8})?$")


class Format(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"


Form = Annotated[Format | None, typer.Option("-f", "--format", help="Table on a terminal, CSV in a pipe.")]


def write_rows(
    columns: Sequence[str],
    rows: Sequence[Sequence["Value"]],
    form: Format | None = None,
    *,
    cut: str = "",
) -> None:
    """Write rows of plain values; None as form chooses a table where stdout is a terminal, else CSV.

    ``cut`` says in words where a limit cut the answer; every form carries it.
    """
    from kg.queries import formats

    match form or (Format.TABLE if sys.stdout.isatty() else Format.CSV):
        case Format.TABLE:
            _table(columns, [[formats.plain(value) for value in row] for row in rows])
            if cut:
                print(formats.mark(cut))
        case Format.CSV:
            sys.stdout.write(formats.delimited(columns, rows, ",", cut=cut))
        case Format.TSV:
            sys.stdout.write(formats.delimited(columns, rows, "\t", cut=cut))
        case Format.JSON:
            sys.stdout.write(formats.json_list(columns, rows, cut=cut))
        case Format.JSONL:
            sys.stdout.write(formats.json_lines(columns, rows, cut=cut))
        case Format.MD:
            sys.stdout.write(formats.markdown(columns, rows, cut=cut))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """As wide as the terminal, with every word of every cell that is shown.

    Characters that would steer the terminal are written out; the other forms keep the exact text.

    An article is shown by the first digits of its key, other IRIs by their path after the base, which is
    enough to ask for them. Empty columns are left out; where the terminal is too narrow also those of
    least use, and stderr says which. Where even that does not fit, each row becomes a block of lines.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout)
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = {name: max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(columns)}
    used = [name for i, name in enumerate(columns) if not rows or any(row[i] for row in rows)]
    shown, left_out = _fitting(used, widths, console.width)
    if _needed(shown, widths) > console.width:
        for row in cells:
            _card({name: row[columns.index(name)] for name in used}, console.width)
        return
    shares = _shares({name: widths[name] for name in shown}, console.width)
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for name in shown:
        table.add_column(name, overflow="fold", width=shares[name])
    for row in cells:
        table.add_row(*(Text(row[columns.index(name)]) for name in shown))
    console.print(table)
    if left_out:
        say(f"not shown here: {', '.join(left_out)}; -f csv shows every column")


def _shown(cell: str) -> str:
    return _PATH.sub(r"\1", _ARTICLE.sub(r"\1", visible(cell)))


def _card(values: Mapping[str, str], room: int) -> None:
    """One row as a block of lines, for terminals that are too narrow for a table."""
    margin = max(map(len, values)) + 2
    for name, value in values.items():
        if value:
            lines = textwrap.wrap(value, max(room - margin, _ROOM_FOR_NAMES)) or [""]
            print(f"{name:<{margin}}" + f"\n{'':<{margin}}".join(lines))
    print()


def _fitting(
    columns: Sequence[str], widths: Mapping[str, int], room: int
) -> tuple[Sequence[str], Sequence[str]]:
    """The columns that fit with some room for words, and those that were left out for them."""
    shown, left_out = list(columns), []
    for name in _FIRST_TO_GO:
        if _needed(shown, widths) <= room:
            break
        if name in shown:
            shown.remove(name)
            left_out.append(name)
    return shown, left_out


def _needed(columns: Sequence[str], widths: Mapping[str, int]) -> int:
    return sum(_least(name, widths[name]) + _GAP for name in columns)


def _shares(widths: Mapping[str, int], room: int) -> dict[str, int]:
    """How wide each column is, so that all fill the room at most: names first, words take what is left."""
    shares = {name: _least(name, width) for name, width in widths.items()}
    spare = room - _needed(list(widths), widths)
    for name in sorted(shares, key=lambda name: widths[name]):
        more = min(spare, widths[name] - shares[name])
        shares[name] += more
        spare -= more
    return shares


def _least(name: str, width: int) -> int:
    holds_words = name == "words" or width > _LONG
    return min(width, _ROOM_FOR_WORDS if holds_words else _ROOM_FOR_NAMES)

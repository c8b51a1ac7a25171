"""Writes an answer to stdout: a table on a terminal, CSV in a pipe, or the form that was asked for."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.queries import Value

_WIDEST_PLAIN = 14
"""Columns up to this width are never folded; IRIs, words and names share what is left."""


class Format(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"


def write_rows(columns: Sequence[str], rows: Sequence[Sequence["Value"]], form: Format | None = None) -> None:
    """Write rows of plain values; None as form chooses a table where stdout is a terminal, else CSV."""
    from kg.queries import formats

    match form or (Format.TABLE if sys.stdout.isatty() else Format.CSV):
        case Format.TABLE:
            _table(columns, [[formats.plain(value) for value in row] for row in rows])
        case Format.CSV:
            sys.stdout.write(formats.delimited(columns, rows, ","))
        case Format.TSV:
            sys.stdout.write(formats.delimited(columns, rows, "\t"))
        case Format.JSON:
            sys.stdout.write(formats.json_list(columns, rows))
        case Format.JSONL:
            sys.stdout.write(formats.json_lines(columns, rows))
        case Format.MD:
            sys.stdout.write(formats.markdown(columns, rows))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """As wide as the terminal, with every word of every cell; empty columns are left out."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    used = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index in used or range(len(columns)):
        widest = max((len(row[index]) for row in rows), default=0)
        table.add_column(columns[index], overflow="fold", no_wrap=widest <= _WIDEST_PLAIN)
    for row in rows:
        table.add_row(*(Text(row[index]) for index in used))
    Console(file=sys.stdout).print(table)

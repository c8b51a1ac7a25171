"""A file of rules as it is written: tables of TOML, with the rows of a spreadsheet beside it."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import RulesError
from kg.extract.values import frozen

_TABLE_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*([\w-]+)[ \t]*\]\]", re.MULTILINE)
_HEADER = re.compile(r'"?table"?[ ]*([,;\t])')  # what follows the first name parts all cells
_BOOLEANS = {"true": True, "false": False}


class SheetRow(dict[str, Any]):
    """A row of a spreadsheet among those of TOML, which still knows its line and columns."""

    def __init__(self, values: Mapping[str, Any], where: str, columns: Mapping[str, int]) -> None:
        super().__init__(values)
        self._where = where
        self._columns = columns

    def place(self, error: Exception) -> str:
        """File and line, with the column of the value that the error speaks of, if it names one."""
        told, pattern = str(error), getattr(error, "pattern", None)
        for key, value in self.items():
            if isinstance(value, str) and (repr(value) in told or value == pattern):
                return f"{self._where}: column {self._columns[key]} ({key})"
        return self._where


@frozen
class Row:
    """One row of a table, with the file and the line (from 1) where it begins; None if that is unclear.

    ``Any``: the values of TOML are of all kinds.
    """

    file: Path
    line: int | None
    table: str
    values: Mapping[str, Any]


def read_table(path: Path) -> dict[str, Any]:
    """A file of TOML, with the rows of ``NAME.csv`` beside it behind its own. ``Any`` because TOML is.

    Raises:
        RulesError: the file is missing or is not TOML, or a cell of the spreadsheet fits no key.
    """
    data = _read_toml(path)
    for row in _sheet_rows(path, data):
        data[row.table] = [*data[row.table], row.values]
    return data


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of all tables of a file and of the spreadsheet beside it, as rules read them.

    Raises:
        RulesError: as for :func:`read_table`.
    """
    data = _read_toml(path)
    text = path.read_text(encoding="utf-8")
    heads: dict[str, list[int]] = {}
    for match in _TABLE_HEAD.finditer(text):
        heads.setdefault(match[1], []).append(text.count("\n", 0, match.start(1)) + 1)
    rows: list[Row] = []
    for table, own in _tables(data).items():
        lines = heads.get(table, [])
        known: Sequence[int | None] = lines if len(lines) == len(own) else [None] * len(own)
        rows += [Row(path, line, table, row) for line, row in zip(known, own, strict=True)]
    return (*rows, *_sheet_rows(path, data))


@contextmanager
def in_row(row: Mapping[str, Any]) -> Iterator[None]:
    """What is wrong with a row of a spreadsheet is told with its line and column; of TOML, by the loader.

    Raises:
        RulesError: the block found fault with a row of a spreadsheet.
    """
    try:
        yield
    except (ValueError, TypeError, re.error) as error:
        if isinstance(row, SheetRow):
            raise RulesError(f"{row.place(error)}: {error}; see docs/errors.md#rules") from error
        raise


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RulesError(
            f"{path}: this rules file is missing; a folder of rules holds every file of the shipped one; "
            "see docs/errors.md#rules"
        ) from error
    except OSError as error:
        raise RulesError(f"{path}: cannot be read: {error.strerror}; see docs/errors.md#rules") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"{path}: {error}; see docs/errors.md#rules") from error


def _tables(data: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """The entries that are lists of rows."""
    lists = {name: value for name, value in data.items() if isinstance(value, list) and value}
    return {name: rows for name, rows in lists.items() if all(isinstance(row, dict) for row in rows)}


def _sheet_rows(beside: Path, data: Mapping[str, Any]) -> Iterator[Row]:
    path = beside.with_suffix(".csv")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except UnicodeDecodeError as error:
        raise RulesError(f"{path}: is not UTF-8; save it as 'CSV UTF-8'; see docs/errors.md#rules") from error
    except OSError as error:
        raise RulesError(f"{path}: cannot be read: {error.strerror}; see docs/errors.md#rules") from error
    header = _HEADER.match(text)
    if header is None:
        raise RulesError(
            f"{path}:1: the first column is not 'table'; the first line names it and the keys of the table"
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=header[1], strict=True)
    tables = _tables(data)
    line = 0
    try:
        keys = [key.strip() for key in next(reader)]
        line = reader.line_num
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _sheet_row(path, line + 1, keys, cells, tables, beside)
            line = reader.line_num
    except csv.Error as error:
        raise RulesError(
            f"{path}:{line + 1}: {error}; a cell with a quotation mark needs it twice"
        ) from error


def _sheet_row(
    path: Path,
    line: int,
    keys: Sequence[str],
    cells: Sequence[str],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    beside: Path,
) -> Row:
    table = cells[0].strip()
    if table not in tables:
        raise RulesError(
            f"{path}:{line}: column 1 (table): {beside.name} has no table {table!r}; it has "
            f"{', '.join(tables) or 'none'}"
        )
    values: dict[str, Any] = {}
    columns: dict[str, int] = {}
    for column, cell in enumerate(map(str.strip, cells[1:]), start=2):
        if not cell:
            continue
        key = keys[column - 1] if column <= len(keys) else ""
        where = f"{path}:{line}: column {column} ({key or 'without a name'})"
        samples = [row[key] for row in tables[table] if key in row]
        if not samples:
            used = sorted({name for row in tables[table] for name in row})
            raise RulesError(
                f"{where}: no row of [[{table}]] in {beside.name} has it; they have {', '.join(used)}"
            )
        if key in values:
            raise RulesError(f"{where}: there are two columns of this name; remove one")
        values[key], columns[key] = _value(cell, samples, where), column
    needed = frozenset.intersection(*(frozenset(row) for row in tables[table]))
    missing = sorted(needed - values.keys())
    if missing:
        at = f"column {keys.index(missing[0]) + 1}" if missing[0] in keys else "a column that is missing"
        raise RulesError(
            f"{path}:{line}: {at} ({missing[0]}): is empty, and every row of [[{table}]] in "
            f"{beside.name} has it; fill it in"
        )
    return Row(path, line, table, SheetRow(values, f"{path}:{line}", columns))


def _value(cell: str, samples: Sequence[Any], where: str) -> Any:
    """The cell as a value of the kind that the key has in the rows of TOML."""
    kinds = {type(sample) for sample in samples}
    if kinds == {bool}:
        if cell.lower() not in _BOOLEANS:
            raise RulesError(f"{where}: {cell!r} is neither true nor false")
        return _BOOLEANS[cell.lower()]
    if kinds <= {int, float}:
        try:
            return int(cell) if kinds == {int} else float(cell)
        except ValueError as error:
            raise RulesError(f"{where}: {cell!r} is no number") from error
    if list not in kinds:
        return cell
    words = _json_list(cell)
    if str in kinds:  # a pattern or several: "|" is part of it
        return cell if words is None else words
    if words is None and cell.startswith("["):
        raise RulesError(f'{where}: {cell!r} is no list; write a|b or ["a", "b"]')
    return [word for part in cell.split("|") if (word := part.strip())] if words is None else words


def _json_list(cell: str) -> list[str] | None:
    try:
        found = json.loads(cell)
    except ValueError:
        return None
    return found if isinstance(found, list) and all(isinstance(word, str) for word in found) else None

"""Reading the registry's spreadsheets; a row that does not fit stops it, with file, row and column.

An alias with ``~`` before it counts only in a fitting context, one with ``?`` only in an article that
names its row in full; lists are parted by ``|``.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.ids import sha256
from kg.registry.lookup import Registry
from kg.registry.rows import Alias, Campaign, Mark, Organisation, Person, Place, Row, all_aliases

_FILES: Mapping[str, tuple[type[Row], str]] = {
    "organisations.csv": (Organisation, "org/"),
    "people.csv": (Person, "person/"),
    "places.csv": (Place, "place/"),
    "campaigns.csv": (Campaign, "event/"),
}
_COLUMNS = {"member_of": "memberOf", "contained_in": "containedIn"}
_LISTS = frozenset({"member_of", "leads", "area", "adjectives"})
_NUMBERS = frozenset({"lat", "lon"})
_MARKS: Mapping[str, Mark] = {"~": Mark.IN_CONTEXT, "?": Mark.IF_NAMED}
_REFERENCES = frozenset(
    ("parent", "member_of", "leads", "country", "seat", "area", "organisation", "contained_in")
)
_Value = str | float | tuple[Alias, ...] | tuple[str, ...] | None
_REQUIRED = ("id", "name", "kind", "role")


def load_registry(folder: Path | None = None) -> Registry:
    """The registry in a folder, by default the one that ships; read once and kept.

    Raises:
        RulesError: a file, row or column cannot be used; the message names it and the way out.
    """
    return _load(folder or resources.registry())


@lru_cache(maxsize=4)
def _load(folder: Path) -> Registry:
    rows: dict[str, Row] = {}
    where: dict[str, str] = {}
    texts = [_read(folder / name) for name in _FILES]
    for (name, (kind, prefix)), text in zip(_FILES.items(), texts, strict=True):
        for place, row in _rows_of(folder / name, text, kind, prefix):
            if row.id in rows:
                raise RulesError(f"{place}, column id: {row.id} also stands in {where[row.id]}; keep one row")
            rows[row.id], where[row.id] = row, place
    _check_references(rows, where)
    _check_cycles(rows, where)
    _check_owners(rows, where)
    ordered = [rows[key] for key in sorted(rows)]
    return Registry(
        organisations=tuple(row for row in ordered if isinstance(row, Organisation)),
        people=tuple(row for row in ordered if isinstance(row, Person)),
        places=tuple(row for row in ordered if isinstance(row, Place)),
        campaigns=tuple(row for row in ordered if isinstance(row, Campaign)),
        version=sha256("\0".join(texts))[:16],
        _rows=rows,
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error


def _rows_of(path: Path, text: str, kind: type[Row], prefix: str) -> Iterator[tuple[str, Row]]:
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    names = {_COLUMNS.get(item.name, item.name): item.name for item in fields(kind)}
    if sorted(header) != sorted(names):
        raise RulesError(f"{path}, row 1: the columns must be {', '.join(names)}; found {header}")
    columns = [names[column] for column in header]
    for number, cells in enumerate(filter(None, reader), start=2):
        place = f"{path}, row {number}"
        if len(cells) != len(columns):
            raise RulesError(
                f"{place}: it needs {len(names)} cells; put cells with a comma in quotation marks"
            )
        # Any: a cell becomes what the field of its column holds
        values: dict[str, Any] = {
            name: _value(place, name, cell.strip()) for name, cell in zip(columns, cells, strict=True)
        }
        for name in _REQUIRED:
            if values.get(name, "") is None:
                raise RulesError(f"{place}, column {name}: it is empty; fill it in or delete the row")
        if not values["id"].startswith(prefix) or values["id"] == prefix:
            raise RulesError(f"{place}, column id: {values['id']!r} must be {prefix} and a slug")
        yield place, kind(**values)


def _value(place: str, name: str, cell: str) -> _Value:
    if name == "aliases":
        return tuple(
            Alias(part[1:], _MARKS[part[0]]) if part[0] in _MARKS else Alias(part)
            for part in _parts(cell)
            if part not in _MARKS
        )
    if name in _LISTS:
        return _parts(cell)
    if name in _NUMBERS and cell:
        try:
            return float(cell)
        except ValueError as error:
            raise RulesError(
                f"{place}, column {name}: {cell!r} is no number; write 36.34 or nothing"
            ) from error
    return cell or None


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip()) if cell else ()


def _check_references(rows: Mapping[str, Row], where: Mapping[str, str]) -> None:
    columns = {
        kind: [item.name for item in fields(kind) if item.name in _REFERENCES] for kind, _ in _FILES.values()
    }
    for row in rows.values():
        for name in columns[type(row)]:
            value = getattr(row, name)
            for target in (value,) if isinstance(value, str) else value or ():
                if target not in rows:
                    column = _COLUMNS.get(name, name)
                    raise RulesError(
                        f"{where[row.id]}, column {column}: no row has the id {target}; add it or clear this"
                    )


def _check_cycles(rows: Mapping[str, Row], where: Mapping[str, str]) -> None:
    for row in rows.values():
        seen, here = {row.id}, _above(row)
        while here is not None:
            if here in seen:
                raise RulesError(
                    f"{where[row.id]}: {row.id} stands above itself by way of {here}; clear one cell"
                )
            seen.add(here)
            here = _above(rows[here])


def _above(row: Row) -> str | None:
    return (
        row.contained_in if isinstance(row, Place) else row.parent if isinstance(row, Organisation) else None
    )


def _check_owners(rows: Mapping[str, Row], where: Mapping[str, str]) -> None:
    owner: dict[tuple[str, str], Row] = {}
    for row in rows.values():
        # a campaign may bear the name of the body that conducts it, a country that of its government
        space = "event" if isinstance(row, Campaign) else ""
        for alias in all_aliases(row):
            if alias.mark is not Mark.ALWAYS:
                continue
            other = owner.setdefault((space, alias.words), row)
            if other is not row and not _is_government_of(other, row):
                raise RulesError(
                    f"{where[row.id]}, column aliases: {alias.words!r} also belongs to {other.id} "
                    f"({where[other.id]}); take it out of one, or put ~ or ? before it in both"
                )


def _is_government_of(body: Row, place: Row) -> bool:
    return (
        isinstance(body, Organisation)
        and isinstance(place, Place)
        and body.kind == "government"
        and body.country == place.id
    )

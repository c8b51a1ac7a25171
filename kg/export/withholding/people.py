"""Reads the list of people to leave out: a name or IRI on each line, and the role that stands for it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ProfileError

ROLE: Final = "person withheld"
_MAX_BYTES: Final = 1 << 20
_MAX_ROLE: Final = 80


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: names of one person, or IRIs, or both; and what stands in their place."""

    names: tuple[str, ...]
    role: str
    line: int


def read_people(path: Path) -> tuple[Listed, ...]:
    """The lines of a file: ``NAME | OTHER NAME = ROLE``; the role may be left out, ``#`` begins a remark.

    Raises:
        ProfileError: the file cannot be read, names nobody, or a line says nothing or too little.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path}: cannot be read ({error})") from error
    if len(data) > _MAX_BYTES or "\0" in text:
        raise ProfileError(f"{path}: no list of people: larger than {_MAX_BYTES:,} bytes, or not text")
    found = tuple(_lines(path, text))
    if not found:
        raise ProfileError(f"{path}: names nobody; write a name or an IRI on each line")
    return found


def _lines(path: Path, text: str) -> Iterator[Listed]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        given, equals, role = line.partition(" = ")
        names = tuple(name.strip() for name in given.split("|"))
        role = role.strip() if equals else ROLE
        where = f"{path}, line {number}"
        if not all(names) or any(sum(map(str.isalnum, name)) < 2 for name in names):
            raise ProfileError(f"{where}: a name of fewer than two letters would be found everywhere")
        if not role or len(role) > _MAX_ROLE or any(_is_unfit(letter) for letter in role):
            raise ProfileError(f"{where}: a role is 1 to {_MAX_ROLE} characters without brackets or quotes")
        yield Listed(names, role, number)


def _is_unfit(letter: str) -> bool:
    return letter in '[]<>"\\' or unicodedata.category(letter).startswith("C")

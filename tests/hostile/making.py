"""Makes the files of hostile rows: of words, of bytes, and of little that unpacks to much."""

import gzip
from collections.abc import Callable
from pathlib import Path


def text(words: str | Callable[[], str]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes((words() if callable(words) else words).encode("utf-8"))


def raw(data: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data() if callable(data) else data)


def bomb(unit: bytes, times: int) -> Callable[[Path], object]:
    """A gzip file of members that unpack to so many times the unit; written without unpacking any."""
    member = gzip.compress(unit, 9)
    return lambda path: path.write_bytes(member * times)

"""Lines of JSON that each carry the hash of the line before: what was changed, cut or taken out shows.

This is no signature: who can write the file can write all of it again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError
from kg.ids import sha256

START: Final = sha256(b"")
"""What the first line of a sealed file carries."""
END: Final = "end"
_BEFORE: Final = b'{"before":"'
_PREFIX: Final = len(_BEFORE) + 64 + len(b'",')
WAY_OUT: Final = (
    "nothing was changed; restore a backup into a new folder (kg restore BACKUP --store NEW), or build the "
    "articles into a new store"
)


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line stands, and its number, counted from 1."""

    path: Path
    offset: int
    length: int
    number: int

    def payload(self) -> bytes:
        """The line as it was dumped, without the hash of the line before."""
        with self.path.open("rb") as stream:
            stream.seek(self.offset)
            return _without(stream.read(self.length))


class Sealed:
    """The lines of a finished file, checked one by one; ``head`` is the hash of the last one read."""

    def __init__(self, path: Path, *, chained: bool = True) -> None:
        self._path = path
        self._chained = chained
        self.head = START

    def __iter__(self) -> Iterator[tuple[Line, dict[str, Any]]]:
        """Every line but the last, which says that the file is whole.

        Raises:
            StoreError: a line was changed or taken out, or the file was cut. The message says where.
        """
        ended = not self._chained
        for line, data in raw_lines(self._path):
            value = self._parsed(line, data)
            if self._chained and (ended or value.pop("before", None) != self.head):
                self._refuse(line.number, "does not follow on the one before: one of the two was changed, or")
            self.head = sha256(data)
            if value.get("kind") != END:
                yield line, value
            elif self._chained and data != _end(line.number - 1, data[len(_BEFORE) : _PREFIX - 2].decode()):
                self._refuse(line.number, "does not tell how many lines there are: it was changed, or")
            else:
                ended = True
        if not ended:
            last = sum(1 for _ in raw_lines(self._path))
            raise StoreError(f"{self._path}: cut after line {last}, for its end is missing; {WAY_OUT}")

    def _parsed(self, line: Line, data: bytes) -> dict[str, Any]:
        try:
            value = json.loads(data)
            if not isinstance(value, dict) or "key" not in value or "kind" not in value:
                raise ValueError("no line of a ledger")
        except ValueError as error:
            raise StoreError(f"{self._path}, line {line.number}: damaged ({error}); {WAY_OUT}") from error
        value.pop("before", None) if not self._chained else None
        return value

    def _refuse(self, number: int, what: str) -> None:
        raise StoreError(
            f"{self._path}, line {number}: damaged: it {what} a line between was taken out; {WAY_OUT}"
        )


def dumped(value: Mapping[str, Any]) -> bytes:
    """A value as one line, in the one form it has here."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def chained(payload: bytes, before: str) -> bytes:
    """A dumped line with the hash of the line before."""
    return _BEFORE + before.encode() + b'",' + payload[1:]


def sealed(payloads: Iterable[bytes]) -> Iterator[bytes]:
    """Dumped lines as a finished file, with a last line that says so: the same lines give the same bytes."""
    head, count = START, 0
    for payload in payloads:
        line = chained(payload, head)
        head, count = sha256(line), count + 1
        yield line
    yield _end(count, head)


def _end(lines: int, before: str) -> bytes:
    return chained(dumped({"key": "", "kind": END, "lines": lines}), before)


def _without(data: bytes) -> bytes:
    return b"{" + data[_PREFIX:] if data.startswith(_BEFORE) else data


def raw_lines(path: Path) -> Iterator[tuple[Line, bytes]]:
    """Every line of a file with its line feed, if it has one; none where there is no file."""
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as stream:
        for number, data in enumerate(stream, start=1):
            yield Line(path, offset, len(data), number), data
            offset += len(data)

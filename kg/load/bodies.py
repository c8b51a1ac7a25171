"""A graph of the store as lines of N-Triples, as they are sent to a server."""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

import pyoxigraph as ox

from kg.store.lines import SortedLines

_CHUNK: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """Lines of one graph without its name, in chunks.

    Each iteration reads from the beginning by a position of its own: one that a deadline has left behind does
    not move another.
    """

    file: IO[bytes]
    size: int
    _end: bytes

    def __iter__(self) -> Iterator[bytes]:
        at, rest = 0, b""
        while part := _read(self.file, at):
            at += len(part)
            whole, feed, rest = (rest + part).rpartition(b"\n")
            # A line feed in a literal is escaped, so this stands at ends of lines only.
            yield (whole + feed).replace(self._end, b" .\n")


def body_of(lines: SortedLines, graph: ox.NamedNode) -> Body:
    """The lines, all of one graph."""
    end = f" {graph} .\n".encode()
    length = lines.file.seek(0, os.SEEK_END)
    return Body(lines.file, length - lines.count * (len(end) - len(b" .\n")), end)


def _read(file: IO[bytes], at: int) -> bytes:
    if isinstance(file, io.BytesIO):
        return bytes(file.getbuffer()[at : at + _CHUNK])
    return os.pread(file.fileno(), _CHUNK, at)

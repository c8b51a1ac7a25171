"""Sorted lines of N-Quads with their digest; those of many quads lie on disk while they are used."""

import hashlib
import heapq
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import pyoxigraph as ox

_PART: Final = 50_000
"""Quads that are sorted in memory: some 40 MB with their lines."""


@dataclass(frozen=True, slots=True)
class SortedLines:
    """Lines of N-Quads, each once with its line feed, in memory or in a file without a name."""

    file: IO[bytes]
    digest: str
    count: int

    def __iter__(self) -> Iterator[bytes]:
        """The lines from the first on."""
        self.file.seek(0)
        # A "yield from" would close the file together with a reader that stops early.
        for line in self.file:  # noqa: UP028
            yield line

    def quads(self) -> Iterator[ox.Quad]:
        """The quads that they write; their IRIs are not looked at again."""
        self.file.seek(0)
        yield from ox.parse(self.file, format=ox.RdfFormat.N_QUADS, lenient=True)


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Sorted lines of N-Quads, each with its line feed and each once."""
    return b"".join(_sorted(quads))


@contextmanager
def sorted_lines(quads: Iterable[ox.Quad], folder: Path | None = None) -> Iterator[SortedLines]:
    """The sorted lines of any number of quads, as long as the block runs.

    ``folder`` is where they are spilled; None is the system's folder for such files.

    Raises:
        OSError: there is no room for them.
    """
    waiting, parts = iter(quads), list[Iterable[bytes]]()
    with ExitStack() as files:
        while part := _sorted(islice(waiting, _PART)):
            spilled = len(part) == _PART or parts
            parts.append(_spilled(part, files.enter_context(TemporaryFile(dir=folder))) if spilled else part)
        many = len(parts) > 1
        whole: IO[bytes] = files.enter_context(TemporaryFile(dir=folder)) if many else io.BytesIO()
        found, count, last = hashlib.sha256(), 0, b""
        for line in heapq.merge(*parts):
            if line != last:
                whole.write(line)
                found.update(line)
                count, last = count + 1, line
        yield SortedLines(whole, found.hexdigest(), count)


def _sorted(quads: Iterable[ox.Quad]) -> list[bytes]:
    stream = io.BytesIO()
    ox.serialize(quads, stream, format=ox.RdfFormat.N_QUADS)
    stream.seek(0)
    return sorted(set(stream))


def _spilled(lines: list[bytes], file: IO[bytes]) -> IO[bytes]:
    file.writelines(lines)
    file.seek(0)
    return file


def differ(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of ``old`` that ``new`` does not have; both are sorted."""
    others = iter(new)
    other = next(others, None)
    for line in old:
        while other is not None and other < line:
            other = next(others, None)
        if other != line:
            yield line

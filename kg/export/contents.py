"""Reads the data of a package: whether each form says what the manifest tells, and where one was changed."""

import gzip
import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import BinaryIO, Final

import pyoxigraph as ox

from kg import __version__
from kg.export.files import WRITERS, write
from kg.export.forms import Form
from kg.export.manifest import Listed, Manifest
from kg.export.opened import Place
from kg.export.selection import Section, order
from kg.export.survey import is_blank
from kg.store.lines import sorted_lines
from kg.validation import check_words

_MOST: Final = 200
"""How many times its size a packed file may become: RDF packs by 10 to 40, a bomb by 1,000."""
_CHUNK: Final = 1 << 20
_MAX_SHOWN: Final = 20
_UNREADABLE: Final = (SyntaxError, ValueError, EOFError, zlib.error, OSError, RecursionError)
Told = tuple[str, str]
"""The name of a file, and what is wrong with it."""


def faults(place: Place, manifest: Manifest, files: Iterable[Listed]) -> Iterator[Told]:
    """What is wrong with the contents of files whose bytes are those that the manifest tells."""
    listed = [file for file in files if file.form is not None]
    good: Listed | None = None
    for file in listed:
        if file.form is not None and file.form.is_rdf:
            found = list(_rdf_faults(place, manifest, file))
            yield from ((file.name, what) for what in found)
            if not found and (good is None or not good.is_named):
                good = file
    if good is None or manifest.versions.get("program") != __version__:
        return
    derived = [file for file in listed if file.form is not None and not file.form.is_rdf]
    sections = _sections(place, manifest, good) if derived else []
    for file in derived:
        assert file.form is not None
        wanted = hashlib.sha256()
        for piece in WRITERS[file.form](sections, manifest.base):
            wanted.update(piece.encode())
        try:
            with _unpacked(place, file) as stream:
                same = digest_of(stream) == wanted.hexdigest()
        except _UNREADABLE as error:
            yield file.name, f"cannot be unpacked ({error})"
            continue
        if not same:
            yield file.name, f"does not say the same as {good.name}"


def differences(
    place: Place, manifest: Manifest, whole: Iterable[Listed], broken: Iterable[Listed]
) -> Iterator[Told]:
    """Where changed files differ from those that were written, as far as another form tells."""
    waiting = list(broken)
    if not waiting:
        return
    sections: list[Section] | None = None
    if manifest.versions.get("program") == __version__:
        for file in whole:
            if file.is_named and not list(_rdf_faults(place, manifest, file)):
                sections = _sections(place, manifest, file)
                break
    for file in waiting:
        told = None if sections is None else _first_difference(place, manifest, file, sections)
        told = told or _unreadable(place, file)
        if told is not None:
            yield file.name, told


def digest_of(stream: BinaryIO) -> str:
    """The sha256 of what is left of a stream."""
    found = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        found.update(chunk)
    return found.hexdigest()


def _rdf_faults(place: Place, manifest: Manifest, file: Listed) -> Iterator[str]:
    assert file.form is not None
    named = file.form.names_graphs
    try:
        with _unpacked(place, file) as stream:
            counts = [0]
            words: list[str] = []
            with sorted_lines(_checked(_parsed(stream, file.form), counts, words)) as lines:
                digest = lines.digest
    except _UNREADABLE as error:
        yield f"is no {file.form} ({error!s:.300})"
        return
    if counts[0]:
        yield "has blank nodes, which kg never writes"
        return
    wanted = manifest.dataset if named else manifest.flat
    if digest != wanted:
        yield f"its RDFC-1.0 hash is {digest}, not {wanted} as the manifest tells"
    yield from words[:_MAX_SHOWN]
    if len(words) > _MAX_SHOWN:
        yield f"and {len(words) - _MAX_SHOWN:,} more of such"


def _checked(quads: Iterable[ox.Quad], blank: list[int], words: list[str]) -> Iterator[ox.Quad]:
    """The quads as they are; counts blank nodes, and notes quotations that lack words."""
    for _, group in groupby(quads, key=lambda quad: quad.graph_name):
        held = list(group)
        blank[0] += sum(map(is_blank, held))
        words += (f"{found.node}: {found.message}" for found in check_words(held))
        yield from held


def _sections(place: Place, manifest: Manifest, file: Listed) -> list[Section]:
    """The graphs of a file in the order in which kg writes them."""
    assert file.form is not None
    graphs: defaultdict[str, list[ox.Quad]] = defaultdict(list)
    prefix = f"{manifest.base}graph/"
    with _unpacked(place, file) as stream:
        for quad in _parsed(stream, file.form):
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else f"{prefix}links"
            graphs[name.removeprefix(prefix)].append(quad)
    return [Section(name, tuple(graphs[name])) for name in sorted(graphs, key=order)]


def _first_difference(place: Place, manifest: Manifest, file: Listed, sections: list[Section]) -> str | None:
    """Byte and line of the first difference; None where the file as it was cannot be made again."""
    if file.form is None:
        return None
    with place.opened(file.name) as (stream, _):
        compared = _Compared(stream)
        write(sections, compared, file.form, base=manifest.base, packed=file.is_packed)
        if compared.sha256 != file.sha256:
            return None
        at, line = compared.first()
    where = "" if file.is_packed else f", line {line}"
    return f"the first difference is at byte {at} (from 0){where}"


class _Compared:
    """Takes the bytes that a file should have, and finds where it has others."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self._at, self._line = 0, 1
        self._found = False

    def write(self, data: bytes, /) -> int:
        """Compares a piece with what comes next in the file."""
        self._hash.update(data)
        if not self._found:
            there = self._stream.read(len(data))
            if there == data:
                same = len(data)
            else:
                self._found = True
                pairs = zip(there, data, strict=False)
                same = next((i for i, (a, b) in enumerate(pairs) if a != b), len(there))
            self._at += same
            self._line += data.count(b"\n", 0, same)
        return len(data)

    @property
    def sha256(self) -> str:
        """The digest of what the file should have."""
        return self._hash.hexdigest()

    def first(self) -> tuple[int, int]:
        """Byte and line of the first difference; the end of what should be there, where more follows."""
        return self._at, self._line


def _unreadable(place: Place, file: Listed) -> str | None:
    """What a parser stumbles on in a changed file; None where it can be read, or is no RDF."""
    if file.form is None or not file.form.is_rdf:
        return None
    try:
        with _unpacked(place, file) as stream:
            for _ in _parsed(stream, file.form):
                pass
    except _UNREADABLE as error:
        return f"{error!s:.300}"
    return None


def _parsed(stream: BinaryIO, form: Form) -> Iterator[ox.Quad]:
    return iter(ox.parse(stream, format=ox.RdfFormat.from_extension(form)))


@contextmanager
def _unpacked(place: Place, file: Listed) -> Iterator[BinaryIO]:
    with place.opened(file.name) as (stream, size):
        if not file.is_packed:
            yield stream
            return
        with gzip.GzipFile(fileobj=stream, mode="rb") as zipped:
            yield _Bounded(zipped, size * _MOST + (1 << 20))  # type: ignore[misc]


class _Bounded:
    """A stream that ends in an error where more comes out of it than may."""

    def __init__(self, stream: gzip.GzipFile, most: int) -> None:
        self._stream = stream
        self._left = most

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        data = self._stream.read(size if 0 <= size <= self._left else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("more comes out of it than kg packs into a file of this size")
        return data

    def readinto(self, buffer: bytearray | memoryview, /) -> int:
        """The same into a buffer."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readable(self) -> bool:
        """True: it is only read."""
        return True

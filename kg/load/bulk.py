"""Writes a store as files for a server's own bulk loader, with the commands that load them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.load.commands import (
    GRAPHS_FILE,
    LEDGER_FILE,
    SCRIPT_FILE,
    SETTINGS_FILE,
    Loader,
    commands,
    virtuoso_script,
)
from kg.load.loading import held
from kg.store import Store
from kg.store.files import folder_whole, written_whole
from kg.store.folder import FAULTS, LEDGER, reason
from kg.store.lines import nquads, sorted_lines
from kg.vocab import P_GRAPH_DIGEST

QUADS_A_FILE: Final = 500_000
"""In each file for Virtuoso, where every loader that runs takes one file at a time; some 100 MB."""
_README: Final = "README.md"


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was written: the files with quads by name, how many graphs and quads, and the commands."""

    folder: Path
    files: tuple[str, ...]
    graphs: int
    quads: int
    commands: str


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    quads: int
    sha256: str


def loader_of(name: str) -> Loader:
    """The loader by its name.

    Raises:
        UsageError: there is none.
    """
    try:
        return Loader(name)
    except ValueError as error:
        known = ", ".join(Loader)
        raise UsageError(
            f"--bulk {name}: kg writes files for {known}; for other servers see docs/stores.md"
        ) from error


def write_bulk(store: Store, loader: Loader, folder: Path | str, *, quads_a_file: int = QUADS_A_FILE) -> Bulk:
    """Writes all graphs and the ledger that tells them to a later ``kg load`` into a new folder.

    The folder is there whole or not at all, and the same store gives the same bytes in it.

    Raises:
        UsageError: the folder exists, or would lie in the store.
        StoreError: a graph is not the one that was stored, or the folder cannot be written.
    """
    if "://" in str(folder):
        raise UsageError(f"{folder}: --bulk writes files; name a new folder for them")
    target = Path(folder).absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target}: exists already; name a new folder")
    if target.resolve().is_relative_to(store.path.resolve()):
        raise UsageError(f"{target}: lies in the store {store.path}; name a folder outside it")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with folder_whole(target) as draft:
            return _write(store, loader, draft, target, quads_a_file)
    except FAULTS as error:
        raise StoreError(f"{target}: {reason(error)}") from error


def _write(store: Store, loader: Loader, draft: Path, target: Path, quads_a_file: int) -> Bulk:
    digests = dict(sorted(held(store).digests.items()))
    lines = _lines(store, draft, digests)
    ledger = _ledger_lines(store.base, digests)
    if loader is Loader.VIRTUOSO:
        files = list(_shards(lines, draft, quads_a_file))
        names = [file.name for file in files]
        files.append(_whole(draft / LEDGER_FILE, ledger))
        with written_whole(draft / SCRIPT_FILE) as stream:
            stream.write(virtuoso_script(target, names, mark=f"{store.base}graph/").encode())
    else:
        files = [_whole(draft / GRAPHS_FILE, _both(lines, ledger))]
    if loader is Loader.QLEVER:
        with written_whole(draft / SETTINGS_FILE) as stream:
            stream.write(b'{"num-triples-per-batch": 1000000}\n')
    told = commands(loader, target)
    quads = sum(file.quads for file in files)
    with written_whole(draft / _README) as stream:
        stream.write(_readme(loader, store.base, files, len(digests) + 1, told).encode())
    return Bulk(target, tuple(file.name for file in files), len(digests) + 1, quads, told)


def _lines(store: Store, folder: Path, digests: Mapping[str, str]) -> Iterator[bytes]:
    """The lines of all graphs, sorted within each, where they have these digests."""
    for name, digest in digests.items():
        with sorted_lines(store.quads(name), folder) as lines:
            if lines.digest != digest:
                raise StoreError(
                    f"{store.path}: graph {name} is not what the ledger says, so nothing was written; "
                    "see kg verify"
                )
            yield from lines


def _ledger_lines(base: str, digests: Mapping[str, str]) -> Iterator[bytes]:
    """One line a graph: its digest, in the graph of the ledger."""
    graph, digest = ox.NamedNode(f"{base}graph/{LEDGER}"), ox.NamedNode(P_GRAPH_DIGEST)
    quads = (
        ox.Quad(ox.NamedNode(f"{base}graph/{name}"), digest, ox.Literal(value), graph)
        for name, value in digests.items()
    )
    yield from nquads(quads).splitlines(keepends=True)


def _both(first: Iterable[bytes], second: Iterable[bytes]) -> Iterator[bytes]:
    yield from first
    yield from second


def _shards(lines: Iterator[bytes], folder: Path, size: int) -> Iterator[_File]:
    for number, first in enumerate(lines, start=1):
        part = _both([first], islice(lines, size - 1))
        yield _whole(folder / f"graphs-{number:04}.nq", part)


def _whole(path: Path, lines: Iterable[bytes]) -> _File:
    found, count = hashlib.sha256(), 0
    with written_whole(path) as stream:
        for line in lines:
            stream.write(line)
            found.update(line)
            count += 1
    return _File(path.name, count, found.hexdigest())


def _readme(loader: Loader, base: str, files: Sequence[_File], graphs: int, told: str) -> str:
    rows = "".join(f"| {file.name} | {file.quads:,} | {file.sha256} |\n" for file in files)
    return (
        f"# A graph of civilian harm, for {loader}\n\n"
        f"{graphs:,} graphs under {base}graph/, as N-Quads. Load them into a database that is new: a bulk\n"
        "loader adds to what is there and replaces nothing. docs/stores.md of civharm-kg says more.\n\n"
        f"```sh\n{told}```\n\n"
        "Then start the server and have every graph compared with the store: `kg load URL --strict`. It\n"
        f"sends only what the graph {base}graph/{LEDGER} does not tell to be there.\n\n"
        f"| file | quads | sha256 |\n|---|---:|---|\n{rows}"
    )

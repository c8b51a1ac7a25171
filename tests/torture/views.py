"""What is in the folder of a store, found out without the code that is to be tested where that can be."""

import hashlib
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.store import Entry, Tombstone, open_store
from kg.store.folder import LEDGER
from tests.store.samples import BASE

EMPTY: Final = hashlib.sha256(b"").hexdigest()
NONE: Final = "-"
"""Stands for the digest of a graph that is not there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Digests of graphs, as they are and as the store notes them in the same transaction."""

    graphs: dict[str, str]
    notes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a store holds; two stores are equal where these are."""

    graphs: dict[str, str]
    originals: dict[str, str]
    entries: dict[str, Entry]
    tombstones: dict[str, Tombstone]
    files: tuple[str, ...]


def graphs_in(folder: Path) -> dict[str, str]:
    """The digest of each named graph by its short name, the store's own notes left out."""
    return seen_in(folder).graphs


def seen_in(folder: Path, part: str = "graph") -> Seen:
    """The digests of the graphs in a folder of Oxigraph: the sha256 of their sorted N-Quads.

    Oxigraph alone opens a copy, so that nothing is put right and nothing is left behind.
    """
    if not (folder / part).exists():
        return Seen({}, {})
    lines, notes = defaultdict(list), dict[str, str]()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "graph"
        shutil.copytree(folder / part, copy)
        for quad in ox.Store(str(copy)).quads_for_pattern(None, None, None, None):
            name = _short(quad.graph_name)
            if name == LEDGER:
                about = _short(quad.subject)
                notes[about] = "two" if about in notes else _short(quad.object)
            else:
                lines[name].append(f"{quad} .\n")
    graphs = {name: _sha256("".join(sorted(found)).encode()) for name, found in sorted(lines.items())}
    return Seen(graphs, notes)


def whole(folder: Path) -> Whole:
    """All that a store holds when nobody is at work on it."""
    with open_store(folder, read_only=True) as store:
        entries, tombstones = dict(store.entries), dict(store.tombstones)
    originals = {path.name: _sha256(path.read_bytes()) for path in (folder / "originals").iterdir()}
    return Whole(graphs_in(folder), originals, entries, tombstones, tuple(sorted(_files(folder))))


def faults(folder: Path) -> list[str]:
    """What ``verify`` finds."""
    with open_store(folder, read_only=True) as store:
        return [str(mismatch) for mismatch in store.verify()]


def holding(folder: Path, words: str) -> list[str]:
    """The files below a folder in which words stand."""
    data = words.encode()
    return sorted(str(p.relative_to(folder)) for p in _all(folder) if data in p.read_bytes())


def _files(folder: Path) -> Iterator[str]:
    """Every file and folder but those whose names Oxigraph chooses."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if not name.startswith("graph/") or path.name.startswith("bulk-"):
            yield name


def _all(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _short(name: object) -> str:
    assert isinstance(name, ox.NamedNode | ox.Literal)
    return name.value.removeprefix(f"{BASE}graph/")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

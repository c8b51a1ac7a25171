"""Oxigraph in a folder: opening it, writing graphs, and keeping its data whole when the process forks."""

import ctypes
import os
import re
import weakref
from collections.abc import Callable, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.folder import FAULTS, LEDGER, Folder, damaged, locked, reason
from kg.store.graphs import entries, entry, exchange, named, remove, replace, replace_many
from kg.store.lines import SortedLines

_FEW: Final = 5_000
_MANY: Final = 120_000
"""Quads of new graphs that are written at once, some fifty articles. By tens they take half as long again, as
does what is left when a build flushes, every hundred articles. By hundreds a build of a thousand takes a
tenth less, one of a hundred a tenth more, and both 60 to 80 MB more memory.
In bulk they take half the time, a third of the disk and a tenth of the memory of transactions (measured
with 600,000); a few are quicker in a transaction."""

_UNMADE: Final = re.compile("only possible on read-write|Column family not found")
"""What Oxigraph says of a graph whose writer was killed before its first flush; the next makes it whole."""


class Embedded:
    """An open Oxigraph that refuses to be used after it was closed, failed, or went through a fork."""

    def __init__(
        self, folder: Folder, *, base: str, read_only: bool, before_write: Callable[[], None]
    ) -> None:
        self._root = folder.root
        self._before_write = before_write
        self.ledger = ox.NamedNode(f"{base}graph/{LEDGER}")
        self._pid = os.getpid()
        self._on_disk = not read_only or folder.graph.exists()
        self._graph: ox.Store | None = _open_graph(folder, read_only=read_only)
        self._new: dict[ox.NamedNode, bytes] = {}
        self._waiting = 0
        self.failed = False
        _open.add(self)

    @property
    def graph(self) -> ox.Store:
        """The graph, with all that was put into it.

        Raises:
            StoreError: it is closed, was opened before a fork, or cannot be written.
        """
        graph = self._usable()
        if self._new:
            self._write(graph)
        return graph

    @property
    def is_open(self) -> bool:
        """False once it was closed."""
        return self._graph is not None

    def digests(self) -> dict[ox.NamedNode, str]:
        """The digest of every named graph, as the graph notes it; "" where it notes two."""
        found: dict[ox.NamedNode, str] = {}
        for quad in entries(self.graph, None, self.ledger):
            name = named(quad)
            found[name] = "" if name in found else quad.object.value  # type: ignore[union-attr]
        return found

    def has(self, name: ox.NamedNode) -> bool:
        """True where there is such a graph."""
        return name in self._new or self._usable().contains_named_graph(name)

    def put(self, name: ox.NamedNode, lines: bytes, *, digest: str, held: int | None = None) -> None:
        """Puts quads in place of all that the named graph held, with its entry, in one transaction.

        ``lines`` are the quads as N-Quads, each once; their IRIs are not looked at again.
        ``held`` says how many those are, where it is known. New graphs wait until they are many, or until
        someone looks; they are lost if the process is killed before, and the ledger's journal tells which.
        """
        note = entry(name, digest, self.ledger)
        if self.has(name) or next(entries(self._usable(), name, self.ledger), None) is not None:
            replace(self.graph, note, lines, held=held)
            return
        self._new[name] = lines + _line(note)
        self._waiting += lines.count(b"\n") + 1
        if self._waiting >= _MANY:
            self._write(self._usable())

    def put_lines(self, name: ox.NamedNode, lines: SortedLines) -> None:
        """Puts the quads of sorted lines in place of all that the named graph held, with its entry.

        That is one transaction; a new graph is written in parts, because Oxigraph holds each in memory, and
        the last part has the entry: a graph without one is not whole.
        """
        graph, note = self.graph, entry(name, lines.digest, self.ledger)
        self._before_write()
        if graph.contains_named_graph(name) or next(entries(graph, name, self.ledger), None) is not None:
            replace_many(graph, note, lines)
            return
        waiting = chain(lines, [_line(note)])
        while part := b"".join(islice(waiting, _MANY)):
            self._load(graph, part, few=lines.count < _FEW)

    def vouch(self, digests: Mapping[ox.NamedNode, str]) -> None:
        """Notes the digests of graphs that are there and were found to have them."""
        graph = self.graph
        for name, digest in digests.items():
            exchange(graph, (), [entry(name, digest, self.ledger)])

    def remove(self, name: ox.NamedNode) -> None:
        """Takes a named graph out with its entry, in one transaction."""
        remove(self.graph, name, self.ledger)

    def checkpoint(self, folder: Path) -> None:
        """Copies the graph as it is now into a folder that does not exist yet; unchanged files are linked.

        Raises:
            StoreError: the folder exists, or cannot be written.
        """
        graph = self.graph
        try:
            if self._on_disk:
                graph.backup(str(folder))
            else:
                ox.Store(str(folder)).flush()
        except FAULTS as error:
            raise StoreError(f"{folder}: {reason(error)}") from error

    def close(self) -> None:
        """Lets Oxigraph go; answers of queries that are still being read keep it open until they end."""
        if os.getpid() == self._pid:
            self._graph = None

    def keep_for_ever(self) -> None:
        """Never lets Oxigraph go in this process."""
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._graph))

    def _usable(self) -> ox.Store:
        if os.getpid() != self._pid:
            raise StoreError(
                f"{self._root}: opened before a fork; start processes by spawn and open it there"
            )
        if self._graph is None:
            raise StoreError(f"{self._root}: the store is closed; open it again")
        if self.failed:
            raise StoreError(f"{self._root}: a write failed before; close the store and open it again")
        return self._graph

    def _write(self, graph: ox.Store) -> None:
        self._before_write()
        lines = b"".join(self._new.values())
        few = self._waiting < _FEW
        self._new.clear()
        self._waiting = 0
        self._load(graph, lines, few=few)

    def _load(self, graph: ox.Store, lines: bytes, *, few: bool) -> None:
        try:
            load = graph.load if few else graph.bulk_load
            load(lines, format=ox.RdfFormat.N_QUADS, lenient=True)
        except FAULTS as error:
            self.failed = True
            raise StoreError(f"{self._root}: {reason(error)}") from error


def _line(note: ox.Quad) -> bytes:
    return f"{note} .\n".encode()


def _open_graph(folder: Folder, *, read_only: bool) -> ox.Store:
    if read_only and not folder.graph.exists():
        return ox.Store()
    try:
        return ox.Store.read_only(str(folder.graph)) if read_only else ox.Store(str(folder.graph))
    except FAULTS as error:
        if "lock" in str(error).lower():
            raise locked(folder.root, read_only=read_only) from error
        if read_only and _UNMADE.search(str(error)):
            what = "its making was interrupted: run kg build again; or it is damaged: kg rebuild"
            raise StoreError(f"{folder.graph}: {what}") from error
        raise damaged(folder, error) from error


_open: "weakref.WeakSet[Embedded]" = weakref.WeakSet()


def _poison() -> None:
    """Closing Oxigraph in a forked child destroys the parent's data (measured: 10 of 10 times)."""
    for embedded in _open:
        embedded.keep_for_ever()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_poison)

"""Oxigraph in a folder: opening it, and keeping its data whole when the process forks."""

import ctypes
import os
import weakref

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.folder import FAULTS, Folder, locked, reason


class Embedded:
    """An open Oxigraph that refuses to be used after it was closed, or in a forked child."""

    def __init__(self, folder: Folder, *, read_only: bool) -> None:
        self._root = folder.root
        self._pid = os.getpid()
        self._graph: ox.Store | None = _open_graph(folder, read_only=read_only)
        _open.add(self)

    @property
    def graph(self) -> ox.Store:
        """The graph.

        Raises:
            StoreError: it is closed, or was opened before a fork.
        """
        if os.getpid() != self._pid:
            raise StoreError(
                f"{self._root}: opened before a fork; start processes by spawn and open it there"
            )
        if self._graph is None:
            raise StoreError(f"{self._root}: the store is closed; open it again")
        return self._graph

    @property
    def is_open(self) -> bool:
        """False once it was closed."""
        return self._graph is not None

    def close(self) -> None:
        """Lets Oxigraph go; answers of queries that are still being read keep it open until they end."""
        if os.getpid() == self._pid:
            self._graph = None

    def keep_for_ever(self) -> None:
        """Never lets Oxigraph go in this process."""
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._graph))


def _open_graph(folder: Folder, *, read_only: bool) -> ox.Store:
    if read_only and not folder.graph.exists():
        return ox.Store()
    try:
        return ox.Store.read_only(str(folder.graph)) if read_only else ox.Store(str(folder.graph))
    except FAULTS as error:
        if "lock" in str(error).lower():
            raise locked(folder.root, read_only=read_only) from error
        raise StoreError(f"{folder.graph}: {reason(error)}") from error


_open: "weakref.WeakSet[Embedded]" = weakref.WeakSet()


def _poison() -> None:
    """Closing Oxigraph in a forked child destroys the parent's data (measured: 10 of 10 times)."""
    for embedded in _open:
        embedded.keep_for_ever()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_poison)

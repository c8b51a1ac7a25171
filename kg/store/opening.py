"""Opens a store: one writer, or several readers."""

import os
from pathlib import Path

from kg.store.folder import acquire, prepare
from kg.store.store import Store


def open_store(path: Path | str, *, base: str | None = None, read_only: bool = False) -> Store:
    """The store in a folder, which is made if it is not there; close it, or use it in a ``with`` block.

    ``base`` is the beginning of all IRIs; None takes the store's own, or the default for a new one.

    Raises:
        StoreLockedError: another process has it.
        UsageError: it has another base, or ``base`` is none.
        StoreError: it is no store, is damaged, or must not be read.
    """
    folder, stored, version = prepare(Path(path), base=base, read_only=read_only)
    handle = acquire(folder, read_only=read_only)
    try:
        return Store(folder, base=stored, version=version, read_only=read_only, handle=handle)
    except BaseException:
        if handle is not None:
            os.close(handle)
        raise

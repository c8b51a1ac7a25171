"""What folders need: walked in a fixed order with nothing left out in silence, and brought onto the disk."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn


def files_under(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """The files in a folder and below whose names end so, folder by folder, in the order of their names.

    Raises:
        OSError: a folder cannot be looked into.
    """
    for where, folders, names in os.walk(folder, onerror=_refuse):
        folders.sort()
        paths = (Path(where, name) for name in sorted(names) if name.endswith(suffixes))
        yield from (path for path in paths if path.is_file())


def sync_folder(folder: Path) -> None:
    """Makes names that were added to, changed or taken out of a folder outlive a power cut."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse(error: OSError) -> NoReturn:
    raise error

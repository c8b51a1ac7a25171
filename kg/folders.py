"""What folders need: walked in a fixed order with nothing left out in silence, and brought onto the disk."""

import os
import stat
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


def unplain(folder: Path) -> Iterator[Path]:
    """What is neither a folder nor a plain file, in a folder and below: links, pipes, sockets, devices.

    Raises:
        OSError: a folder cannot be looked into.
    """
    for where, folders, names in os.walk(folder, onerror=_refuse):
        folders.sort()
        for name in sorted((*folders, *names)):
            mode = Path(where, name).lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                yield Path(where, name)


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

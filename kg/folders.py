"""Walks a folder in a fixed order; what cannot be looked into is an error, never left out in silence."""

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


def _refuse(error: OSError) -> NoReturn:
    raise error

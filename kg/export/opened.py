"""Opens the files of somebody's package: plain files of its own folder, nothing that a name could lead to."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import PackageError
from kg.export.manifest import MAX_BYTES, NAME, OTHER_SIGNATURE, SIGNATURE, SUMS, read_manifest
from kg.export.package import BESIDE

_MAX_NAMES: Final = 10_000
_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)  # fmt: skip


class UnsafeFileError(OSError):
    """A name of the package is no plain file: a link, a device, a pipe, a folder."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a package lies: its folder, the name of its manifest, and its one file where it has only one."""

    folder: Path
    manifest: str
    only: str | None = None

    @contextmanager
    def opened(self, name: str) -> Iterator[tuple[BinaryIO, int]]:
        """A file of the folder for reading, with its size in bytes.

        Raises:
            UnsafeFileError: the name is a link, or no plain file.
            OSError: it is not there, or cannot be read.
        """
        if Path(name).name != name or "\0" in name:
            raise UnsafeFileError(errno.EINVAL, "no plain name")
        path = self.folder / name
        if path.is_symlink():  # where the system has no O_NOFOLLOW
            raise UnsafeFileError(errno.ELOOP, "a link, which is not followed")
        try:
            handle = os.open(path, _FLAGS)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
                raise UnsafeFileError(error.errno, "no plain file") from error
            raise
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode):
            os.close(handle)
            raise UnsafeFileError(errno.EINVAL, "no plain file")
        with os.fdopen(handle, "rb") as stream:
            yield stream, told.st_size

    def small(self, name: str) -> bytes | None:
        """The bytes of a small file; None where it is not there.

        Raises:
            PackageError: it is too large, no plain file, or cannot be read.
        """
        try:
            with self.opened(name) as (stream, size):
                if size > MAX_BYTES:
                    raise PackageError(f"{self.folder / name}: larger than {MAX_BYTES:,} bytes; not read")
                return stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise PackageError(f"{self.folder / name}: {error.strerror}; not read") from error

    def added(self, listed: frozenset[str]) -> list[str]:
        """Names in the folder of a package that are neither listed nor the package's own, sorted.

        Raises:
            PackageError: there are too many names, or the folder cannot be looked into.
        """
        if self.only is not None:
            return []
        own = {NAME, SUMS, NAME + SIGNATURE, NAME + OTHER_SIGNATURE}
        found: list[str] = []
        try:
            with os.scandir(self.folder) as entries:
                for number, entry in enumerate(entries):
                    if number > _MAX_NAMES:
                        raise PackageError(f"{self.folder}: more than {_MAX_NAMES:,} names; no package of kg")
                    if entry.name not in listed and entry.name not in own:
                        found.append(entry.name)
        except OSError as error:
            raise PackageError(f"{self.folder}: {error.strerror}") from error
        return sorted(found)


def place_of(path: Path) -> Place:
    """Where the package is that a user names: a folder, a manifest, or a file with its manifest beside it.

    Raises:
        PackageError: there is none.
    """
    if path.is_dir():
        if not os.path.lexists(path / NAME):
            hint = f"; for a store: kg verify --store {path}" if (path / "store.json").is_file() else ""
            raise PackageError(f"{path}: no package: it has no {NAME}{hint}")
        return Place(path, NAME)
    if path.name.endswith(BESIDE) and path.name != BESIDE:
        return Place(path.parent, path.name, path.name.removesuffix(BESIDE))
    if path.name == NAME:
        return Place(path.parent, NAME)
    if not os.path.lexists(path.with_name(path.name + BESIDE)):
        raise PackageError(
            f"{path}: no package: neither a folder nor a file with {path.name + BESIDE} beside it"
        )
    return Place(path.parent, path.name + BESIDE, path.name)


def graph_file(folder: Path) -> Path | None:
    """The file with the graph in the folder of a package; None where the folder is no package.

    The forms say the same, so one is enough: one that names the graphs, where there is such.

    Raises:
        PackageError: the manifest is none of ours or was changed, or the file is no plain one.
    """
    if not folder.is_dir() or not os.path.lexists(folder / NAME):
        return None
    place = Place(folder, NAME)
    manifest = read_manifest(place.small(NAME) or b"", where=str(folder / NAME))
    graphs = [file for file in manifest.files if file.form is not None and file.form.is_rdf]
    if not graphs:
        raise PackageError(f"{folder / NAME}: lists no file of RDF, which every package of kg has")
    name = min(graphs, key=lambda file: (not file.is_named, file.name)).name
    try:
        with place.opened(name):
            return folder / name
    except OSError as error:
        raise PackageError(f"{folder / name}: {error.strerror}; not read") from error

"""The exact texts of a store, and the files they were taken from, each under the hash of its bytes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import StoreError
from kg.folders import sync_folder
from kg.ids import sha256


class Originals:
    """A folder of read-only files named by their sha256: ``.txt`` for texts, ``.orig`` for other files.

    A file in it is written once and never again, unless its bytes are not those of its name any more.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new: list[Path] = []

    def keep(self, text: str, text_sha256: str, originals: Iterable[bytes] = ()) -> None:
        """Stores a text under its hash, and the files that it was taken from.

        What is there whole is left alone; what is new goes again if not all can be written.
        """
        files = {self.text_path(text_sha256): text.encode("utf-8")}
        files |= {self._folder / f"{sha256(data)}.orig": data for data in originals}
        new = [path for path in files if not path.exists()]
        try:
            for path, data in files.items():
                if not _has(path, data):
                    _write(path, data)
                    self._new.append(path)
        except BaseException:
            for path in new:
                path.unlink(missing_ok=True)
            raise

    def has(self, text_sha256: str) -> bool:
        """True where a text with this hash is there, whole or not."""
        return self.text_path(text_sha256).exists()

    def names(self) -> Iterator[str]:
        """The names of all files that are there, sorted."""
        yield from sorted(path.name for path in self._folder.iterdir()) if self._folder.is_dir() else ()

    def fault(self, name: str) -> str | None:
        """What is wrong with a stored file; None where its bytes are those that its name says."""
        path = self._folder / name
        try:
            found = sha256(path.read_bytes())
        except OSError as error:
            return f"{path}: cannot be read ({error.strerror}); take it from a backup"
        return None if found == path.stem else f"{path}: its bytes were changed; take it from a backup"

    def text_path(self, text_sha256: str) -> Path:
        """Where the text with this hash lies."""
        return self._folder / f"{text_sha256}.txt"

    def text(self, text_sha256: str) -> str:
        """The text with this hash.

        Raises:
            StoreError: it is not there, or its bytes were changed.
        """
        path = self.text_path(text_sha256)
        fault = self.fault(path.name)
        if fault is not None:
            raise StoreError(fault)
        return path.read_bytes().decode("utf-8")

    def flush(self) -> None:
        """Brings the files kept since the last flush onto the disk."""
        for path in filter(Path.exists, self._new):
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        if self._new:
            sync_folder(self._folder)
        self._new.clear()


def _has(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def _write(path: Path, data: bytes) -> None:
    draft = path.with_suffix(".part")
    try:
        draft.write_bytes(data)
        draft.chmod(0o444)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise

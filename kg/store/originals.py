"""The exact texts of a store, and the files they were taken from, each under the hash of its bytes."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError
from kg.folders import sync_folder
from kg.ids import sha256


class Originals:
    """A folder of read-only files named by their sha256: ``.txt`` for texts, ``.orig`` for other files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new: list[Path] = []

    @contextmanager
    def keeping(self, text: str, text_sha256: str, originals: Iterable[bytes] = ()) -> Iterator[None]:
        """Stores a text under its hash, and the files that it was taken from, before the block.

        What is there already is left alone; what is new goes again if it cannot be written whole, or the
        block, which takes note of it, fails.
        """
        files = {self.text_path(text_sha256): text.encode("utf-8")}
        files |= {self._folder / f"{sha256(data)}.orig": data for data in originals}
        new = {path: data for path, data in files.items() if not path.exists()}
        try:
            for path, data in new.items():
                _write(path, data)
            yield
        except BaseException:
            for path in new:
                path.unlink(missing_ok=True)
            raise
        self._new += new

    def text_path(self, text_sha256: str) -> Path:
        """Where the text with this hash lies."""
        return self._folder / f"{text_sha256}.txt"

    def text(self, text_sha256: str) -> str:
        """The text with this hash.

        Raises:
            StoreError: it is not there, or its bytes were changed.
        """
        path = self.text_path(text_sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror}); take it from a backup") from error
        if sha256(data) != text_sha256:
            raise StoreError(f"{path}: its bytes were changed; take it from a backup")
        return data.decode("utf-8")

    def flush(self) -> None:
        """Brings the files kept since the last flush onto the disk."""
        for path in self._new:
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        if self._new:
            sync_folder(self._folder)
        self._new.clear()


def _write(path: Path, data: bytes) -> None:
    draft = path.with_suffix(".part")
    try:
        draft.write_bytes(data)
        draft.chmod(0o444)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise

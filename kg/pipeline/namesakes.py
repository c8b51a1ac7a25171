"""Tells when a text comes to stand beside another of the same file name, or a file's metadata give way."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Article
from kg.store import Copy, Store, copy_of


@dataclass(frozen=True, slots=True)
class Beside:
    """A text that is new to the store under a file name, and the keys of the others with that name."""

    file: str
    key: str
    others: tuple[str, ...]


class Namesakes:
    """Which texts of a store have which file names; to be asked before a text is stored."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: defaultdict[str, set[str]] = defaultdict(set)
        for key, entry in store.entries.items():
            for copy in entry.copies:
                self._keys[copy.file].add(key)

    def beside(self, key: str, copies: Sequence[Article]) -> list[Beside]:
        """The file names that are new to this text and known to others; they count as stored from now on."""
        found = []
        for file in dict.fromkeys(copy.file for copy in copies):
            others = self._keys[file] - {key}
            if others and key not in self._keys[file]:
                found.append(Beside(file, key, tuple(sorted(others))))
            self._keys[file].add(key)
        return found

    def replaced(self, key: str, copies: Sequence[Article]) -> list[str]:
        """The file names under which this text is stored with metadata or an original that now go."""
        entry = self._store.entries.get(key)
        if entry is None:
            return []
        names = {copy.file for copy in copies}
        new = {_told(copy_of(copy)) for copy in copies}
        gone = {old.file for old in entry.copies if old.file in names and _told(old) not in new}
        return sorted(gone)


def _told(copy: Copy) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return copy.file, copy.original_sha256, copy.metadata

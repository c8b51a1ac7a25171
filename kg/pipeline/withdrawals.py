"""Tells a build which articles were withdrawn, so that none comes back unless someone names it."""

from collections.abc import Collection
from dataclasses import dataclass

from kg.errors import UsageError
from kg.ids import doc_key
from kg.model import Article
from kg.store import Store, Tombstone, marks_of


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A file that was left out, the withdrawal that it falls under, and whether its text is the very one.

    Where it is not, the file has the name or the address of the article that was withdrawn.
    """

    file: str
    stone: Tombstone
    same_text: bool

    def __str__(self) -> str:
        what = "was" if self.same_text else "has the name or address of an article that was"
        return (
            f"{self.file}: {what} withdrawn on {self.stone.day} ({self.stone.why}) and is left out; "
            f"if it may come back: kg build ... --readmit {self.stone.key}"
        )


class Withdrawals:
    """The withdrawals that hold during one build, as they stood when it began, whatever its order.

    A text that is stored is never left out. Nor does a name or an address count that a stored article has:
    there, the withdrawn text was an old version of it.
    """

    def __init__(self, store: Store | None, readmit: Collection[str]) -> None:
        stones = store.tombstones if store is not None else {}
        entries = store.entries if store is not None else {}
        for key in readmit:
            if key not in stones:
                raise UsageError(
                    f"--readmit {key}: no article of this key was withdrawn here; kg build names the keys"
                )
        self._stored = frozenset(entries)
        self._by_key = {key: stones[key] for key in sorted(stones) if key not in readmit}
        self._by_mark = {mark: stone for stone in self._by_key.values() for mark in stone.marks}
        for entry in entries.values() if self._by_mark else ():
            for mark in entry.marks & self._by_mark.keys():
                del self._by_mark[mark]

    def find(self, article: Article) -> Withdrawn | None:
        """The withdrawal that the article falls under; None where it may be stored."""
        key = doc_key(article.sha256)
        if key in self._stored:
            return None
        if key in self._by_key:
            return Withdrawn(article.file, self._by_key[key], same_text=True)
        marks = (mark for mark in marks_of(article.file, article.url) if mark in self._by_mark)
        return next((Withdrawn(article.file, self._by_mark[mark], same_text=False) for mark in marks), None)

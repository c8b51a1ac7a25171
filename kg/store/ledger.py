"""The ledger: for every text what it came from and what was built from it, one chained line of JSON each.

It is written whole, sorted and sealed when the store closes. Until then new lines go to the journal, each
before the graph is changed. The graph is made of what these two say, never the other way round.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError
from kg.ids import doc_key
from kg.model import Article
from kg.store.articles import article_of, plain
from kg.store.chain import WAY_OUT, Line, Sealed, dumped, sealed
from kg.store.entries import Entry, Shared, Tombstone, entry_of
from kg.store.journal import Journal

_ARTICLE: Final = "article"
_GRAPH: Final = "graph"
_WITHDRAWN: Final = "withdrawn"
_DROPPED: Final = "dropped"


class Ledger:
    """The lines in use, by kind and key. Only positions are kept in memory, so it stays small."""

    def __init__(self, path: Path, journal: Path, *, chained: bool = True) -> None:
        self._lines: dict[tuple[str, str], Line] = {}
        self.entries: dict[str, Entry] = {}
        self.shared: dict[str, Shared] = {}
        self.tombstones: dict[str, Tombstone] = {}
        self.dropped: set[str] = set()
        """Graphs that the journal says were taken out; after a kill they may still be there."""
        whole = Sealed(path, chained=chained)
        for line, value in whole if path.exists() else ():
            self._take(line, value)
        self.journal = Journal(journal, head=whole.head, chained=chained)

    def replay(self, stored: Mapping[str, str], has_text: Callable[[str], bool]) -> None:
        """Takes over what the journal of a run that was killed says.

        ``stored`` has the digest of every graph, as the graph itself notes it; ``has_text`` tells whether
        the text with a hash is there. An article with neither was only begun, and is left out.

        Raises:
            StoreError: the journal is damaged, or is of another ledger.
        """
        lines = (
            (line, value)
            for line, value, kept in self.journal.lines()
            if kept
            or value["kind"] != _ARTICLE
            or stored.get(value["key"]) == value["digest"]
            or has_text(value["sha256"])
        )
        if self.journal.follows():
            for line, value in lines:
                self._take(line, value)
        elif not self._has_all(lines):
            raise StoreError(
                f"{self.journal.path}, line 1: damaged: it follows on another ledger than this one; {WAY_OUT}"
            )

    def record(self, copies: Sequence[Article], *, versions: str, digest: str, quads: int) -> None:
        """Journals the line of one text; ``copies`` are all files that have it."""
        first = copies[0]
        ordered = sorted(copies, key=lambda copy: (copy.file, copy.original_sha256, copy.metadata))
        self._append(
            {
                "kind": _ARTICLE, "key": doc_key(first.sha256), "sha256": first.sha256, "versions": versions,
                "digest": digest, "quads": quads, "articles": [plain(copy) for copy in ordered],
            }
        )  # fmt: skip

    def record_shared(self, name: str, digest: str, *, made_of: str) -> None:
        """Journals the digest of a graph that is no article's."""
        self._append({"kind": _GRAPH, "key": name, "digest": digest, "made_of": made_of})

    def record_dropped(self, key: str) -> None:
        """Journals that a graph is taken out."""
        self._append({"kind": _DROPPED, "key": key})

    def digests(self) -> dict[str, str]:
        """The digest of every graph that there has to be, by its short name."""
        known = {key: entry.digest for key, entry in self.entries.items()}
        return known | {name: shared.digest for name, shared in self.shared.items()}

    def without(self, stone: Tombstone, *, shared: Mapping[str, str]) -> Iterator[bytes]:
        """The lines of a ledger in which one text is withdrawn and only these other graphs are left."""
        kept = {
            name: line.payload()
            for name, line in self._lines.items()
            if name[0] != _GRAPH and name[1] != stone.key
        }
        values: list[dict[str, Any]] = [
            {"kind": _GRAPH, "key": name, "digest": digest, "made_of": ""} for name, digest in shared.items()
        ]
        values.append({"kind": _WITHDRAWN, **asdict(stone)})
        kept |= {(str(value["kind"]), str(value["key"])): dumped(value) for value in values}
        return sealed(kept[name] for name in sorted(kept))

    def of_articles(self) -> Iterator[bytes]:
        """The lines of a ledger with all texts and withdrawals, and without graphs that tell of several."""
        return sealed(self._lines[name].payload() for name in sorted(self._lines) if name[0] != _GRAPH)

    def files_of(self, key: str) -> list[str]:
        """Names of the stored files that only this text needs."""
        others = (entry.files for entry in self.entries.values() if entry.key != key)
        return sorted(self.entries[key].files.difference(*others))

    def articles(self, key: str, text: str) -> tuple[Article, ...]:
        """The articles of a text, as they were read, one per copy."""
        line = self._lines.get((_ARTICLE, key))
        if line is None:
            return ()
        value = json.loads(line.payload())
        return tuple(article_of(item, text=text, sha256=value["sha256"]) for item in value["articles"])

    def sealed(self) -> Iterator[bytes]:
        """All lines in use, sorted: the ledger as it is to be written."""
        return sealed(self._lines[name].payload() for name in sorted(self._lines))

    def _append(self, value: dict[str, Any]) -> None:
        self._take(self.journal.append(value), value)

    def _take(self, line: Line, value: Mapping[str, Any]) -> None:
        try:
            self._note(line, value)
        except (KeyError, TypeError, ValueError) as error:
            what = f"{type(error).__name__} {error}"
            raise StoreError(f"{line.path}, line {line.number}: damaged ({what}); {WAY_OUT}") from error

    def _note(self, line: Line, value: Mapping[str, Any]) -> None:
        kind, key = str(value["kind"]), str(value["key"])
        self._forget(key)
        self.dropped.discard(key)
        if kind == _ARTICLE:
            self.entries[key] = entry_of(value)
        elif kind == _GRAPH:
            self.shared[key] = Shared(str(value["digest"]), str(value["made_of"]))
        elif kind == _WITHDRAWN:
            marks = tuple(str(mark) for mark in value.get("marks", ()))
            self.tombstones[key] = Tombstone(key, str(value["day"]), str(value["why"]), marks)
        else:
            self.dropped.add(key)
            return
        self._lines[kind, key] = line

    def _forget(self, key: str) -> None:
        for kind in (_ARTICLE, _GRAPH, _WITHDRAWN):
            self._lines.pop((kind, key), None)
        self.entries.pop(key, None)
        self.shared.pop(key, None)
        self.tombstones.pop(key, None)

    def _has_all(self, lines: Iterable[tuple[Line, Mapping[str, Any]]]) -> bool:
        """True where a journal was sealed into this ledger already, and the writer killed right then."""
        last = {str(value["key"]): (str(value["kind"]), line) for line, value in lines}
        for key, (kind, line) in last.items():
            here = self._lines.get((kind, key))
            if kind == _DROPPED:
                if key in self.entries or key in self.shared:
                    return False
            elif here is None or here.payload() != line.payload():
                return False
        return True

"""The ledger: for every text what it came from and what was built from it, one line of JSON each.

The ledger is rewritten sorted when the store closes. Until then new lines go to a journal, each before
the graph is changed, so that a run that was killed can be put right from the two.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError
from kg.folders import sync_folder
from kg.ids import doc_key, sha256
from kg.model import Article
from kg.store.articles import article_of, fingerprint, plain

EMPTY: Final = sha256(b"")
"""The digest of a graph that is not there."""
_ARTICLE: Final = "article"
_GRAPH: Final = "graph"
_WITHDRAWN: Final = "withdrawn"
_DROPPED: Final = "dropped"


@dataclass(frozen=True, slots=True)
class Copy:
    """One file with the text: its name, the hash of the file it came from, a hash over what was read of it.

    ``metadata`` are the values that came beside the text.
    """

    file: str
    original_sha256: str
    fingerprint: str
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of the graph of one text; ``digest`` is the sha256 of its sorted N-Quads."""

    key: str
    sha256: str
    copies: tuple[Copy, ...]
    versions: str
    digest: str
    quads: int

    @property
    def marks(self) -> frozenset[str]:
        """The marks of all files that have the text."""
        addresses = ((copy.file, dict(copy.metadata).get("url")) for copy in self.copies)
        return frozenset(mark for file, url in addresses for mark in marks_of(file, url))

    @property
    def files(self) -> frozenset[str]:
        """Names of the stored files that it can need: the text, and what the text was taken out of."""
        return frozenset({f"{self.sha256}.txt", *(f"{copy.original_sha256}.orig" for copy in self.copies)})


@dataclass(frozen=True, slots=True)
class Shared:
    """A graph that tells of several articles: its digest, and a name for all that it was made of."""

    digest: str
    made_of: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a withdrawn text: its key, the day, and why. No word of it, nor its file's name.

    ``marks`` are hashes by which the article is known again when its text was edited; see :func:`marks_of`.
    """

    key: str
    day: str
    why: str
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Line:
    path: Path
    offset: int
    length: int


class Ledger:
    """The lines in use, by kind and key. Only positions are kept in memory, so it stays small."""

    def __init__(self, path: Path, journal: Path) -> None:
        self._path = path
        self._journal = journal
        self._lines: dict[tuple[str, str], _Line] = {}
        self.entries: dict[str, Entry] = {}
        self.shared: dict[str, Shared] = {}
        self.tombstones: dict[str, Tombstone] = {}
        if path.exists():
            for line, _, value in _lines_of(path, torn=False):
                self._take(line, value)

    def journalled(self) -> tuple[str, ...]:
        """Keys of texts and names of shared graphs with lines in the journal of a run that was killed."""
        return tuple(sorted({key for _, key, _ in _lines_of(self._journal, torn=True)}))

    def adopt(self, digests: Mapping[str, str]) -> frozenset[str]:
        """Takes over each journal line that fits the graph in the store; the keys that no line fits.

        ``digests`` has the digest of every graph named in the journal, as it now stands.
        """
        for line, key, value in _lines_of(self._journal, torn=True):
            if value.get("digest", EMPTY) == digests[key]:
                self._take(line, value)
        return frozenset(key for key, digest in digests.items() if self._digest(key) != digest)

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
        """Journals that a text's graph is taken out."""
        self._append({"kind": _DROPPED, "key": key})

    def without(self, stone: Tombstone, *, shared: Mapping[str, str]) -> Iterator[bytes]:
        """The lines of a ledger in which one text is withdrawn and only these other graphs are left."""
        kept = {
            name: self._raw(line)
            for name, line in self._lines.items()
            if name[0] != _GRAPH and name[1] != stone.key
        }
        values: list[dict[str, Any]] = [
            {"kind": _GRAPH, "key": name, "digest": digest, "made_of": ""} for name, digest in shared.items()
        ]
        values.append({"kind": _WITHDRAWN, **asdict(stone)})
        kept |= {(str(value["kind"]), str(value["key"])): _dump(value) for value in values}
        return (kept[name] for name in sorted(kept))

    def files_of(self, key: str) -> list[str]:
        """Names of the stored files that only this text needs."""
        others = (entry.files for entry in self.entries.values() if entry.key != key)
        return sorted(self.entries[key].files.difference(*others))

    def unfinished_files(self) -> list[str]:
        """Names of the stored files that only lines of the journal name which no graph bears out."""
        lines = _lines_of(self._journal, torn=True)
        begun = (_entry(value).files for _, _, value in lines if value["kind"] == _ARTICLE)
        stored = (entry.files for entry in self.entries.values())
        return sorted(frozenset().union(*begun).difference(*stored))

    def articles(self, key: str, text: str) -> tuple[Article, ...]:
        """The articles of a text, as they were read, one per copy."""
        line = self._lines.get((_ARTICLE, key))
        if line is None:
            return ()
        value = json.loads(self._raw(line))
        return tuple(article_of(item, text=text, sha256=value["sha256"]) for item in value["articles"])

    def sealed(self) -> Iterator[bytes]:
        """All lines in use, sorted: the ledger as it is to be written."""
        return (self._raw(self._lines[name]) for name in sorted(self._lines))

    def _digest(self, key: str) -> str:
        known = self.entries.get(key) or self.shared.get(key)
        return known.digest if known is not None else EMPTY

    def _append(self, value: dict[str, Any]) -> None:
        data = _dump(value)
        with self._journal.open("ab") as stream:
            line = _Line(self._journal, stream.tell(), len(data))
            stream.write(data)
        if line.offset == 0:  # that a run is at work has to outlive a power cut
            sync_folder(self._journal.parent)
        self._take(line, value)

    def _take(self, line: _Line, value: Mapping[str, Any]) -> None:
        kind, key = str(value["kind"]), str(value["key"])
        if kind == _ARTICLE:
            self._forget(key)
            self.entries[key] = _entry(value)
        elif kind == _GRAPH:
            self.shared[key] = Shared(str(value["digest"]), str(value["made_of"]))
        elif kind == _WITHDRAWN:
            self._forget(key)
            marks = tuple(str(mark) for mark in value.get("marks", ()))
            self.tombstones[key] = Tombstone(key, str(value["day"]), str(value["why"]), marks)
        else:
            self._forget(key)
            return
        self._lines[kind, key] = line

    def _forget(self, key: str) -> None:
        for kind in (_ARTICLE, _GRAPH, _WITHDRAWN):
            self._lines.pop((kind, key), None)
        self.entries.pop(key, None)
        self.shared.pop(key, None)
        self.tombstones.pop(key, None)

    def _raw(self, line: _Line) -> bytes:
        with line.path.open("rb") as stream:
            stream.seek(line.offset)
            return stream.read(line.length)


def copy_of(article: Article) -> Copy:
    """The article as the ledger tells copies of one text apart."""
    return _copy(plain(article))


def marks_of(file: str, url: str | None) -> tuple[str, ...]:
    """Hashes of an article's name and address (None: not known), which outlive an edit of its text."""
    named = {"file": file, "url": url}
    return tuple(sha256(f"{kind}\n{value}")[:16] for kind, value in named.items() if value is not None)


def _entry(value: Mapping[str, Any]) -> Entry:
    copies = tuple(_copy(item) for item in value["articles"])
    return Entry(value["key"], value["sha256"], copies, value["versions"], value["digest"], value["quads"])


def _copy(values: dict[str, Any]) -> Copy:
    metadata = tuple((key, value) for key, value in values["metadata"])
    return Copy(values["file"], values["original_sha256"], fingerprint(values), metadata)


def _lines_of(path: Path, *, torn: bool) -> Iterator[tuple[_Line, str, dict[str, Any]]]:
    """Every line with its position; the last one may be torn where a writer was killed."""
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as stream:
        for number, data in enumerate(stream, start=1):
            try:
                value = json.loads(data)
                yield _Line(path, offset, len(data)), str(value["key"]), value
            except (ValueError, KeyError, TypeError) as error:
                if torn and not data.endswith(b"\n"):
                    return
                raise StoreError(
                    f"{path}, line {number}: damaged ({error}); take the file from a backup, "
                    "or build the articles into a new store"
                ) from error
            offset += len(data)


def _dump(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"

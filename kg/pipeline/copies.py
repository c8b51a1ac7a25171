"""Several files with one text: which articles a text has, and whether it has to be built."""

from collections import defaultdict
from pathlib import Path

from kg.annotations import Annotations
from kg.articles.files import TEXT_SUFFIXES
from kg.articles.sidecar import read_sidecar
from kg.errors import ArticleError
from kg.ids import doc_key, sha256
from kg.model import Article
from kg.pipeline.versions import version_with
from kg.store import Copy, Store, copy_of


class Copies:
    """The articles of each text, from the store and from this run, whatever the order of the files.

    A file that is read again takes the place of the file of the same name with the same text; two files
    of one name in one run both count.
    """

    def __init__(self, store: Store | None, annotations: Annotations) -> None:
        self._store = store
        self._annotations = annotations
        self._seen: defaultdict[str, set[Copy]] = defaultdict(set)
        self._added: defaultdict[str, list[Article]] = defaultdict(list)

    def to_build(self, article: Article) -> tuple[Article, ...]:
        """All articles with this one's text, itself last; () where the store has it so already."""
        key, copy = doc_key(article.sha256), copy_of(article)
        if copy in self._seen[key]:
            return ()
        self._seen[key].add(copy)
        stored = self._in_ledger(key)
        if copy in stored and key not in self._added and self._is_current(key):
            return ()
        self._added[key].append(article)
        files = {seen.file for seen in self._seen[key]}
        ours = {copy_of(added) for added in self._added[key]}
        kept = {old for old in stored if old in self._seen[key] or old.file not in files} - ours
        others = [a for a in self._articles(key) if copy_of(a) in kept] if kept else []
        return (*others, *self._added[key])

    def is_unchanged(self, file: Path) -> bool:
        """True for a text file that is stored as it is, by its bytes and its sidecar, without reading it.

        Reading takes some milliseconds, and most builds are of a folder in which little is new.
        """
        if file.suffix not in TEXT_SUFFIXES or self._annotations:  # which need to know the article
            return False
        try:
            original, given = sha256(file.read_bytes()), read_sidecar(file).pairs()
        except (OSError, ArticleError):
            return False  # told of where it is read
        key = doc_key(original)
        same = (file.name, original, given)
        for copy in self._in_ledger(key):
            if (copy.file, copy.original_sha256, copy.metadata) == same and key not in self._added:
                current = self._is_current(key)
                self._seen[key].update({copy} if current else ())
                return current
        return False

    def stored(self, key: str) -> None:
        """Lets go of the articles of a text that the ledger has now, so that memory stays flat."""
        self._added.pop(key, None)

    def _is_current(self, key: str) -> bool:
        if self._store is None:
            return False
        annotations = self._annotations.of(self._articles(key)) if self._has(key) else ()
        return self._store.is_current(key, version_with(annotations))

    def _has(self, key: str) -> bool:
        return bool(self._annotations) and bool(self._in_ledger(key))

    def _in_ledger(self, key: str) -> frozenset[Copy]:
        entry = self._store.entries.get(key) if self._store is not None else None
        return frozenset(entry.copies) if entry is not None else frozenset()

    def _articles(self, key: str) -> tuple[Article, ...]:
        return self._store.articles(key) if self._store is not None else ()

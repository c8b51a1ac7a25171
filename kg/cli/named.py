"""Finds the article that a user names by its file, path, hash, key or IRI."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import AmbiguousError, UsageError

if TYPE_CHECKING:
    from kg.store import Store as OpenStore

_KEY = re.compile(r"(?:^|(?:article|doc|graph)/)([0-9a-f]{16})(?:[0-9a-f]{48})?(?:$|[/-])")


def find_key(store: "OpenStore", article: str) -> str:
    """The key of the article that a user names.

    Raises:
        UsageError: no article is called so.
        AmbiguousError: several are.
    """
    named = _KEY.search(article)
    if named and named[1] in store.entries:
        return named[1]
    name = Path(article).name
    keys = [key for key, entry in store.entries.items() if any(copy.file == name for copy in entry.copies)]
    if len(keys) > 1:
        rows = "\n".join(_described(store, key) for key in sorted(keys))
        raise AmbiguousError(f"{article}: {len(keys)} articles have this name; give one of the keys:\n{rows}")
    if not keys:
        raise UsageError(
            f"{store.path}: no article {article!r}; see which there are: kg query article-metadata"
        )
    return keys[0]


def find_withdrawn(store: "OpenStore", article: str) -> str | None:
    """The key of the one article of this key or name that was withdrawn, where no stored article has them."""
    from kg.store import marks_of

    named, name = _KEY.search(article), Path(article).name
    if any(copy.file == name for entry in store.entries.values() for copy in entry.copies):
        return None
    [mark] = marks_of(name, None)
    stones = store.tombstones.items()
    keys = [key for key, stone in stones if mark in stone.marks or (named and named[1] == key)]
    return keys[0] if len(keys) == 1 else None


def _described(store: "OpenStore", key: str) -> str:
    article = store.articles(key)[0]
    size = f"{len(article.text):,} characters"
    return f"  {key}  {article.published or 'no day'}  {size}  {article.title or 'no headline'}"

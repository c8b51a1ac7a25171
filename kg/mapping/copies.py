"""Reads two files with one text as one article that keeps only what both say of it."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from kg.model import Article

_OF_THE_TEXT = frozenset({"file", "text", "sha256", "original_sha256", "blocks", "metadata"})


def merge_articles(articles: Iterable[Article]) -> Article:
    """The article that copies of one text share: where they differ, the value is unknown.

    The order of the copies makes no difference. File name and hash of the original are those of the
    copy that sorts first.
    """
    copies = sorted(articles, key=lambda copy: (copy.file, copy.original_sha256, copy.metadata))
    first = copies[0]
    differing: dict[str, Any] = {  # Any: fields of many types, all of which may be None
        field.name: None
        for field in fields(Article)
        if field.name not in _OF_THE_TEXT
        and any(getattr(copy, field.name) != getattr(first, field.name) for copy in copies)
    }
    shared = set(first.metadata).intersection(*(copy.metadata for copy in copies))
    return replace(first, metadata=tuple(sorted(shared)), **differing)

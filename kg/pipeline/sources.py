"""Articles with the bytes they were taken out of, where those are not the text itself."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from kg.articles import read_articles
from kg.errors import ArticleError
from kg.ids import sha256
from kg.model import Article

_LINES: Final = (".jsonl", ".jsonl.gz")


@dataclass(frozen=True, slots=True)
class Source:
    """An article, and the page or line it was read from; None where its text is the file."""

    article: Article
    original: bytes | None


def read_sources(file: Path) -> Iterator[Source | ArticleError]:
    """The articles of a file in order, one at a time; what cannot be read as an error."""
    lines = _lines(file) if file.name.endswith(_LINES) else iter(())
    for article in read_articles([file]):
        if isinstance(article, ArticleError):
            yield article
        elif article.original_sha256 == article.sha256:
            yield Source(article, None)
        else:
            candidates = lines if file.name.endswith(_LINES) else iter([file.read_bytes()])
            yield Source(article, _with_hash(candidates, article.original_sha256))


def _with_hash(candidates: Iterator[bytes], wanted: str) -> bytes | None:
    return next((data for data in candidates if sha256(data) == wanted), None)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as raw:
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=raw) if path.name.endswith(".gz") else raw)
        for line in stream:
            yield line.rstrip(b"\r\n")

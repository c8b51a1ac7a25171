"""Which annotations are of which article: by file name, address, or an IRI that holds the text's hash."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urldefrag

from kg.annotations.document import Annotation, read_annotations
from kg.errors import AnnotationError
from kg.ids import doc_key, sha256
from kg.model import Article

_OUR_IRI: Final = re.compile(
    r"(?:^|/)(?:doc/(?P<text>[0-9a-f]{16})/text|article/(?P<article>[0-9a-f]{16})(?:-[0-9a-f]{8})?)$"
)
_HASH: Final = re.compile(r"(?:urn:)?sha256:([0-9a-f]{64})")
_WEB: Final = re.compile(r"(?i)https?://")


class Annotations:
    """Annotations of several articles, to be asked for those of each; remembers which were asked for."""

    def __init__(self, annotations: Iterable[Annotation] = (), *, sole: bool = False) -> None:
        """With ``sole`` there is one article only, and it is meant where no source is named.

        Raises:
            AnnotationError: no source is named, and there are several articles.
        """
        self._all = tuple(annotations)
        self._by_mark: defaultdict[str, set[int]] = defaultdict(set)
        self._used: set[int] = set()
        self._anywhere: set[int] = set()
        for place, annotation in enumerate(self._all):
            if annotation.source is None and not sole:
                raise AnnotationError(
                    f"{annotation.name}: its target names no source, and there are several articles; "
                    "give 'source' as the name or address of one"
                )
            if annotation.source is None:
                self._anywhere.add(place)
                continue
            for mark in _marks_of_source(annotation.source):
                self._by_mark[mark].add(place)

    def __bool__(self) -> bool:
        return bool(self._all)

    def of(self, copies: Iterable[Article]) -> tuple[Annotation, ...]:
        """The annotations of the text that these articles have, in the order given; () for none."""
        marks = {mark for article in copies for mark in _marks_of_article(article)}
        found = self._anywhere.union(*(self._by_mark[mark] for mark in marks if mark in self._by_mark))
        self._used |= found
        return tuple(self._all[place] for place in sorted(found))

    def left(self) -> list[str]:
        """The sources of annotations that no article asked for, each once, sorted."""
        unused = (one.source for place, one in enumerate(self._all) if place not in self._used)
        return sorted({source for source in unused if source is not None})


def load_annotations(paths: Sequence[Path], *, sole: bool = False) -> Annotations:
    """The annotations of files and folders; ``sole`` as for :class:`Annotations`.

    Raises:
        AnnotationError: a file is no document of annotations, or one names no source and none is clear.
    """
    return Annotations(read_annotations(paths), sole=sole)


def is_one_article(paths: Sequence[Path]) -> bool:
    """True where these paths can be no more than one article: a file that is no folder and no lines."""
    return len(paths) == 1 and paths[0].is_file() and not paths[0].name.endswith((".jsonl", ".jsonl.gz"))


def digest(annotations: Sequence[Annotation]) -> str:
    """A short name for these annotations in this order; "" for none."""
    return sha256(json.dumps([one.digest for one in annotations]))[:16] if annotations else ""


def _marks_of_article(article: Article) -> Iterator[str]:
    yield f"name {article.file}"
    yield f"key {doc_key(article.sha256)}"
    yield f"hash {article.sha256}"
    if article.url is not None:
        yield f"url {urldefrag(article.url).url}"


def _marks_of_source(source: str) -> Iterator[str]:
    """Every way in which an article can be meant by a source."""
    yield f"name {source}"
    ours, hashed = _OUR_IRI.search(source), _HASH.fullmatch(source)
    if ours is not None:
        yield f"key {ours['text'] or ours['article']}"
    if hashed is not None:
        yield f"hash {hashed[1]}"
    if _WEB.match(source):
        yield f"url {urldefrag(source).url}"
    else:
        yield f"name {unquote(source.rpartition('/')[2])}"

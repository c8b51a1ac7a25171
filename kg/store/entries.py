"""What the ledger knows of each text, shared graph and withdrawal, as values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.ids import sha256
from kg.model import Article
from kg.store.articles import fingerprint, plain

EMPTY: Final = sha256(b"")
"""The digest of a graph that is not there."""
_HASH: Final = re.compile(r"[0-9a-f]{64}")


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
        taken = {copy.original_sha256 for copy in self.copies} - {self.sha256}
        return frozenset({f"{self.sha256}.txt", *(f"{digest}.orig" for digest in taken)})


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


def copy_of(article: Article) -> Copy:
    """The article as the ledger tells copies of one text apart."""
    return _copy(plain(article))


def marks_of(file: str, url: str | None) -> tuple[str, ...]:
    """Hashes of an article's name and address (None: not known), which outlive an edit of its text."""
    named = {"file": file, "url": url}
    return tuple(sha256(f"{kind}\n{value}")[:16] for kind, value in named.items() if value is not None)


def entry_of(value: Mapping[str, Any]) -> Entry:
    """The entry of an article, from the values of its line."""
    copies = tuple(_copy(item) for item in value["articles"])
    for named in (value["sha256"], *(copy.original_sha256 for copy in copies)):
        if _HASH.fullmatch(named) is None:
            raise ValueError(f"{named[:80]!r} is no sha256")  # names files: it must lead nowhere else
    return Entry(value["key"], value["sha256"], copies, value["versions"], value["digest"], value["quads"])


def _copy(values: dict[str, Any]) -> Copy:
    metadata = tuple((key, value) for key, value in values["metadata"])
    return Copy(values["file"], values["original_sha256"], fingerprint(values), metadata)

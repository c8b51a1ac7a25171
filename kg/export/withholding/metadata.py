"""Tells which values came beside an article's text and not from what was published."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from kg.ids import doc_key, short_hash
from kg.mapping import article_path
from kg.mapping.agents import VOICE, outlet_id
from kg.mapping.names import body_row
from kg.model import Article
from kg.registry import Registry
from kg.vocab import P_RETRIEVED, SCHEMA

_CITED: Final = frozenset({"published", "publisher", "language"})
"""What an article is cited by stays, wherever it came from; so does the address, if it is a public one."""
_PROPERTIES: Final = {
    "agency": SCHEMA + "sourceOrganization",
    "author": SCHEMA + "author",
    "licence": SCHEMA + "license",
    "retrieved": P_RETRIEVED,
    "title": SCHEMA + "headline",
    "url": SCHEMA + "url",
}
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+\.?", re.IGNORECASE)
_INSIDE: Final = (
    ".local",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".corp",
    ".private",
    ".localhost",
    ".onion",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one article: its path and new path, properties that are left out, and an agency of its own."""

    path: str
    left_out: frozenset[str]
    agency: str | None
    kept: tuple[tuple[str, str], ...]


def beside(article: Article, registry: Registry) -> Beside:
    """What of the metadata stays: what stands in the text as well, and what the article is cited by."""
    kept = tuple(pair for pair in article.metadata if _is_published(*pair, text=article.text))
    names = {key for key, _ in article.metadata} - {key for key, _ in kept}
    agency = None
    if "agency" in names and article.agency is not None and body_row(article.agency, registry) is None:
        local = outlet_id(article.agency, article, role="sourceOrganization")
        agency = None if local == VOICE else f"doc/{doc_key(article.sha256)}/{local}"
    left_out = frozenset(_PROPERTIES[key] for key in names if key in _PROPERTIES)
    return Beside(article_path(article), left_out, agency, kept)


def new_paths(articles: Iterable[tuple[str, Beside]]) -> Iterator[tuple[str, str]]:
    """The path of each article whose hash told of values that are left out, by the key of its text.

    Two that would become one although they were two get a number before it is hashed.
    """
    taken: set[str] = set()
    for key, one in articles:
        values = [value for _, value in one.kept]
        path, number = f"article/{key}-{short_hash(*values)}" if values else f"article/{key}", 1
        while path in taken:
            number += 1
            path = f"article/{key}-{short_hash(*values, str(number))}"
        taken.add(path)
        yield one.path, path


def without(one: Beside, unfit: Mapping[str, bool]) -> Beside:
    """The same without kept values that hold a name which is to go."""
    return Beside(
        one.path, one.left_out, one.agency, tuple(p for p in one.kept if not unfit.get(p[1], False))
    )


def _is_published(key: str, value: str, *, text: str) -> bool:
    if key == "url":
        return is_public(value)
    return key in _CITED or (key != "retrieved" and value in text)


def is_public(address: str) -> bool:
    """True for an address on the open web, without a name or password for it.

    >>> is_public("https://courier.example/2017/06"), is_public("http://archive.internal/7")
    (True, False)
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        own = parts.port not in (None, 80, 443)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.username is not None or own:
        return False
    try:
        ip_address(host)
    except ValueError:
        return _HOST.fullmatch(host) is not None and not host.rstrip(".").lower().endswith(_INSIDE)
    return False

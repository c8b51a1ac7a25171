"""Finds an article by its IRI, the key of its text, the name of its file, or its headline."""

import re
from pathlib import Path

from kg.errors import QueryError
from kg.ids import doc_key, sha256
from kg.queries.engines import Source, select, value_of
from kg.queries.named import MAX_LISTED, choose, known_iri, near
from kg.queries.remote import Remote
from kg.queries.values import term_of
from kg.store import Store
from kg.vocab import SCHEMA

_SHOWN = 60  # characters of a name that no file can have
_KEY = re.compile(r"[0-9a-f]{8,64}")
_ARTICLES = f"""SELECT DISTINCT ?article ?headline ?published ?sha256 WHERE {{
  ?text <{SCHEMA}encodesCreativeWork> ?article ; <{SCHEMA}sha256> ?sha256 .
  OPTIONAL {{ ?article <{SCHEMA}headline> ?headline }}
  OPTIONAL {{ ?article <{SCHEMA}datePublished> ?published }} %s }}"""


def find_article(source: Source, value: str) -> str:
    """The IRI of the article.

    A file's name is known to a store of ours; for any other graph the file must be there to be hashed.

    Raises:
        AmbiguousError: several articles fit.
        QueryError: none fits.
    """
    iri = known_iri(source, value)
    if iri is not None:
        return iri
    keys = _keys_of_file(source, value)
    if _KEY.fullmatch(value):
        keys.add(doc_key(value))
    found: dict[str, str] = {}
    for key in sorted(keys):
        found |= _articles(source, f"FILTER (STRSTARTS(?sha256, {term_of(key, 'text', 'article')}))")
    if not found:
        words = term_of(value.casefold(), "text", "article")
        found = _articles(source, f"FILTER (CONTAINS(LCASE(STR(?headline)), {words}))")
    if not found:
        headlines = [name.partition("  ")[2] for name in _articles(source, "").values()]
        told = "; a server does not know names of files, so give a path" if isinstance(source, Remote) else ""
        raise QueryError(
            f"no article {value!r} by IRI, key, file or headline; {near(value, headlines)}{told}"
        )
    if len(found) > 1:
        found |= {iri: f"{_size(source, iri)}{found[iri]}" for iri in sorted(found)[:MAX_LISTED]}
    return choose(found, value, "article")


def _keys_of_file(source: Source, value: str) -> set[str]:
    keys = set()
    if isinstance(source, Store):
        entries = source.entries.items()
        keys = {key for key, entry in entries if any(copy.file == value for copy in entry.copies)}
    try:
        if not keys and Path(value).is_file():
            keys = {doc_key(sha256(Path(value).read_bytes()))}
    except OSError as error:
        raise QueryError(f"{value[:_SHOWN]!r}: cannot be read: {error.strerror}") from error
    return keys


def _articles(source: Source, condition: str) -> dict[str, str]:
    _, rows = select(source, _ARTICLES % condition, "kg")
    plain = ([value_of(term) for term in row] for row in rows)
    return {
        str(article): f"{published or 'no day'}  {headline or 'no headline'}"
        for article, headline, published, _ in plain
    }


def _size(source: Source, iri: str) -> str:
    """File and length of an article: two versions of one article often have one day and one headline."""
    key = iri.rpartition("/")[2][:16]
    if not isinstance(source, Store) or key not in source.entries:
        return ""
    text = source.articles(key)[0].text
    files = sorted({copy.file for copy in source.entries[key].copies})
    return f"{', '.join(files)}  {len(text):,} characters  "

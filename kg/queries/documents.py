"""Finds an article by its IRI, the key of its text, the name of its file, or its headline."""

import re
from collections.abc import Mapping
from pathlib import Path

from kg.errors import QueryError
from kg.ids import doc_key, sha256
from kg.queries.engines import Source, select, value_of
from kg.queries.named import choose, known_iri, near
from kg.queries.values import term_of
from kg.vocab import SCHEMA

_KEY = re.compile(r"[0-9a-f]{8,64}")
_ARTICLES = f"""SELECT DISTINCT ?article ?headline ?sha256 WHERE {{
  ?text <{SCHEMA}encodesCreativeWork> ?article ; <{SCHEMA}sha256> ?sha256 .
  OPTIONAL {{ ?article <{SCHEMA}headline> ?headline }} %s }}"""


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
        headlines = _articles(source, "").values()
        raise QueryError(f"no article {value!r} by IRI, key, file or headline; {near(value, headlines)}")
    return choose(found, value, "article")


def _keys_of_file(source: Source, value: str) -> set[str]:
    entries = getattr(source, "entries", None)
    keys = set()
    if isinstance(entries, Mapping):
        keys = {key for key, entry in entries.items() if any(copy.file == value for copy in entry.copies)}
    if not keys and Path(value).is_file():
        keys = {doc_key(sha256(Path(value).read_bytes()))}
    return keys


def _articles(source: Source, condition: str) -> dict[str, str]:
    _, rows = select(source, _ARTICLES % condition, "kg")
    return {str(value_of(row[0])): str(value_of(row[1]) or "no headline") for row in rows}

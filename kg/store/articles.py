"""An article without its text as plain values, and back: what the ledger keeps to build it again."""

import json
from dataclasses import fields
from datetime import date
from typing import Any, Final

from kg.ids import sha256
from kg.model import Article, Block, BlockKind, Span
from kg.vocab import Basis

_SPANS: Final = ("title_at", "publisher_at", "published_at", "dateline_at")
_DAYS: Final = ("published", "retrieved")


def plain(article: Article) -> dict[str, Any]:
    """The values that stand in the ledger; what is not known is left out. ``Any`` because JSON is."""
    values: dict[str, Any] = {}
    for field in fields(Article):
        value = getattr(article, field.name)
        if field.name in ("text", "sha256") or value is None:
            continue
        values[field.name] = value.isoformat() if isinstance(value, date) else value
    values["blocks"] = [[block.kind.value, block.start, block.end] for block in article.blocks]
    values["metadata"] = [list(pair) for pair in article.metadata]
    return values


def article_of(values: dict[str, Any], *, text: str, sha256: str) -> Article:
    """The article again, from its values in the ledger and its stored text."""
    known = dict(values)
    known["blocks"] = tuple(Block(BlockKind(kind), start, end) for kind, start, end in known["blocks"])
    known["metadata"] = tuple((key, value) for key, value in known["metadata"])
    known |= {name: Span(*known[name]) for name in _SPANS if name in known}
    known |= {name: date.fromisoformat(known[name]) for name in _DAYS if name in known}
    if "published_basis" in known:
        known["published_basis"] = Basis(known["published_basis"])
    return Article(text=text, sha256=sha256, **known)


def fingerprint(values: dict[str, Any]) -> str:
    """A short hash over the values: two articles with one text and one fingerprint are the same."""
    return sha256(json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")))[:16]

"""What is read from the example of a rule, as an article of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.articles.metadata import make_article
from kg.articles.sidecar import Given
from kg.extract import extract
from kg.model import Record, Statement
from kg.vocab import Quotation

Values = Mapping[str, Any]
"""A row of rules. ``Any``: the values of TOML are of all kinds."""
Faults = Iterator[str]
"""What is wrong with a row, in words for those who wrote it."""


def read_text(text: str, *, publisher: str | None = None) -> Record:
    """The record of bare text, published by whom it is said."""
    return extract(make_article("example.txt", text, given=Given(publisher=publisher) if publisher else None))


def spoken(record: Record) -> list[Statement]:
    """The statements of sources; what the outlet tells in its own voice is left out."""
    return [statement for statement in record.statements if statement.kind != Quotation.NARRATED]


def instead(statements: Iterable[Statement]) -> str:
    """What was read, in words: the end of a verdict."""
    told = [f"{s.speaker} {s.stance} “{s.exact}” (cue “{s.cue or ''}”)" for s in statements]
    return f"read instead: {'; '.join(told)}" if told else "nothing was read"


def one_of(values: Iterable[object]) -> str:
    """Values as they stand in a sentence, in an order that is always the same.

    >>> one_of(["denies", None, "asserts"])
    "'asserts' or 'denies'"
    """
    return " or ".join(sorted({repr(str(value)) for value in values if value is not None})) or "nothing"

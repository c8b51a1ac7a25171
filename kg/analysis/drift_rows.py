"""What wording drift is told as: a change between two passages, and a table of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.analysis.passages import Passage
from kg.queries import Value


class Change(StrEnum):
    """What became of a wording on the way."""

    BOUND = "bound"
    NOUN = "noun"
    SOURCE = "source"
    HEDGE = "hedge"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Drift:
    """One proposition told in two passages in other words; ``what`` says how, in ours.

    ``one`` is the earlier where both days are known, else the fuller; drifts with one ``case`` are of
    one proposition.
    """

    change: Change
    what: str
    one: Passage
    other: Passage
    case: int = 0


COLUMNS: Final = (
    "case", "change", "what",
    "words", "article", "start", "end", "published", "passage_start", "passage_end", "statement",
    "other_words", "other_article", "other_start", "other_end", "other_published",
    "other_passage_start", "other_passage_end", "other_statement",
)  # fmt: skip
"""Columns of :func:`drift_rows`, in order."""


def drift_rows(drifts: tuple[Drift, ...]) -> tuple[tuple[Value, ...], ...]:
    """The drifts as rows of a table with the columns ``COLUMNS``; a day that is not known is None."""
    return tuple(
        (drift.case, str(drift.change), drift.what, *_cells(drift.one), *_cells(drift.other))
        for drift in drifts
    )


def _cells(at: Passage) -> tuple[Value, ...]:
    return (
        at.words, at.article, at.start, at.end, at.published, at.passage_start, at.passage_end, at.statement
    )  # fmt: skip

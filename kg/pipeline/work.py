"""What is done with one text, alone: extract, map, gate. Pure, so it can run in any process."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.annotations import Annotation, annotate
from kg.errors import KgError
from kg.extract import extract
from kg.ids import doc_key
from kg.mapping import merge_articles
from kg.model import Article, Record, Rejected
from kg.pipeline.telling import Told, find_told
from kg.validation import Finding, admit

MAX_ITEMS: Final = 10_000
"""Statements, figures, responsibilities, events and mentions of one article: what 400 MB have room for."""


@dataclass(frozen=True, slots=True)
class Task:
    """A text with every article that has it, and the bytes of files it was taken out of.

    Where it has ``annotations``, they are read in place of the rules.
    """

    copies: tuple[Article, ...]
    base: str
    originals: tuple[bytes, ...] = ()
    annotations: tuple[Annotation, ...] = ()

    @property
    def file(self) -> str:
        """The file that was read last, for reports."""
        return self.copies[-1].file


@dataclass(frozen=True, slots=True)
class Outcome:
    """The graph of a text, or why there is none; ``rejected`` tells what was left out of the graph."""

    nquads: bytes = b""
    """Sorted lines of N-Quads: quicker to make, send, hash and load than quads."""
    told: Told = field(default_factory=Told)
    violations: tuple[Finding, ...] = ()
    rejected: tuple[Finding, ...] = ()
    not_taken: tuple[Rejected, ...] = ()
    """What a person annotated and no record has room for, or what does not fit the text."""
    warnings: int = 0
    too_many: int = 0
    """How many things the article tells, where they are more than one article can."""
    fault: str | None = None
    statements: int = 0
    figures: int = 0
    responsibilities: int = 0
    events: int = 0


def work(task: Task) -> Outcome:
    """The graph of a text, of all that passed the gate; without one where the text itself did not.

    Raises:
        KgError: the rules, the registry, the ontology or the shapes cannot be used.
    """
    try:
        return _outcome(task)
    except KgError:
        raise
    except Exception:
        # The edge of one article: a fault of ours with it must not cost the thousands after it.
        return Outcome(fault=traceback.format_exc(limit=-3))


def work_all(tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes of several texts in their order."""
    return [work(task) for task in tasks]


def _outcome(task: Task) -> Outcome:
    article = merge_articles(task.copies)
    record = annotate(article, task.annotations) if task.annotations else extract(article)
    items = _items(record)
    if items > MAX_ITEMS:
        return Outcome(too_many=items)
    admitted = admit(record, task.base, copies=task.copies)
    report = admitted.report
    if admitted.graph is None or not admitted.passes:
        return Outcome(violations=report.violations, not_taken=record.rejected, warnings=len(report.warnings))
    key = doc_key(record.article.sha256)
    return Outcome(
        admitted.graph.nquads(),
        find_told(admitted.facts, key, base=task.base),
        rejected=report.violations,
        not_taken=record.rejected,
        warnings=len(report.warnings),
        statements=len(admitted.record.statements),
        figures=len(admitted.record.figures),
        responsibilities=len(admitted.record.responsibilities),
        events=len(admitted.record.events),
    )


def _items(record: Record) -> int:
    kinds = (record.statements, record.figures, record.responsibilities, record.events, record.mentions)
    return sum(map(len, kinds))

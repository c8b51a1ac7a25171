"""What is done with one text, alone: extract, map, gate. Pure, so it can run in any process."""

import io
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import KgError
from kg.extract import extract
from kg.mapping import article_quads, merge_articles
from kg.model import Article, Record
from kg.validation import Finding, check


@dataclass(frozen=True, slots=True)
class Task:
    """A text with every article that has it, and the bytes of files it was taken out of."""

    copies: tuple[Article, ...]
    base: str
    originals: tuple[bytes, ...] = ()

    @property
    def file(self) -> str:
        """The file that was read last, for reports."""
        return self.copies[-1].file


@dataclass(frozen=True, slots=True)
class Outcome:
    """The graph of a text as N-Quads, or why there is none."""

    nquads: bytes = b""
    violations: tuple[Finding, ...] = ()
    warnings: int = 0
    fault: str | None = None
    statements: int = 0
    figures: int = 0
    responsibilities: int = 0
    events: int = 0

    def quads(self) -> list[ox.Quad]:
        """The graph."""
        return list(ox.parse(self.nquads, format=ox.RdfFormat.N_QUADS))


def work_all(tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes of several texts, in their order."""
    return [work(task) for task in tasks]


def work(task: Task) -> Outcome:
    """The graph of a text that passed the gate, or what it was refused for.

    Raises:
        KgError: the rules, the registry, the ontology or the shapes cannot be used.
    """
    try:
        record = extract(merge_articles(task.copies))
        quads = article_quads(record, task.base, copies=task.copies)
        report = check(record, task.base, quads=quads)
    except KgError:
        raise
    except Exception:
        # The edge of one article: a fault of ours with it must not cost the thousands after it.
        return Outcome(fault=traceback.format_exc(limit=-3))
    if not report.passes:
        return Outcome(violations=report.violations, warnings=len(report.warnings))
    return _outcome(record, quads, warnings=len(report.warnings))


def _outcome(record: Record, quads: Iterable[ox.Quad], *, warnings: int) -> Outcome:
    stream = io.BytesIO()
    ox.serialize(quads, stream, format=ox.RdfFormat.N_QUADS)
    return Outcome(
        stream.getvalue(),
        warnings=warnings,
        statements=len(record.statements),
        figures=len(record.figures),
        responsibilities=len(record.responsibilities),
        events=len(record.events),
    )

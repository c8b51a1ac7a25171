"""What is done with one text, alone: extract, map, gate. Pure, so it can run in any process."""

import io
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.errors import KgError
from kg.extract import extract
from kg.mapping import merge_articles
from kg.model import Article
from kg.validation import Finding, admit


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
    """The graph of a text, or why there is none; ``rejected`` tells what was left out of the graph."""

    quads: tuple[ox.Quad, ...] = ()
    violations: tuple[Finding, ...] = ()
    rejected: tuple[Finding, ...] = ()
    warnings: int = 0
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
        record = extract(merge_articles(task.copies))
        admitted = admit(record, task.base, copies=task.copies)
    except KgError:
        raise
    except Exception:
        # The edge of one article: a fault of ours with it must not cost the thousands after it.
        return Outcome(fault=traceback.format_exc(limit=-3))
    report = admitted.report
    if not admitted.passes:
        return Outcome(violations=report.violations, warnings=len(report.warnings))
    return Outcome(
        admitted.quads,
        rejected=report.violations,
        warnings=len(report.warnings),
        statements=len(admitted.record.statements),
        figures=len(admitted.record.figures),
        responsibilities=len(admitted.record.responsibilities),
        events=len(admitted.record.events),
    )


def work_packed(tasks: Sequence[Task]) -> list[tuple[Outcome, bytes]]:
    """The outcomes of several texts in their order, each graph as N-Quads: quicker to send than quads."""
    return [_packed(work(task)) for task in tasks]


def unpacked(outcome: Outcome, nquads: bytes) -> Outcome:
    """The outcome as it was before it was sent."""
    return replace(outcome, quads=tuple(ox.parse(nquads, format=ox.RdfFormat.N_QUADS)))


def _packed(outcome: Outcome) -> tuple[Outcome, bytes]:
    stream = io.BytesIO()
    ox.serialize(outcome.quads, stream, format=ox.RdfFormat.N_QUADS)
    return replace(outcome, quads=()), stream.getvalue()

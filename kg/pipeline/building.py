"""Builds a store from files: every article on its own, then what links them."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from kg.annotations import Annotations
from kg.articles import find_files
from kg.decisions import NO_DECISIONS, Decisions
from kg.errors import ArticleError, StoreError
from kg.ids import DEFAULT_BASE, doc_key
from kg.pipeline.checks import OF_IDENTITIES, run_checks
from kg.pipeline.copies import Copies
from kg.pipeline.decided import find_unheld, find_vanished, uses_decisions
from kg.pipeline.linking import link
from kg.pipeline.memory import rare_collections
from kg.pipeline.namesakes import Namesakes
from kg.pipeline.queue import outcomes
from kg.pipeline.repairing import task_of
from kg.pipeline.report import BuildReport, NotTaken, Refused, Unrepaired
from kg.pipeline.sources import read_sources
from kg.pipeline.telling import Told
from kg.pipeline.versions import is_annotated, version_with
from kg.pipeline.withdrawals import Withdrawals
from kg.pipeline.work import Outcome, Task
from kg.registry import load_registry
from kg.store import Store, find_miscounted

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
"""Called with how many articles are done and how many there are (0: not known)."""
_BATCH: Final = 100


def build(
    paths: Iterable[Path],
    store: Store | None,
    *,
    jobs: int = 1,
    dry_run: bool = False,
    readmit: Collection[str] = (),
    annotations: Annotations | None = None,
    decisions: Decisions = NO_DECISIONS,
    progress: Progress | None = None,
) -> BuildReport:
    """Reads files and folders into the store and works out the links between articles again.

    What does not pass the gate is left out and listed, and the rest of its article is stored. An article
    that cannot be read, or whose text does not pass, is in the report and stops nothing. What is stored
    and would come out the same is left alone. Order, ``jobs`` and day make no difference to what is
    stored. With ``dry_run`` nothing is written; then ``store`` may be None. What was withdrawn is left out,
    unless ``readmit`` has the key of its withdrawal. Articles with ``annotations`` are read by them and not
    by the rules; the gate is the same. Stored articles that were not given and whose graph was lost, or is
    older than the ledger says, are made again from their stored texts.

    Raises:
        UsageError: nothing was withdrawn under a key of ``readmit``.
        KgError: rules, shapes or store cannot be used. Articles stored before that stay stored.
    """
    if store is None and not dry_run:
        raise StoreError("no store to build into; give one, or build with dry_run")
    report = BuildReport()
    marks = annotations if annotations is not None else Annotations()
    run = _Run(store, report, marks, dry_run=dry_run, readmit=readmit)
    is_first = store is not None and not store.entries
    with rare_collections():
        _build(chain(run.tasks(paths), run.repairs()), run, report, jobs=jobs, progress=progress)
        if store is not None and not dry_run:
            if is_first:
                _check_load(store)
            _link(store, run, report, decisions)
            store.seal()
    report.unmatched = marks.left()
    log.info(
        "%d built, %d unchanged, %d refused", len(report.built), len(report.unchanged), len(report.refused)
    )
    return report


def _check_load(store: Store) -> None:
    """Counts what a first load wrote, in one pass over all of it."""
    wrong = [key for key in find_miscounted(store.counts(), store.entries) if key not in store.stale]
    if wrong:
        raise StoreError(
            f"{store.path}: {len(wrong):,} graphs do not hold what was written ({', '.join(wrong[:5])}); "
            "make them again with kg rebuild, and have the disk and the memory of this machine looked at"
        )


def _link(store: Store, run: "_Run", report: BuildReport, decisions: Decisions) -> None:
    report.undecided = uses_decisions(store) and not decisions.digest
    report.linked = link(store, run.told, decisions=decisions)
    registry = load_registry()
    report.decided = len(decisions.identities) + len(decisions.verdicts)
    report.vanished = find_vanished(store, decisions, registry)
    report.unheld = find_unheld(store, decisions, registry)
    if report.linked or decisions.identities:
        report.clashes = tuple(run_checks(store, OF_IDENTITIES))


def _build(
    tasks: Iterable[Task], run: "_Run", report: BuildReport, *, jobs: int, progress: Progress | None
) -> None:
    read: Counter[str] = Counter()
    for task, outcome in outcomes(tasks, jobs=jobs):
        run.take(task, outcome)
        read.update(_counts(outcome))
        if progress is not None:
            progress(report.articles, 0)
    report.read = dict(sorted(read.items()))


class _Run:
    """One run: what to do with each article, and what became of it."""

    def __init__(
        self,
        store: Store | None,
        report: BuildReport,
        annotations: Annotations,
        *,
        dry_run: bool,
        readmit: Collection[str],
    ) -> None:
        self._store = store
        self._report = report
        self._dry_run = dry_run
        self._annotations = annotations
        self._copies = Copies(store, annotations)
        self._namesakes = Namesakes(store) if store is not None else None
        self._withdrawals = Withdrawals(store, readmit)
        self.told: dict[str, Told] = {}
        self._tasked: set[str] = set()
        self._repairs: set[str] = set()
        self._written = 0

    def tasks(self, paths: Iterable[Path]) -> Iterator[Task]:
        """A task for every article that is not stored as it is."""
        base = self._store.base if self._store is not None else DEFAULT_BASE
        for file in find_files(paths):
            if isinstance(file, ArticleError):
                self._tell_unreadable(file)
            elif self._copies.is_unchanged(file):
                self._report.unchanged.append(file.name)
            else:
                yield from self._tasks_of(file, base)

    def _tasks_of(self, file: Path, base: str) -> Iterator[Task]:
        for source in read_sources(file):
            if isinstance(source, ArticleError):
                self._tell_unreadable(source)
                continue
            withdrawn = self._withdrawals.find(source.article)
            if withdrawn is not None:
                self._report.withdrawn.append(withdrawn)
                continue
            copies = self._copies.to_build(source.article)
            if copies:
                self._tasked.add(doc_key(source.article.sha256))
                originals = () if source.original is None else (source.original,)
                yield Task(copies, base, originals, self._annotations.of(copies))
            else:
                self._report.unchanged.append(source.article.file)

    def repairs(self) -> Iterator[Task]:
        """A task for every article that was not given and whose graph is missing or old."""
        if self._store is None or self._dry_run:
            return
        for key in sorted(self._store.stale & self._store.entries.keys() - self._tasked):
            task = task_of(self._store, key, self._annotations)
            if isinstance(task, Unrepaired):
                self._report.unrepaired.append(task)
            else:
                self._repairs.add(key)
                yield task

    def _tell_unreadable(self, error: ArticleError) -> None:
        log.warning("%s", error)
        self._report.unreadable.append(error)

    def take(self, task: Task, outcome: Outcome) -> None:
        """Stores the outcome, or tells why it is not stored."""
        self._report.warnings += outcome.warnings
        if outcome.not_taken:
            self._report.not_taken.append(NotTaken(task.file, outcome.not_taken))
        if outcome.fault is not None:
            log.error("%s: %s", task.file, outcome.fault)
            what = "a fault of kg, not of the article; please report it with the output of -v"
            self._report.unreadable.append(ArticleError(task.file, what))
        elif outcome.too_many:
            what = f"{outcome.too_many:,} statements, figures and names is more than one article; split it"
            self._tell_unreadable(ArticleError(task.file, what))
        elif outcome.violations:
            self._report.refused.append(Refused(task.file, outcome.violations))
        else:
            self._report.built.append(task.file)
            if outcome.rejected:
                self._report.rejected.append(Refused(task.file, outcome.rejected))
            if task.annotations:
                self._report.annotated.append(task.file)
            self._put(task, outcome)

    def _put(self, task: Task, outcome: Outcome) -> None:
        copies = task.copies
        if self._store is None or self._namesakes is None or self._dry_run:
            return
        key = doc_key(copies[0].sha256)
        before = self._store.entries.get(key)
        if before is not None and is_annotated(before.versions) and not task.annotations:
            self._report.by_rules_again.append(task.file)
        stone = self._store.tombstones.get(key)
        if stone is not None:
            self._report.returned.append(stone)
        self._report.replaced += self._namesakes.replaced(key, copies)
        self._report.beside += self._namesakes.beside(key, copies)
        versions = version_with(task.annotations)
        self._store.put_article(copies, outcome.nquads, versions=versions, originals=task.originals)
        self._copies.stored(key)
        if key in self._repairs:
            self._report.repaired.append(task.file)
        self.told[key] = outcome.told
        self._written += 1
        if self._written % _BATCH == 0:
            self._store.flush()


def _counts(outcome: Outcome) -> dict[str, int]:
    names = ("statements", "figures", "responsibilities", "events")
    return {name: getattr(outcome, name) for name in names}

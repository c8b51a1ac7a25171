"""Makes the graph of a store again from its texts, its ledger and this program, and compares the two."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.annotations import Annotations
from kg.decisions import NO_DECISIONS, Decisions
from kg.errors import StoreError
from kg.ids import doc_key
from kg.pipeline.linking import link
from kg.pipeline.memory import rare_collections
from kg.pipeline.queue import outcomes
from kg.pipeline.repairing import task_of
from kg.pipeline.report import Unrepaired
from kg.pipeline.telling import Told
from kg.pipeline.versions import version_with
from kg.pipeline.work import Outcome, Task
from kg.store import Rebuilding, rebuilding
from kg.store.graphs import digest

Progress = Callable[[int, int], None]
"""Called with how many articles are done and how many there are."""


@dataclass(slots=True)
class RebuildReport:
    """Names of files and graphs; each article is made again, kept or left."""

    again: list[str] = field(default_factory=list)
    """Read again from their texts."""
    other_version: list[str] = field(default_factory=list)
    """Those of them that another version of the program or its rules had read before."""
    changed: list[str] = field(default_factory=list)
    """What came out otherwise than the ledger says, although made by the same version of the same."""
    kept: list[str] = field(default_factory=list)
    """Whose graph was taken over, once every quad of it was as the ledger says."""
    left: list[Unrepaired] = field(default_factory=list)
    """Whose graph is missing now; the ledger still has them."""


def rebuild(
    folder: Path | str,
    *,
    annotations: Annotations | None = None,
    decisions: Decisions = NO_DECISIONS,
    jobs: int = 1,
    progress: Progress | None = None,
) -> RebuildReport:
    """Makes a new graph beside the old one, checks all of it against the ledger, and puts it in its place.

    No file of an article is needed, and the old graph only where an article was read by annotations that are
    not given, or does not pass the gate any more. The same program gives the same bytes again.

    Raises:
        StoreLockedError: another process has the store.
        StoreError: the ledger is damaged too, the new graph is not as its ledger says, or the disk is full.
            The store is as it was then.
    """
    report = RebuildReport()
    with rebuilding(folder) as source, rare_collections():
        told: dict[str, Told] = {}
        tasks = _tasks(source, annotations or Annotations(), report)
        for task, outcome in outcomes(tasks, jobs=jobs):
            _take(source, task, outcome, told, report)
            if progress is not None:
                progress(len(report.again) + len(report.kept) + len(report.left), len(source.entries))
        link(source.draft, told, decisions=decisions)
        source.draft.seal()
        _check(source, report)
        source.swap()
    return report


def _tasks(source: Rebuilding, annotations: Annotations, report: RebuildReport) -> Iterator[Task]:
    for key in sorted(source.entries):
        task = task_of(source, key, annotations)
        if isinstance(task, Task):
            yield task
        else:
            _keep(source, task, report)


def _take(
    source: Rebuilding, task: Task, outcome: Outcome, told: dict[str, Told], report: RebuildReport
) -> None:
    key = doc_key(task.copies[0].sha256)
    if outcome.fault is not None or outcome.violations:
        why = "it does not pass the gate, or this version of kg has a fault with it; kg build -v says which"
        _keep(source, Unrepaired(task.file, key, why), report)
        return
    versions, before = version_with(task.annotations), source.entries[key]
    source.draft.put_article(task.copies, outcome.nquads, versions=versions)
    told[key] = outcome.told
    report.again.append(task.file)
    if versions != before.versions:
        report.other_version.append(task.file)
    elif source.draft.entries[key].digest != before.digest:
        report.changed.append(task.file)


def _keep(source: Rebuilding, left: Unrepaired, report: RebuildReport) -> None:
    """Takes over the graph as it was, if every quad of it is there; else the article is named."""
    lines = source.old_lines(left.key)
    if lines is None:
        report.left.append(left)
        return
    source.draft.put_back(left.key, lines)
    report.kept.append(left.file)


def _check(source: Rebuilding, report: RebuildReport) -> None:
    """Reads the whole new graph back."""
    draft, left = source.draft, {one.key for one in report.left}
    graphs = [*(draft.entries.keys() - left), *(name for name in draft.graphs() if name not in draft.entries)]
    wanted = draft.digests
    for name in sorted(graphs):
        if digest(draft.quads(name)) != wanted.get(name):
            raise StoreError(
                f"{draft.path.parent}: the new graph of {name} is not what was written; nothing was changed; "
                "run kg rebuild again, and have the disk and the memory of this machine looked at if it lasts"
            )
    for name, before in sorted(source.shared.items()):
        is_same = before.made_of and before.made_of == draft.made_of(name)
        if is_same and wanted[name] != before.digest:
            report.changed.append(name)

"""The same as the command line from Python: open a store, build it, ask it, export it."""

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.annotations import is_one_article, load_annotations
from kg.decisions import NO_DECISIONS, Decisions, read_decisions, replay
from kg.export import export
from kg.pipeline import BuildReport, build, retract
from kg.queries import Result, SavedQuery, names, run
from kg.queries.events import find_event
from kg.store import Mismatch, Store, Tombstone
from kg.store import open_store as open_folder
from kg.worker import DEFAULT_LIMITS, Limits


def open_store(path: Path | str, base: str | None = None, *, read_only: bool = False) -> "KnowledgeGraph":
    """The store in a folder, which is made if it is not there. Close it, or use it in a ``with`` block.

    ``base`` is the beginning of all IRIs; None takes the store's own, or the default for a new one.

    Raises:
        StoreLockedError: another process has it.
        StoreError: it is no store, or has another base.
    """
    return KnowledgeGraph(open_folder(path, base=base, read_only=read_only))


class KnowledgeGraph:
    """An open store with what one does with it; ``store`` is the store itself."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def build(
        self,
        paths: Iterable[Path | str] | Path | str,
        *,
        jobs: int = 1,
        readmit: Collection[str] = (),
        annotations: Iterable[Path | str] = (),
        decisions: Path | str | None = None,
    ) -> BuildReport:
        """Read files and folders into the store; what cannot be read is in the report and stops nothing.

        ``readmit`` has the keys of withdrawn articles that may come back, ``annotations`` files or folders of
        Web Annotations, by which articles that have some are read in place of the rules. ``decisions`` is
        the folder of what people decided; None takes the folder ``decisions`` of the store, if it has one.

        Raises:
            AnnotationError: a document of annotations cannot be used.
            DecisionError: a line of decisions cannot be used.
        """
        given = [Path(path) for path in ([paths] if isinstance(paths, Path | str) else paths)]
        marks = load_annotations([Path(path) for path in annotations], sole=is_one_article(given))
        decided = self._decisions(decisions)
        return build(given, self.store, jobs=jobs, readmit=readmit, annotations=marks, decisions=decided)

    def queries(self) -> tuple[str, ...]:
        """The names of the saved queries."""
        return names()

    def query(
        self,
        query: str | Path | SavedQuery,
        *,
        strict: bool = False,
        as_of: date | None = None,
        limits: Limits = DEFAULT_LIMITS,
        **params: object,
    ) -> Result:
        """The answer of a saved query: rows with words, article and characters.

        Show it in a notebook, or take ``.rows``, ``.df()``, ``.to_csv()``. An incident is an IRI, that of
        any member, or DATE[@PLACE]. A query of your own (a file) runs in a process of its own within
        ``limits``: 10 s, 1 GiB, 10,000 rows, 10 MB; ``.truncated`` says where the answer was cut.

        Raises:
            AmbiguousError: a parameter fits several things; the message lists them.
            LimitError: it took too long or too much memory, or crashed.
            QueryError: there is no such query or parameter.
        """
        return run(self.store, query, params, strict=strict, as_of=as_of, limits=limits)

    def export(self, path: Path | str, *, incident: str | None = None, article: str | None = None) -> None:
        """Write everything, one incident (as for queries) or one article (by its key) to a file.

        Raises:
            ExportError: the ending is unknown, nothing is selected, or the file cannot be written.
        """
        event = None if incident is None else find_event(self.store, incident)
        export(self.store, path, incident=event, article=article)

    def verify(self) -> tuple[Mismatch, ...]:
        """Everything that does not agree with the stored texts and their hashes; () where all does."""
        return tuple(self.store.verify())

    def retract(self, key: str, *, why: str, day: date, decisions: Path | str | None = None) -> Tombstone:
        """Take an article out, every byte of it; key, day and reason stay, and builds leave it out.

        ``decisions`` is as for ``build``.
        """
        decided = self._decisions(decisions)
        return retract(self.store, key, why=why, day=day.isoformat(), decisions=decided)

    def close(self) -> None:
        """Write what is open and let others in."""
        self.store.close()

    def _decisions(self, given: Path | str | None) -> Decisions:
        folder = self.store.folder.decisions if given is None else Path(given)
        return replay(read_decisions(folder)) if given is not None or folder.is_dir() else NO_DECISIONS

    def __enter__(self) -> Self:
        self.store.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.__exit__(kind, error, trace)

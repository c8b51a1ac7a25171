"""A store whose graph is made again from its other parts: what is read, where it grows, the swap."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ids import sha256
from kg.model import Article
from kg.store import recovery
from kg.store.entries import Entry, Shared
from kg.store.files import written_whole
from kg.store.folder import FAULTS, FORMAT, UNCHAINED, Folder, acquire, prepare, reason, write_settings
from kg.store.graphs import quads_of
from kg.store.ledger import Ledger
from kg.store.lines import nquads
from kg.store.originals import Originals
from kg.store.store import Store


class Rebuilding:
    """Texts and ledger of a store, whose graph may be gone, and a draft in which it is made again.

    The draft begins with the ledger's lines of all texts, so that what is not put into it stays named.
    """

    def __init__(self, folder: Folder, ledger: Ledger, draft: Store) -> None:
        self._folder = folder
        self._ledger = ledger
        self._originals = Originals(folder.originals)
        self._old: ox.Store | None = None
        self.base = draft.base
        self.draft = draft

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What the ledger has of each text."""
        return self._ledger.entries

    @property
    def shared(self) -> Mapping[str, Shared]:
        """What the ledger has of the graphs that tell of several texts."""
        return self._ledger.shared

    def articles(self, key: str) -> tuple[Article, ...]:
        """The articles that have this text, one per file, with the text.

        Raises:
            StoreError: the text is gone or was changed.
        """
        return self._ledger.articles(key, self._originals.text(self.entries[key].sha256))

    def old_lines(self, key: str) -> bytes | None:
        """The graph of a text as it was, as sorted N-Quads; None where it is not what the ledger says."""
        try:
            if self._old is None:
                self._old = ox.Store.read_only(str(self._folder.graph))
            lines = nquads(quads_of(self._old, ox.NamedNode(f"{self.base}graph/{key}")))
        except FAULTS:
            return None
        return lines if sha256(lines) == self.entries[key].digest else None

    def swap(self) -> None:
        """Puts the new graph and its ledger in the place of the old ones.

        From its mark on that will be finished, even if this process is killed.

        Raises:
            StoreError: the folder cannot be written.
        """
        draft, folder = self.draft.folder, self._folder
        self.draft.close()
        self._old = None
        try:
            draft.graph.rename(folder.new_graph)
            draft.ledger.replace(folder.new_ledger)
            recovery.mark_change(folder, key="", originals=())
            recovery.finish_withdrawal(folder)
            write_settings(folder, self.base)
            with suppress(OSError):
                draft.told.replace(folder.told)
        except FAULTS as error:
            raise StoreError(f"{folder.root}: {reason(error)}") from error


@contextmanager
def rebuilding(path: Path | str) -> Iterator[Rebuilding]:
    """A store of which the graph is to be made again; nothing else may have it open meanwhile.

    Unless it is swapped in, the draft is gone after the block and the store as it was.

    Raises:
        StoreLockedError: another process has it.
        StoreError: it is no store, or its ledger is damaged too.
    """
    folder, base, version = prepare(Path(path), base=None, read_only=True)
    handle = acquire(folder, read_only=False)
    try:
        recovery.tidy(folder)
        ledger = Ledger(folder.ledger, folder.journal, chained=version > UNCHAINED)
        ledger.replay({}, Originals(folder.originals).has)
        _check(folder)
        place = Folder(folder.draft, texts=folder.originals)
        place.root.mkdir()
        write_settings(place, base)
        with written_whole(place.ledger) as stream:
            stream.writelines(ledger.of_articles())
        draft = Store(place, base=base, version=FORMAT, read_only=False, handle=None)
        try:
            yield Rebuilding(folder, ledger, draft)
        finally:
            with suppress(StoreError):
                draft.close()
    except FAULTS as error:
        raise StoreError(f"{folder.root}: {reason(error)}") from error
    finally:
        shutil.rmtree(folder.draft, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _check(folder: Folder) -> None:
    if not folder.ledger.exists() and any(folder.originals.glob("*.txt")):
        raise StoreError(
            f"{folder.ledger}: lost or cut, and without it nothing can be made again; restore a backup into "
            "a new folder (kg restore BACKUP --store NEW), or build the articles into one"
        )

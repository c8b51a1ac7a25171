"""Puts a store right that was left by a run that was killed, before anyone works with it."""

import json
import logging
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.folders import sync_folder
from kg.store.folder import FAULTS, Folder, reason
from kg.store.graphs import digest, quads_of
from kg.store.ledger import Ledger

log = logging.getLogger(__name__)
_TEXT_GRAPH: Final = re.compile(r"graph/([0-9a-f]{16})\Z")


def check_whole(folder: Folder) -> None:
    """Refuses to read a store in which a withdrawal is not finished.

    Raises:
        StoreError: words of a withdrawn article may still be there.
    """
    if folder.withdrawal.exists():
        raise StoreError(f"{folder.root}: a withdrawal was interrupted; run kg retract again to finish it")


def tidy(folder: Folder) -> None:
    """Finishes an interrupted withdrawal and the making of a store, takes away drafts and killed bulk loads.

    Raises:
        StoreError: the folder cannot be written.
    """
    try:
        if folder.withdrawal.exists():
            finish_withdrawal(folder)
        folder.originals.mkdir(exist_ok=True)
        for path in (folder.new_graph, folder.old_graph):
            shutil.rmtree(path, ignore_errors=True)
        for path in folder.root.glob(".asked-*"):  # of queries that were killed: links to old files
            shutil.rmtree(path, ignore_errors=True)
        folder.new_ledger.unlink(missing_ok=True)
        drop_drafts(folder)
    except OSError as error:
        raise StoreError(f"{folder.root}: {reason(error)}") from error


def drop_drafts(folder: Folder) -> None:
    """Takes away files that were being written when a run failed or was killed."""
    drafts = (*folder.root.glob(".*.part"), *folder.originals.glob("*.part"))
    for path in (*drafts, *folder.graph.glob("bulk-*.sst")):
        path.unlink(missing_ok=True)


def recover(ledger: Ledger, graph: ox.Store, name: Callable[[str], ox.NamedNode]) -> frozenset[str]:
    """Takes over what the journal of a killed run tells truly; the keys of graphs that fit no line."""
    found = {key: digest(quads_of(graph, name(key))) for key in ledger.journalled()}
    lost = ledger.adopt(found)
    for key in lost:
        log.warning("%s: the graph is not what the ledger says; build its article again", key)
    return lost


def check_ledger(folder: Folder, ledger: Ledger, graph: ox.Store) -> None:
    """Refuses a store that holds articles of which the ledger does not tell, because it was lost or cut.

    Where there is a journal, such a graph is what a run that was killed left.

    Raises:
        StoreError: without its ledger the articles would be lost in silence.
    """
    is_lost = not folder.ledger.exists() and any(folder.originals.glob("*.txt"))
    if is_lost or (not folder.journal.exists() and any(_orphans(ledger, graph))):
        raise StoreError(
            f"{folder.ledger}: lost or cut, for the store holds articles that it does not name, and nothing "
            "was changed; restore a backup into a new folder (kg restore BACKUP --store NEW), or build the "
            "articles into one"
        )


def drop_unfinished(folder: Folder, ledger: Ledger, graph: ox.Store) -> None:
    """Takes out graphs and files of articles that were never stored to the end, which nobody could withdraw.

    From now on there is a ledger.

    Raises:
        StoreError: the folder cannot be written.
    """
    try:
        for node in list(_orphans(ledger, graph)):
            log.warning("%s: a graph without a line in the ledger; taken out", node.value)
            graph.remove_graph(node)
        for name in ledger.unfinished_files():
            (folder.originals / name).unlink(missing_ok=True)
        folder.ledger.touch()
    except FAULTS as error:
        raise StoreError(f"{folder.root}: {reason(error)}") from error


def _orphans(ledger: Ledger, graph: ox.Store) -> Iterator[ox.NamedNode]:
    """Graphs of texts that the ledger does not know."""
    for node in graph.named_graphs():
        match = _TEXT_GRAPH.search(node.value)
        if match is not None and match[1] not in ledger.entries:
            assert isinstance(node, ox.NamedNode)
            yield node


def finish_withdrawal(folder: Folder) -> None:
    """Puts the rebuilt graph and ledger in their places and deletes the old ones with the texts.

    Can be done again at any point where it was interrupted.
    """
    gone = json.loads(folder.withdrawal.read_text(encoding="utf-8"))
    if folder.new_graph.exists():
        if folder.graph.exists():
            folder.graph.rename(folder.old_graph)
        folder.new_graph.rename(folder.graph)
    if folder.new_ledger.exists():
        folder.new_ledger.replace(folder.ledger)
        folder.journal.unlink(missing_ok=True)
    if folder.old_graph.exists():
        shutil.rmtree(folder.old_graph)
    for name in gone["originals"]:
        (folder.originals / name).unlink(missing_ok=True)
    sync_folder(folder.originals)
    sync_folder(folder.root)
    folder.withdrawal.unlink()
    sync_folder(folder.root)

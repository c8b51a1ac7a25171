"""Puts a store right that was left by a run that was killed, before anyone works with it."""

import json
import logging
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.folders import sync_folder
from kg.ids import is_key
from kg.store.books import Books
from kg.store.embedded import Embedded
from kg.store.entries import EMPTY
from kg.store.files import written_whole
from kg.store.folder import ASKED, LEDGER, Folder, reason, write_settings
from kg.store.graphs import counts, digest, quads_of
from kg.store.ledger import Ledger

log = logging.getLogger(__name__)
Name = Callable[[str], ox.NamedNode]
"""Gives the named graph of a key or short name."""
_ORIGINAL: Final = re.compile(r"[0-9a-f]{64}\.(?:txt|orig)")


def check_whole(folder: Folder) -> None:
    """Refuses to read a store in which a withdrawal or a rebuild is not finished.

    Raises:
        StoreError: words of a withdrawn article may still be there.
    """
    if folder.withdrawal.exists():
        what, command = ("withdrawal", "kg retract") if _marked(folder)["key"] else ("rebuild", "kg rebuild")
        raise StoreError(f"{folder.root}: a {what} was interrupted; run {command} again to finish it")


def tidy(folder: Folder) -> None:
    """Finishes an interrupted withdrawal and the making of a store, takes away drafts and killed bulk loads.

    Raises:
        StoreError: the folder cannot be written.
    """
    try:
        if folder.withdrawal.exists():
            finish_withdrawal(folder)
        folder.originals.mkdir(exist_ok=True)
        for path in (folder.new_graph, folder.old_graph, folder.draft):
            shutil.rmtree(path, ignore_errors=True)
        for path in folder.root.glob(f"{ASKED}*"):  # of queries that were killed: links to old files
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


def compare(
    folder: Folder, books: Books, embedded: Embedded, *, base: str, chained: bool, read_only: bool
) -> set[str]:
    """Holds the graph against the ledger; keys and names of graphs that are not as the ledger says.

    A writer puts right what needs no article to be read, and gives the store the present format.

    Raises:
        StoreError: ledger or journal is damaged, or does not name what the store holds.
        OSError, RuntimeError: the store cannot be written.
    """
    prefix = f"{base}graph/"

    def name(key: str) -> ox.NamedNode:
        return ox.NamedNode(prefix + key)

    _check_base(folder, embedded.graph, base)
    if chained:
        stored = {node.value.removeprefix(prefix): found for node, found in embedded.digests().items()}
    else:
        stored = _believed_digests(embedded, books.ledger, name, read_only=read_only)
    books.ledger.replay(stored, books.originals.has)
    _check_ledger(folder, books.ledger, embedded.graph)
    if read_only:
        return _find_stale(books.ledger, stored)
    if not chained:
        embedded.vouch({name(key): found for key, found in stored.items()})
    stale = _put_right(books.ledger, embedded, name, stored)
    if not chained or not books.is_sealed:
        books.seal()  # or the next line would be written behind a torn one
    if not chained:
        write_settings(folder, base)
    return stale


def _believed_digests(embedded: Embedded, ledger: Ledger, name: Name, *, read_only: bool) -> dict[str, str]:
    """The digests of the graphs of a store of the format before, which notes none itself.

    A graph that a killed run was at is digested, and a writer digests also those that have not as many quads
    as they had. Of the others the ledger is believed, because to digest ten thousand takes minutes;
    ``kg verify`` does it.
    """
    begun, digests = {str(value["key"]) for _, value, _ in ledger.journal.lines()}, ledger.digests()
    sizes = {} if read_only else counts(embedded.graph)
    stored = {}
    for key in digests.keys() | begun:
        node, entry = name(key), ledger.entries.get(key)
        if embedded.has(node):
            counted = entry is None or read_only or sizes.get(node.value) == entry.quads
            is_believed = key not in begun and counted
            found = digests[key] if is_believed else digest(quads_of(embedded.graph, node))
            stored[key] = found
        elif digests.get(key) == EMPTY:
            stored[key] = EMPTY
    return stored


def _find_stale(ledger: Ledger, stored: Mapping[str, str]) -> set[str]:
    """Keys and names of graphs that are not there, or not as the ledger says, or should be gone."""
    wanted = ledger.digests()
    lost = {key for key, digest in wanted.items() if stored.get(key) != digest}
    return lost | (ledger.dropped & stored.keys())


def _check_base(folder: Folder, graph: ox.Store, base: str) -> None:
    """Refuses settings that were changed: a build would put every article in again under other IRIs.

    Raises:
        StoreError: the digests in the graph are of graphs with another base.
    """
    end = f"graph/{LEDGER}"
    bases = {node.value.removesuffix(end) for node in graph.named_graphs() if node.value.endswith(end)}
    if bases and base not in bases:
        raise StoreError(
            f"{folder.settings}: says that IRIs begin with {base}, but those of the graph begin with "
            f"{min(bases)}; nothing was changed; write that into it again"
        )


def _check_ledger(folder: Folder, ledger: Ledger, graph: ox.Store) -> None:
    """Refuses a store that holds articles of which the ledger does not tell, because it was lost or cut.

    Raises:
        StoreError: without its ledger the articles would be lost in silence.
    """
    is_lost = not folder.ledger.exists() and any(folder.originals.glob("*.txt"))
    if is_lost or any(_orphans(ledger, graph)):
        raise StoreError(
            f"{folder.ledger}: lost or cut, for the store holds articles that it does not name, and nothing "
            "was changed; restore a backup into a new folder (kg restore BACKUP --store NEW), or build the "
            "articles into one"
        )


def _put_right(ledger: Ledger, embedded: Embedded, name: Name, stored: Mapping[str, str]) -> set[str]:
    """Finishes what can be finished without reading an article; what stays stale needs a build.

    Graphs that were to be dropped go, and so do shared ones that were written in part. A graph that is as
    the ledger says, and has lost only the note of its digest, gets it again.
    """
    stale, found, digests = set(), {}, ledger.digests()
    for key in sorted(_find_stale(ledger, stored)):
        node, wanted = name(key), digests.get(key)
        there = embedded.has(node)
        if wanted == digest(quads_of(embedded.graph, node) if there else ()):
            found[node] = wanted
        elif wanted is None or (there and key in ledger.shared and key not in stored):
            log.warning("%s: not whole; taken out", node.value)
            embedded.remove(node)
        if wanted is not None and node not in found:
            stale.add(key)
    embedded.vouch(found)
    return stale


def _orphans(ledger: Ledger, graph: ox.Store) -> Iterator[ox.NamedNode]:
    """Graphs of texts that the ledger does not know."""
    for node in graph.named_graphs():
        key = node.value.rpartition("graph/")[2]
        if is_key(key) and key not in ledger.entries and key not in ledger.dropped:
            assert isinstance(node, ox.NamedNode)
            yield node


def finish_withdrawal(folder: Folder) -> None:
    """Puts the rebuilt graph and ledger in their places and deletes the old ones with the texts.

    Can be done again at any point where it was interrupted.
    """
    gone = _marked(folder)
    if folder.new_graph.exists():
        if folder.graph.exists():
            folder.graph.rename(folder.old_graph)
        folder.new_graph.rename(folder.graph)
    if folder.new_ledger.exists():
        folder.new_ledger.replace(folder.ledger)
    folder.journal.unlink(missing_ok=True)  # the new ledger has its lines
    if folder.old_graph.exists():
        shutil.rmtree(folder.old_graph)
    for name in gone["originals"]:
        (folder.originals / name).unlink(missing_ok=True)
    sync_folder(folder.originals)
    sync_folder(folder.root)
    folder.withdrawal.unlink()
    sync_folder(folder.root)


def refuse_stale(folder: Folder, stale: Collection[str]) -> None:
    """Refuses to hand on a graph of which something is missing.

    Raises:
        StoreError: it is, and how much.
    """
    if stale:
        raise StoreError(
            f"{folder.root}: {len(stale):,} graphs are missing or not as the ledger says; nothing is handed "
            "on with less than was stored: kg verify names them, kg build makes them again"
        )


def mark_change(folder: Folder, *, key: str, originals: Iterable[str]) -> None:
    """Has the new graph and ledger put in place, by this process or by the next one that writes.

    ``key`` is of the text that goes, and ``originals`` are the files of it; "" and none where none goes.
    """
    sync_folder(folder.root)
    with written_whole(folder.withdrawal) as stream:
        stream.write(json.dumps({"key": key, "originals": sorted(originals)}).encode())


def _marked(folder: Folder) -> dict[str, Any]:
    """What has to go; what a stranger wrote there leads nowhere else. ``Any`` because JSON is.

    Raises:
        StoreError: a name is none of a stored file.
    """
    try:
        found: dict[str, Any] = json.loads(folder.withdrawal.read_text(encoding="utf-8"))
        if not all(_ORIGINAL.fullmatch(name) for name in found["originals"]) or "key" not in found:
            raise ValueError("a name in it is none of a text or a stored file")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError(f"{folder.withdrawal}: damaged ({error}); take the store from a backup") from error
    return found

"""Prepares a store without one text: a new graph and ledger in which not a byte of it is left.

Deleting in the store would not do: after DROP, flush, optimize and reopening, the words still stand in
Oxigraph's files. So everything else is copied into a new one.
"""

import logging
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kg.ids import is_key
from kg.store import recovery
from kg.store.embedded import Embedded
from kg.store.entries import Tombstone
from kg.store.files import written_whole
from kg.store.folder import LEDGER, Folder
from kg.store.graphs import digest, entries, entry, named, quads_of
from kg.store.ledger import Ledger

log = logging.getLogger(__name__)
_REBUILT = frozenset({"links", "derived"})
_TOLD_IN = "catalog"


def withdraw(
    folder: Folder,
    embedded: Embedded,
    ledger: Ledger,
    stone: Tombstone,
    *,
    base: str,
    tombstone: Collection[ox.Quad],
) -> None:
    """Writes a new graph and ledger without the text and puts them in place.

    From its mark on that will be finished, even if this process is killed. The graph is closed then.
    """
    folder.told.unlink(missing_ok=True)
    kept = _Kept(embedded.graph, stone.key, tombstone, base=base)
    copy = ox.Store(str(folder.new_graph))
    copy.bulk_extend(kept.quads())
    copy.bulk_extend(kept.notes())
    copy.flush()
    del copy
    with written_whole(folder.new_ledger) as stream:
        stream.writelines(ledger.without(stone, shared=kept.digests()))
    recovery.mark_change(folder, key=stone.key, originals=ledger.files_of(stone.key))
    log.info("%s withdrawn: %d statements of RDF", stone.key, kept.gone)
    del kept
    embedded.close()
    recovery.finish_withdrawal(folder)


class _Kept:
    """What stays of each graph."""

    def __init__(self, graph: ox.Store, key: str, tombstone: Collection[ox.Quad], *, base: str) -> None:
        self._graph = graph
        self._key = key
        self._tombstone = tombstone
        self._base = base
        self._marks = (f"{base}doc/{key}/", f"{base}article/{key}", f"{base}graph/{key}")
        self.gone = 0

    def quads(self) -> Iterator[ox.Quad]:
        """All quads of the new graph."""
        for name in self._names():
            short = name.value.removeprefix(f"{self._base}graph/")
            if short == self._key or short in _REBUILT:
                self.gone += sum(1 for _ in quads_of(self._graph, name))
            elif is_key(short):
                yield from quads_of(self._graph, name)
            else:
                yield from self._shared(name)
        if not self._graph.contains_named_graph(self._name(_TOLD_IN)):
            yield from self._tombstone

    def notes(self) -> Iterator[ox.Quad]:
        """What the new graph notes of itself; of graphs that stay as they are, what it noted before."""
        ledger = self._name(LEDGER)
        for quad in entries(self._graph, None, ledger):
            short = named(quad).value.removeprefix(f"{self._base}graph/")
            if short != self._key and is_key(short):
                yield quad
        for short, found in self.digests().items():
            yield entry(self._name(short), found, ledger)

    def digests(self) -> dict[str, str]:
        """Digests of the graphs that are no article's, as they will be."""
        names = {name.value.removeprefix(f"{self._base}graph/") for name in self._names()}
        shared = sorted({name for name in names if not is_key(name)} - _REBUILT | {_TOLD_IN})
        return {name: digest(self._shared(self._name(name))) for name in shared}

    def _shared(self, name: ox.NamedNode) -> Iterator[ox.Quad]:
        """A graph about several texts without whatever tells of the one that goes."""
        quads = list(quads_of(self._graph, name))
        telling = {quad.subject for quad in quads if self._is_marked(quad.object)}
        for quad in quads:
            if quad.subject in telling or self._is_marked(quad.subject):
                self.gone += 1
            else:
                yield quad
        if name == self._name(_TOLD_IN):
            yield from self._tombstone

    def _names(self) -> Iterator[ox.NamedNode]:
        for name in self._graph.named_graphs():
            assert isinstance(name, ox.NamedNode)
            if name != self._name(LEDGER):
                yield name

    def _is_marked(self, term: object) -> bool:
        return isinstance(term, ox.NamedNode) and term.value.startswith(self._marks)

    def _name(self, short: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self._base}graph/{short}")

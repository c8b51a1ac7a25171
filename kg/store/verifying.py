"""Checks everything in a store against the stored texts, their hashes and the ledger."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.ids import doc_key
from kg.store.embedded import Embedded
from kg.store.entries import Entry
from kg.store.folder import LEDGER
from kg.store.graphs import digest, quads_of
from kg.store.ledger import Ledger
from kg.store.originals import Originals
from kg.vocab import OA, P_EVIDENCE, P_GRAPH_DIGEST, P_PASSAGE, RDF, SCHEMA, STATEMENT

_EXACT, _START, _END = OA + "exact", OA + "start", OA + "end"
_SELECTOR, _SOURCE = OA + "hasSelector", OA + "hasSource"
_POINTING: Final = (P_EVIDENCE, P_PASSAGE, OA + "hasTarget")
_Node = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that does not agree: in which article, at which statement or graph, and what."""

    file: str
    node: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.node}: {self.what}"


def mismatches(
    embedded: Embedded, ledger: Ledger, originals: Originals, *, base: str, has_notes: bool = True
) -> Iterator[Mismatch]:
    """Every mismatch, article by article in the order of their keys; nothing where all agrees.

    ``has_notes`` is False for a store of the format before, whose graph notes no digests.
    """
    graph, noted = embedded.graph, embedded.digests()
    names = {node.value for node in graph.named_graphs()} - {embedded.ledger.value}
    for key, entry in sorted(ledger.entries.items()):
        yield from _article(graph, entry, originals, base=base)
        names.discard(f"{base}graph/{key}")
    for name, stored in sorted(ledger.shared.items()):
        node = ox.NamedNode(f"{base}graph/{name}")
        if digest(quads_of(graph, node)) != stored.digest:
            yield Mismatch(name, node.value, "the graph is not what was stored; run kg build again")
        names.discard(node.value)
    for name in sorted(names):
        yield Mismatch(name, name, "a graph that the ledger does not know; someone else wrote it")
    for quad in quads_of(graph, embedded.ledger):
        if quad.predicate.value != P_GRAPH_DIGEST:
            what = "the graph of digests holds something else; someone else wrote it"
            yield Mismatch(LEDGER, str(quad.subject), what)
    if has_notes:
        yield from _notes(noted, graph, ledger, embedded.ledger.value, base=base)
    known = frozenset().union(*(entry.files for entry in ledger.entries.values()))
    for name in originals.names():
        if name not in known:
            what = "a file that the ledger does not know; take it out, or build its article"
            yield Mismatch(name, f"originals/{name}", what)


def find_miscounted(counts: Mapping[str, int], entries: Mapping[str, Entry]) -> list[str]:
    """The keys of texts whose graph has another number of quads than was written; quicker than digests.

    ``counts`` has the number of quads of each graph by its name.
    """
    return sorted(key for key, entry in entries.items() if counts.get(key, 0) != entry.quads)


def _notes(
    noted: Mapping[ox.NamedNode, str], graph: ox.Store, ledger: Ledger, where: str, *, base: str
) -> Iterator[Mismatch]:
    """What the graph notes wrongly of graphs that are there and right, or of such that should not be."""
    wanted = {ox.NamedNode(f"{base}graph/{key}"): known for key, known in ledger.digests().items()}
    for name in sorted(wanted.keys() | noted.keys(), key=str):
        told, known = noted.get(name), wanted.get(name)
        if told != known and (known is None or digest(quads_of(graph, name)) == known):
            what = (
                f"notes {told or 'no digest'} of {name.value}, not {known or 'nothing'}; run kg build again"
            )
            yield Mismatch(LEDGER, where, what)


def _article(graph: ox.Store, entry: Entry, originals: Originals, *, base: str) -> Iterator[Mismatch]:
    file = entry.copies[0].file
    name = ox.NamedNode(f"{base}graph/{entry.key}")
    for stored in sorted(entry.files - {f"{entry.sha256}.txt"}):
        fault = originals.fault(stored)
        if fault is not None:
            yield Mismatch(file, name.value, fault)
    try:
        text = originals.text(entry.sha256)
    except StoreError as error:
        yield Mismatch(file, name.value, str(error))
        text = None
    quads = list(quads_of(graph, name))
    if not quads:
        yield Mismatch(file, name.value, "the graph is gone; build the article again")
        return
    if digest(quads) != entry.digest:
        yield Mismatch(file, name.value, "the graph is not what was built; build the article again")
    nodes: dict[str, _Node] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)  # type: ignore[union-attr]
    doc = f"{base}doc/{entry.key}/"
    hashes = nodes[doc + "text"].get(SCHEMA + "sha256", [])
    if hashes != [entry.sha256] or doc_key(entry.sha256) != entry.key:
        yield Mismatch(file, doc + "text", f"the hash of the text is {entry.sha256}, not {', '.join(hashes)}")
    if text is not None:
        yield from _spans(nodes, text, file=file, doc=doc)


def _spans(nodes: dict[str, _Node], text: str, *, file: str, doc: str) -> Iterator[Mismatch]:
    faults = {node: _fault(nodes, node, text, doc=doc) for node in nodes if _SELECTOR in nodes[node]}
    for node, values in sorted(nodes.items()):
        for pointer in _POINTING:
            for span in values.get(pointer, ()):
                what = faults.get(span, "the passage it points to is not in the graph")
                if what is not None:
                    yield Mismatch(file, node, f"{span.removeprefix(doc)}: {what}")
        if STATEMENT in values.get(RDF + "type", ()):
            yield from _statement(nodes, node, values, file=file)


def _statement(nodes: dict[str, _Node], node: str, values: _Node, *, file: str) -> Iterator[Mismatch]:
    said = values.get(SCHEMA + "text", [])
    words = [exact for span in values.get(P_EVIDENCE, ()) for exact in _values(nodes, span, _EXACT)]
    if len(words) != 1 or words != said:
        yield Mismatch(file, node, "its words are not those of its evidence")


def _fault(nodes: dict[str, _Node], span: str, text: str, *, doc: str) -> str | None:
    """What is wrong with a span; None where offsets, words and text agree."""
    exact, starts, ends = (_values(nodes, span, name) for name in (_EXACT, _START, _END))
    if len(exact) != 1 or len(starts) != 1 or len(ends) != 1:
        return "it needs one quotation, one start and one end"
    if not starts[0].isdecimal() or not ends[0].isdecimal():
        return "its start and end are no character numbers"
    start, end = int(starts[0]), int(ends[0])
    if not 0 <= start < end <= len(text):
        return f"characters {start} to {end} are not in the text, which has {len(text)}"
    if text[start:end] != exact[0]:
        return f"characters {start} to {end} of the text are other words"
    if span != f"{doc}span-{start}-{end}" or nodes[span].get(_SOURCE) != [doc + "text"]:
        return "its name or source does not fit its offsets"
    return None


def _values(nodes: dict[str, _Node], span: str, predicate: str) -> list[str]:
    selectors = nodes[span].get(_SELECTOR, ()) if span in nodes else ()
    return [value for name in selectors if name in nodes for value in nodes[name].get(predicate, ())]

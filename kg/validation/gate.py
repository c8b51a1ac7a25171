"""The gate before the store: re-slice against the text, consistency, then the shapes; one report."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.ids import doc_key
from kg.mapping import TextGraph, Triple, article_graph, row_triples
from kg.model import Article, Record
from kg.registry import Registry, Row, load_registry
from kg.validation.consistency import check_facts
from kg.validation.derived import check_derived, check_derived_quads
from kg.validation.facts import Facts, facts_of, triples_of
from kg.validation.names import check_names
from kg.validation.report import Finding, Report, make_report
from kg.validation.reslice import reslice_record
from kg.validation.shacl import check_shapes
from kg.validation.texts import reslice_facts
from kg.validation.verdicts import judge

# What was just held against the text, and half of all quads: the shapes need not see it again.
_HELD = frozenset({"span", "mention"})
_PLACE = re.compile(r"-(\d+)-(\d+)(?:-[0-9a-f]{8})?$")


def check(
    record: Record,
    base: str,
    *,
    graph: TextGraph | None = None,
    facts: Facts | None = None,
    registry: Registry | None = None,
) -> Report:
    """All that keeps this article out of the store, and what is only worth knowing.

    ``graph`` is that of ``article_graph``, and ``facts`` are its facts, where the caller has them. What a
    node was refused for by its words is not told a second time by the shapes.
    """
    nameless = list(check_names(record))
    if nameless:
        return make_report([*nameless, *reslice_record(record)])
    rows = registry if registry is not None else load_registry()
    mapped = graph if graph is not None else article_graph(record, base, registry=rows)
    article = record.article
    findings = list(reslice_record(record))
    grounded = {found.node for found in findings}
    told = facts if facts is not None else Facts(mapped)
    named = _rows_of(mapped.told, base, rows)
    described = [*mapped.told, *(triple for row in named for triple in row_triples(row, base))]
    later = [
        *reslice_facts(told, article.text, base, where=article.file),
        *check_facts(told, where=article.file),
        *check_derived(mapped.told, where=article.file),
        *judge(described, where=article.file, without=_HELD),
    ]
    for found in later:
        placed = _place(found, article, base)
        if placed.node is None or placed.node not in grounded:
            findings.append(placed)
    return make_report(findings)


def check_quads(quads: Iterable[Quad], *, where: str) -> Report:
    """What is wrong in any graph, without its texts; it must hold the registry rows that it refers to."""
    found = list(quads)
    shapes = check_shapes(triples_of(found), where=where)
    derived = check_derived_quads(found, where=where)
    return make_report([*check_facts(facts_of(found), where=where), *derived, *shapes])


def check_words(quads: Iterable[Quad]) -> Iterator[Finding]:
    """What is wrong with the words, offsets and names of some graphs, without their texts and the shapes.

    Words that were altered on their way, and say so (civ:redacted), need not be as long as their place.
    """
    return check_facts(facts_of(quads), where="")


def named_rows(quads: Iterable[Quad], base: str, registry: Registry) -> Iterator[Quad]:
    """Class and name of the registry rows that these quads refer to.

    What a row says of other rows is left out: the article does not refer to those.
    """
    graph = NamedNode(base + "graph/registry")
    for row in _rows_of(triples_of(quads), base, registry):
        for subject, predicate, _, written in row_triples(row, base):
            yield from parse(f"<{subject}> <{predicate}> {written} {graph} .", format=RdfFormat.N_QUADS)


def _rows_of(triples: Iterable[Triple], base: str, registry: Registry) -> Iterator[Row]:
    own, ours = f"{base}doc/", f"<{base}"
    for value in sorted({text for _, _, text, written in triples if written.startswith(ours)}):
        row = registry.row(value.removeprefix(base)) if not value.startswith(own) else None
        if row is not None:
            yield row


def _place(found: Finding, article: Article, base: str) -> Finding:
    """The finding under the record's id of its node, with line and words where the id tells them."""
    if found.node is None:
        return found
    path = found.node.removeprefix(base)
    node = path.removeprefix(f"doc/{doc_key(article.sha256)}/")
    place = _PLACE.search(node)
    if place is None or node == path:
        return replace(found, node=node)
    start, end = int(place[1]), int(place[2])
    line = article.text.count("\n", 0, start) + 1
    return replace(found, node=node, line=line, start=start, end=end, words=article.text[start:end])

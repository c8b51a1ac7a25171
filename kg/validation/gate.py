"""The gate before the store: re-slice against the text, consistency, then the shapes; one report."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode, Quad

from kg.ids import doc_key
from kg.mapping import article_quads, row_quads
from kg.model import Article, Record
from kg.registry import Registry, load_registry
from kg.validation.consistency import check_facts
from kg.validation.facts import Facts
from kg.validation.names import check_names
from kg.validation.report import Finding, Report, make_report
from kg.validation.reslice import reslice_record
from kg.validation.shacl import check_shapes
from kg.validation.texts import reslice_facts
from kg.vocab import RDF, SCHEMA

# What was just held against the text, and half of all quads: the shapes need not see it again.
_HELD = frozenset({"span", "mention"})
_SPANS = re.compile(r"/(?:span|quote|position|mention)-\d+-\d+$")
_ROW = frozenset({NamedNode(RDF + "type"), NamedNode(SCHEMA + "name")})
_PLACE = re.compile(r"-(\d+)-(\d+)(?:-[0-9a-f]{8})?$")


def check(
    record: Record, base: str, *, quads: Sequence[Quad] | None = None, registry: Registry | None = None
) -> Report:
    """All that keeps this article out of the store, and what is only worth knowing.

    ``quads`` are those of ``article_quads`` where the caller has them already. What a node was refused
    for by its words is not told a second time by the shapes.
    """
    nameless = list(check_names(record))
    if nameless:
        return make_report([*nameless, *reslice_record(record)])
    rows = registry if registry is not None else load_registry()
    mapped = quads if quads is not None else article_quads(record, base, registry=rows)
    article = record.article
    findings = list(reslice_record(record))
    grounded = {found.node for found in findings}
    facts = Facts(mapped)
    later = [
        *reslice_facts(facts, article.text, base, where=article.file),
        *check_facts(facts, where=article.file),
        *check_shapes(
            [*_beyond_spans(mapped), *named_rows(mapped, base, rows)], where=article.file, without=_HELD
        ),
    ]
    for found in later:
        placed = _place(found, article, base)
        if placed.node is None or placed.node not in grounded:
            findings.append(placed)
    return make_report(findings)


def check_quads(quads: Sequence[Quad], *, where: str) -> Report:
    """What is wrong in any graph, without its texts; it must hold the registry rows that it refers to."""
    return make_report([*check_facts(Facts(quads), where=where), *check_shapes(quads, where=where)])


def named_rows(quads: Sequence[Quad], base: str, registry: Registry) -> Iterator[Quad]:
    """Class and name of the registry rows that these quads refer to.

    What a row says of other rows is left out: the article does not refer to those.
    """
    graph = NamedNode(base + "graph/registry")
    named = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
    own = f"{base}doc/"
    for iri in sorted(iri for iri in named if iri.startswith(base) and not iri.startswith(own)):
        row = registry.row(iri.removeprefix(base))
        if row is not None:
            yield from (quad for quad in row_quads(row, base, graph) if quad.predicate in _ROW)


def _beyond_spans(quads: Sequence[Quad]) -> Iterator[Quad]:
    held: dict[str, bool] = {}
    for quad in quads:
        subject = quad.subject
        iri = subject.value if isinstance(subject, NamedNode) else ""
        if iri not in held:
            held[iri] = _SPANS.search(iri) is not None
        if not held[iri]:
            yield quad


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

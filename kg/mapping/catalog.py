"""Maps where each graph came from, and what was withdrawn, to quads of ``graph/catalog``."""

from collections.abc import Iterable
from datetime import date

from pyoxigraph import NamedNode, Quad

from kg import __version__
from kg.ids import doc_key
from kg.mapping.terms import A, label, moment, term, words
from kg.mapping.writer import tool_path
from kg.model import Record
from kg.vocab import DCTERMS, PROV, SCHEMA

_TOOL = "tool/kg"


def catalog_quads(record: Record, base: str) -> list[Quad]:
    """That the graph of one text was derived from it, by which program and rule sets; no time of a run."""
    return source_quads(doc_key(record.article.sha256), base) + tool_quads(_rules(record), base)


def source_quads(key: str, base: str) -> list[Quad]:
    """That the graph of the text with this key was derived from it by the program."""
    catalog, graph = NamedNode(base + "graph/catalog"), NamedNode(f"{base}graph/{key}")
    return [
        Quad(graph, A, term(PROV + "Entity"), catalog),
        Quad(graph, term(PROV + "wasDerivedFrom"), NamedNode(f"{base}doc/{key}/text"), catalog),
        Quad(graph, term(PROV + "wasAttributedTo"), NamedNode(base + _TOOL), catalog),
    ]


def tool_quads(rules: Iterable[str], base: str) -> list[Quad]:
    """The program, and the rule sets that these rules belong to, each with its version."""
    catalog = NamedNode(base + "graph/catalog")
    name, version = term(SCHEMA + "name"), words(__version__)
    program = NamedNode(base + _TOOL)
    found = [
        Quad(program, A, term(PROV + "SoftwareAgent"), catalog),
        Quad(program, name, label("kg"), catalog),
        Quad(program, term(SCHEMA + "softwareVersion"), version, catalog),
    ]
    for path in sorted({tool_path(rule) for rule in rules}):
        tool = NamedNode(base + path)
        found += [
            Quad(tool, A, term(PROV + "Entity"), catalog),
            Quad(tool, name, label(path.removeprefix("tool/").replace("-", " ")), catalog),
            Quad(tool, term(SCHEMA + "version"), version, catalog),
        ]
    return found


def tombstone_quads(key: str, base: str, *, day: date, why: str) -> list[Quad]:
    """All that stays of a withdrawn text: the day and the reason. ``key`` is the h of its IRIs."""
    catalog = NamedNode(base + "graph/catalog")
    graph = NamedNode(f"{base}graph/{key}")
    return [
        Quad(graph, term(PROV + "invalidatedAtTime"), moment(day), catalog),
        Quad(graph, term(DCTERMS + "description"), words(why), catalog),
    ]


def _rules(record: Record) -> set[str]:
    rules = {statement.rule for statement in record.statements}
    rules.update(figure.rule for figure in record.figures)
    rules.update(item.rule for item in record.responsibilities)
    rules.update(event.rule for event in record.events)
    return rules

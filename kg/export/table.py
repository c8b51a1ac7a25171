"""CSV for spreadsheets: one statement a line, with its words, its place and who said it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.export.selection import Section
from kg.queries.formats import line
from kg.vocab import (
    CIV,
    OA,
    P_CLAIM,
    P_CLAIM_BASIS,
    P_EVIDENCE,
    P_ON_BEHALF_OF,
    P_QUALIFIER,
    P_REDACTED,
    P_SPEAKER,
    P_SPEAKER_RESOLUTION,
    P_STANCE,
    P_TOPIC,
    P_UNIT,
    RDF,
    SCHEMA,
    STATEMENT,
)

COLUMNS: Final = (
    "statement", "article", "headline", "publisher", "published", "start", "end", "words", "altered",
    "stance", "speaker", "on_behalf_of", "resolved", "unit", "qualifier", "value", "min", "max", "topic",
    "claim_basis", "about", "event_from", "event_to", "place",
)  # fmt: skip
_SELECTOR: Final = OA + "hasSelector"
_NAMED: Final = frozenset({SCHEMA + "name"})
Row = tuple[str | None, ...]


def table(sections: Iterable[Section], base: str) -> Iterator[str]:
    """The head, then a line for each statement, by article and place in it; empty is not known."""
    names: dict[str, str] = {}
    rows: list[tuple[tuple[str, int, str], Row]] = []
    for section in sections:
        nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in section.facts():
            nodes[subject][predicate].append(value.value)
            if predicate in _NAMED:
                names.setdefault(subject, value.value)
        facts = _Facts(nodes)
        for node in nodes:
            if STATEMENT in nodes[node].get(RDF + "type", ()):
                row = _row(facts, node)
                rows.append(((row[1] or "", int(row[5] or 0), node), row))
    named = {COLUMNS.index(column) for column in ("publisher", "speaker", "on_behalf_of", "place")}
    yield line(COLUMNS, ",")
    for _, row in sorted(rows, key=lambda item: item[0]):
        shown = [names.get(value or "", value) if i in named else value for i, value in enumerate(row)]
        yield line(shown, ",")


class _Facts:
    """Values by subject and property, the first of several."""

    def __init__(self, nodes: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._nodes = nodes

    def all(self, node: str | None, predicate: str) -> list[str]:
        values = self._nodes.get(node or "")
        return [] if values is None else values.get(predicate, [])

    def one(self, node: str | None, predicate: str) -> str | None:
        return next(iter(self.all(node, predicate)), None)

    def selected(self, span: str | None, predicate: str) -> str | None:
        found = (self.one(selector, predicate) for selector in self.all(span, _SELECTOR))
        return next((value for value in found if value is not None), None)


def _row(facts: _Facts, node: str) -> Row:
    span, claim = facts.one(node, P_EVIDENCE), facts.one(node, P_CLAIM)
    article = facts.one(facts.one(span, OA + "hasSource"), SCHEMA + "encodesCreativeWork")
    about = facts.one(claim, SCHEMA + "about")
    altered = SCHEMA + "text" in facts.all(node, P_REDACTED)
    return (
        node,
        article,
        facts.one(article, SCHEMA + "headline"),
        facts.one(article, SCHEMA + "publisher"),
        facts.one(article, SCHEMA + "datePublished"),
        facts.selected(span, OA + "start"),
        facts.selected(span, OA + "end"),
        facts.one(node, SCHEMA + "text"),
        "yes" if altered else None,
        _local(facts.one(node, P_STANCE)),
        facts.one(node, P_SPEAKER),
        facts.one(node, P_ON_BEHALF_OF),
        _local(facts.one(node, P_SPEAKER_RESOLUTION)),
        _local(facts.one(claim, P_UNIT)),
        _local(facts.one(claim, P_QUALIFIER)),
        facts.one(claim, SCHEMA + "value"),
        facts.one(claim, SCHEMA + "minValue"),
        facts.one(claim, SCHEMA + "maxValue"),
        _local(facts.one(claim, P_TOPIC)),
        _local(facts.one(node, P_CLAIM_BASIS)),
        about,
        facts.one(about, SCHEMA + "startDate"),
        facts.one(about, SCHEMA + "endDate"),
        facts.one(about, SCHEMA + "location"),
    )


def _local(concept: str | None) -> str | None:
    return None if concept is None else concept.removeprefix(CIV)

"""Takes out of a record what does not pass the gate, and lists it with the reason; the rest may enter."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from kg.ids import span_id
from kg.mapping import TextGraph, article_graph
from kg.model import Article, Event, Figure, Mention, Record, Rejected, Responsibility, Statement
from kg.registry import Registry, load_registry
from kg.validation.facts import Facts
from kg.validation.gate import check
from kg.validation.names import check_names
from kg.validation.report import Finding, Report, make_report

Item = Statement | Figure | Responsibility | Event | Mention
_LISTS = ("statements", "figures", "responsibilities", "events", "mentions")


@dataclass(frozen=True, slots=True)
class Admission:
    """What passed: ``record``, its ``graph`` and the ``facts`` of that; ``report`` tells of the rest.

    ``passes`` is False where the fault lies in the text itself: then nothing may enter.
    """

    record: Record
    graph: TextGraph | None
    facts: Facts
    report: Report
    passes: bool


def admit(
    record: Record, base: str, *, copies: Sequence[Article] = (), registry: Registry | None = None
) -> Admission:
    """The part of a record that passes; what fails, and what rested on it, goes to ``rejected``."""
    rows = registry if registry is not None else load_registry()
    told: list[Finding] = []
    while True:
        nameless = any(check_names(record))
        graph = None if nameless else article_graph(record, base, copies=copies, registry=rows)
        facts = Facts(graph or ())
        report = check(record, base, graph=graph, facts=facts, registry=rows)
        rest = None if report.passes else _without(record, report.violations)
        if rest is None:
            return Admission(record, graph, facts, make_report((*told, *report.findings)), report.passes)
        told += report.violations
        record = rest


def _without(record: Record, violations: Sequence[Finding]) -> Record | None:
    """The record less every item that a violation names; None where one names no item."""
    reasons: dict[int, Finding] = {}
    for found in violations:
        named = _named(record, found)
        if not named:
            return None
        for item in named:
            reasons.setdefault(id(item), found)
    kept: dict[str, Any] = {  # Any: a tuple of another type for each list
        name: tuple(item for item in getattr(record, name) if id(item) not in reasons) for name in _LISTS
    }
    rejected = tuple(
        _reject(item, reasons[id(item)])
        for name in _LISTS
        for item in getattr(record, name)
        if id(item) in reasons
    )
    return replace(record, **kept, rejected=(*record.rejected, *rejected))


def _named(record: Record, found: Finding) -> list[Item]:
    """The items a finding is about: under its id, else those that refer to its node."""
    items: list[Item] = [item for name in _LISTS for item in getattr(record, name)]
    node = found.node or ""
    own: list[Item] = [item for item in items if item.id == node and not isinstance(item, Mention)]
    same: list[Item] = [
        item for item in record.statements if node.startswith(span_id("statement", item.start, item.end))
    ]
    # A statement on a figure without an event has another id in the graph than in the record.
    return own or same or [item for item in items if node and node in _references(item)]


def _references(item: Item) -> set[str]:
    """Ids that an item holds, and the nodes that its words and passage become in the graph."""
    made = {span_id("span", item.start, item.end)}
    if isinstance(item, Mention):
        return made | {span_id("mention", item.start, item.end)}
    if isinstance(item, Statement):
        made |= {span_id("claim", item.start, item.end), span_id("span", *item.passage)}
    return made | _strings(item)


def _strings(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, tuple):
        return set().union(*map(_strings, value))
    if is_dataclass(value):
        return set().union(*(_strings(getattr(value, field.name)) for field in fields(value)))
    return set()


def _reject(item: Item, found: Finding) -> Rejected:
    rule = "" if isinstance(item, Mention) else item.rule
    return Rejected(f"{found.message} [{found.constraint}]", item.exact, rule)

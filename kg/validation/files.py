"""Checks a file of RDF without its texts: all that the graph itself must keep."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from kg.foreign import Allowed, read_rdf
from kg.validation.facts import Facts, facts_of
from kg.validation.gate import check_quads
from kg.validation.report import Finding, Report, make_report
from kg.vocab import OA, P_EVIDENCE, SCHEMA

_SELECTOR = OA + "hasSelector"
_PREFIX = re.compile(r"prefix\s+([^\s:]*):\s*<([^>\n]*)>", re.IGNORECASE)


def check_graph(path: Path, *, allow: Collection[Allowed] = ()) -> Report:
    """What is wrong in a file of one or many articles, flat or in named graphs.

    ``line`` of a finding is the line of the file in which the node is described. ``allow`` names kinds of
    files that are else not read.

    Raises:
        LimitError: it took too much time or memory, or crashed the parser.
        RecordError: the file cannot be read, or is not in the format its name says.
    """
    document = read_rdf(path, allow=allow)
    facts = facts_of(document.quads)
    findings = check_quads(document.quads, where=str(path)).findings
    lines = _lines(document.text) if findings else {}
    return make_report(_place(found, facts, lines) for found in findings)


def _place(found: Finding, facts: Facts, lines: Mapping[str, int]) -> Finding:
    if found.node is None:
        return found
    span = facts.value(found.node, P_EVIDENCE) or found.node
    start, end = (facts.value(span, _SELECTOR, OA + name) or "" for name in ("start", "end"))
    words = facts.value(found.node, SCHEMA + "text") or facts.value(span, _SELECTOR, OA + "exact")
    return replace(
        found,
        line=lines.get(found.node),
        start=int(start) if start.isdecimal() else None,
        end=int(end) if end.isdecimal() else None,
        words=words,
    )


def _lines(text: str) -> Mapping[str, int]:
    """The first line that begins with each IRI, written out or with a prefix: where a node is described."""
    prefixes = dict(_PREFIX.findall(text))
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        first = line.split(maxsplit=1)
        if first and ":" in first[0]:
            lines.setdefault(_expand(first[0], prefixes), number)
    return lines


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    if name.startswith("<"):
        return name[1:].rstrip(">")
    prefix, _, rest = name.partition(":")
    return prefixes.get(prefix, "") + rest

"""Checks a file of RDF without its texts: all that the graph itself must keep."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import RecordError
from kg.validation.consistency import check_facts
from kg.validation.facts import Facts
from kg.validation.report import Finding, Report, make_report
from kg.validation.shacl import check_shapes
from kg.vocab import OA, P_EVIDENCE, SCHEMA

_SELECTOR = OA + "hasSelector"
_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}


def check_graph(path: Path) -> Report:
    """What is wrong in a file of one or many articles, flat or in named graphs.

    ``line`` of a finding is the line of the file in which the node is described.

    Raises:
        RecordError: the file cannot be read, or is not in the format its name says.
    """
    text = _read(path)
    quads = _parse(path, text)
    facts = Facts(quads)
    findings = [*check_facts(facts, where=str(path)), *check_shapes(quads, where=str(path))]
    return make_report(_place(found, facts, text) for found in findings)


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise RecordError(f"{path}: cannot be read: {error}") from error


def _parse(path: Path, text: str) -> list[Quad]:
    name = path.name.removesuffix(".gz")
    form = _FORMATS.get(Path(name).suffix)
    if form is None:
        raise RecordError(
            f"{path}: not a kind of file we read; use {', '.join(_FORMATS)}, or one of them .gz"
        )
    try:
        return list(parse(text, format=form))
    except (SyntaxError, ValueError) as error:
        raise RecordError(f"{path}: this is no {form.name}: {error}") from error


def _place(found: Finding, facts: Facts, text: str) -> Finding:
    if found.node is None:
        return found
    span = facts.value(found.node, P_EVIDENCE) or found.node
    start, end = (facts.value(span, _SELECTOR, OA + name) or "" for name in ("start", "end"))
    words = facts.value(found.node, SCHEMA + "text") or facts.value(span, _SELECTOR, OA + "exact")
    return replace(
        found,
        line=_line_of(found.node, text),
        start=int(start) if start.isdecimal() else None,
        end=int(end) if end.isdecimal() else None,
        words=words,
    )


def _line_of(node: str, text: str) -> int | None:
    """The line that begins with the node as a subject; else the first that has its name."""
    name = re.escape(re.split(r"[/#]", node)[-1])
    found = next(_occurrences(rf"^\s*\S*{name}>?\s+(?!\.)", text), None)
    if found is None:
        found = next(_occurrences(rf"{name}\b", text), None)
    return None if found is None else text.count("\n", 0, found) + 1


def _occurrences(pattern: str, text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(pattern, text, re.MULTILINE))

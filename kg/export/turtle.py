"""Turtle and TriG for reading: one block a node, nodes in the order in which an article is understood."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.export.names import Names
from kg.export.selection import Section
from kg.vocab import (
    CAMPAIGN,
    CLAIM,
    COMMUNICATION,
    FIGURE,
    INCIDENT,
    OA,
    RDF,
    RESPONSIBILITY,
    SCHEMA,
    STATEMENT,
    STRIKE,
    XSD,
)

_TYPE: Final = RDF + "type"
_RANKS: Final = [
    (SCHEMA + "NewsArticle",),
    (SCHEMA + "MediaObject",),
    (INCIDENT, STRIKE, CAMPAIGN, COMMUNICATION),
    (STATEMENT,),
    (FIGURE, RESPONSIBILITY, CLAIM),
    (),  # everyone and everything else
    (OA + "Annotation",),
    (OA + "SpecificResource",),
    (OA + "TextQuoteSelector",),
    (OA + "TextPositionSelector",),
]
_RANK: Final = {name: rank for rank, names in enumerate(_RANKS) for name in names}
_OTHERS: Final = _RANKS.index(())
_ONE_LINE: Final = 140
_NEXT_LINE: Final = " ;\n    "
_INTEGER: Final = re.compile(r"-?[0-9]+\Z")
_DECIMAL: Final = re.compile(r"-?[0-9]+\.[0-9]+\Z")
_ESCAPED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE: Final = re.compile(r'[\\"\x00-\x1f\x7f]')


def turtle(sections: Iterable[Section], base: str) -> Iterator[str]:
    """All graphs as one, each under a comment with its name."""
    names = Names(base)
    yield names.declarations()
    for section in sections:
        yield f"\n# graph/{section.name}\n{names.declare_text(section.name)}"
        yield from (f"\n{block}" for block in _blocks(section, names))


def trig(sections: Iterable[Section], base: str) -> Iterator[str]:
    """The graphs, each by its name."""
    names = Names(base)
    yield names.declarations()
    for section in sections:
        yield f"\n{names.declare_text(section.name)}{names.short(f'{base}graph/{section.name}')} {{\n"
        yield from (f"\n{block}" for block in _blocks(section, names))
        yield "}\n"


def _blocks(section: Section, names: Names) -> Iterator[str]:
    nodes: defaultdict[str, defaultdict[str, list[ox.NamedNode | ox.Literal]]]
    nodes = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in section.facts():
        nodes[subject][predicate].append(value)
    for node in sorted(nodes, key=lambda name: _order(name, nodes[name].get(_TYPE, []))):
        values = nodes[node]
        lines = [
            f"{'a' if predicate == _TYPE else names.short(predicate)} "
            + ", ".join(_term(value, names) for value in values[predicate])
            for predicate in sorted(values, key=lambda name: (name != _TYPE, name))
        ]
        head = names.short(node)
        flat = f"{head} {' ; '.join(lines)} .\n"
        yield flat if len(flat) <= _ONE_LINE else f"{head} {_NEXT_LINE.join(lines)} .\n"


def _order(node: str, classes: Iterable[ox.NamedNode | ox.Literal]) -> tuple[int, list[tuple[int, str]]]:
    """By class, then by name with numbers in it as numbers, so that offsets ascend."""
    rank = min((_RANK.get(name.value, _OTHERS) for name in classes), default=_OTHERS)
    path, _, local = node.rpartition("/")
    parts = [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(?<=-)|(?=-)", local)]
    return rank, [(-1, path), *parts]


def _term(term: ox.NamedNode | ox.Literal, names: Names) -> str:
    if isinstance(term, ox.NamedNode):
        return names.short(term.value)
    kind = term.datatype.value
    if kind == XSD + "integer" and _INTEGER.match(term.value):
        return term.value
    if kind == XSD + "decimal" and _DECIMAL.match(term.value):
        return term.value
    words = f'"{_TO_ESCAPE.sub(_escape, term.value)}"'
    if term.language is not None:
        return f"{words}@{term.language}"
    return words if kind == XSD + "string" else f"{words}^^{names.short(kind)}"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPED.get(match[0], f"\\u{ord(match[0]):04X}")

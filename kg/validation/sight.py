"""What the shapes look at: the properties they go by, and what they make of the values there.

They look at values one or two steps away and count them, name their kind, datatype or list, compare
them, or hold a pattern against them. Shapes that do more are not understood here. Imports rdflib.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

_TARGETS: Final = {SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf}
_VALUES: Final = {
    SH.minCount, SH.maxCount, SH.nodeKind, SH.datatype, SH["in"], SH.minInclusive, SH.maxInclusive,
    SH.minLength, SH.pattern, SH.lessThan, SH.lessThanOrEquals, SH.equals,
}  # fmt: skip
_COMPARED: Final = {SH.lessThan, SH.lessThanOrEquals, SH.equals}
_UNDERSTOOD: Final = {RDF.type, SH.path, SH.message, SH.severity} | _TARGETS | _VALUES


@dataclass(frozen=True, slots=True)
class Sight:
    """Names in the shapes, and the properties that they look at; ``met`` are those of which values may be
    compared with values of another property or node. Values of others are never the same twice."""

    named: frozenset[str]
    met: frozenset[str]
    second: Mapping[str, tuple[str, ...]]
    inverse: frozenset[str]
    targeted: frozenset[str]
    patterns: Mapping[str, tuple[re.Pattern[str], ...]]
    lengths: Mapping[str, int]
    bounds: tuple[Decimal, ...]


def read_sight(shapes: Graph) -> Sight | None:
    """What these shapes look at; None where they hold anything that is not understood here."""
    second: dict[str, set[str]] = {}
    inverse: set[str] = set()
    met: set[str] = set()
    patterns: dict[str, set[re.Pattern[str]]] = {}
    lengths: dict[str, int] = {}
    bounds: set[Decimal] = set()
    for shape in set(shapes.subjects(RDF.type)):
        said = set(shapes.predicates(shape))
        paths = list(_paths(shapes, shapes.value(shape, SH.path)))
        if shapes.value(shape, RDF.type) != SH.PropertyShape or not said <= _UNDERSTOOD or not paths:
            return None
        if not _values_understood(shapes, shape):
            return None
        for steps, backward in paths:
            if backward:
                inverse.add(steps[0])
            if len(steps) > 1:
                second.setdefault(steps[0], set()).update(steps[1:])
            if len(paths) > 1 or len(steps) > 1 or said & _COMPARED:
                met.add(steps[-1])
            if backward and said & {SH.pattern, SH.minLength}:
                return None
            for pattern in shapes.objects(shape, SH.pattern):
                patterns.setdefault(steps[-1], set()).add(re.compile(str(pattern)))
            for length in shapes.objects(shape, SH.minLength):
                lengths[steps[-1]] = max(int(str(length)), lengths.get(steps[-1], 0))
        met.update(str(other) for name in _COMPARED for other in shapes.objects(shape, name))
        for name in (SH.minInclusive, SH.maxInclusive):
            bounds.update(Decimal(str(bound)) for bound in shapes.objects(shape, name))
    return Sight(
        frozenset(str(node) for node in shapes.objects() if isinstance(node, URIRef)),
        frozenset(met),
        {name: tuple(sorted(names)) for name, names in second.items()},
        frozenset(inverse),
        frozenset(str(node) for node in shapes.objects(None, SH.targetObjectsOf)),
        {name: tuple(sorted(found, key=lambda one: one.pattern)) for name, found in patterns.items()},
        lengths,
        tuple(sorted(bounds)),
    )


def _paths(shapes: Graph, path: Node | None) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The properties that a path goes by, at most two, and whether backward; nothing for other paths."""
    if isinstance(path, URIRef):
        yield (str(path),), False
        return
    if not isinstance(path, BNode):
        return
    back, either = shapes.value(path, SH.inversePath), shapes.value(path, SH.alternativePath)
    steps = list(Collection(shapes, path)) if shapes.value(path, RDF.first) is not None else []
    if isinstance(back, URIRef):
        yield (str(back),), True
    elif either is not None:
        options = list(Collection(shapes, either))
        yield from (((str(step),), False) for step in options if all(isinstance(o, URIRef) for o in options))
    elif len(steps) == 2 and all(isinstance(step, URIRef) for step in steps):
        yield tuple(map(str, steps)), False


def _values_understood(shapes: Graph, shape: Node) -> bool:
    listed = (member for found in shapes.objects(shape, SH["in"]) for member in Collection(shapes, found))
    bounds = [*shapes.objects(shape, SH.minInclusive), *shapes.objects(shape, SH.maxInclusive)]
    compared = [o for name in _COMPARED for o in shapes.objects(shape, name)]
    return (
        all(isinstance(member, URIRef) for member in listed)
        and all(isinstance(bound, Literal) and isinstance(bound.value, int | Decimal) for bound in bounds)
        and all(isinstance(other, URIRef) for other in compared)
    )

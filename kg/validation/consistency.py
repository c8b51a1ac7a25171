"""Checks on a graph that SHACL cannot do well: arithmetic, lengths, names that must follow from content."""

import re
from collections.abc import Iterator

from kg.ids import short_hash
from kg.validation.facts import Facts
from kg.validation.report import Finding
from kg.vocab import (
    CAMPAIGN,
    CIV,
    FIGURE,
    INCIDENT,
    OA,
    OWL,
    P_ALLEGED_ACTOR,
    P_CLAIM,
    P_EVIDENCE,
    P_MEANS,
    P_PASSAGE,
    P_QUALIFIER,
    P_REDACTED,
    P_SAME_EVENT_AS,
    P_SPEAKER,
    P_STANCE,
    P_SUBSET_OF,
    RESPONSIBILITY,
    SCHEMA,
    SSSOM,
    STATEMENT,
    STRIKE,
    Qualifier,
)

_READ = (STATEMENT, FIGURE, RESPONSIBILITY, STRIKE, INCIDENT, CAMPAIGN)
_LOCAL = re.compile(r"^(?P<base>.*)doc/(?P<key>[0-9a-f]{16})/(?P<name>[^/]+)$")
_SPAN = re.compile(r"^[a-z]+-(?P<start>\d+)-(?P<end>\d+)(?:-(?P<hash>[0-9a-f]{8}))?$")
_PLACED = re.compile(r"doc/[0-9a-f]{16}/[a-z]+-(\d+)-(\d+)(?:-[0-9a-f]{8})?$")
_START, _END = OA + "start", OA + "end"
_SELECTOR, _EXACT = OA + "hasSelector", OA + "exact"


def check_facts(facts: Facts, *, where: str) -> Iterator[Finding]:
    """Every fault, as findings about a node; ``where`` is the file the facts came from."""
    for constraint, node, message in _faults(facts):
        yield Finding(constraint, message, where, node=node)


def _faults(facts: Facts) -> Iterator[tuple[str, str | None, str]]:
    for label in sorted(facts.blank_nodes):
        yield "no-blank-nodes", label, "Give the node an IRI that follows from its content."
    for span in facts.of_class(OA + "SpecificResource"):
        yield from _check_span(facts, span)
    for node in facts.of_class(*_READ):
        yield from _check_place(facts, node)
    for node in facts.of_class(STATEMENT):
        yield from _check_statement(facts, node)
    for node in facts.of_class(RESPONSIBILITY):
        yield from _check_hash(
            node, _path(node, facts.value(node, P_ALLEGED_ACTOR)), _local(facts.value(node, P_MEANS))
        )
    for node in facts.of_class(FIGURE):
        yield from _check_figure(facts, node)
    for node in facts.of_class(SSSOM + "Mapping"):
        yield from _check_mapping(facts, node)


def _check_span(facts: Facts, span: str) -> Iterator[tuple[str, str, str]]:
    selectors = [facts.of(node) for node in facts.of(span).get(_SELECTOR, ())]
    exact = next((value for of in selectors for value in of.get(_EXACT, ())), None)
    starts = [value for of in selectors for value in of.get(_START, ())]
    ends = [value for of in selectors for value in of.get(_END, ())]
    if exact is None or len(starts) != 1 or len(ends) != 1 or not (starts[0] + ends[0]).isdecimal():
        return  # the shapes of spans say so
    start, end = int(starts[0]), int(ends[0])
    altered = any(_EXACT in of.get(P_REDACTED, ()) for of in selectors)
    if end - start != len(exact) and not altered:
        message = f"{start} to {end} are not the {len(exact)} characters of the words; correct the offsets."
        yield "span-length", span, message
    named = _span_of(span)
    if named is not None and named != (start, end):
        yield "span-name", span, f"The IRI must end with the offsets, span-{start}-{end}."


def _check_place(facts: Facts, node: str) -> Iterator[tuple[str, str, str]]:
    named = _span_of(node)
    if named is None:
        return  # a row of the registry, or a canonical event
    spans = facts.values(node, P_EVIDENCE)
    if not spans:
        yield "words-needed", node, "Nothing without words: point by civ:evidence to what it was read from."
    for span in spans:
        if _span_of(span) not in (None, named):
            yield "node-name", node, "The IRI must carry the offsets of its evidence."
        if _document(span) not in (None, _document(node)):
            yield "own-text", node, "The evidence must stand in the node's own text, not in another's."


def _check_statement(facts: Facts, node: str) -> Iterator[tuple[str, str, str]]:
    claim = facts.value(node, P_CLAIM)
    speaker, stance = facts.value(node, P_SPEAKER), facts.value(node, P_STANCE)
    yield from _check_hash(node, _path(node, speaker), _local(stance), _path(node, claim))
    inner = _span_of(facts.value(node, P_EVIDENCE))
    outer = _span_of(facts.value(node, P_PASSAGE))
    if inner and outer and not (outer[0] <= inner[0] and inner[1] <= outer[1]):
        message = "The passage must hold the words; widen it to the sentences around them."
        yield "passage-around", node, message


def _check_hash(node: str, *parts: str) -> Iterator[tuple[str, str, str]]:
    local = _LOCAL.match(node)
    named = _SPAN.match(local["name"]) if local else None
    if named is not None and named["hash"] != short_hash(*parts):
        message = f"The IRI must end with {short_hash(*parts)}, which follows from what is said."
        yield "node-hash", node, message


def _check_figure(facts: Facts, node: str) -> Iterator[tuple[str, str, str]]:
    qualifier = _local(facts.value(node, P_QUALIFIER))
    value = facts.number(node, SCHEMA + "value")
    low, high = facts.number(node, SCHEMA + "minValue"), facts.number(node, SCHEMA + "maxValue")
    if qualifier in set(Qualifier) and not bounds_fit(Qualifier(qualifier), value, low, high):
        message = (
            f"Value {_said(value)} with bounds {_said(low)} to {_said(high)} does not fit {qualifier}; "
            "derive the bounds from the qualifier (civ:Qualifiers)."
        )
        yield "figure-bounds", node, message
    if node in facts.values(node, P_SUBSET_OF):
        yield "figure-subset-self", node, "A figure is no part of itself; point to the whole or drop it."


def bounds_fit(qualifier: Qualifier, value: int | None, low: int | None, high: int | None) -> bool:
    """True where the inclusive bounds are those that the qualifier sets.

    >>> bounds_fit(Qualifier.MORE_THAN, 100, 101, None), bounds_fit(Qualifier.MORE_THAN, 100, 100, None)
    (True, False)
    """
    if qualifier is Qualifier.APPROXIMATELY:
        return low is None and high is None
    if qualifier is Qualifier.BETWEEN:
        return value is None and low is not None and high is not None and low <= high
    if value is None:
        return False
    bounds: dict[Qualifier, tuple[int | None, int | None]] = {
        Qualifier.EXACTLY: (value, value),
        Qualifier.AT_LEAST: (value, None),
        Qualifier.MORE_THAN: (value + 1, None),
        Qualifier.UP_TO: (None, value),
        Qualifier.LESS_THAN: (None, value - 1),
    }
    return bounds[qualifier] == (low, high)


def _check_mapping(facts: Facts, node: str) -> Iterator[tuple[str, str, str]]:
    if facts.value(node, SSSOM + "predicate_modifier") is None:
        return
    source = facts.value(node, OWL + "annotatedSource")
    target = facts.value(node, OWL + "annotatedTarget")
    claimed = facts.value(node, OWL + "annotatedProperty") or P_SAME_EVENT_AS
    if source is not None and target in facts.values(source, claimed):
        message = "The two were found not to be the same; drop the identity, or the evidence against it."
        yield "identity-refused", source, message


def _span_of(iri: str | None) -> tuple[int, int] | None:
    named = _PLACED.search(iri or "")
    return (int(named[1]), int(named[2])) if named else None


def _document(iri: str) -> str | None:
    local = _LOCAL.match(iri)
    return local["key"] if local else None


def _path(node: str, other: str | None) -> str:
    base = _LOCAL.match(node)
    return (other or "").removeprefix(base["base"]) if base else other or ""


def _local(concept: str | None) -> str:
    return (concept or "").removeprefix(CIV)


def _said(number: int | None) -> str:
    return "none" if number is None else str(number)

"""Turns what resolving found into facts of the graphs links and derived."""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.ids import link_id
from kg.mapping.terms import A, concept, day, decimal, term, words
from kg.model import EventKind
from kg.registry import Registry
from kg.resolve import CanonicalAgent, CanonicalEvent, Communication, Mapping
from kg.vocab import (
    COMMUNICATION,
    DCTERMS,
    INCIDENT,
    OWL,
    P_DATE_BASIS,
    P_NEAR,
    P_OUTCOME,
    P_PERHAPS_SAME_AS,
    P_SAID_IN,
    P_SAME_EVENT_AS,
    REPRINT,
    SCHEMA,
    SEMAPV,
    SSSOM,
    STRIKE,
    Basis,
    Outcome,
)

Facts = Iterator[tuple[str, ox.NamedNode, str | ox.NamedNode | ox.Literal]]
"""Subject, predicate, object; texts are paths after the base."""
_CLASSES: Final = {EventKind.STRIKE: STRIKE, EventKind.INCIDENT: INCIDENT}
_BY_HAND: Final = "ManualMappingCuration"
_BY_RULE: Final = "CompositeMatching"


def event_facts(event: CanonicalEvent) -> Facts:
    """The event that several articles tell of, and that each account is of it."""
    part = ": strike" if event.kind == EventKind.STRIKE else ""
    name = f"{_period(event)}, {event.place_name or 'no place told'}{part}"
    yield event.path, A, term(_CLASSES[event.kind])
    yield event.path, term(SCHEMA + "name"), words(name)
    yield from _bounds(event)
    if event.first is not None or event.last is not None:
        yield event.path, term(P_DATE_BASIS), concept(Basis.INFERRED if event.inferred else Basis.STATED)
    if event.place is not None:
        yield event.path, term(P_NEAR if event.near else SCHEMA + "location"), event.place
    if event.part_of is not None:
        yield event.path, term(SCHEMA + "superEvent"), event.part_of
    for member in event.members:
        yield member, term(P_SAME_EVENT_AS), event.path


def mapping_facts(mapping: Mapping, claimed: str) -> Facts:
    """Why two are one, may be, or are not; ``claimed`` is the property that says they are."""
    if mapping.outcome == Outcome.CANDIDATE:
        claimed = P_PERHAPS_SAME_AS
    path = link_id(mapping.source, claimed, mapping.target)
    yield path, A, term(SSSOM + "Mapping")
    yield path, term(OWL + "annotatedSource"), mapping.source
    yield path, term(OWL + "annotatedProperty"), term(claimed)
    yield path, term(OWL + "annotatedTarget"), mapping.target
    yield path, term(P_OUTCOME), concept(mapping.outcome)
    if mapping.outcome == Outcome.REFUSED:
        yield path, term(SSSOM + "predicate_modifier"), term(SSSOM + "NegatedPredicate")
    by_hand = mapping.author is not None
    yield path, term(SSSOM + "mapping_justification"), term(SEMAPV + (_BY_HAND if by_hand else _BY_RULE))
    if mapping.author is not None:
        yield path, term(SSSOM + "author_label"), words(mapping.author)
    if mapping.day is not None:
        yield path, term(SSSOM + "mapping_date"), day(mapping.day)
    yield path, term(SSSOM + "confidence"), decimal(mapping.confidence)
    yield path, term(DCTERMS + "description"), words(mapping.reason)


def agent_facts(agent: CanonicalAgent) -> Facts:
    """The person or body that several articles name."""
    yield agent.path, A, term(SCHEMA + ("Person" if agent.person else "Organization"))
    yield agent.path, term(SCHEMA + "name"), words(agent.name)


def joined_facts(mapping: Mapping, claimed: str) -> Facts:
    """A mapping, and what it claims where the two are joined."""
    if mapping.same:
        yield mapping.source, term(claimed), mapping.target
    yield from mapping_facts(mapping, claimed)


def communication_facts(item: Communication, registry: Registry) -> Facts:
    """One release, talk or text that several articles carry, and what was said in it."""
    rows = (registry.row(issuer) for issuer in item.issuers)
    names = " and ".join(row.name for row in rows if row is not None) or "one text"
    yield item.path, A, term(COMMUNICATION)
    if item.reprint:
        yield item.path, A, term(REPRINT)
    yield item.path, term(SCHEMA + "name"), words(f"{names}, {_period(item)}")
    yield from _bounds(item)
    if item.last is not None:
        yield item.path, term(P_DATE_BASIS), concept(Basis.INFERRED)
    yield item.path, term(DCTERMS + "description"), words(item.reason)
    for statement in item.statements:
        yield statement, term(P_SAID_IN), item.path


def _bounds(item: CanonicalEvent | Communication) -> Facts:
    if item.first is not None:
        yield item.path, term(SCHEMA + "startDate"), day(item.first)
    if item.last is not None:
        yield item.path, term(SCHEMA + "endDate"), day(item.last)


def _period(item: CanonicalEvent | Communication) -> str:
    if item.first == item.last:
        return str(item.first or "undated")
    if item.first is None:
        return f"no later than {item.last}"
    return f"{item.first} to {item.last}" if item.last is not None else f"from {item.first}"

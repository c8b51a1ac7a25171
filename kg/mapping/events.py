"""Events as one article tells them: strikes, incidents of harm, campaigns."""

from typing import Final

from kg.mapping.names import country_row
from kg.mapping.writer import GraphWriter
from kg.model import Event, EventKind
from kg.registry import Registry
from kg.vocab import (
    CAMPAIGN,
    INCIDENT,
    P_DATE_BASIS,
    P_DATE_WORDS,
    P_EVENT_COUNT,
    P_MEANS,
    P_NEAR,
    P_TARGET,
    SCHEMA,
    STRIKE,
)

_CLASSES: Final = {EventKind.STRIKE: STRIKE, EventKind.INCIDENT: INCIDENT, EventKind.CAMPAIGN: CAMPAIGN}


def write_event(out: GraphWriter, event: Event, *, registry: Registry) -> None:
    """The event under its own words, with outer bounds of its date and the place in or near which it was.

    A local place lies in the country the article names, where the registry knows that country.
    """
    node = out.node(event.id)
    out.type(node, _CLASSES[event.kind])
    out.put(node, SCHEMA + "name", event.exact)
    out.put(node, SCHEMA + "startDate", event.date_from)
    out.put(node, SCHEMA + "endDate", event.date_to)
    out.put(node, P_DATE_WORDS, event.date_words)
    out.put(node, P_DATE_BASIS, event.date_basis)
    _write_place(out, event, node, registry=registry)
    out.put(node, P_TARGET, event.target)
    out.put(node, P_MEANS, event.means)
    out.put(node, P_EVENT_COUNT, event.count)
    out.link(node, SCHEMA + "superEvent", event.part_of)
    out.reading(node, event.start, event.end, rule=event.rule, confidence=event.confidence)


def _write_place(out: GraphWriter, event: Event, node: str, *, registry: Registry) -> None:
    country = country_row(event.country, registry)
    place = event.place_id if event.place_id is not None else country
    out.link(node, P_NEAR if event.near else SCHEMA + "location", place)
    if place is not None and "/" not in place:
        out.link(out.node(place), SCHEMA + "containedInPlace", country)

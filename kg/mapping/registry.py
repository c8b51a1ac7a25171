"""Maps the registry of names to quads of ``graph/registry``."""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.mapping.graph import Triple
from kg.mapping.terms import A, decimal, label, term
from kg.registry import Campaign, Mark, Organisation, Person, Place, Registry, Row
from kg.vocab import CAMPAIGN, P_LEADS, RDF, SCHEMA

_WIKIDATA: Final = "http://www.wikidata.org/entity/"
# Kinds of the registry that schema.org has a class for; others are Organization and Place.
_ORGANISATIONS: Final = {
    **dict.fromkeys(
        ("government", "ministry", "agency-of-government", "parliament"), SCHEMA + "GovernmentOrganization"
    ),
    **dict.fromkeys(("outlet", "agency"), SCHEMA + "NewsMediaOrganization"),
    **dict.fromkeys(("ngo", "monitor"), SCHEMA + "NGO"),
}
_PLACES: Final = {
    "country": SCHEMA + "Country",
    "governorate": SCHEMA + "AdministrativeArea",
    "city": SCHEMA + "City",
    "town": SCHEMA + "City",
}


def registry_quads(registry: Registry, base: str) -> list[Quad]:
    """Every row with its names (``@en``), what it is part of, and its Wikidata entity."""
    graph = NamedNode(base + "graph/registry")
    rows: Iterable[Row] = (
        *registry.organisations, *registry.people, *registry.places, *registry.campaigns
    )  # fmt: skip
    return [quad for row in rows for quad in row_quads(row, base, graph)]


def row_quads(row: Row, base: str, graph: NamedNode) -> list[Quad]:
    """One row in the given graph."""
    subject = NamedNode(base + row.id)
    found: list[tuple[NamedNode, NamedNode | Literal]] = [
        (A, term(_class_of(row))),
        (term(SCHEMA + "name"), label(row.name)),
    ]
    # "the ministry" means this row only in a fitting context: outside, it is no name of it.
    names = sorted({alias.words for alias in row.aliases if alias.mark is Mark.ALWAYS} - {row.name})
    found += [(term(SCHEMA + "alternateName"), label(name)) for name in names]
    found += [
        (term(predicate), NamedNode(base + target))
        for predicate, targets in _links(row).items()
        for target in sorted({target for target in targets if target is not None})
    ]
    if isinstance(row, Person):
        found.append((term(SCHEMA + "jobTitle"), label(row.role)))
    if isinstance(row, Place):
        for predicate, value in (("latitude", row.lat), ("longitude", row.lon)):
            found += [] if value is None else [(term(SCHEMA + predicate), decimal(value))]
    if row.wikidata is not None:
        found.append((term(SCHEMA + "sameAs"), NamedNode(_WIKIDATA + row.wikidata)))
    return [Quad(subject, predicate, value, graph) for predicate, value in found]


def row_triples(row: Row, base: str) -> tuple[Triple, Triple]:
    """Class and name of one row."""
    kind, name, iri = _class_of(row), label(row.name), base + row.id
    return (iri, RDF + "type", kind, f"<{kind}>"), (iri, SCHEMA + "name", row.name, str(name))


def _class_of(row: Row) -> str:
    match row:
        case Organisation():
            return _ORGANISATIONS.get(row.kind, SCHEMA + "Organization")
        case Person():
            return SCHEMA + "Person"
        case Place():
            return _PLACES.get(row.kind, SCHEMA + "Place")
        case Campaign():
            return CAMPAIGN


def _links(row: Row) -> dict[str, tuple[str | None, ...]]:
    match row:
        case Organisation():
            return {
                SCHEMA + "parentOrganization": (row.parent,),
                # Who leads a coalition is in it; flat Turtle has no reasoner to say so.
                SCHEMA + "memberOf": (*row.member_of, *row.leads),
                P_LEADS: row.leads,
                SCHEMA + "areaServed": row.area,
            }
        case Person():
            return {SCHEMA + "affiliation": (row.organisation,)}
        case Place():
            return {SCHEMA + "containedInPlace": (row.contained_in,)}
        case Campaign():
            return {SCHEMA + "organizer": (row.organisation,), SCHEMA + "areaServed": row.area}

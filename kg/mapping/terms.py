"""RDF terms made once: nodes of the vocabularies, and literals in the one form that every store keeps."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.vocab import CIV, RDF, XSD

A = NamedNode(RDF + "type")
_DATE = NamedNode(XSD + "date")
_DATE_TIME = NamedNode(XSD + "dateTime")
_DECIMAL = NamedNode(XSD + "decimal")
_INTEGER = NamedNode(XSD + "integer")


@cache
def term(iri: str) -> NamedNode:
    """The node of a term of an ontology; for terms only, because the cache is never emptied."""
    return NamedNode(iri)


@cache
def concept(choice: StrEnum) -> NamedNode:
    """The concept behind a closed choice: its local name is the value."""
    return NamedNode(CIV + choice.value)


def words(text: str) -> Literal:
    """Words of an article: a plain string, exactly as they came."""
    return Literal(text)


def label(text: str) -> Literal:
    """A name from the registry or the ontology."""
    return Literal(text, language="en")


def day(value: date) -> Literal:
    """A day without a time or a zone."""
    return Literal(value.isoformat(), datatype=_DATE)


def moment(value: date) -> Literal:
    """The first second of a day in UTC, for properties that want a time."""
    return Literal(f"{value.isoformat()}T00:00:00Z", datatype=_DATE_TIME)


@cache
def integer(value: int) -> Literal:
    """A whole number without leading zeros."""
    return Literal(str(value), datatype=_INTEGER)


@cache
def decimal(value: float) -> Literal:
    """A decimal in its shortest form.

    >>> decimal(0.90).value, decimal(1.0).value
    ('0.9', '1')
    """
    return Literal(format(Decimal(repr(value)).normalize(), "f"), datatype=_DECIMAL)

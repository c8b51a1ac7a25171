"""Turns the value of a parameter into the text of one RDF term: nothing else ever reaches a query."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from kg.errors import QueryError
from kg.vocab import PREFIXES, XSD

_CONTROL = re.compile(r"[\x00-\x1f\x7f]|[\ud800-\udfff]|\\[uU]")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")


def term_of(value: object, kind: str, where: str) -> str:
    """The value as an RDF term in N-Triples form; ``where`` names the parameter in errors.

    >>> term_of("civ:denies", "iri", "stance"), term_of("a b", "text", "words")
    ('<https://w3id.org/civharm/ns#denies>', '"a b"')

    Raises:
        QueryError: the value is none of that type.
    """
    text = str(value)
    try:
        return TYPES[kind](text)
    except ValueError as error:
        raise QueryError(f"{where}: {text!r} is no {_WORDS[kind]}: {error}") from error


def is_iri(value: str) -> bool:
    """True for an absolute IRI that can stand between angle brackets."""
    return _ABSOLUTE.fullmatch(value) is not None and not _CONTROL.search(value)


def full_iri(value: str) -> str:
    """A prefixed name of the ontology's prefixes written out; anything else as it is."""
    prefix, colon, local = value.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and "/" not in local else value


def _iri(text: str) -> str:
    iri = full_iri(text)
    if not is_iri(iri):
        raise ValueError("give a full IRI, or a name with one of the ontology's prefixes")
    return f"<{iri}>"


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError("write it as YYYY-MM-DD")
    return _typed(date.fromisoformat(text).isoformat(), "date")


def _integer(text: str) -> str:
    if not re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        raise ValueError("write digits only")
    return _typed(str(int(text)), "integer")


def _decimal(text: str) -> str:
    if not re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", text, re.ASCII):
        raise ValueError("write digits and one point")
    try:
        return _typed(format(Decimal(text).normalize(), "f"), "decimal")
    except InvalidOperation as error:
        raise ValueError("write digits and one point") from error


def _boolean(text: str) -> str:
    if text.lower() not in {"true", "false"}:
        raise ValueError("write true or false")
    return _typed(text.lower(), "boolean")


def _text(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("control characters and \\u escapes are not accepted")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typed(form: str, datatype: str) -> str:
    return f'"{form}"^^<{XSD}{datatype}>'


TYPES: Mapping[str, Callable[[str], str]] = {
    "iri": _iri,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "text": _text,
}
_WORDS = {
    "iri": "IRI",
    "date": "date",
    "integer": "whole number",
    "decimal": "number",
    "boolean": "truth value",
    "text": "text that can be asked for",
}

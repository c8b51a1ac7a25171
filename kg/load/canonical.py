"""One form for all the ways in which servers write the same term.

A server may give back 36.3 for 36.30, 7 for 007, en-gb for en-GB, true for 1: the value is the same. Both
sides of a comparison are brought into this form; what then differs is another value, language or word.
"""

import math
import re
import struct
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

import pyoxigraph as ox

from kg.vocab import XSD

_WHOLE: Final = (
    "integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long",
    "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
)  # fmt: skip
_NUMBER: Final = re.compile(r"([+-]?)0*(\d*)(?:\.(\d*?)0*)?", re.ASCII)
_DATE: Final = re.compile(r"(-?\d{4,}-\d\d-\d\d)(?:Z|[+-]00:00)", re.ASCII)
_MOMENT: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d*?)0*)?(Z|[+-]\d\d:\d\d)?", re.ASCII
)  # the years that datetime knows
_FLOATING: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN", re.ASCII)
_BOOLEAN: Final = {"1": "true", "0": "false"}


def canonical_quads(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads with every literal in its canonical form; several of them can become one."""
    for quad in quads:
        value = quad.object
        yield (
            ox.Quad(quad.subject, quad.predicate, canonical(value), quad.graph_name)
            if isinstance(value, ox.Literal)
            else quad
        )


def canonical(literal: ox.Literal) -> ox.Literal:
    """The literal as all servers' forms of its value are written here; what is no value stays as it is.

    Whole numbers are decimals, as in XML Schema, where both have one value space. A date in UTC is the date
    without a zone; other zones stay, because the day is then another.
    """
    if literal.language is not None:
        return _in_language(literal)
    local = literal.datatype.value.removeprefix(XSD)
    if local in _WHOLE or local == "decimal":
        return _typed(_number(literal.value), "decimal")
    if local in ("double", "float"):
        return _typed(_floating(literal.value, single=local == "float"), local)
    if local == "boolean":
        return _typed(_BOOLEAN.get(literal.value, literal.value), local)
    if local == "date":
        found = _DATE.fullmatch(literal.value)
        return _typed(found[1], local) if found else literal
    if local == "dateTime":
        return _typed(_moment(literal.value), local)
    return literal


def _in_language(literal: ox.Literal) -> ox.Literal:
    assert literal.language is not None
    return ox.Literal(literal.value, language=literal.language.lower())


def _typed(value: str, local: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + local))


def _number(value: str) -> str:
    """In digits alone, because decimals of Python are rounded."""
    found = _NUMBER.fullmatch(value)
    if found is None or not any(letter.isdigit() for letter in value):
        return value
    sign, whole, part = found.groups(default="")
    digits = (whole or "0") + (f".{part}" if part else "")
    return f"-{digits}" if sign == "-" and digits != "0" else digits


def _floating(value: str, *, single: bool) -> str:
    if _FLOATING.fullmatch(value) is None:
        return value
    number = float(value)
    if single and math.isfinite(number):
        try:
            (number,) = struct.unpack("f", struct.pack("f", number))
        except OverflowError:
            number = math.copysign(math.inf, number)
    return repr(number)


def _moment(value: str) -> str:
    """In UTC where it has a zone; fractions of seconds to the last digit."""
    found = _MOMENT.fullmatch(value)
    if found is None:
        return value
    clock, part, zone = found.groups(default="")
    try:
        moment = datetime.fromisoformat(clock)
        if zone not in ("", "Z"):
            hours, minutes = int(zone[1:3]), int(zone[4:6])
            shift = timedelta(hours=hours, minutes=minutes)
            moment = moment + shift if zone[0] == "-" else moment - shift
    except (ValueError, OverflowError):
        return value
    return moment.isoformat() + (f".{part}" if part else "") + ("Z" if zone else "")

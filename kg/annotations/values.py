"""A value of a key, as the field of a record has it; what somebody wrote is held against its form."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from kg.annotations.faults import UnfitError, shown
from kg.annotations.keys import Form, Key, plain
from kg.model import Span

MOST: Final = 10**12  # people and strikes are fewer
_NUMBER: Final = re.compile(r"\d{1,13}")
_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}
Locate = Callable[[object], Span]
"""The place that words or selectors select; raises UnfitError where that is not one place."""


def read_value(key: Key, given: object, locate: Locate) -> Any:
    """The value; ``Any`` because each form has its own type. References and sources stay as written.

    Raises:
        UnfitError: it is not of the form, with the key and what it may hold.
    """
    match key.form:
        case Form.TEXT if isinstance(given, str) and given.strip():
            return given
        case Form.NUMBER:
            value = int(given) if isinstance(given, str) and _NUMBER.fullmatch(given) else given
            if type(value) is int and 0 <= value <= MOST:
                return value
        case Form.FLAG if isinstance(given, bool):
            return given
        case Form.FLAG if isinstance(given, str) and given.casefold() in _FLAGS:
            return _FLAGS[given.casefold()]
        case Form.DAY | Form.DATE if isinstance(given, str) and _DATE.fullmatch(given):
            return _date(key, given)
        case Form.PLACE:
            return _place(key, given, locate)
        case Form.CHOICE:
            return _choice(key, given)
        case Form.REFERENCE if isinstance(given, str):
            return given
        case Form.REFERENCES:
            many = given if isinstance(given, list) else [given]
            if all(isinstance(one, str) for one in many):
                return tuple(many)
        case Form.SOURCES:
            return tuple(given) if isinstance(given, list) else (given,)
    raise UnfitError(f"'{key.name}' must be {key.form.value}, not {shown(given)}")


def first_day(written: str) -> date:
    """The first day of a date of our form.

    >>> first_day("2017-03")
    datetime.date(2017, 3, 1)
    """
    return date.fromisoformat((written + "-01-01")[:10])


def _date(key: Key, written: str) -> str | date:
    try:
        if key.form == Form.DAY:
            return date.fromisoformat(written)
        first_day(written)
    except ValueError as error:
        raise UnfitError(f"'{key.name}' must be {key.form.value}, not {shown(written)}") from error
    return written


def _place(key: Key, given: object, locate: Locate) -> Span:
    if not isinstance(given, str | Mapping | list):
        raise UnfitError(f"'{key.name}' must be {key.form.value}, not {shown(given)}")
    try:
        return locate(given)
    except UnfitError as error:
        raise UnfitError(f"'{key.name}': {error}") from error


def _choice(key: Key, given: object) -> object:
    if isinstance(given, str):
        for choice in key.choices:
            if plain(choice) == plain(given):
                return choice
    raise UnfitError(f"'{key.name}' is {shown(given)}; allowed are {', '.join(key.choices)}")

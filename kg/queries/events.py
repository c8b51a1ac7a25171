"""Finds an incident by its IRI, by that of any member, or by its day and place."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.errors import QueryError
from kg.queries.engines import Source, select, value_of
from kg.queries.named import MAX_LISTED, choose, known_iri
from kg.queries.values import term_of
from kg.vocab import INCIDENT, P_NEAR, P_SAME_EVENT_AS, SCHEMA, STRIKE

_DAY: Final = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:@(?P<place>.+))?", re.ASCII)
_PARTED: Final = re.compile(r"[\s_\u2010-\u2015-]+")

_EXACT: Final = f"?event <{SCHEMA}startDate> %s ; <{SCHEMA}endDate> %s ; a <%s> ."
_WITHIN: Final = f"""?event a <%s> ; <{SCHEMA}startDate> ?first ; <{SCHEMA}endDate> ?last .
  FILTER (?first <= %s && ?last >= %s)"""
# A strike stands for the incident that it is part of.
_TOLD: Final = f"""SELECT DISTINCT ?one ?name ?place WHERE {{
  {{ SELECT DISTINCT ?event WHERE {{ %s }} }}
  OPTIONAL {{ ?event <{SCHEMA}superEvent> ?whole . ?whole a <{INCIDENT}> }}
  BIND(COALESCE(?whole, ?event) AS ?told)
  OPTIONAL {{ ?told <{P_SAME_EVENT_AS}> ?shared }}
  BIND(COALESCE(?shared, ?told) AS ?one)
  ?one <{SCHEMA}name> ?name .
  OPTIONAL {{ ?event (<{SCHEMA}location>|<{P_NEAR}>)/<{SCHEMA}containedInPlace>* ?held .
             ?held <{SCHEMA}name>|<{SCHEMA}alternateName> ?place }}
}}"""

_PART_OF: Final = f"""SELECT DISTINCT ?one WHERE {{
  <%s> a <{STRIKE}> ; <{P_SAME_EVENT_AS}>?/<{SCHEMA}superEvent> ?whole . ?whole a <{INCIDENT}> .
  OPTIONAL {{ ?whole <{P_SAME_EVENT_AS}> ?shared }}
  BIND(COALESCE(?shared, ?whole) AS ?one)
}}"""


@dataclass(frozen=True, slots=True)
class _Told:
    iri: str
    name: str
    place: str | None


def find_event(source: Source, value: str) -> str:
    """The IRI of the event: as given, or the one event told of for ``DATE[@PLACE]``.

    A strike stands for the incident that it is part of: what is told of harm and blame is told of that.
    Days that the article fixes win over longer periods that hold the day, incidents over strikes.
    A place also fits where a wider place of that name holds it.

    Raises:
        AmbiguousError: several events fit; the message lists them.
        QueryError: none fits; the message lists the events of that day.
    """
    iri = known_iri(source, value)
    if iri is not None:
        return _whole(source, iri)
    match = _DAY.fullmatch(value)
    if match is None:
        raise QueryError(
            f"{value!r} is no event of this store; give an IRI or DATE[@PLACE], as in 2017-01-31@Town"
        )
    day = _day(match["day"])
    others: list[_Told] = []
    for pattern, kind in ((_EXACT, INCIDENT), (_EXACT, STRIKE), (_WITHIN, INCIDENT), (_WITHIN, STRIKE)):
        told = _events(source, pattern, kind, day)
        fitting = told if match["place"] is None else _placed(told, match["place"])
        if fitting:
            return choose({event.iri: event.name for event in fitting}, value, "event")
        others += told
    raise QueryError(f"no event is told of for {value!r}; {_listed(others)}")


def _whole(source: Source, iri: str) -> str:
    _, rows = select(source, _PART_OF.replace("%s", iri), "kg")
    wholes = [str(value_of(row[0])) for row in rows]
    return wholes[0] if len(wholes) == 1 else iri


def _day(text: str) -> str:
    try:
        return term_of(date.fromisoformat(text), "date", "day")
    except ValueError as error:
        raise QueryError(f"{text!r} is no day; write it as YYYY-MM-DD") from error


def _events(source: Source, pattern: str, kind: str, day: str) -> list[_Told]:
    filled = pattern % ((day, day, kind) if pattern is _EXACT else (kind, day, day))
    _, rows = select(source, _TOLD % filled, "kg")
    found = {tuple(None if term is None else str(value_of(term)) for term in row) for row in rows}
    return [_Told(str(iri), str(name), place) for iri, name, place in sorted(found, key=str)]


def _placed(told: Sequence[_Told], wanted: str) -> list[_Told]:
    """Those at the place; words that are only part of a place's name count where nothing else fits."""
    folded = _folded(wanted)
    named = [(event, _folded(event.place)) for event in told if event.place is not None]
    whole = [event for event, place in named if place == folded]
    return whole or [event for event, place in named if folded in place]


def _folded(place: str) -> str:
    """The name in small letters, without accents, words parted by single blanks.

    >>> _folded(" West-Mosul"), _folded("Dayr az‑Zawr"), _folded("Ḥamāh")
    ('west mosul', 'dayr az zawr', 'hamah')
    """
    letters = unicodedata.normalize("NFKD", place.casefold())
    return " ".join(_PARTED.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).split())


def _listed(told: Iterable[_Told]) -> str:
    rows = sorted({f"  {event.iri}  {event.name}" for event in told})
    if not rows:
        return "no event holds that day; kg query incidents lists them"
    more = [f"  and {len(rows) - MAX_LISTED} more; kg query incidents lists them"]
    return "that day has:\n" + "\n".join(rows[:MAX_LISTED] + (more if len(rows) > MAX_LISTED else []))

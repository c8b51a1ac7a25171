"""The interchange record as JSON: one object an article, the contract in design.md section 4.

Derived fields (``harm``, ``scope``, ``period_*``, ``asserted_by``, ``alleged_actor``, ``disputes``) are
written for readers and scorers and never read back. The text itself is not in the record.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kg.model import Event, EventKind, Figure, Record, Responsibility, Statement
from kg.vocab import BROADER, Quotation, Stance, Tally, Topic, Unit

HARMS = frozenset({"killed", "injured", "treated", "displaced", "detained", "trapped"})
_LISTS = ("statements", "figures", "responsibilities", "events", "disputes", "mentions", "rejected")


def to_json(record: Record) -> str:
    """One line of JSON without a line feed; the same record gives the same bytes."""
    return json.dumps(to_dict(record), ensure_ascii=False, separators=(",", ":"))


def to_dict(record: Record) -> dict[str, Any]:
    """The record as plain values. ``Any`` because JSON is."""
    events = {event.id: event for event in record.events}
    figures = {figure.id: figure for figure in record.figures}
    article = plain(record.article)
    del article["text"], article["metadata"]
    lists: dict[str, Any] = {name: [] for name in _LISTS}
    lists["statements"] = [plain(statement) for statement in record.statements]
    lists["figures"] = [_figure(figure, record.statements, events) for figure in record.figures]
    lists["responsibilities"] = [plain(item) for item in record.responsibilities]
    lists["events"] = [_event(event, record.responsibilities) for event in record.events]
    lists["disputes"] = list(disputes(record.statements, figures, record.responsibilities))
    lists["mentions"] = [plain(mention) for mention in record.mentions]
    lists["rejected"] = [plain(item) for item in record.rejected]
    return {"article": article, **lists}


def harm_of(unit: Unit) -> str:
    """The group of a unit: killed, injured, ..., casualties for people harmed, else other.

    >>> harm_of(Unit.CIVILIANS_KILLED), harm_of(Unit.CIVILIANS_HARMED), harm_of(Unit.OPEN_ALLEGATIONS)
    ('killed', 'casualties', 'other')
    """
    group = BROADER.get(unit, unit.value)
    return group if group in HARMS else "casualties" if group == Unit.HARMED else "other"


def scope_of(figure: Figure, events: Mapping[str, Event]) -> str:
    """strike, event, period or campaign: what the number is a count over."""
    if figure.tally == Tally.ONE_EVENT:
        strikes = {event.part_of for event in events.values() if event.kind == EventKind.STRIKE}
        event = events.get(figure.about or "")
        is_strike = event is not None and (event.kind == EventKind.STRIKE or event.id in strikes)
        return "strike" if is_strike else "event"
    return "period" if figure.tally in (Tally.PERIOD, Tally.STANDING) else "campaign"


def opposes(stance: Stance) -> bool:
    """True for denies, disputes, doubts and retracts.

    >>> opposes(Stance.DOUBTS), opposes(Stance.DOES_NOT_CONFIRM)
    (True, False)
    """
    return BROADER.get(stance) == "opposes"


def disputes(
    statements: tuple[Statement, ...],
    figures: Mapping[str, Figure],
    responsibilities: tuple[Responsibility, ...],
) -> Iterator[dict[str, Any]]:
    """One row for every statement that opposes a claim; ``against`` is the claim opposed."""
    attributions = {item.id for item in responsibilities}
    for statement in statements:
        if not opposes(statement.stance):
            continue
        if statement.claim in attributions:
            kind = "attribution"
        elif statement.claim in figures:
            kind = "figure"
        else:
            kind = "legality" if statement.topic == Topic.LAWFULNESS else "fact"
        yield {
            "who": statement.speaker, "what": statement.exact, "about": statement.about,
            "start": statement.start, "end": statement.end, "exact": statement.exact, "type": kind,
            "statement": statement.id, "against": statement.claim,
        }  # fmt: skip


def _figure(figure: Figure, statements: tuple[Statement, ...], events: Mapping[str, Event]) -> dict[str, Any]:
    event = events.get(figure.about or "")
    supporting = (s for s in statements if s.claim == figure.id and BROADER.get(s.stance) == "supports")
    first = next(supporting, None)
    narrated = first is None or first.kind == Quotation.NARRATED
    return {
        **plain(figure),
        "harm": harm_of(figure.unit),
        "scope": scope_of(figure, events),
        "period_start": plain(event.date_from) if event else None,
        "period_end": plain(event.date_to) if event else None,
        "asserted_by": None if narrated or first is None else first.speaker,
    }


def _event(event: Event, responsibilities: tuple[Responsibility, ...]) -> dict[str, Any]:
    actors = (r.actor for r in responsibilities if r.actor and r.about in (event.id, event.part_of))
    return {**plain(event), "alleged_actor": next(actors, None)}


def plain(value: Any) -> Any:
    """A value of the record as JSON has it. ``Any`` because JSON is."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value

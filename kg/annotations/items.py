"""Builds what one annotation says, with all that follows from what was written; nothing else is filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from kg import ids
from kg.annotations.faults import UnfitError
from kg.annotations.keys import Kind, plain
from kg.annotations.page import Page
from kg.annotations.values import first_day
from kg.extract.counts.numbers import bounds
from kg.extract.dates.bounds import month_bounds, year_bounds
from kg.model import (
    Event,
    EventKind,
    Figure,
    Mention,
    MentionKind,
    Responsibility,
    Source,
    Span,
    Statement,
    Who,
)
from kg.vocab import Basis, Quotation, Resolution, Tally, Topic, Unit

Item = Statement | Figure | Responsibility | Event | Mention
Values = dict[str, Any]
"""Values by field; ``Any`` because each field has its own type. A field that is there is not filled in."""
ARTICLE: Final = "article"
"""The speaker, where the outlet tells it in its own voice."""
EVENT_KINDS: Final = {
    Kind.STRIKE: EventKind.STRIKE,
    Kind.INCIDENT: EventKind.INCIDENT,
    Kind.CAMPAIGN: EventKind.CAMPAIGN,
}
MENTION_KINDS: Final = {
    Kind.PERSON: (MentionKind.PERSON, "person"),
    Kind.ORGANISATION: (MentionKind.ORGANISATION, "org"),
    Kind.PLACE: (MentionKind.PLACE, "place"),
}
_UNITS: Final = {
    Unit.COMBATANTS_KILLED: Who.FIGHTERS,
    Unit.STRIKES: Who.STRIKES,
    Unit.ALLEGATIONS: Who.REPORTS,
    Unit.OPEN_ALLEGATIONS: Who.REPORTS,
    Unit.CREDIBLE_ALLEGATIONS: Who.REPORTS,
}


def build(
    kind: Kind,
    values: Values,
    at: Span,
    page: Page,
    *,
    abouts: Mapping[str, str | None],
    rule: str,
    sure: float,
) -> Item:
    """The item; ``abouts`` has the event of each figure and responsibility by its id.

    Raises:
        UnfitError: something is missing, or does not fit the rest.
    """
    values = {**values, "start": at.start, "end": at.end, "exact": page.text[slice(*at)]}
    if kind in MENTION_KINDS:
        return _mention(kind, values, at, page)
    values |= {"rule": rule, "confidence": sure}
    if kind in EVENT_KINDS:
        return _event(kind, values, at, page)
    if kind is Kind.FIGURE:
        return _figure(values, at)
    if kind is Kind.RESPONSIBILITY:
        return _responsibility(values, at, page)
    return _statement(values, at, page, abouts)


def _statement(values: Values, at: Span, page: Page, abouts: Mapping[str, str | None]) -> Statement:
    _need(values, Kind.STATEMENT, "speaker", "stance")
    passage = values.setdefault("passage", page.passage(at))
    if not (passage.start <= at.start and at.end <= passage.end):
        raise UnfitError("'passage' must hold the words themselves; widen it, or leave it out")
    own = plain(values["speaker"]) == ARTICLE
    if own:
        _fill(values, speaker_at=page.article.publisher_at, speaker_id=page.outlet_id, speaker_words=None)
        _fill(values, resolved=Resolution.VOICE_OF_THE_ARTICLE, kind=Quotation.NARRATED)
        values["speaker"] = page.outlet
    else:
        _speaker(values, page)
    _cue(values, page)
    for name in ("via", "relies_on"):
        given = values.get(name, ())
        values[name] = tuple(_source(one, values["passage"], page) for one in given)
    claim = values.get("claim")
    if claim is not None and values.get("topic") is not None:
        raise UnfitError(
            "'topic' is for words that claim neither a number nor a cause; leave it or 'claim' out"
        )
    told = abouts.get(claim) if claim is not None else None
    if told is not None and values.setdefault("about", told) != told:
        raise UnfitError(
            "'about' is another event than that of its claim; leave it out, or correct the claim"
        )
    _fill(values, kind=page.quotation(at), claim_basis=Basis.STATED, block=page.block(at))
    _fill(values, topic=None if claim is not None else Topic.OTHER_TOPIC)
    values["id"] = ids.statement_id(
        *at,
        key=page.key,
        speaker_id=values["speaker_id"],
        stance=values["stance"],
        claim_id=claim if claim is not None else ids.span_id("claim", *at),
    )
    return Statement(**values)


def _speaker(values: Values, page: Page) -> None:
    passage = values["passage"]
    if "speaker_at" not in values:
        values["speaker_at"] = page.only(values["speaker"], passage)
    at = values["speaker_at"]
    near = at is not None and passage.start <= at.start and at.end <= passage.end
    _fill(values, resolved=Resolution.NAMED if near else Resolution.ANAPHOR)
    _fill(values, speaker_words=page.text[slice(*at)] if at is not None else None)
    values["speaker_id"] = page.agent_id(values["speaker"], at, values.get("speaker_id"))
    org = values.get("speaker_org")
    if org is not None:
        values["speaker_org_id"] = page.agent_id(org, None, values.get("speaker_org_id"))


def _cue(values: Values, page: Page) -> None:
    at = values.get("cue_at")
    if at is not None:
        printed = page.text[slice(*at)]
        if values.setdefault("cue", printed) != printed:
            raise UnfitError("'cue' and 'cueAt' are different words; give one of them")
    elif values.get("cue") is not None and "cue_at" not in values:
        at = page.only(values["cue"], values["passage"])
        if at is None:
            raise UnfitError("'cue' does not stand just once in the passage; select it with 'cueAt'")
        values["cue_at"] = at


def _source(given: object, passage: Span, page: Page) -> Source:
    fields = {"name": given} if isinstance(given, str) else given
    if not isinstance(fields, Mapping) or not fields.keys() <= {"name", "id", "at"}:
        raise UnfitError("'via' and 'citing' hold names, or objects with name, id and at")
    name, own = fields.get("name"), fields.get("id")
    if not isinstance(name, str) or not name.strip() or not isinstance(own, str | None):
        raise UnfitError("a source in 'via' or 'citing' needs a name, and its id must be a text")
    if plain(name) == ARTICLE:
        return Source(page.outlet, page.outlet_id, page.article.publisher_at)
    if "at" in fields:
        at = page.locate(fields["at"], passage) if fields["at"] is not None else None
    else:
        at = page.only(name, passage)
    return Source(name, page.agent_id(name, at, own), at)


def _figure(values: Values, at: Span) -> Figure:
    _need(values, Kind.FIGURE, "qualifier", "unit")
    number = values.get("value")
    least, most = bounds(values["qualifier"], number) if number is not None else (None, None)
    _fill(values, min=least, max=most, tally=Tally.ONE_EVENT, who=_who(values["unit"]))
    return Figure(id=ids.span_id("figure", *at), **values)


def _who(unit: Unit) -> Who:
    return _UNITS.get(unit, Who.CIVILIANS if unit.startswith("civilians") else Who.PEOPLE)


def _responsibility(values: Values, at: Span, page: Page) -> Responsibility:
    _need(values, Kind.RESPONSIBILITY, "about")
    actor = values.get("actor")
    if actor is None and values.get("means") is None:
        raise UnfitError(f"{Kind.RESPONSIBILITY} needs an 'actor', a 'means' or both")
    if actor is not None:
        values["actor_id"] = page.agent_id(actor, None, values.get("actor_id"))
    own = ids.responsibility_id(*at, key=page.key, actor_id=values.get("actor_id"), means=values.get("means"))
    return Responsibility(id=own, **values)


def _event(kind: Kind, values: Values, at: Span, page: Page) -> Event:
    day = values.get("date")
    if day is not None:
        first, last = _days(day)
        _fill(values, date_from=first, date_to=last)
    if any(values.get(name) is not None for name in ("date_from", "date_to")):
        written = values.get("date_words") or ""
        year = str((values.get("date_from") or values["date_to"]).year)
        _fill(values, date_basis=Basis.STATED if year in written else Basis.INFERRED)
    place = values.get("place")
    if place is not None:
        values["place_id"] = page.place_id(place, values.get("place_id"))
        _fill(values, country=page.country(values["place_id"]))
    event = EVENT_KINDS[kind]
    return Event(id=ids.span_id(event.value, *at), kind=event, **values)


def _days(written: str) -> tuple[date | None, date | None]:
    day = first_day(written)
    if len(written) == len("2017-03-17"):
        return day, day
    if len(written) == len("2017"):
        return day, year_bounds(day.year, basis=Basis.STATED).last
    return day, month_bounds(day.year, day.month, basis=Basis.STATED).last


def _mention(kind: Kind, values: Values, at: Span, page: Page) -> Mention:
    what, prefix = MENTION_KINDS[kind]
    name, own = values["exact"], values.pop("id", None)
    if kind is Kind.PLACE:
        return Mention(what, *at, name, page.place_id(name, own))
    found = page.agent_id(name, at, own)
    return Mention(
        what, *at, name, page.agent_id(name, at, prefix) if own is None and "/" not in found else found
    )


def _need(values: Values, kind: Kind, *names: str) -> None:
    for name in names:
        if values.get(name) is None:
            raise UnfitError(f"{kind} needs '{name}'")


def _fill(values: Values, **given: Any) -> None:
    for name, value in given.items():
        values.setdefault(name, value)

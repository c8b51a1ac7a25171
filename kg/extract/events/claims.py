"""Happenings, counts and causes as events, figures and responsibilities of the record."""

from collections.abc import Sequence

from kg import ids
from kg.extract.dates import DateMention
from kg.extract.events.actors import Actor
from kg.extract.events.causes import Cause
from kg.extract.events.happenings import Happening
from kg.extract.events.placed import Placed
from kg.extract.events.told import Told
from kg.extract.values import frozen
from kg.model import BlockKind, Event, EventKind, Figure, Responsibility, Span
from kg.registry import Registry
from kg.vocab import Basis, Means, Unit

_TIER = {BlockKind.BODY: 0.9, BlockKind.HEADLINE: 0.6, BlockKind.CAPTION: 0.6, BlockKind.RELATED_LINK: 0.5}


@frozen
class EventIds:
    """The ids under which one happening stands in the record; None where it is no such event."""

    strike: str | None = None
    incident: str | None = None
    campaign: str | None = None

    @property
    def for_figures(self) -> str | None:
        """Figures and causes are about the incident, where there is one."""
        return self.incident or self.strike or self.campaign

    @property
    def for_conduct(self) -> str | None:
        """That it was carried out is about the strike."""
        return self.strike or self.campaign or self.incident


def event_ids(happening: Happening) -> EventIds:
    """The ids of a happening, from the characters of its tellings."""
    if happening.campaign:
        return EventIds(campaign=ids.span_id("campaign", *_own_span(happening)))
    main = happening.main_strike
    strike = ids.span_id("strike", *main.span) if main is not None else None
    has_harm = happening.harm_span is not None or (happening.harms and not happening.strikes)
    incident = ids.span_id("incident", *_own_span(happening)) if has_harm else None
    return EventIds(strike, incident)


def to_events(happening: Happening, text: str, registry: Registry) -> list[Event]:
    """The strike and the incident of a happening, or its campaign."""
    known = event_ids(happening)
    if known.campaign is not None:
        return [_event(EventKind.CAMPAIGN, known.campaign, _own_span(happening), happening, text, registry)]
    events: list[Event] = []
    if known.incident is not None:
        span = _own_span(happening)
        events.append(_event(EventKind.INCIDENT, known.incident, span, happening, text, registry))
    if known.strike is not None and happening.main_strike is not None:
        span = happening.main_strike.span
        strike = _event(
            EventKind.STRIKE, known.strike, span, happening, text, registry, part_of=known.incident
        )
        events.append(strike)
    return events


def _own_span(happening: Happening) -> Span:
    if happening.harm_span is not None:
        return happening.harm_span
    main = happening.main_harm or happening.main_strike
    if main is None:
        raise ValueError("a happening has neither telling nor harm")  # none is made without one of them
    return main.span


def _event(
    kind: EventKind,
    event_id: str,
    span: Span,
    happening: Happening,
    text: str,
    registry: Registry,
    *,
    part_of: str | None = None,
) -> Event:
    day = (happening.period or happening.date) if kind == EventKind.CAMPAIGN else happening.date
    place = happening.place
    row = registry.row(place.country) if place and place.country else None
    is_strike = kind == EventKind.STRIKE
    return Event(
        event_id,
        kind,
        span.start,
        span.end,
        text[span.start : span.end],
        f"event.{kind.value}",
        0.9 if happening.date or happening.place else 0.7,
        date=_iso(day) if kind != EventKind.CAMPAIGN else None,
        date_from=day.first if day else None,
        date_to=day.last if day else None,
        date_words=text[day.start : day.end] if day else None,
        date_basis=(Basis.INFERRED if happening.inherited else day.basis) if day and day.first else None,
        place=text[place.start : place.end] if place else None,
        place_id=place.id if place else None,
        near=happening.near and place is not None,
        country=row.name if row else None,
        target=text[happening.target.start : happening.target.end]
        if is_strike and happening.target
        else None,
        means=happening.means if is_strike else None,
        count=happening.count if kind != EventKind.INCIDENT else None,
        part_of=part_of,
    )


def _iso(day: DateMention | None) -> str | None:
    """The day, month or year; a span of days inside one month gives the month."""
    if day is None:
        return None
    if day.iso is not None or day.first is None or day.last is None:
        return day.iso
    same_month = (day.first.year, day.first.month) == (day.last.year, day.last.month)
    return f"{day.first:%Y-%m}" if same_month else None


def to_figure(placed: Placed, text: str, *, subset_of: str | None) -> Figure:
    """The figure of a placed count."""
    count = placed.count
    assessed = placed.assessed
    return Figure(
        figure_id(placed),
        count.start,
        count.end,
        text[count.start : count.end],
        count.qualifier,
        count.unit,
        count.who,
        placed.tally,
        f"figure.{count.rule}",
        min(count.confidence, _TIER[placed.scene.sentence.block] + 0.05),
        value=count.value,
        min=count.min,
        max=count.max,
        who_words=count.who_words,
        about=event_ids(placed.about).for_figures if placed.about else None,
        assessed_from=assessed.first if assessed else None,
        assessed_to=assessed.last if assessed else None,
        assessed_words=text[assessed.start : assessed.end] if assessed else None,
        assessed_basis=assessed.basis if assessed else None,
        subset_of=subset_of,
    )


def figure_id(placed: Placed) -> str:
    """``figure-{start}-{end}`` of a placed count."""
    return ids.span_id("figure", placed.count.start, placed.count.end)


def to_responsibility(
    span: Span,
    *,
    actor: Actor | None,
    means: Means | None,
    about: str,
    text: str,
    key: str,
    rule: str,
    block: BlockKind,
) -> Responsibility:
    """That the actor, or the means, did what ``about`` tells."""
    return Responsibility(
        ids.responsibility_id(
            span.start, span.end, key=key, actor_id=actor.id if actor else None, means=means
        ),
        span.start,
        span.end,
        text[span.start : span.end],
        about,
        rule,
        _TIER[block],
        actor=actor.words if actor else None,
        actor_id=actor.id if actor else None,
        means=means,
    )


def told_responsibilities(
    tellings: Sequence[tuple[Told, Happening | None]],
    placed: Sequence[Placed],
    *,
    text: str,
    key: str,
    block: BlockKind,
) -> list[Responsibility]:
    """Who carried out what is told, and what caused the harm told in the same breath."""
    found: list[Responsibility] = []
    for told, happening in tellings:
        if happening is None or told.denied or not (told.noun.is_strike or told.means):
            continue
        actor = told.actor if told.actor is not None and told.actor.id is not None else None
        means = told.means
        if told.noun.rule == "strike.plain" and happening.means is not None:
            means = happening.means  # "the strike" of shells is none from the air
        known = event_ids(happening)
        about = known.for_conduct
        if actor is not None and about is not None and told.noun.is_strike:
            own = told.head if told.span.start <= told.head.start else told.span
            span = Span(min(actor.span.start, own.start), max(actor.span.end, own.end))
            found.append(
                to_responsibility(
                    span, actor=actor, means=means, about=about, text=text, key=key,
                    rule="responsibility.told-actor", block=block,
                )
            )  # fmt: skip
        harmed = [
            p for p in placed if p.about is happening and p.count.unit != Unit.STRIKES and p.count.value != 0
        ]
        if actor is None and not harmed and means is not None and known.for_figures is not None:
            found.append(
                to_responsibility(
                    told.head, actor=None, means=means, about=known.for_figures, text=text, key=key,
                    rule="responsibility.told-means", block=block,
                )
            )  # fmt: skip
        if known.incident is not None and harmed and means is not None:
            ends = [p.count.end for p in harmed]
            span = Span(min(told.span.start, harmed[0].count.start), max(told.head.end, max(ends)))
            found.append(
                to_responsibility(
                    span, actor=actor, means=means, about=known.incident, text=text, key=key,
                    rule="responsibility.told-cause", block=block,
                )
            )  # fmt: skip
    return found


def cause_responsibility(
    cause: Cause, happening: Happening, *, text: str, key: str, block: BlockKind
) -> Responsibility | None:
    """A worded cause of the harm of a happening."""
    known = event_ids(happening)
    about = known.for_figures
    if about is None:
        return None
    return to_responsibility(
        cause.span, actor=cause.actor, means=cause.means, about=about, text=text, key=key,
        rule=f"responsibility.{cause.rule}", block=block,
    )  # fmt: skip

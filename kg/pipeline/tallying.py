"""Reads from an article's graph what it tells of tallies, and turns that into JSON and back."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kg.resolve.tallies import TallyTold
from kg.vocab import (
    BROADER,
    FIGURE,
    P_ASSESSMENT_END,
    P_ASSESSMENT_START,
    P_CLAIM,
    P_NEAR,
    P_ON_BEHALF_OF,
    P_PASSAGE,
    P_QUALIFIER,
    P_SPEAKER,
    P_SPEAKER_RESOLUTION,
    P_STANCE,
    P_SUBSET_OF,
    P_TALLY,
    P_UNIT,
    P_WHO,
    SCHEMA,
    STATEMENT,
    Qualifier,
    Resolution,
    Stance,
    Tally,
    Unit,
)

if TYPE_CHECKING:
    from kg.pipeline.telling import _Nodes

ARTICLE: Final = SCHEMA + "NewsArticle"
READ: Final = (
    P_ASSESSMENT_END, P_ASSESSMENT_START, P_PASSAGE, P_SPEAKER_RESOLUTION, P_TALLY, SCHEMA + "datePublished",
)  # fmt: skip
"""What is read here beside what resolving of events reads."""
Plain = list[Any]
"""Values of a tuple as JSON has them; ``Any`` because JSON is."""
_COUNTED: Final = frozenset(Tally) - {Tally.ONE_EVENT, Tally.STANDING}
_TAKES_OUT: Final = frozenset({Stance.DISPUTES, Stance.RETRACTS})
_START: Final = re.compile(r"-(\d+)-\d+$")


def find_tallies(nodes: "_Nodes", key: str, actors: Mapping[str, Collection[str]]) -> list[TallyTold]:
    """Counts over more than one event that a source stands behind; ``actors`` are those blamed, by event.

    What an outlet tells in its own voice has no issuer and is left out, and so is what is opposed or open.
    """
    published = {nodes.day(node, SCHEMA + "datePublished") for _, node in nodes.of(ARTICLE)}
    day = published.pop() if len(published) == 1 else None
    figures = {node for _, node in nodes.of(FIGURE) if nodes.concept(node, P_TALLY) in _COUNTED}
    found = []
    for _, node in nodes.of(STATEMENT):
        figure = nodes.value(node, P_CLAIM)
        if figure is not None and figure in figures and _is_behind(nodes, node, figure):
            told = _tally(nodes, node, figure, key=key, actors=actors, published=day)
            found += [told] if told is not None else []
    return found


def _is_behind(nodes: "_Nodes", statement: str, figure: str) -> bool:
    """A source that takes numbers out of its tally can do so by disputing them: it stands behind that."""
    stance = nodes.concept(statement, P_STANCE) or ""
    voice = nodes.concept(statement, P_SPEAKER_RESOLUTION) == Resolution.VOICE_OF_THE_ARTICLE
    withdraws = nodes.concept(figure, P_TALLY) == Tally.WITHDRAWAL and stance in _TAKES_OUT
    return (BROADER.get(stance) == Stance.SUPPORTS or withdraws) and not voice


def _tally(
    nodes: "_Nodes",
    statement: str,
    figure: str,
    *,
    key: str,
    actors: Mapping[str, Collection[str]],
    published: date | None,
) -> TallyTold | None:
    tally, unit = nodes.concept(figure, P_TALLY), nodes.concept(figure, P_UNIT)
    qualifier, about = nodes.concept(figure, P_QUALIFIER), nodes.value(figure, SCHEMA + "about")
    issuer = nodes.value(statement, P_ON_BEHALF_OF) or nodes.value(statement, P_SPEAKER)
    at = _START.search(figure)
    if tally is None or unit is None or qualifier is None or about is None or issuer is None or at is None:
        return None
    return TallyTold(
        figure,
        statement,
        key,
        issuer,
        Tally(tally),
        Unit(unit),
        Qualifier(qualifier),
        nodes.number(figure, SCHEMA + "value"),
        nodes.number(figure, SCHEMA + "minValue"),
        nodes.number(figure, SCHEMA + "maxValue"),
        who=nodes.value(figure, P_WHO),
        part=nodes.value(figure, P_SUBSET_OF) is not None,
        first=nodes.day(about, SCHEMA + "startDate"),
        last=nodes.day(about, SCHEMA + "endDate"),
        assessed=(nodes.day(figure, P_ASSESSMENT_START), nodes.day(figure, P_ASSESSMENT_END)),
        actors=frozenset(actors.get(about, ())),
        place=nodes.value(about, SCHEMA + "location") or nodes.value(about, P_NEAR),
        passage=nodes.value(statement, P_PASSAGE) or "",
        at=int(at[1]),
        day=nodes.day(statement, SCHEMA + "endDate"),
        published=published,
        name=nodes.value(issuer, SCHEMA + "name"),
    )


def to_plain(told: TallyTold) -> Plain:
    """The tuple as JSON has it, without the article, which the reader knows."""
    names = [told.figure, told.statement, told.issuer, told.name, told.passage, told.place, told.who]
    count = [told.tally, told.unit, told.qualifier, told.value, told.min, told.max, told.part, told.at]
    days = [told.first, told.last, *told.assessed, told.day, told.published]
    return [names, count, [day and day.isoformat() for day in days], sorted(told.actors)]


def from_plain(plain: Plain, article: str) -> TallyTold:
    """The tuple that ``to_plain`` wrote."""
    (figure, statement, issuer, name, passage, place, who), count, days, actors = plain
    tally, unit, qualifier, value, low, high, part, at = count
    first, last, start, end, day, published = (one and date.fromisoformat(one) for one in days)
    return TallyTold(
        figure,
        statement,
        article,
        issuer,
        Tally(tally),
        Unit(unit),
        Qualifier(qualifier),
        value,
        low,
        high,
        who=who,
        part=part,
        first=first,
        last=last,
        assessed=(start, end),
        actors=frozenset(actors),
        place=place,
        passage=passage,
        at=at,
        day=day,
        published=published,
        name=name,
    )

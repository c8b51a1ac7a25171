"""What the sentence of a figure says about its scope: a period, a day, a place, the words of its clause."""

import re
from collections.abc import Iterator

from kg.extract.counts import Count
from kg.extract.dates import DateMention
from kg.extract.events.backstory import backstory_around
from kg.extract.events.happenings import Happening
from kg.extract.events.rules import load_event_rules
from kg.extract.events.sites import is_elsewhere_from, narrow_places
from kg.extract.events.tally_words import load_tally_words
from kg.extract.events.told import Told
from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.extract.speech.voice_words import load_voice_words
from kg.model import Span

_DIED_IN = re.compile(
    r"(?: (?:were|was|had been|have been))?(?: (?:killed|dead|died|wounded|injured))? (?:in|near|at) "
)

_NEXT_CLAUSE = re.compile(r"[,;] (?:and|but|while|then|before) |; ")
_CLAUSE_MARK = re.compile(r'[,;:](?!\d)|"')  # not that of "1,200"
_CLAUSE = 200  # characters
MANY = (
    1000  # more dead than any one strike of these wars; a toll of the war, unless the sentence tells a strike
)


def place_behind(scene: Scene, span: Span) -> Name | None:
    """The town of "two people were killed in X"; None where anything else stands between."""
    places = _places(scene)
    return next(
        (n for n in places if _DIED_IN.fullmatch(scene.folded, span.end, max(span.end, n.start))), None
    )


def place_of_its_own(scene: Scene, span: Span) -> Name | None:
    """The one town of "In X, four people were wounded" and "two were killed in fighting in X"."""
    places = list(_places(scene))
    opening = [n for n in places if _opens_with(scene, n)]
    behind = [n for n in places if n.start >= span.end and _is_said_of(scene, span, n)]
    found = opening or behind
    return found[0] if len({name.id for name in found}) == 1 else None


def _places(scene: Scene) -> Iterator[Name]:
    words = load_event_rules().words
    return (name for name in narrow_places(scene) if not is_elsewhere_from(scene, name, words))


def _opens_with(scene: Scene, place: Name) -> bool:
    at = scene.tokens.at(place.start)
    return (
        at == 1
        and scene.tokens.low(0) in ("in", "near")
        and scene.tokens.low(scene.tokens.at(place.end)) == ","
    )


def _is_said_of(scene: Scene, span: Span, place: Name) -> bool:
    """Whether nothing but harm and "in" stands between a count and a place: no hospital, no comma."""
    between = scene.folded[span.end : place.start]
    located = between.endswith((" in ", " near ", " at "))
    return located and not set(between) & set(',;:"') and load_tally_words().taken.search(between) is None


def is_other_day(scene: Scene, about: Happening) -> bool:
    """Whether the sentence gives a day on which the event under discussion did not happen."""
    days = [
        d for d in scene.dates if d.precision == "day" and d.first is not None and not _is_limit(scene, d)
    ]
    known = about.date
    if not days or known is None or known.first is None or known.last is None:
        return False
    return all(d.first is not None and not known.first <= d.first <= known.last for d in days)


def _is_limit(scene: Scene, date: DateMention) -> bool:
    """ "22 bodies had been buried by Wednesday": until when was counted, not when it happened."""
    return scene.tokens.low(scene.tokens.at(date.start) - 1) in ("by", "until", "till")


def is_on_its_day(scene: Scene, about: Happening) -> bool:
    """Whether the sentence names the day of the event under discussion."""
    known = about.date
    if known is None or known.first is None or known.last is None:
        return False
    return any(
        d.first is not None and known.first <= d.first <= known.last
        for d in scene.dates
        if d.precision == "day"
    )


def gap_between(a: Span, b: Span) -> int:
    return 0 if a.start < b.end and b.start < a.end else max(a.start - b.end, b.start - a.end)


def clause_gap(scene: Scene, a: Span, b: Span) -> int:
    """The gap between two spans; a clause between them counts as much as a long sentence.

    "bombed X, killing 12 people, and shelled Y": the 12 belong to X, though Y is no farther.
    """
    between = scene.folded[min(a.end, b.end) : max(a.start, b.start)]
    return gap_between(a, b) + (_CLAUSE if _NEXT_CLAUSE.search(between) else 0)


def period_of(scene: Scene, count: Count) -> DateMention | None:
    """A period in the sentence that is not the one of the assessment."""
    past = backstory_around(scene, count.start)
    periods = [
        d
        for d in scene.dates
        if backstory_around(scene, d.start) == past
        and (d.precision == "period" or _is_year(d) or d.is_open)
        and not _is_said_after(scene, count, d)
    ]
    return min(
        periods, key=lambda d: gap_between(Span(d.start, d.end), Span(count.start, count.end)), default=None
    )


def month_of(scene: Scene, span: Span) -> DateMention | None:
    """The nearest month or year: "137 deaths in October, compared to 98 in September" are of two."""
    months = [d for d in scene.dates if d.is_long]
    return min(months, key=lambda d: gap_between(Span(d.start, d.end), span), default=None)


def _is_said_after(scene: Scene, count: Count, date: DateMention) -> bool:
    """ "34 are wounded, she said, adding that since March ...": a period of what is said next."""
    first, last = scene.tokens.at(count.end), scene.tokens.at(date.start)
    return any(
        first < at < last and scene.tokens.low(at - 1) == "," and form.kind == "ing"
        for at, _, form in scene.cues
    )


def _is_year(date: DateMention) -> bool:
    """ "this year", where the article does not say which."""
    return date.precision == "unknown" and date.words.lower().endswith("year")


def assessment_of(scene: Scene) -> DateMention | None:
    """ "assessed during the month of May": a period that is not that of the harm."""
    for date in scene.dates:
        if date.precision not in ("month", "period", "week") or date.first is None:
            continue
        window = scene.folded[
            max(scene.sentence.start, date.start - 60) : min(scene.sentence.end, date.end + 40)
        ]
        if (
            load_tally_words().assessed.search(window)
            and "strike" not in scene.folded[date.start - 12 : date.end + 10]
        ):
            return date
    return None


def clause_around(scene: Scene, span: Span) -> Span:
    """The words around a figure up to the marks of its clause."""
    before = _CLAUSE_MARK.finditer(scene.folded, scene.sentence.start, span.start)
    start = max((mark.end() for mark in before), default=0)
    behind = _CLAUSE_MARK.search(scene.folded, span.end, scene.sentence.end)
    end = behind.start() if behind is not None else scene.sentence.end
    start, end = max(start, scene.sentence.start), min(end, scene.sentence.end)
    while start < end and scene.folded[start] in " \n":
        start += 1
    while end > span.end and scene.folded[end - 1] in ' \n."':
        end -= 1
    return Span(start, end)


def harm_span_of(scene: Scene, about: Happening, span: Span) -> Span:
    """From the telling of the strike to the figure, if one sentence holds both; else the figure's clause."""
    for told in (*about.strikes, *about.harms):
        if scene.sentence.start <= told.span.start < scene.sentence.end:
            return Span(min(told.span.start, span.start), max(told.span.end, span.end))
    return clause_around(scene, span)


def is_nearer(told: Told, period: DateMention, span: Span) -> bool:
    """Whether a strike with a day of its own stands nearer to a figure than a period does."""
    dated = told.date is not None and told.date.precision == "day"
    return dated and gap_between(told.span, span) < gap_between(Span(period.start, period.end), span)


def leaves_out(scene: Scene, span: Span, told: Told) -> bool:
    """ "352 deaths, leaves out the blast": the figure is not about what it leaves out."""
    between = (span.end, told.head.start)
    return (
        span.end < told.head.start and load_voice_words().excludes.search(scene.folded, *between) is not None
    )


def exceeds(count: Count, near: list[tuple[Told, Happening | None]]) -> bool:
    """More dead than any one strike, told by a noun of harm without a day: the toll of a war."""
    many = (count.value or count.min or 0) >= MANY
    return many and not any(told.noun.is_strike or told.date is not None for told, _ in near)


def is_beyond(scene: Scene, count: Count) -> bool:
    """Whether a running count is that of a war: by its size or by "since the invasion began"."""
    many = (count.value or count.min or 0) >= MANY
    return many or load_tally_words().beyond.search(scene.folded, count.end, scene.sentence.end) is not None


def is_one_of_several(scene: Scene, about: Happening) -> bool:
    """ "The second struck a car and killed four": of two strikes told together."""
    where = (scene.sentence.start, scene.sentence.end)
    several = about.count is not None and about.count > 1
    return several and load_tally_words().one_of_several.match(scene.folded, *where) is not None

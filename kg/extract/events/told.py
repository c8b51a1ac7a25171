"""How a sentence tells an event: the noun or verb, and the date, place, target and actor that go with it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from kg.extract.dates import DateMention
from kg.extract.events.actors import Actor, actor_of
from kg.extract.events.backstory import backstory_around
from kg.extract.events.details import (
    is_apart,
    is_of_another,
    item_head,
    left_edge,
    nearest_date,
    place_of,
    right_edge,
    target_of,
)
from kg.extract.events.heads import find_heads
from kg.extract.events.rules import EventRules, Noun
from kg.extract.events.sites import is_near
from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.extract.values import frozen
from kg.model import Span
from kg.registry import Registry
from kg.vocab import Basis, Means

_SALVO = 9  # weapons that may hit one place; more are an attack on a whole country
_SINCE = 80  # characters before a date in which "since" can open a clause of its own
_OPENING = 3  # words before a date that opens a sentence, or between it and a verb of saying
_NEAR = 4  # words from "the" to a noun of harm; more hold a subject: "the UN documented civilian casualties"


@frozen
class Told:
    """One telling of an event. ``reference`` is back ("the strike"), again ("another strike") or new."""

    span: Span
    head: Span
    noun: Noun
    means: Means | None
    plural: bool
    reference: str
    count: int | None = None
    date: DateMention | None = None
    period: DateMention | None = None
    place: Name | None = None
    near: bool = False
    target: Span | None = None
    actor: Actor | None = None
    denied: bool = False
    """ "carried out no strikes": told as what did not happen."""
    answers: bool = False
    """Told by a force of its own act: the target it names may be another than others say was hit."""


def find_told(
    scene: Scene,
    rules: EventRules,
    registry: Registry,
    *,
    heads: Sequence[Span],
    said: Sequence[Span] = (),
    aerial: bool,
    war: bool,
) -> tuple[Told, ...]:
    """The events a sentence tells, in order.

    ``heads`` are attributions, whose dates are not the event's; a date of ``said`` stands before one and is
    the event's only where the event has a place of its own; ``aerial`` says that the article tells of
    aircraft, so that "raids" can be meant, ``war`` that it tells of a war at all: without one only what is
    called an air strike is one.
    """
    telling = list(find_heads(scene, rules, aerial=aerial, war=war))
    if not telling:
        return ()
    found: list[Told] = []
    for head, noun, means in sorted(telling, key=lambda item: item[0]):
        if (
            found
            and head.start < found[-1].span.end
            and head.start >= found[-1].head.start
            and head.end <= found[-1].head.end
        ):
            continue
        if _is_likeness(scene, head, rules):
            continue
        told = _tell(scene, head, noun, means, rules, registry, heads)
        found.append(_unplaced(_undated(told, said, scene), scene, heads))
    return tuple(_without_overlap(_ordered_in_time(scene, rules, found)))


def _is_likeness(scene: Scene, head: Span, rules: EventRules) -> bool:
    """ "It was like a missile had hit us", "I know what shelling sounds like"."""
    before = rules.words.simile.search(scene.folded, scene.sentence.start, head.start)
    return (before or rules.words.likeness.match(scene.folded, head.end, scene.sentence.end)) is not None


def _ordered_in_time(scene: Scene, rules: EventRules, found: list[Told]) -> list[Told]:
    """ "The strike came a day after another in X": what stands behind the second event is not the first's."""
    kept = list(found)
    for at, (first, second) in enumerate(pairwise(found)):
        between = scene.tokens.lows[scene.tokens.at(first.head.end) : scene.tokens.at(second.head.start)]
        if rules.words.in_time.isdisjoint(between):
            continue
        kept[at + 1] = second = _dated_from(scene, rules, first, second)
        place = first.place if first.place is None or first.place.start < second.head.start else None
        link = next(i for i, low in enumerate(between) if low in rules.words.in_time)
        edge = scene.tokens.items[scene.tokens.at(first.head.end) + link].start
        date = first.date if first.date is None or first.date.end <= edge else None
        span = Span(first.span.start, min(first.span.end, max(first.head.end, second.span.start)))
        kept[at] = replace(first, place=place, near=first.near and place is not None, date=date, span=span)
    return kept


def _dated_from(scene: Scene, rules: EventRules, first: Told, second: Told) -> Told:
    """ "on Saturday, five days after shells fell": the second day is counted back from the first."""
    match = rules.words.counted_from.search(scene.folded, first.head.end, second.head.start)
    day = first.date
    if match is None or day is None or day.first is None or day.precision != "day" or day.end > match.start():
        return second
    if second.date is not None and second.date.start >= match.end():
        return second
    word = match["count"].lower()
    count = int(word) if word.isdigit() else rules.numbers[word]
    other = day.first + timedelta(count if match["way"].lower() == "before" else -count)
    shifted = replace(
        day, start=match.start(), end=match.end(), first=other, last=other, iso=other.isoformat(),
        basis=Basis.INFERRED, words=match[0],
    )  # fmt: skip
    return replace(second, date=shifted)


def _undated(told: Told, said: Sequence[Span], scene: Scene) -> Told:
    """Without the day on which it was said, where the event has another one or no place."""
    if told.date is None or (told.date.start, told.date.end) not in said:
        return told
    own = next((d for d in scene.dates if d.start > told.head.start and (d.start, d.end) not in said), None)
    placed = told.place is not None and told.place.id != told.place.country
    return told if placed and own is None else replace(told, date=own)


def _unplaced(told: Told, scene: Scene, heads: Sequence[Span]) -> Told:
    """ "In Washington, a spokesperson declined to say whether the strike ...": where somebody spoke."""
    place = told.place
    if place is None or told.reference != "back" or scene.tokens.low(0) != "in":
        return told
    opens = scene.tokens.at(place.start) == 1
    if opens and any(0 < head.start - place.end < 4 for head in heads):
        return replace(told, place=None, near=False)
    return told


def _without_overlap(found: list[Told]) -> Iterator[Told]:
    end = -1
    for told in found:
        if told.head.start >= end:
            yield told
            end = told.head.end


def _tell(
    scene: Scene,
    head: Span,
    noun: Noun,
    means: Means | None,
    rules: EventRules,
    registry: Registry,
    heads: Sequence[Span],
) -> Told:
    tokens = scene.tokens
    first, last = left_edge(scene, head, rules.words), right_edge(scene, head, rules.words)
    span = Span(tokens.items[first].start, max(head.end, tokens.items[last - 1].end))
    inside = [i for i in range(first, tokens.at(head.start)) if not scene.is_date(i)]
    words = [tokens.low(i) for i in inside if not _ends_clock(scene, i)]
    back = bool(words) and words[0] in rules.words.back and (noun.is_strike or len(words) <= _NEAR)
    past = backstory_around(scene, head.start)
    again = past is not None or is_apart(scene, rules.words) or not rules.words.again.isdisjoint(words)
    reference = "again" if again else "back" if back else "new"
    named = scene.words(head).lower()
    many = named in rules.words.mass_nouns and not _has_one_target(scene, head, rules)
    plural = (named in rules.nouns and named.endswith("s")) or many
    plural = plural or rules.words.repeated.match(scene.folded, head.end, scene.sentence.end) is not None
    count = next((number for word in words if (number := _number(word, rules)) is not None), None)
    plural = plural or (noun.rule == "strike.air" and count is not None and count > _SALVO)
    dates = [d for d in scene.dates if not any(h.start <= d.start < h.end for h in heads)]
    dates = [d for d in dates if not is_of_another(scene, head, d.start, rules.words)]
    dates = [d for d in dates if d.first is not None or not rules.words.ages.search(d.words)]
    dates = [d for d in dates if not _is_rough(scene, d, rules)]
    dates = [d for d in dates if not _is_since_then(scene, d, rules)]
    dates = [d for d in dates if not rules.words.years_since.match(scene.folded, d.end)]
    dates = [d for d in dates if backstory_around(scene, d.start) == past]
    dates = [d for d in dates if not (back and _is_of_what_was_said(scene, d, span))]
    lasting = [d for d in dates if d.precision == "period" or d.is_open]
    date = nearest_date([d for d in dates if d not in lasting], span, scene)
    period = nearest_date(lasting, span, scene)
    place = place_of(scene, span, head, rules.words, heads)
    near = place is not None and is_near(scene, place, rules.words)
    day, town = item_head(scene)
    date, place = date or (None if period else day), place or town
    return Told(
        span, head, noun, means, plural, reference, count, date, period, place, near,
        target_of(scene, head, span, rules.words), actor_of(scene, head, span, rules, registry, heads),
        denied=rules.words.none.search(scene.folded, scene.sentence.start, head.start) is not None,
    )  # fmt: skip


def _has_one_target(scene: Scene, head: Span, rules: EventRules) -> bool:
    """ "the shelling of the brick plant": many shells, and one event."""
    at, words = scene.tokens.at(head.end), rules.words
    if scene.tokens.low(at) != "of" or scene.tokens.low(at + 1) not in ("a", "an", "the"):
        return False
    named = [low for low in scene.tokens.lows[at + 2 : at + 4] if low in words.struck]
    return bool(named) and not named[0].endswith("s") and named[0] not in words.whole


def _is_of_what_was_said(scene: Scene, date: DateMention, span: Span) -> bool:
    """ "In January the coalition listed the incident as closed": the day of what was said of it."""
    first, last = scene.tokens.at(date.end), scene.tokens.at(span.start)
    opens = scene.tokens.at(date.start) < _OPENING
    return date.end <= span.start and any(
        first <= at < last and form.kind == "past" and (opens or at - first < _OPENING)
        for at, _, form in scene.cues
    )


def _is_rough(scene: Scene, date: DateMention, rules: EventRules) -> bool:
    """ "More than two years ago": no year that a date told elsewhere could clash with."""
    before = rules.words.roughly.search(scene.folded, scene.sentence.start, date.start)
    return before is not None and date.words.endswith("ago")


def _is_since_then(scene: Scene, date: DateMention, rules: EventRules) -> bool:
    """ "the deadliest attack since fighting flared up last month": the day of what came before it."""
    start = max(scene.sentence.start, date.start - _SINCE)
    return rules.words.since_then.search(scene.folded, start, date.start) is not None


def _ends_clock(scene: Scene, index: int) -> bool:
    """The 50 of "11:50"."""
    return scene.tokens.low(index - 1) == ":" and scene.folded[scene.tokens.starts[index] - 1] == ":"


def _number(word: str, rules: EventRules) -> int | None:
    if word.replace(",", "").isdigit():
        return int(word.replace(",", ""))
    return rules.numbers.get(word)

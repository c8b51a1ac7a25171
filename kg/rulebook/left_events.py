"""Numbers and words of attack or harm in a sentence that gave no figure and no event, and why."""

from collections.abc import Iterator, Sequence

from kg.extract.article import Extraction
from kg.extract.counts import Count
from kg.extract.counts.numbers import read_number
from kg.extract.counts.rules import default_rules
from kg.extract.counts.words import split_words
from kg.extract.document import Document
from kg.extract.events.claims import event_ids
from kg.extract.events.happenings import Happening
from kg.extract.events.heads import find_heads
from kg.extract.events.reading import LineReading, is_no_count
from kg.extract.events.rules import Noun, load_event_rules
from kg.extract.events.series import is_definition
from kg.extract.events.told import Told
from kg.model import BlockKind, Span
from kg.rulebook.left import Left, overlaps
from kg.vocab import Unit

_SUPPOSED = "the number is told as what would or could be, or was taken back"
_NO_COUNT = "it counts nothing here: it belongs to a source or a date, or says that there was no strike"
_OF_STRIKES = "it counts strikes, which is part of the event and no figure of harm"
_UNSTATED = "the figure stands in no statement: neither a source nor the article itself claims it"
_NO_HARMED = "a number, but nobody harmed, no strike and no report is counted with it"
_NO_HARM_WORD = "a number, but no word of harm stands in the sentence"
_NO_WAR = "the article has too few signs of a war for this word (events.toml: conflict, unrest)"
_NO_SIGNS = (
    "no sign of an attack stands near, or the words beside it make it something else (events.toml: signs, "
    "air_signs, not_before, not_after, labour)"
)
_LIKENED = "something is only likened to it, or another word of the sentence tells the same"
_DENIED = "it is told as what did not happen"
_LINKED = "a linked story is another story"
_DEFINED = "the sentence tells what such a thing is, not that it was"
_NOT_BODY = "headlines, captions and links begin no event of their own, and none of the body agrees with it"
_NO_DAY = (
    "no known day and no place smaller than a country stands with it, and it could not be taken for the "
    "event under discussion"
)
_NO_EVENT = (
    "it could not be taken for an event told before, and a word of harm begins one only with day and place, "
    "or with one of them and a number of harmed"
)
_SERIES = "it tells a series of strikes or a time of them, of which nothing else is said"


def left_numbers(reading: LineReading, extraction: Extraction) -> Iterator[Left]:
    """The numbers of the line of which the record has no figure, in the order of the text."""
    line, document = reading.line, extraction.document
    text, stated = document.article.text, {(f.start, f.end) for f in extraction.record.figures}
    placed = {(p.count.start, p.count.end) for p in reading.placed}
    for _, count in line.counts:
        why = _why_no_figure(reading, count, placed=placed, stated=stated)
        if why is not None:
            yield Left("number", count.start, count.end, text[count.start : count.end], why)
    taken = [Span(count.start, count.end) for _, count in line.counts]
    taken += [Span(date.start, date.end) for date in line.told.dates]
    taken += [Span(name.start, name.end) for name in line.told.names]
    for span in _numbers(document, Span(line.sentence.start, line.sentence.end)):
        if not any(overlaps(span, other) for other in taken):
            harm = default_rules().may_hold_figure(document.folded[line.sentence.start : line.sentence.end])
            yield Left("number", *span, text[slice(*span)], _NO_HARMED if harm else _NO_HARM_WORD)


def _why_no_figure(
    reading: LineReading, count: Count, *, placed: set[tuple[int, int]], stated: set[tuple[int, int]]
) -> str | None:
    at = (count.start, count.end)
    if count.hypothetical:
        return _SUPPOSED
    if is_no_count(reading.line, count):
        return _NO_COUNT
    if at not in placed:
        return _OF_STRIKES if count.unit == Unit.STRIKES else _UNSTATED
    return None if at in stated else _UNSTATED


def _numbers(document: Document, sentence: Span) -> Iterator[Span]:
    """The numbers printed in a sentence, whatever they count."""
    rules = default_rules()
    words = split_words(document.folded, sentence, rules.tags)
    at = 0
    while at < len(words.low):
        number = read_number(words, at, rules.numbers) if words.low[at][0].isalnum() else None
        if number is None or number.end <= at:
            at += 1
            continue
        yield Span(words.starts[number.start], words.ends[number.end - 1])
        at = number.end


def left_events(reading: LineReading, extraction: Extraction) -> Iterator[Left]:
    """The words of attack and harm of the line that are of no event of the record, in no order."""
    text, scene = extraction.document.article.text, reading.line.told
    kept = {event.id for event in extraction.record.events}
    for told, happening in reading.tellings:
        why = _why_no_event(reading, told, happening, kept)
        if why is not None:
            yield Left("event", *told.head, text[slice(*told.head)], why, told.noun.rule)
    rules, document = load_event_rules(), extraction.document
    heads = [head for head, _, _ in find_heads(scene, rules, aerial=document.aerial, war=document.war)]
    taken = [told.head for told, _ in reading.tellings]
    for first, last, noun in rules.phrases.find(scene.tokens):
        span = scene.span(first, last)
        if not any(overlaps(span, other) for other in taken):
            taken.append(span)
            why = _why_untold(noun, span, heads, document)
            yield Left("event", *span, text[slice(*span)], why, noun.rule)
    for token in scene.tokens.items if not document.war else ():
        span = Span(token.start, token.end)
        if token.low in rules.telling and not any(overlaps(span, other) for other in taken):
            yield Left("event", *span, text[slice(*span)], _NO_WAR)


def _why_no_event(
    reading: LineReading, told: Told, happening: Happening | None, kept: set[str]
) -> str | None:
    if told.denied:
        return _DENIED
    if happening is not None:
        known = event_ids(happening)
        is_kept = {known.strike, known.incident, known.campaign} & kept
        return None if is_kept else _SERIES
    block = reading.line.sentence.block
    if is_definition(reading.line.told, load_event_rules().words):
        return _DEFINED
    if block == BlockKind.RELATED_LINK:
        return _LINKED
    if block != BlockKind.BODY:
        return _NOT_BODY
    return _NO_DAY if told.noun.is_strike else _NO_EVENT


def _why_untold(noun: Noun, span: Span, heads: Sequence[Span], document: Document) -> str:
    if noun.is_strike and not noun.alone and not document.war:
        return f"{_NO_WAR}, or {_NO_SIGNS}" if noun.air else _NO_WAR
    return _LIKENED if any(overlaps(span, head) for head in heads) else _NO_SIGNS

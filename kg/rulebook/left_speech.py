"""Cues, sources and quotations of a sentence that gave no statement, and why."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg import resources
from kg.extract.article import Extraction
from kg.extract.document import Line
from kg.extract.language.tables import read_rows
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.cue_hits import find_hits
from kg.extract.speech.turns import SHORTEST, is_turn
from kg.model import Span, Statement
from kg.rulebook.left import ASKED, Left, overlaps
from kg.vocab import Stance

_RELEASE = "attribution.release"
_NAMED = "it is part of a name"
_NO_SOURCE = "it can say something here, but no source that says it was found, or nothing of what it takes"
_NO_VERB = (
    "it is not said by anyone here: a noun or participle, an infinitive, behind a modal or 'nor', or denied "
    "in a way that its row does not take"
)
_NO_WORDS = "source and cue were found, but none of the words around could be given to them"
_REPLY = "its words are a bare answer, or part of a question, and claim nothing"
_ISSUER = "beside another source, what the issuer of a release says of itself is left"
_NOBODY = "nobody stands for these words: who could say them has not said them"
_SHORT = (
    f"a quotation of fewer than {SHORTEST} words is a title or a way of speaking, unless a source says it"
)
_NO_SPEAKER = "no speaker of this quotation was found in the sentence or right before it"


def left_speech(line: Line, extraction: Extraction, statements: Sequence[Statement]) -> Iterator[Left]:
    """What looks like speech in the line and is in none of its ``statements``, in no order."""
    text = extraction.record.article.text
    for at, row, why in _cues(line, statements):
        yield Left("cue", *at, text[slice(*at)], why, row)
    asked = line.sentence.start in extraction.asked
    for at, why in _sources(line, statements, asked=asked):
        yield Left("source", *at, text[slice(*at)], why)
    for at in _unsigned(line, statements):
        yield Left("words", *at, text[slice(*at)], _NOBODY)
    for at in _quotations(line, statements):
        words = text[slice(*at)]
        yield Left("quotation", *at, words, _SHORT if len(words.split()) < SHORTEST else _NO_SPEAKER)


def _cues(line: Line, statements: Sequence[Statement]) -> Iterator[tuple[Span, str, str]]:
    """Where a word stands that can be a cue and is none, its row, and why it is none."""
    scene = line.speech
    taken = [span for a in line.attributions for span in (a.cue, a.head)]
    taken += [s.cue_at for s in statements if s.cue_at is not None]
    verbs = {hit.verb for hit in find_hits(scene)}
    for first, last, form in scene.cues:
        span = scene.span(first, last)
        if any(overlaps(span, other) for other in taken):
            continue
        why = _NO_VERB
        if any(scene.named[first:last]):
            why = _NAMED
        elif first in verbs:
            why = f"{_NO_SOURCE} ({', '.join(sorted(form.cue.takes))})"
        yield span, _cue_rows().get(form.cue.verb, form.cue.verb), why


def _sources(line: Line, statements: Sequence[Statement], *, asked: bool) -> Iterator[tuple[Span, str]]:
    """Sources with a cue of which the record has no statement, and why."""
    for attribution in line.attributions:
        if not _is_read(attribution, statements):
            has_words = any(content.attribution.cue == attribution.cue for content in line.contents)
            why = _NO_WORDS
            if asked:
                why = ASKED
            elif has_words:  # in a turn it asks or replies, elsewhere only a release leaves words out
                why = _REPLY if line.sentence.turn or is_turn(line) else _ISSUER
            yield attribution.head, why


def _unsigned(line: Line, statements: Sequence[Statement]) -> Iterator[Span]:
    """Words that nobody has said and of which no source does anything but assert: none disputes them."""
    for span in line.unsigned:
        within = (s for s in statements if s.start <= span.start and span.end <= s.end + 1)
        if all(s.stance == Stance.ASSERTS for s in within):
            yield span


def _quotations(line: Line, statements: Sequence[Statement]) -> Iterator[Span]:
    """Quotations that begin in the sentence and of which no statement holds a character."""
    for quote in line.speech.quotes:
        begins = quote.start >= line.sentence.start
        if begins and not any(overlaps(quote.said, Span(s.start, s.end)) for s in statements):
            yield quote.said


def _is_read(attribution: Attribution, statements: Sequence[Statement]) -> bool:
    """Whether a statement has this cue, its source in its chain, or all of the sentence as a release's."""
    for s in statements:
        if s.rule == _RELEASE or (s.cue_at is not None and overlaps(s.cue_at, attribution.cue)):
            return True
        chain = (source.at for source in (*s.via, *s.relies_on))
        if any(at is not None and overlaps(at, attribution.source.whole) for at in chain):
            return True
    return False


@cache
def _cue_rows() -> Mapping[str, str]:
    """Verb -> file and line of its row; of two rows of one verb the first is read."""
    found: dict[str, str] = {}
    for row in read_rows(resources.rules() / "cues.toml"):
        if row.table == "cue":
            line = f":{row.line}" if row.line else ""
            found.setdefault(row.values["verb"], f"{row.file.name}{line} cue {row.values['verb']}")
    return found

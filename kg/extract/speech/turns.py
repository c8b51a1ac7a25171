"""Transcripts and questions: whose turn a line opens, what replies nothing, what only asks."""

from collections.abc import Iterable

from kg.extract.document import Line
from kg.extract.speech.clauses import has_verb
from kg.extract.speech.voice_words import load_voice_words
from kg.model import BlockKind, Span

SHORTEST = 4
"""Words of a quotation that stands alone, or of a reply; shorter ones are titles or scare quotes."""


def is_turn(line: Line) -> bool:
    """Whether a line opens a turn of a transcript: "Gul Marjan: ..."."""
    return any(a.rule == "attribution.colon" for a in line.attributions)


def is_transcript(lines: Iterable[Line]) -> bool:
    """Whether the running text has turns: one may be a headline, two are a talk."""
    return sum(is_turn(line) for line in lines if line.sentence.block == BlockKind.BODY) > 1


def opens_question(line: Line) -> bool:
    """Whether an interviewer's turn begins: "Q: Who was hit?"."""
    return load_voice_words().question.match(line.speech.masked, line.sentence.start) is not None


def only_asks(line: Line) -> bool:
    """ "Did the ministry say that ten died?": whoever asks asserts nothing."""
    masked = line.speech.masked[line.sentence.start : line.sentence.end]
    return masked.endswith("?") and load_voice_words().asks.match(masked) is not None


def is_bare_reply(line: Line, span: Span) -> bool:
    """ "No." and "Go ahead, Tara.": a few words without a verb state nothing."""
    few = len(line.speech.folded[span.start : span.end].split()) < SHORTEST
    return few and not has_verb(line.speech, line.speech.tokens.at(span.start))

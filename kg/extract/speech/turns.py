"""Transcripts, questions and lines on their own: whose turn a line opens, what only asks or announces."""

from collections.abc import Iterable

from kg.extract.document import Line
from kg.extract.language.scene import Scene
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


def is_only_quoted(scene: Scene) -> bool:
    """Whether nothing but quotations stands in a sentence."""
    sentence, at, outside = scene.sentence, scene.sentence.start, ""
    for quote in scene.quotes:
        outside += scene.folded[at : max(at, quote.start)]
        at = max(at, quote.end)
    return not any(map(str.isalpha, outside + scene.folded[at : sentence.end]))


def is_open(line: Line) -> bool:
    """ "The source told the paper that." and "He said:" announce words that follow."""
    last = line.attributions[-1]
    first = last.side == "right" or last.head.start - line.sentence.start < SHORTEST
    return first and last.after >= len(line.speech.tokens.items) - 1

"""Sentences of the readable blocks; a quotation is never cut at a full stop inside it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from kg import resources
from kg.extract.language.patterns import Pattern
from kg.extract.language.quotes import Quote
from kg.extract.language.wordings import load_words
from kg.extract.values import frozen
from kg.model import Block, BlockKind, Span
from kg.text import trim

READABLE = frozenset({BlockKind.HEADLINE, BlockKind.BODY, BlockKind.CAPTION, BlockKind.RELATED_LINK})
_STOP = re.compile(r"(?<![.?!])[.?!]++[\"')\]]*+(?=\s)")
_LINE_END = re.compile(r"(?:(?<![ ])[ ]+)?\n\s*")
_FIRST = re.compile(r"([A-Za-z]+)\s")
_BEFORE = re.compile(r"[\s(\"']")
_LIST_MARK = re.compile(r"\s*(?:#{1,6}|[-–•·]|\d{1,2}[.)]|[a-z]\))\s+")
_TURN = re.compile(r"(?m)^[ \t]*(?:[A-Z]{2,5}\. )?[A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30}){0,3}:[ \t]+\S")
_CLOCK = re.compile(r"(?:[A-Z][\w'-]+ ){1,2}(?:local |standard )?time\b")
_INITIALS = re.compile(r"[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]")
_TALKERS = 2  # labels of a talk
_OPENERS = "\"'([“"
_LONGEST = 2000  # characters; what runs on without a full stop is a list or a table and is cut at a blank


@frozen
class Sentence:
    """One sentence, its block and the number of its paragraph (from 0, over the whole text)."""

    start: int
    end: int
    block: BlockKind
    paragraph: int
    turn: bool = False
    """Whether it opens a turn of a transcript: "LENA OSK: ..."."""


@frozen
class SentenceWords:
    """Abbreviations and openings of sentences: the lists and patterns of sentences.toml."""

    titles: frozenset[str]
    others: frozenset[str]
    after_initials: frozenset[str]
    item_head: Pattern
    dateline: Pattern


@cache
def load_sentence_words(folder: Path | None = None) -> SentenceWords:
    """The words of ``sentences.toml`` in the folder (the shipped one if None).

    Raises:
        RulesError: the file is missing or broken.
    """
    return load_words(SentenceWords, (folder or resources.rules()) / "sentences.toml")


def readable_spans(blocks: Sequence[Block]) -> tuple[Span, ...]:
    """The spans of the blocks from which anything may be read."""
    return tuple(Span(block.start, block.end) for block in blocks if block.kind in READABLE)


def split_sentences(folded: str, blocks: Sequence[Block], quotes: Sequence[Quote]) -> tuple[Sentence, ...]:
    """Sentences in order, without overlap, trimmed of blanks; headlines and captions split like the body."""
    starts = [quote.start for quote in quotes]
    transcript = _is_transcript(folded)
    sentences: list[Sentence] = []
    paragraph = -1
    for block in blocks:
        if block.kind not in READABLE:
            continue
        for lines in _paragraphs(folded, block, quotes, starts):
            paragraph += 1
            for start, end in _sentences(folded, lines, quotes, starts):
                mark = _LIST_MARK.match(folded, start, end)
                start = mark.end() if mark else start
                start = start if transcript else _after_dateline(folded, start, end)
                start, end = trim(folded, start, end, blanks=" \n.•·")
                end = end + 1 if end < lines.end and folded[end] == "." else end
                if end > start and any(map(str.isalnum, folded[start:end])):
                    turn = transcript and _TURN.match(folded, start, end) is not None
                    sentences.append(Sentence(start, end, block.kind, paragraph, turn))
    return tuple(sentences)


def _is_transcript(folded: str) -> bool:
    """Whether somebody has two turns; labels that come once each are headings: "COPPER: Prices eased".

    Of labels in small letters two must come again and one must ask: "Date:" and "Place:" are no talk.
    """
    turns = list(_TURN.finditer(folded))
    labels = Counter(match[0].partition(":")[0].strip() for match in turns)
    loud = any(label.isupper() and count > 1 for label, count in labels.items())
    if loud or sum(count > 1 for count in labels.values()) < _TALKERS:
        return loud
    return any(folded[match.start() :].partition("\n")[0].rstrip().endswith("?") for match in turns)


def sentences_in(folded: str, span: Span) -> Iterator[Span]:
    """The sentences of a quotation, which are one with the sentence it stands in everywhere else."""
    for start, end in _sentences(folded, span, (), ()):
        start, end = trim(folded, start, end, blanks=" \n")
        if end > start:
            yield Span(start, end)


def _after_dateline(folded: str, start: int, end: int) -> int:
    """Where the words begin behind "MOSUL, Iraq (AP) –" or a credit in brackets."""
    match = load_sentence_words().dateline.match(folded, start, end)
    return match.end() if match else start


def _inside(at: int, quotes: Sequence[Quote], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and quotes[index].start < at < quotes[index].end


def _paragraphs(folded: str, block: Block, quotes: Sequence[Quote], starts: Sequence[int]) -> list[Span]:
    """Lines, joined where a line break falls inside a quotation or inside a running sentence."""
    spans: list[Span] = []
    start = block.start
    for gap in _LINE_END.finditer(folded, block.start, block.end):
        before = folded[gap.start() - 1] if gap.start() > start else "."
        after = folded[gap.end()] if gap.end() < block.end else "A"
        soft = gap[0].count("\n") == 1 and before not in ".?!:\"'" and after.islower()
        if soft or _inside(gap.start(), quotes, starts):
            continue
        spans.append(Span(start, gap.start()))
        start = gap.end()
    spans.append(Span(start, block.end))
    return [span for span in spans if span.end > span.start]


def _sentences(
    folded: str, span: Span, quotes: Sequence[Quote], starts: Sequence[int]
) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    start = span.start
    for stop in _STOP.finditer(folded, span.start, span.end):
        at = stop.start()
        end = stop.end()
        if _inside(at, quotes, starts):
            quote = quotes[bisect_right(starts, at) - 1]
            if quote.end != end and quote.inner.end != at + 1:
                continue
            end = quote.end
        if not _ends(folded, at, end, start, span.end):
            continue
        cuts.append((start, end))
        start = end
    cuts.append((start, span.end))
    head = load_sentence_words().item_head.match(folded, *cuts[0])
    if head is not None:
        cuts[:1] = [(cuts[0][0], head.end()), (head.end(), cuts[0][1])]
    return [part for cut in cuts for part in _bounded(folded, *cut)]


def _bounded(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = folded.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _ends(folded: str, at: int, end: int, start: int, limit: int) -> bool:
    """Whether the stop at ``at`` ends a sentence, judged by the words on both sides."""
    after = folded[end : end + 40].lstrip()
    if end >= limit or not after:
        return True
    first = after[0]
    if not (first.isupper() or first.isdigit() or first in _OPENERS):
        return False
    if folded[at] != ".":
        return True
    word = _BEFORE.split(folded[max(start, at - 14) : at])[-1]
    words = load_sentence_words()
    if word in words.titles or word.title() in words.titles or _CLOCK.match(after):
        return False
    if word in words.others and after[1:2].isupper() and first in _OPENERS:
        return True  # 'for Roe & Co. "We know," she said'
    if word in words.others:
        return first.isupper() and (not word[0].isupper() or _after_initials(word, after, words))
    if _INITIALS.fullmatch(word):
        return _after_initials(word, after, words)
    return True


def _after_initials(word: str, after: str, words: SentenceWords) -> bool:
    """ "U.S. Central" goes on, "in the U.S. The army" and "at 5 a.m. Police" do not."""
    if len(word) == 1:
        return False
    opening = _FIRST.match(after)
    return opening is not None and opening[1] in words.after_initials

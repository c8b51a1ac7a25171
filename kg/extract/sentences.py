"""Sentences of the readable blocks; a quotation is never cut at a full stop inside it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import resources
from kg.extract.quotes import Quote
from kg.extract.rules import word_lists
from kg.model import Block, BlockKind, Span
from kg.text import trim

READABLE = frozenset({BlockKind.HEADLINE, BlockKind.BODY, BlockKind.CAPTION, BlockKind.RELATED_LINK})
_STOP = re.compile(r"[.?!]+[\"')\]]*(?=\s)")
_LINE_END = re.compile(r"[ ]*\n\s*")
_DATELINE = re.compile(
    r"\s*(?:(?:Photo\s+)?[A-Z][A-Z .'-]{2,30}(?:,\s[A-Z][\w. ]{1,25}){0,2}(?:,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?"
    r"\s*(?:\([^()]{1,40}\))?\s*(?:--|–|\s-)\s+"
    r"|\((?:Photo|Image|Credit|AP|AFP|Reuters|[A-Z][\w ]{1,30} and [Aa]gencies)[^()]{0,40}\)\s*"
    r"|\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4}\s+(?=[A-Z]))+"
)
_LIST_MARK = re.compile(r"\s*(?:#{1,6}|[-–•·]|\d{1,2}[.)]|[a-z]\))\s+")
_OPENERS = "\"'([“"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, its block and the number of its paragraph (from 0, over the whole text)."""

    start: int
    end: int
    block: BlockKind
    paragraph: int


@cache
def _abbreviations(folder: Path | None = None) -> tuple[frozenset[str], frozenset[str]]:
    lists = word_lists((folder or resources.rules()) / "sentences.toml")
    return frozenset(lists["titles"]), frozenset(lists["others"])


def readable_spans(blocks: Sequence[Block]) -> tuple[Span, ...]:
    """The spans of the blocks from which anything may be read."""
    return tuple(Span(block.start, block.end) for block in blocks if block.kind in READABLE)


def split_sentences(folded: str, blocks: Sequence[Block], quotes: Sequence[Quote]) -> tuple[Sentence, ...]:
    """Sentences in order, without overlap, trimmed of blanks; headlines and captions split like the body."""
    starts = [quote.start for quote in quotes]
    sentences: list[Sentence] = []
    paragraph = -1
    for block in blocks:
        if block.kind not in READABLE:
            continue
        for lines in _paragraphs(folded, block, quotes, starts):
            paragraph += 1
            for start, end in _sentences(folded, lines, quotes, starts):
                mark = _LIST_MARK.match(folded, start, end)
                start = _after_dateline(folded, mark.end() if mark else start, end)
                start, end = trim(folded, start, end, blanks=" \n.•·")
                end = end + 1 if end < lines.end and folded[end] == "." else end
                if end > start and any(map(str.isalnum, folded[start:end])):
                    sentences.append(Sentence(start, end, block.kind, paragraph))
    return tuple(sentences)


def _after_dateline(folded: str, start: int, end: int) -> int:
    """Where the words begin behind "MOSUL, Iraq (AP) –" or a credit in brackets."""
    match = _DATELINE.match(folded, start, end)
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
    return cuts


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
    word = re.split(r"[\s(\"']", folded[max(start, at - 14) : at])[-1]
    titles, others = _abbreviations()
    if word in titles:
        return False
    if word in others:
        return first.isupper() and not word[0].isupper()
    if re.fullmatch(r"[A-Z]", word) or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return _after_initials(word, after)
    return True


def _after_initials(word: str, after: str) -> bool:
    """ "U.S. Central" goes on, "in the U.S. The army" and "at 5 a.m. Police" do not."""
    if len(word) == 1:
        return False
    return bool(re.match(r"(?:The|A|An|It|He|She|They|In|On|But|And|Its|This|That)\s", after))

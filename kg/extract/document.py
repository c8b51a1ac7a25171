"""One article prepared for reading: quotations, sentences, names, dates, numbers, and who speaks in each sentence."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.extract.attribution import Attribution, find_attributions
from kg.extract.contents import Content, find_contents
from kg.extract.counts import Count, find_counts
from kg.extract.dates import DateMention, anchor_of, find_dates
from kg.extract.event_rules import load_event_rules
from kg.extract.names import Name, find_names
from kg.extract.quotes import Quote, find_quotes
from kg.extract.rules import load_rules
from kg.extract.scene import Scene, make_scene
from kg.extract.sentences import READABLE, Sentence, readable_spans, split_sentences
from kg.extract.tokens import mask_quotes
from kg.model import Article, BlockKind, Span
from kg.registry import Registry
from kg.text import fold

_Spanned = TypeVar("_Spanned", Name, Quote, DateMention)
_ORDER = {BlockKind.BODY: 0, BlockKind.HEADLINE: 1, BlockKind.CAPTION: 2, BlockKind.RELATED_LINK: 3}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence twice: ``speech`` with quotations masked, ``told`` with all its words, and what is said in it."""

    speech: Scene
    told: Scene
    attributions: tuple[Attribution, ...]
    contents: tuple[Content, ...]
    counts: tuple[tuple[int, Count], ...]

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.speech.sentence


@dataclass(frozen=True, slots=True)
class Document:
    """The article with its lines in the order of the text."""

    article: Article
    folded: str
    names: tuple[Name, ...]
    counts: tuple[Count, ...]
    lines: tuple[Line, ...]
    aerial: bool

    def reading_order(self) -> tuple[Line, ...]:
        """The body first: headlines, captions and links tell again what it tells."""
        return tuple(sorted(self.lines, key=lambda line: (_ORDER[line.sentence.block], line.sentence.start)))


def prepare(article: Article, registry: Registry) -> Document:
    """Read everything that one sentence can tell by itself. Pure: only the text and the rules decide."""
    folded = fold(article.text)
    spans = readable_spans(article.blocks)
    quotes = find_quotes(article.text, folded, spans)
    sentences = split_sentences(folded, article.blocks, quotes)
    masked = mask_quotes(folded, quotes)
    ranges = [Span(sentence.start, sentence.end) for sentence in sentences]
    names = find_names(folded, ranges, registry)
    dates = tuple(d for d in find_dates(folded, anchor_of(article)) if _readable(d.start, article))
    counts = find_counts(folded, ranges)
    rules = load_rules()
    lines: list[Line] = []
    for sentence in sentences:
        inside = {
            "names": _within(names, sentence),
            "quotes": _within(quotes, sentence),
            "dates": _within(dates, sentence),
        }
        speech = make_scene(folded, masked, sentence, rules=rules, **inside)  # type: ignore[arg-type]
        told = speech
        if speech.quotes:
            told = make_scene(folded, folded, sentence, rules=rules, **inside)  # type: ignore[arg-type]
        attributions = find_attributions(speech)
        contents = find_contents(speech, attributions)
        own = tuple((i, c) for i, c in enumerate(counts) if sentence.start <= c.start < sentence.end)
        lines.append(Line(speech, told, attributions, contents, own))
    aerial = bool(_aerial().search(folded))
    return Document(article, folded, names, counts, tuple(lines), aerial)


def _readable(at: int, article: Article) -> bool:
    return any(block.kind in READABLE and block.start <= at < block.end for block in article.blocks)


def _within(items: Sequence[_Spanned], sentence: Sentence) -> tuple[_Spanned, ...]:
    first = bisect_left(items, sentence.start, key=lambda item: item.end)
    found: list[_Spanned] = []
    for item in items[first:]:
        if item.start >= sentence.end:
            break
        if item.end > sentence.start:
            found.append(item)
    return tuple(found)


def _aerial() -> re.Pattern[str]:
    signs = sorted(load_event_rules().lists["aerial"])
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, signs))})(?![\w-])", re.IGNORECASE)

"""One article prepared for reading: quotations, sentences, names, dates, numbers, and who speaks."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from kg.extract.counts import Count, find_counts
from kg.extract.dates import DateMention, anchor_of, find_dates
from kg.extract.events.rules import EventWords, load_event_rules
from kg.extract.language.quotes import Quote, double_marks, find_quotes
from kg.extract.language.rules import Rules, load_rules
from kg.extract.language.scene import Scene, make_scene
from kg.extract.language.sentences import Sentence, readable_spans, split_sentences
from kg.extract.language.tokens import mask_quotes
from kg.extract.names import Name, find_names
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.attributions import find_attributions
from kg.extract.speech.contents import Content, find_contents
from kg.extract.speech.inner import Inner, find_inner
from kg.extract.speech.unsigned import unsigned
from kg.extract.values import frozen
from kg.model import Article, BlockKind, Span
from kg.registry import Registry
from kg.text import fold

_ORDER = {BlockKind.BODY: 0, BlockKind.HEADLINE: 1, BlockKind.CAPTION: 2, BlockKind.RELATED_LINK: 3}


_STRIKES = frozenset([("air", "strike"), ("air", "strikes"), ("air", "raid"), ("air", "raids")])
_WEIGHT_OF_WAR = 2  # of different words, a sign of war counting twice; below it no strike is read
_SIGNS_BESIDE_FIREWORKS = 3  # different signs of war without which rockets are those of a fireworks show
_SIGNS_OF_LABOUR = 3  # different words of a labour dispute which outweigh as few words of war


@frozen
class Line:
    """A sentence twice: ``speech`` with quotations masked, ``told`` with all its words."""

    sentence: Sentence
    speech: Scene
    told: Scene
    attributions: tuple[Attribution, ...]
    contents: tuple[Content, ...]
    inner: tuple[Inner, ...]
    unsigned: tuple[Span, ...]
    counts: tuple[tuple[int, Count], ...]


@frozen
class Document:
    """The article with its lines in the order of the text."""

    article: Article
    folded: str
    names: tuple[Name, ...]
    counts: tuple[Count, ...]
    lines: tuple[Line, ...]
    aerial: bool
    war: bool

    def reading_order(self) -> tuple[Line, ...]:
        """The body first: headlines, captions and links tell again what it tells."""
        return tuple(sorted(self.lines, key=lambda line: (_ORDER[line.sentence.block], line.sentence.start)))


def prepare(article: Article, registry: Registry) -> Document:
    """Read everything that one sentence can tell by itself. Pure: only the text and the rules decide."""
    plain = fold(article.text)
    folded = double_marks(plain)
    spans = readable_spans(article.blocks)
    quotes = find_quotes(article.text, folded, spans)
    sentences = split_sentences(folded, article.blocks, quotes)
    masked = mask_quotes(folded, quotes)
    ranges = [Span(sentence.start, sentence.end) for sentence in sentences]
    names = find_names(folded, ranges, registry)
    dates = [date for date in find_dates(folded, anchor_of(article, plain)) if _holds(spans, date.start)]
    counts = find_counts(folded, ranges)
    counted = _by_sentence(counts, sentences)
    rules = load_rules()
    named, quoted, dated = _Spread(names), _Spread(quotes), _Spread(dates)
    lines: list[Line] = []
    for sentence in sentences:
        here = (named.within(sentence), quoted.within(sentence), dated.within(sentence))
        speech = _scene(folded, masked, sentence, *here, rules)
        told = _scene(folded, folded, sentence, *here, rules) if speech.quotes else speech
        attributions = find_attributions(speech)
        contents = find_contents(speech, attributions)
        orphans = tuple(unsigned(speech, attributions))
        counts_here = counted.get(sentence.start, ())
        inner = tuple(find_inner(told)) if speech.quotes else ()
        lines.append(Line(sentence, speech, told, attributions, contents, inner, orphans, counts_here))
    rules_of_events = load_event_rules()
    aerial = rules_of_events.aerial.search(folded) is not None or any(map(_tells_air_strike, lines))
    return Document(article, folded, names, counts, tuple(lines), aerial, _tells_of_war(lines))


def _tells_of_war(lines: Sequence[Line]) -> bool:
    """Whether the article tells of a war, and not of a strike of workers."""
    words = load_event_rules().words
    seen: set[str] = set()
    tells = False
    for line in lines:
        lows = line.told.tokens.lows
        seen.update(lows)
        tells |= _tells_air_strike(line)
    signs, labour = len(words.conflict & seen) + tells, len(words.labour & seen)
    if words.fireworks & seen and signs < _SIGNS_BESIDE_FIREWORKS:
        return False
    war = 2 * signs + len(words.unrest & seen)
    if not tells and signs < _SIGNS_BESIDE_FIREWORKS and any(_tells_crash(line, words) for line in lines):
        return False
    return war >= _WEIGHT_OF_WAR and not (labour >= _SIGNS_OF_LABOUR and labour >= signs)


def _tells_air_strike(line: Line) -> bool:
    lows = line.told.tokens.lows
    if "air" in lows and not _STRIKES.isdisjoint(pairwise(lows)):
        return True
    return any(map(line.told.low.__contains__, load_event_rules().words.assaults))


def _tells_crash(line: Line, words: EventWords) -> bool:
    """Whether a plane comes down by itself: "an air force jet crashed into a market"."""
    lows = line.told.tokens.lows
    return any(
        low in words.crashing and not words.aircraft.isdisjoint(lows[max(0, at - 4) : at])
        for at, low in enumerate(lows)
    )


def _scene(
    folded: str,
    masked: str,
    sentence: Sentence,
    names: Sequence[Name],
    quotes: Sequence[Quote],
    dates: Sequence[DateMention],
    rules: Rules,
) -> Scene:
    return make_scene(folded, masked, sentence, names=names, quotes=quotes, dates=dates, rules=rules)


def _by_sentence(
    counts: Sequence[Count], sentences: Sequence[Sentence]
) -> Mapping[int, tuple[tuple[int, Count], ...]]:
    """The counts with their places, by the start of their sentence."""
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[tuple[int, Count]]] = {}
    for place, count in enumerate(counts):
        index = bisect_right(starts, count.start) - 1
        if index >= 0 and count.start < sentences[index].end:
            found.setdefault(starts[index], []).append((place, count))
    return {start: tuple(own) for start, own in found.items()}


def _holds(spans: Sequence[Span], at: int) -> bool:
    index = bisect_right(spans, at, key=lambda span: span.start) - 1
    return index >= 0 and at < spans[index].end


class _HasSpan(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_Spanned = TypeVar("_Spanned", bound=_HasSpan)


class _Spread(Generic[_Spanned]):
    """Items in the order of the text, looked up by sentence."""

    def __init__(self, items: Sequence[_Spanned]) -> None:
        self._items = items
        self._ends = [item.end for item in items]

    def within(self, sentence: Sentence) -> Sequence[_Spanned]:
        """The items that share a character with the sentence."""
        items, first = self._items, bisect_right(self._ends, sentence.start)
        last = first
        while last < len(items) and items[last].start < sentence.end:
            last += 1
        return items[first:last]

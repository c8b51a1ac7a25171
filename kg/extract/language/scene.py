"""One sentence as attribution sees it: its tokens, the names in it, and the rules."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.dates import DateMention
from kg.extract.language.quotes import Quote
from kg.extract.language.rules import Form, Rules
from kg.extract.language.sentences import Sentence
from kg.extract.language.tokens import Tokens, tokenize
from kg.extract.names import Name
from kg.extract.values import frozen
from kg.model import MentionKind, Span


@frozen
class Scene:
    """A sentence with everything found in it before attribution; all offsets are the text's."""

    folded: str
    masked: str
    sentence: Sentence
    low: str
    """The folded sentence in lower case, quotations included."""
    tokens: Tokens
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[DateMention, ...]
    rules: Rules
    cues: tuple[tuple[int, int, Form], ...]
    """Words that may be cues: first token, token after the last, form."""
    finite_cues: frozenset[int]
    """Offsets of words that belong to a finite cue verb: no noun phrase reaches across them."""
    named: tuple[Name | None, ...]
    """For each token the first name that overlaps it."""
    dated: frozenset[int]
    """Indices of the tokens that are part of a date expression."""

    def name_at(self, start: int, end: int) -> Name | None:
        """The first name that overlaps these characters."""
        return next((name for name in self.names if name.start < end and start < name.end), None)

    def name_starting(self, index: int) -> Name | None:
        """The name that begins with this token."""
        if not 0 <= index < len(self.named):
            return None
        name = self.named[index]
        return name if name is not None and name.start == self.tokens.starts[index] else None

    def names_in(self, span: Span, *kinds: MentionKind) -> tuple[Name, ...]:
        """Names that lie in the span, of the given kinds (all if none is given)."""
        start, end = span
        return tuple(
            [
                name
                for name in self.names
                if start <= name.start and name.end <= end and (not kinds or name.kind in kinds)
            ]
        )

    def is_date(self, index: int) -> bool:
        """Whether the token is part of a date expression."""
        return index in self.dated

    def words(self, span: Span) -> str:
        """The folded words of a span."""
        return self.folded[span.start : span.end]

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens ``first`` to ``last`` (exclusive)."""
        items = self.tokens.items
        return Span(items[first].start, items[last - 1].end)

    def with_dates(self, dates: tuple[DateMention, ...]) -> "Scene":
        """The scene with only some of its dates."""
        if dates == self.dates:
            return self
        return replace(self, dates=dates, dated=_dated(dates, self.tokens))


def make_scene(
    folded: str,
    masked: str,
    sentence: Sentence,
    *,
    names: Sequence[Name],
    quotes: Sequence[Quote],
    dates: Sequence[DateMention],
    rules: Rules,
) -> Scene:
    """The scene of one sentence; names, quotes and dates are cut to those that lie in it."""
    start, end = sentence.start, sentence.end
    tokens = tokenize(masked, start, end)
    cues = tuple(rules.phrases.find(tokens))
    names = tuple([name for name in names if start <= name.start and name.end <= end])
    dates = tuple([date for date in dates if start <= date.start and date.end <= end])
    return Scene(
        folded,
        masked,
        sentence,
        folded[start:end].lower(),
        tokens,
        names,
        tuple([quote for quote in quotes if quote.start < end and start < quote.end]),
        dates,
        rules,
        cues,
        frozenset(_finite_cues(cues, tokens)),
        _named(names, tokens),
        _dated(dates, tokens),
    )


def _finite_cues(cues: Sequence[tuple[int, int, Form]], tokens: Tokens) -> Iterator[int]:
    for first, last, form in cues:
        finite = form.kind == "past" or (form.kind == "third" and not form.cue.ambiguous)
        if finite and tokens.low(last) != "by" and tokens.low(first - 1) != "previously":
            yield from tokens.starts[first:last]


def _named(names: Sequence[Name], tokens: Tokens) -> tuple[Name | None, ...]:
    found: list[Name | None] = [None] * len(tokens.items)
    for name in names:
        at = bisect_right(tokens.starts, name.start) - 1
        if at < 0 or tokens.items[at].end <= name.start:
            at += 1
        while at < len(found) and tokens.starts[at] < name.end:
            found[at] = found[at] or name
            at += 1
    return tuple(found)


def _dated(dates: Sequence[DateMention], tokens: Tokens) -> frozenset[int]:
    return frozenset(
        index
        for date in dates
        for index in range(bisect_left(tokens.starts, date.start), bisect_left(tokens.starts, date.end))
    )

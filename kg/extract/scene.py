"""One sentence as attribution sees it: its tokens, the names in it, and the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.dates import DateMention
from kg.extract.names import Name
from kg.extract.quotes import Quote
from kg.extract.rules import Form, Rules
from kg.extract.sentences import Sentence
from kg.extract.tokens import Tokens, tokenize
from kg.model import MentionKind, Span


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with everything found in it before attribution; all offsets are the text's."""

    folded: str
    masked: str
    sentence: Sentence
    tokens: Tokens
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[DateMention, ...]
    rules: Rules
    cues: tuple[tuple[int, int, Form], ...]
    """Words that may be cues: first token, token after the last, form."""
    finite_cues: frozenset[int]
    """Offsets of words that belong to a finite cue verb: no noun phrase reaches across them."""

    def name_at(self, start: int, end: int) -> Name | None:
        """The first name that overlaps these characters."""
        return next((name for name in self.names if name.start < end and start < name.end), None)

    def name_starting(self, index: int) -> Name | None:
        """The name that begins with this token."""
        if not 0 <= index < len(self.tokens.items):
            return None
        at = self.tokens.items[index].start
        return next((name for name in self.names if name.start == at), None)

    def names_in(self, span: Span, *kinds: MentionKind) -> tuple[Name, ...]:
        """Names that lie in the span, of the given kinds (all if none is given)."""
        return tuple(
            name
            for name in self.names
            if span.start <= name.start and name.end <= span.end and (not kinds or name.kind in kinds)
        )

    def is_date(self, index: int) -> bool:
        """Whether the token is part of a date expression."""
        token = self.tokens.items[index]
        return any(date.start <= token.start < date.end for date in self.dates)

    def words(self, span: Span) -> str:
        """The folded words of a span."""
        return self.folded[span.start : span.end]


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

    def inside(start: int, end: int) -> bool:
        return sentence.start <= start and end <= sentence.end

    tokens = tokenize(masked, sentence.start, sentence.end)
    cues = tuple(rules.phrases.find(tokens))
    return Scene(
        folded,
        masked,
        sentence,
        tokens,
        tuple(name for name in names if inside(name.start, name.end)),
        tuple(quote for quote in quotes if quote.start < sentence.end and sentence.start < quote.end),
        tuple(date for date in dates if inside(date.start, date.end)),
        rules,
        cues,
        frozenset(_finite_cues(cues, tokens)),
    )


def _finite_cues(cues: Sequence[tuple[int, int, Form]], tokens: Tokens) -> Iterator[int]:
    for first, last, form in cues:
        finite = form.kind == "past" or (form.kind == "third" and not form.cue.ambiguous)
        if finite and tokens.low(last) != "by" and tokens.low(first - 1) != "previously":
            yield from tokens.starts[first:last]

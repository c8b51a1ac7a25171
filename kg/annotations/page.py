"""What one article says of its own words: sentences, quotations and blocks around them, and who is named."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from kg.annotations.faults import UnfitError, shown
from kg.annotations.selectors import find_selected
from kg.extract.language.quotes import Quote, double_marks, find_quotes
from kg.extract.language.sentences import Sentence, readable_spans, split_sentences
from kg.ids import doc_key
from kg.model import Article, BlockKind, Span
from kg.registry import Mark, Organisation, Person, Place, Registry, Row
from kg.text import fold
from kg.vocab import Quotation

VOICE: Final = "voice"
VOICE_NAME: Final = "the article itself"
_PREFIXES: Final = ("person", "org", "place", "source")
_LOCAL: Final = re.compile(r"(?:person|org|place|source)-\d{1,9}|(?:outlet|agency)-[0-9a-f]{8}")
_SPEAKERS: Final[tuple[type[Row], ...]] = (Organisation, Person)


class Page:
    """One article as its annotations are held against it."""

    def __init__(self, article: Article, registry: Registry) -> None:
        self.article = article
        self.text = article.text
        self.registry = registry
        self.key = doc_key(article.sha256)
        self._folded = double_marks(fold(article.text))

    def passage(self, at: Span) -> Span:
        """The sentences that these characters stand in; themselves where no sentence is read."""
        around = list(self._overlapping(at))
        if not around:
            return at
        return Span(min(at.start, around[0].start), max(at.end, around[-1].end))

    def quotation(self, at: Span) -> Quotation:
        """Direct where all stands in one pair of quotation marks, mixed where a part does."""
        touched = [q for q in self._quotes if q.start < at.end and at.start < q.end]
        if any(q.start <= at.start and at.end <= q.end for q in touched):
            return Quotation.DIRECT
        return Quotation.MIXED if touched else Quotation.INDIRECT

    def block(self, at: Span) -> BlockKind:
        """The kind of block that the first of these characters stands in."""
        index = bisect_right(self.article.blocks, at.start, key=lambda block: block.start) - 1
        return self.article.blocks[max(index, 0)].kind

    def locate(self, given: object, passage: Span) -> Span:
        """The place of printed words, first looked for in the passage, or of what selectors select.

        Raises:
            UnfitError: there is none, or there are several.
        """
        if isinstance(given, str) and given.strip():
            near = self.only(given, passage)
            return near if near is not None else self._select({"type": "TextQuoteSelector", "exact": given})
        return self._select(given)

    def only(self, words: str, frame: Span) -> Span | None:
        """The one place of whole words in the frame; None where there is none or several."""
        places = list(islice(_whole(words, self.text, frame), 2))
        return places[0] if len(places) == 1 else None

    @property
    def outlet(self) -> str:
        """The name of the article's own voice."""
        return self.article.publisher or VOICE_NAME

    @property
    def outlet_id(self) -> str:
        """The id of the article's own voice: the row of its publisher, if it has one."""
        return self._row_id(self.outlet, (Organisation,)) or VOICE

    def agent_id(self, name: str, at: Span | None, given: str | None = None) -> str:
        """The id of a speaker, actor or source: the one given, a row of the registry, else a local one.

        ``given`` may be a kind alone ("person"), for somebody without a row. A local id follows from where
        the name first stands in the text, else from ``at``.

        Raises:
            UnfitError: the id given is none, or the name stands nowhere.
        """
        if given is not None and given not in _PREFIXES:
            return self._checked(given)
        row = self._row_id(name, _SPEAKERS) if given is None else None
        if row is None and given is None and name == self.article.publisher:
            return VOICE
        return row or self._local(given or "source", name, at)

    def place_id(self, name: str, given: str | None = None) -> str:
        """The id of a place, as for an agent."""
        if given is not None and given not in _PREFIXES:
            return self._checked(given)
        return self._row_id(name, (Place,)) or self._local("place", name, None)

    def country(self, place_id: str | None) -> str | None:
        """The name of the country of a place with a row; None where that is not known."""
        country = self.registry.country_of(place_id) if place_id is not None and "/" in place_id else None
        row = self.registry.row(country) if country is not None else None
        return row.name if row is not None else None

    def _checked(self, given: str) -> str:
        if (
            given == VOICE
            or _LOCAL.fullmatch(given)
            or ("/" in given and self.registry.row(given) is not None)
        ):
            return given
        raise UnfitError(
            f"{shown(given)} is no id: give a row of the registry such as org/cjtf-oir, or person, org or "
            "source for somebody without one"
        )

    def _row_id(self, name: str, kinds: tuple[type[Row], ...]) -> str | None:
        """Only a name that always means its row: an annotator's "Smith" is not every Smith."""
        for words in (name, name.removeprefix("the ").removeprefix("The ")):
            for row, mark in self.registry.owners.get(words, ()):
                if mark is Mark.ALWAYS and isinstance(row, kinds):
                    return row.id
        return None

    def _local(self, prefix: str, name: str, at: Span | None) -> str:
        first = next(_whole(name, self.text, Span(0, len(self.text))), at)
        if first is None:
            raise UnfitError(
                f"the name {shown(name)} stands nowhere in the text and is no row of the registry; give the "
                "name as printed, or the words that stand for it in 'speakerAt'"
            )
        return f"{prefix}-{first.start}"

    def _select(self, given: object) -> Span:
        return find_selected(given, self.text).at

    def _overlapping(self, at: Span) -> Iterator[Sentence]:
        first = bisect_right(self._sentences, at.start, key=lambda sentence: sentence.end)
        for sentence in self._sentences[first:]:
            if sentence.start >= at.end:
                return
            yield sentence

    @cached_property
    def _quotes(self) -> tuple[Quote, ...]:
        return find_quotes(self.text, self._folded, readable_spans(self.article.blocks))

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        return split_sentences(self._folded, self.article.blocks, self._quotes)


def _whole(words: str, text: str, frame: Span) -> Iterator[Span]:
    """The places of whole words in the frame; a pattern would take a hundred times as long."""
    start = text.find(words, *frame)
    while start >= 0:
        end = start + len(words)
        if not (_is_in_word(text[start - 1 : start]) or _is_in_word(text[end : end + 1])):
            yield Span(start, end)
        start = text.find(words, start + 1, frame.end)


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character == "_"

"""Collects the named graph of one text, each triple once: what is told apart from the spans."""

from bisect import bisect_right
from datetime import date
from enum import StrEnum
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.ids import doc_key, from_base, span_id
from kg.mapping.graph import TextGraph, Triple
from kg.mapping.terms import concept, day, decimal, integer, words
from kg.model import Article
from kg.vocab import CIV, OA, P_CONFIDENCE, P_EVIDENCE, P_EXTRACTED_BY, P_IN_BLOCK, RDF

_TYPE = RDF + "type"
_HAS_SOURCE, _HAS_SELECTOR = OA + "hasSource", OA + "hasSelector"
_EXACT, _START, _END = OA + "exact", OA + "start", OA + "end"
# In no scheme, because nothing is read from them: a span there has no block and the gate refuses it.
_UNREAD = frozenset({"comment", "furniture"})
_Value = tuple[str, str]
"""A value as plain text, and as N-Triples writes it."""


class GraphWriter:
    """The graph of one text, being written; ``base`` ends with a slash or a hash. Nodes are IRIs."""

    def __init__(self, article: Article, base: str) -> None:
        self.article = article
        self.base = base
        self.key = doc_key(article.sha256)
        self._doc = NamedNode(f"{base}doc/{self.key}/").value
        self.text = self._doc + "text"
        self._told: dict[Triple, None] = {}
        self._mentions: dict[Triple, None] = {}
        self._spans: list[Triple] = []
        self._nodes: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._block_starts = [block.start for block in article.blocks]

    def graph(self) -> TextGraph:
        """What was added, without repetitions."""
        return TextGraph(f"{self.base}graph/{self.key}", (*self._told,), (*self._mentions, *self._spans))

    def node(self, local: str) -> str:
        """The node of a record's id: ``figure-633-662`` of this text, ``org/cjtf-oir`` of the registry.

        Raises:
            ValueError: no IRI can hold the id.
        """
        node = self._nodes.get(local)
        if node is None:
            node = self._nodes[local] = NamedNode(self.base + from_base(self.key, local)).value
        return node

    def type(self, subject: str, iri: str) -> None:
        """The class of a node."""
        self._told[subject, _TYPE, iri, f"<{iri}>"] = None

    def put(self, subject: str, predicate: str, value: str | date | int | StrEnum | None) -> None:
        """One value in its canonical form: concepts, plain words, days, whole numbers; None adds nothing."""
        if value is None:
            return
        if isinstance(value, StrEnum):
            self._told[subject, predicate, *_concept(value)] = None
        elif isinstance(value, str):
            self._told[subject, predicate, value, self._quoted(value)] = None
        elif isinstance(value, int):
            self._told[subject, predicate, *_integer(value)] = None
        else:
            self._told[subject, predicate, *_day(value)] = None

    def point(self, subject: str, predicate: str, node: str) -> None:
        """A link to a node."""
        self._told[subject, predicate, node, f"<{node}>"] = None

    def link(self, subject: str, predicate: str, local: str | None) -> None:
        """A link to what a record's id names; None adds nothing."""
        if local is not None:
            self.point(subject, predicate, self.node(local))

    def reading(self, subject: str, start: int, end: int, *, rule: str, confidence: float) -> None:
        """The words something was read from, by which tool, and how surely."""
        self.point(subject, P_EVIDENCE, self.span(start, end))
        self.point(subject, P_EXTRACTED_BY, self.node(tool_path(rule)))
        self._told[subject, P_CONFIDENCE, *_decimal(confidence)] = None

    def mention(self, start: int, end: int, local: str) -> None:
        """That these characters name somebody or something."""
        node = self.node(span_id("mention", start, end))
        links = (
            (_TYPE, OA + "Annotation"),
            (OA + "motivatedBy", OA + "identifying"),
            (OA + "hasTarget", self.span(start, end)),
            (OA + "hasBody", self.node(local)),
        )
        for predicate, value in links:
            self._mentions[node, predicate, value, f"<{value}>"] = None

    def span(self, start: int, end: int) -> str:
        """The node of these characters, described on first use by its words and its place."""
        name = span_id("span", start, end)
        span = self._nodes.get(name)
        if span is not None:
            return span
        span = self._nodes[name] = self._doc + name
        quote, position = f"{self._doc}quote-{start}-{end}", f"{self._doc}position-{start}-{end}"
        block = self._block_at(start)
        exact = self.article.text[start:end]
        # Half of the graph are these: each span is described once, so no repetition need be looked for.
        self._spans += [
            (span, _TYPE, *_SPECIFIC_RESOURCE),
            (span, _HAS_SOURCE, self.text, f"<{self.text}>"),
            *([(span, P_IN_BLOCK, block, f"<{block}>")] if block is not None else []),
            (span, _HAS_SELECTOR, quote, f"<{quote}>"),
            (span, _HAS_SELECTOR, position, f"<{position}>"),
            (quote, _TYPE, *_QUOTE_SELECTOR),
            (quote, _EXACT, exact, self._quoted(exact)),
            (position, _TYPE, *_POSITION_SELECTOR),
            (position, _START, *_integer(start)),
            (position, _END, *_integer(end)),
        ]
        return span

    def _quoted(self, text: str) -> str:
        quoted = self._words.get(text)
        if quoted is None:
            quoted = self._words[text] = str(words(text))
        return quoted

    def _block_at(self, offset: int) -> str | None:
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0:
            return None
        block = self.article.blocks[index]
        if offset >= block.end or block.kind in _UNREAD:
            return None
        return CIV + block.kind.value


def _value(term: NamedNode | Literal) -> _Value:
    return term.value, str(term)


@cache
def _concept(choice: StrEnum) -> _Value:
    return _value(concept(choice))


@cache
def _integer(number: int) -> _Value:
    return _value(integer(number))


@cache
def _decimal(number: float) -> _Value:
    return _value(decimal(number))


@cache
def _day(value: date) -> _Value:
    return _value(day(value))


_SPECIFIC_RESOURCE = _value(NamedNode(OA + "SpecificResource"))
_QUOTE_SELECTOR = _value(NamedNode(OA + "TextQuoteSelector"))
_POSITION_SELECTOR = _value(NamedNode(OA + "TextPositionSelector"))


def tool_path(rule: str) -> str:
    """The path of the rule set a rule belongs to: what stands before the first point.

    >>> tool_path("attribution.said-that")
    'tool/attribution-rules'
    """
    return f"tool/{rule.partition('.')[0]}-rules"

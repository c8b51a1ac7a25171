"""Collects the quads of one text's named graph, each once: what is told first, then the spans."""

from bisect import bisect_right
from datetime import date
from enum import StrEnum

from pyoxigraph import Literal, NamedNode, Quad

from kg.ids import doc_key, from_base, span_id
from kg.mapping.terms import A, concept, day, decimal, integer, term, words
from kg.model import Article
from kg.vocab import CIV, OA, P_CONFIDENCE, P_EVIDENCE, P_EXTRACTED_BY, P_IN_BLOCK

_SPECIFIC_RESOURCE = term(OA + "SpecificResource")
_HAS_SOURCE = term(OA + "hasSource")
_HAS_SELECTOR = term(OA + "hasSelector")
_QUOTE_SELECTOR = term(OA + "TextQuoteSelector")
_POSITION_SELECTOR = term(OA + "TextPositionSelector")
_EXACT, _START, _END = term(OA + "exact"), term(OA + "start"), term(OA + "end")
_IN_BLOCK = term(P_IN_BLOCK)
_EVIDENCE = term(P_EVIDENCE)
_EXTRACTED_BY, _CONFIDENCE = term(P_EXTRACTED_BY), term(P_CONFIDENCE)
# In no scheme, because nothing is read from them: a span there has no block and the gate refuses it.
_UNREAD = frozenset({"comment", "furniture"})


class GraphWriter:
    """The graph of one text, being written; ``base`` ends with a slash or a hash."""

    def __init__(self, article: Article, base: str) -> None:
        self.article = article
        self.base = base
        self.key = doc_key(article.sha256)
        self.graph = NamedNode(f"{base}graph/{self.key}")
        self._doc = f"{base}doc/{self.key}/"
        self.text = NamedNode(self._doc + "text")
        self._quads: dict[Quad, None] = {}
        self._nodes: dict[str, NamedNode] = {}
        self._spans: list[Quad] = []
        self._block_starts = [block.start for block in article.blocks]

    def quads(self) -> list[Quad]:
        """What was added, without repetitions."""
        return [*self._quads, *self._spans]

    def node(self, local: str) -> NamedNode:
        """The node of a record's id: ``figure-633-662`` of this text, ``org/cjtf-oir`` of the registry."""
        node = self._nodes.get(local)
        if node is None:
            node = self._nodes[local] = NamedNode(self.base + from_base(self.key, local))
        return node

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """One quad; the same quad twice is one."""
        self._quads[Quad(subject, predicate, value, self.graph)] = None

    def type(self, subject: NamedNode, iri: str) -> None:
        """The class of a node."""
        self.add(subject, A, term(iri))

    def put(
        self, subject: NamedNode, predicate: str, value: str | date | int | StrEnum | NamedNode | None
    ) -> None:
        """One value in its canonical form: concepts, plain words, days, whole numbers; None adds nothing."""
        if value is None:
            return
        made: NamedNode | Literal
        if isinstance(value, NamedNode):
            made = value
        elif isinstance(value, StrEnum):
            made = concept(value)
        elif isinstance(value, str):
            made = words(value)
        elif isinstance(value, int):
            made = integer(value)
        else:
            made = day(value)
        self.add(subject, term(predicate), made)

    def link(self, subject: NamedNode, predicate: str, local: str | None) -> None:
        """A link to what a record's id names; None adds nothing."""
        if local is not None:
            self.add(subject, term(predicate), self.node(local))

    def reading(self, subject: NamedNode, start: int, end: int, *, rule: str, confidence: float) -> None:
        """The words something was read from, by which tool, and how surely."""
        self.add(subject, _EVIDENCE, self.span(start, end))
        self.add(subject, _EXTRACTED_BY, self.node(tool_path(rule)))
        self.add(subject, _CONFIDENCE, decimal(confidence))

    def span(self, start: int, end: int) -> NamedNode:
        """The node of these characters, described on first use by its words and its place."""
        name = span_id("span", start, end)
        span = self._nodes.get(name)
        if span is not None:
            return span
        span = self.node(name)
        quote = NamedNode(f"{self._doc}quote-{start}-{end}")
        position = NamedNode(f"{self._doc}position-{start}-{end}")
        block = self._block_at(start)
        graph = self.graph
        # Half of all quads are these: each span is described once, so no repetition need be looked for.
        self._spans += [
            Quad(span, A, _SPECIFIC_RESOURCE, graph),
            Quad(span, _HAS_SOURCE, self.text, graph),
            *([Quad(span, _IN_BLOCK, block, graph)] if block is not None else []),
            Quad(span, _HAS_SELECTOR, quote, graph),
            Quad(span, _HAS_SELECTOR, position, graph),
            Quad(quote, A, _QUOTE_SELECTOR, graph),
            Quad(quote, _EXACT, words(self.article.text[start:end]), graph),
            Quad(position, A, _POSITION_SELECTOR, graph),
            Quad(position, _START, integer(start), graph),
            Quad(position, _END, integer(end), graph),
        ]
        return span

    def _block_at(self, offset: int) -> NamedNode | None:
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0:
            return None
        block = self.article.blocks[index]
        if offset >= block.end or block.kind in _UNREAD:
            return None
        return term(CIV + block.kind.value)


def tool_path(rule: str) -> str:
    """The path of the rule set a rule belongs to: what stands before the first point.

    >>> tool_path("attribution.said-that")
    'tool/attribution-rules'
    """
    return f"tool/{rule.partition('.')[0]}-rules"

"""Maps a record to the quads of its text's named graph."""

from collections.abc import Sequence

from pyoxigraph import Quad

from kg.mapping.agents import write_agents
from kg.mapping.articles import write_articles
from kg.mapping.claims import write_figure, write_responsibility
from kg.mapping.events import write_event
from kg.mapping.graph import TextGraph
from kg.mapping.statements import write_statement
from kg.mapping.writer import GraphWriter
from kg.model import Article, Event, Figure, Mention, Record, Responsibility, Statement
from kg.registry import Registry, load_registry


def article_quads(
    record: Record, base: str, *, copies: Sequence[Article] = (), registry: Registry | None = None
) -> list[Quad]:
    """The quads of :func:`article_graph`."""
    return article_graph(record, base, copies=copies, registry=registry).quads()


def article_graph(
    record: Record, base: str, *, copies: Sequence[Article] = (), registry: Registry | None = None
) -> TextGraph:
    """The graph ``graph/{h}``: the same triples in the same order, however the record is ordered.

    ``copies`` are the articles where several have this one text: each is told of with its own
    metadata, and the record is the reading of what they share (``merge_articles``).
    """
    rows = registry if registry is not None else load_registry()
    out = GraphWriter(record.article, base)
    figures = {figure.id: figure for figure in record.figures}
    outlets = write_articles(out, sorted(copies or [record.article], key=_by_metadata), registry=rows)
    for event in sorted(record.events, key=_by_place):
        write_event(out, event, registry=rows)
    for figure in sorted(record.figures, key=_by_place):
        write_figure(out, figure, figures=figures)
    for item in sorted(record.responsibilities, key=_by_place):
        write_responsibility(out, item)
    for statement in sorted(record.statements, key=_by_place):
        write_statement(out, statement, figures=figures)
    write_agents(out, record, named=outlets)
    for mention in sorted(record.mentions, key=_by_place):
        out.mention(mention.start, mention.end, mention.id)
    return out.graph()


def _by_metadata(article: Article) -> tuple[tuple[str, str], ...]:
    return article.metadata


def _by_place(item: Statement | Figure | Responsibility | Event | Mention) -> tuple[int, int, str]:
    return item.start, item.end, item.id

"""From an article to its record: a pure function of text, metadata, rules and registry."""

from functools import cache

from kg import ids
from kg.extract.document import Document, prepare
from kg.extract.events.exclusions import exclude, find_exclusions
from kg.extract.events.reading import Reading, read_events
from kg.extract.narration import unattributed
from kg.extract.speech.later import name_later
from kg.extract.speech.voices import Voices
from kg.extract.statements import Writer
from kg.extract.values import frozen
from kg.model import Article, Figure, Mention, Record, Responsibility, Statement
from kg.registry import Registry, load_registry


@frozen
class Extraction:
    """A record with what led to it; ``asked`` is where the sentences that belong to questions begin."""

    document: Document
    reading: Reading
    record: Record
    asked: frozenset[int]


def extract(article: Article, registry: Registry | None = None) -> Record:
    """What the article says: statements, figures, responsibilities, events and mentions, in text order.

    The same article, rules and registry always give the same record. Nothing is read from comments and
    furniture. What no rule reads is left out, never guessed.
    """
    return read_through(article, registry).record


def read_through(article: Article, registry: Registry | None = None) -> Extraction:
    """The record of an article, with all that was read on the way to it."""
    names = registry or _shipped_registry()
    key = ids.doc_key(article.sha256)
    document = prepare(article, names)
    reading = read_events(document, names, key)
    statements, own, exclusions, asked = _statements(document, reading, names, key)
    statements = name_later(statements, key)
    figures = exclude(_stated(reading.figures, statements), statements, exclusions, names)
    claimed = {statement.claim for statement in statements}
    told = {r.id: r for r in (*own, *reading.responsibilities) if r.id in claimed}
    responsibilities = tuple(sorted(told.values(), key=lambda r: (r.start, r.end, r.id)))
    mentions = tuple(
        Mention(n.kind, n.start, n.end, article.text[n.start : n.end], n.id) for n in document.names
    )
    record = Record(article, statements, figures, responsibilities, reading.events, mentions)
    return Extraction(document, reading, record, asked)


@cache
def _shipped_registry() -> Registry:
    return load_registry()


def _statements(
    document: Document, reading: Reading, registry: Registry, key: str
) -> tuple[tuple[Statement, ...], list[Responsibility], list[tuple[str, str]], frozenset[int]]:
    """The statements in text order, what speakers say they did, what tallies leave out, and where the
    sentences of questions begin.
    """
    voices = Voices(document, registry)
    writer = Writer(document, reading, registry, key=key, outlet=voices.outlet)
    statements: dict[str, Statement] = {}
    exclusions: list[tuple[str, str]] = []
    asked: list[int] = []
    for line in reading.lines:
        exclusions += find_exclusions(line, voices)
        said = voices.others(line.line, voices.read(line.line))
        inner = voices.inner(line.line, said)
        if voices.is_asked(line.line):
            asked.append(line.line.sentence.start)
        else:
            own = unattributed(line, said, issuer=voices.issuer, outlet=voices.outlet, folded=document.folded)
            said = [*said, *own]
        for statement in writer.write(line, [*inner, *said]):
            statements.setdefault(statement.id, statement)
    ordered = sorted(statements.values(), key=lambda s: (s.start, s.end, s.id))
    return tuple(ordered), writer.own, exclusions, frozenset(asked)


def _stated(figures: tuple[Figure, ...], statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    """Figures that somebody states; a number that stands in no statement is no claim."""
    claimed = {statement.claim for statement in statements}
    return tuple(figure for figure in figures if figure.id in claimed)

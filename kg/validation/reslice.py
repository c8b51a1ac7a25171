"""Holds everything a record says against the stored text: hash, parts of the page, offsets, words, ids."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.ids import doc_key, responsibility_id, sha256, span_id, statement_id
from kg.model import (
    Article,
    BlockKind,
    Event,
    Figure,
    Mention,
    Record,
    Responsibility,
    Span,
    Statement,
)
from kg.validation.report import Finding

_UNREAD = frozenset({BlockKind.COMMENT, BlockKind.FURNITURE})
Item = Statement | Figure | Responsibility | Event | Mention


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters that something points to; ``words`` None where the record does not repeat them."""

    node: str | None
    what: str
    start: int
    end: int
    words: str | None


def reslice_record(record: Record) -> Iterator[Finding]:
    """Every fault of hash, blocks, offsets, words and ids; nothing where all is grounded."""
    article = record.article
    yield from _check_text(article)
    whole = not any(block.kind in _UNREAD for block in article.blocks)
    for piece in _pieces(record):
        yield from _check_piece(article, piece, whole=whole)
    for item in _items(record):
        yield from _check_id(article, item)
        yield from _check_loose_words(article, item)
    for statement in record.statements:
        yield from _check_statement(article, statement)
    counted = Counter(item.id for item in _items(record))
    for item in _items(record):
        if counted[item.id] > 1:
            yield _finding(article, "id-unique", "Give each id once; leave out the repetition.", item)


def _check_text(article: Article) -> Iterator[Finding]:
    if sha256(article.text) != article.sha256:
        message = "The text is not the one that was hashed; read the article again from its file."
        yield Finding("text-hash-matches", message, article.file)
    printed = article.text[slice(*article.published_at)] if article.published_at is not None else ""
    if printed and article.published_words is not None and article.published_words not in printed:
        message = f'The date "{article.published_words}" is not in "{printed}"; give the printed words.'
        yield Finding("misquote", message, article.file)
    position = 0
    for block in article.blocks:
        if block.start != position or block.end < block.start:
            break
        position = block.end
    if position != len(article.text):
        message = f"The blocks must cover the text in order and without overlap; they stop at {position}."
        yield Finding("blocks-cover", message, article.file)


def _items(record: Record) -> Iterator[Item]:
    yield from record.statements
    yield from record.figures
    yield from record.responsibilities
    yield from record.events


def _pieces(record: Record) -> Iterator[_Piece]:
    article = record.article
    for what, at in (
        ("the title", article.title_at),
        ("the publisher", article.publisher_at),
        ("the printed date", article.published_at),
        ("the dateline", article.dateline_at),
    ):
        if at is not None:
            yield _Piece(None, what, at.start, at.end, None)
    for item in _items(record):
        yield _Piece(item.id, "the words", item.start, item.end, item.exact)
    for mention in record.mentions:
        node = span_id("mention", mention.start, mention.end)
        yield _Piece(node, "the name", mention.start, mention.end, mention.exact)
    for statement in record.statements:
        yield _Piece(statement.id, "the passage", *statement.passage, None)
        parts = [("the cue", statement.cue_at, statement.cue), ("the speaker", statement.speaker_at, None)]
        parts += [("a source", source.at, None) for source in (*statement.via, *statement.relies_on)]
        for what, place, words in parts:
            if place is not None:
                yield _Piece(statement.id, what, place.start, place.end, words)


def _check_piece(article: Article, piece: _Piece, *, whole: bool) -> Iterator[Finding]:
    text = article.text
    if not 0 <= piece.start < piece.end <= len(text):
        message = f"{piece.what} must lie within the {len(text)} characters of the text; correct the offsets."
        yield Finding("span-range", message, article.file, node=piece.node, start=piece.start, end=piece.end)
        return
    sliced = text[piece.start : piece.end]
    at = Span(piece.start, piece.end)
    if piece.words is not None and sliced != piece.words:
        found = text.find(piece.words) if piece.words else -1
        if found >= 0:
            there = f"{found}-{found + len(piece.words)}"
            message = f'{piece.what} "{piece.words}" stand at {there}; correct the offsets.'
            yield _finding_at(article, "shifted-offset", message, piece.node, at)
        else:
            message = f'{piece.what} "{piece.words}" are not in the text; quote exactly what stands there.'
            yield _finding_at(article, "misquote", message, piece.node, at)
    if not whole and any(kind in _UNREAD for kind in _kinds(article, at)):
        message = (
            f"{piece.what} stand in a comment or in page furniture, which is never evidence; leave it out."
        )
        yield _finding_at(article, "evidence-block", message, piece.node, at)


def _kinds(article: Article, at: Span) -> Iterator[BlockKind]:
    first = bisect_right(article.blocks, at.start, key=lambda block: block.start) - 1
    for block in article.blocks[max(first, 0) :]:
        if block.start >= at.end:
            return
        shared = article.text[max(block.start, at.start) : min(block.end, at.end)]
        if shared.strip():
            yield block.kind


def _check_id(article: Article, item: Item) -> Iterator[Finding]:
    wanted = wanted_id(item, doc_key(article.sha256))
    if item.id != wanted:
        yield _finding(article, "record-id", f"The id must follow from what is said: {wanted}.", item)


def wanted_id(item: Item, key: str) -> str:
    """The id that an item's place and content give it."""
    match item:
        case Statement():
            plain = span_id("claim", item.start, item.end)
            return statement_id(
                item.start,
                item.end,
                key=key,
                speaker_id=item.speaker_id,
                stance=item.stance,
                claim_id=item.claim if item.claim is not None else plain,
            )
        case Responsibility():
            return responsibility_id(item.start, item.end, key=key, actor_id=item.actor_id, means=item.means)
        case Event():
            return span_id(item.kind.value, item.start, item.end)
        case Figure():
            return span_id("figure", item.start, item.end)
        case Mention():
            return item.id


def _check_loose_words(article: Article, item: Item) -> Iterator[Finding]:
    for name, words in _loose_words(item):
        if words is not None and not _printed(words, article):
            message = f'{name} "{words}" is not in the text; give the printed words, or leave it unknown.'
            yield _finding(article, "words-in-text", message, item)


def _printed(words: str, article: Article) -> bool:
    """True for words of the text, joined by commas or not, and for the name of the publisher."""
    return words == article.publisher or all(part in article.text for part in words.split(", "))


def _loose_words(item: Item) -> Iterable[tuple[str, str | None]]:
    match item:
        case Statement():
            return (
                ("speaker_words", item.speaker_words),
                ("role", item.role),
                ("cue", item.cue),
                ("said_words", item.said_words),
            )
        case Figure():
            return ("who_words", item.who_words), ("assessed_words", item.assessed_words)
        case Event():
            return ("date_words", item.date_words), ("target", item.target)
        case _:
            return ()


def _check_statement(article: Article, item: Statement) -> Iterator[Finding]:
    if not (item.passage.start <= item.start and item.end <= item.passage.end):
        message = "The passage must hold the words; widen it to the sentences around them."
        yield _finding(article, "passage-around", message, item)
    kinds = [kind for kind in _kinds(article, Span(item.start, item.end)) if kind not in _UNREAD]
    if kinds and item.block not in kinds:
        message = f"The words stand in a {kinds[0]} block, not in {item.block}; correct the block."
        yield _finding(article, "statement-block", message, item)


def _finding(article: Article, constraint: str, message: str, item: Item) -> Finding:
    return _finding_at(article, constraint, message, item.id, Span(item.start, item.end))


def _finding_at(article: Article, constraint: str, message: str, node: str | None, at: Span) -> Finding:
    line = article.text.count("\n", 0, max(at.start, 0)) + 1
    return Finding(
        constraint,
        message,
        article.file,
        node=node,
        line=line,
        start=at.start,
        end=at.end,
        words=article.text[at.start : at.end] if at.start >= 0 else None,
    )

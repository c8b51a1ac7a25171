"""An article sentence by sentence: what was read from each, by which rule, and why the rest was left."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.article import Extraction, read_through
from kg.extract.counts.rules import default_rules
from kg.extract.events.reading import LineReading
from kg.extract.language.sentences import READABLE
from kg.model import Article, BlockKind, Event, Figure, Responsibility, Statement
from kg.rulebook.left import ASKED, Left
from kg.rulebook.left_events import left_events, left_numbers
from kg.rulebook.left_speech import left_speech
from kg.text import trim

_UNREAD = {
    BlockKind.COMMENT: "a comment of readers: nothing is read from it",
    BlockKind.FURNITURE: "a part of the page and not of the article: nothing is read from it",
}
_ONLY_HARM = "a word of harm or of counting, but no source, figure, cause or told event with it"
_NOTHING = "no cue, no quotation, no number and no word of harm or attack"


@dataclass(frozen=True, slots=True)
class Account:
    """One sentence with all that begins in it, in text order, and what in it was left.

    A block from which nothing is read is one account, whatever stands in it.
    """

    file: str
    start: int
    end: int
    block: BlockKind
    exact: str
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    events: tuple[Event, ...] = ()
    left: tuple[Left, ...] = ()


def explain_article(article: Article) -> tuple[Account, ...]:
    """The accounts of all sentences and of the blocks that are not read, in text order."""
    extraction = read_through(article)
    accounts = [*_unread(article), *(_account(line, extraction) for line in extraction.reading.lines)]
    return tuple(sorted(accounts, key=lambda account: account.start))


def _unread(article: Article) -> Iterator[Account]:
    for block in article.blocks:
        start, end = trim(article.text, block.start, block.end, blanks=" \t\r\n")
        if block.kind not in READABLE and start < end:
            exact = article.text[start:end]
            left = Left("block", start, end, exact, _UNREAD[block.kind])
            yield Account(article.file, start, end, block.kind, exact, left=(left,))


def _account(reading: LineReading, extraction: Extraction) -> Account:
    record, sentence = extraction.record, reading.line.sentence
    start, end = sentence.start, sentence.end
    exact = record.article.text[start:end]
    statements = tuple(s for s in record.statements if start <= s.start < end)
    figures = tuple(f for f in record.figures if start <= f.start < end)
    causes = tuple(r for r in record.responsibilities if start <= r.start < end)
    events = tuple(e for e in record.events if start <= e.start < end)
    spanning = [s for s in record.statements if s.start < end and start < s.end]
    left = [
        *left_speech(reading.line, extraction, spanning),
        *left_numbers(reading, extraction),
        *left_events(reading, extraction),
    ]
    left.sort(key=lambda item: (item.start, item.end, item.kind))
    if not (left or spanning or figures or causes or events):
        left = [Left("sentence", start, end, exact, _why_nothing(sentence.start, exact, extraction))]
    return Account(
        record.article.file, start, end, sentence.block, exact,
        statements, figures, causes, events, tuple(left),
    )  # fmt: skip


def _why_nothing(start: int, words: str, extraction: Extraction) -> str:
    if start in extraction.asked:
        return ASKED
    return _ONLY_HARM if default_rules().may_hold_figure(words) else _NOTHING

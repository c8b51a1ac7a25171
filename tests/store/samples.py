"""Records made by hand: two short articles about one strike, and ways to make as many more as wanted."""

from collections.abc import Sequence
from datetime import date

from kg.ids import DEFAULT_BASE, doc_key, responsibility_id, sha256, span_id, statement_id
from kg.mapping import article_quads
from kg.model import (
    Article,
    Block,
    BlockKind,
    Event,
    EventKind,
    Figure,
    Record,
    Responsibility,
    Span,
    Statement,
    Who,
)
from kg.store import Store
from kg.vocab import Basis, Means, Qualifier, Quotation, Resolution, Stance, Tally, Unit

VERSIONS = "hand-made"
DAY = date(2017, 3, 17)
CANARY = "zqxcanary"


def make_article(text: str, file: str = "a.txt", **known: object) -> Article:
    """An article that is all body."""
    digest = sha256(text)
    blocks = (Block(BlockKind.BODY, 0, len(text)),)
    return Article(file, text, digest, digest, blocks, **known)  # type: ignore[arg-type]


def make_record(
    *,
    file: str = "a.txt",
    place: str | None = "place/mosul",
    day: date = DAY,
    value: int = 100,
    qualifier: Qualifier = Qualifier.MORE_THAN,
    speaker: str = "org/us-department-of-defense",
    actor: str | None = "org/cjtf-oir",
    said: date | None = None,
    extra: str = "",
) -> Record:
    """One article: a strike, the harm, one figure, one cause, and what one speaker says of both."""
    figure_words = f"{value} civilians"
    content = f"the strike killed {figure_words}"
    text = f"On {day} {content}, officials said. {extra}"
    key = doc_key(sha256(text))
    start, end = text.index(content), text.index(content) + len(content)
    at = text.index(figure_words)
    strike_at = text.index("the strike")
    harm = Event(
        span_id("incident", start, end), EventKind.INCIDENT, start, end, content, "event.harm", 0.9,
        date=day.isoformat(), date_from=day, date_to=day, date_basis=Basis.STATED, date_words=str(day),
        place="Mosul", place_id=place,
    )  # fmt: skip
    strike = Event(
        span_id("strike", strike_at, strike_at + 10), EventKind.STRIKE, strike_at, strike_at + 10,
        "the strike", "event.strike", 0.9, date=day.isoformat(), date_from=day, date_to=day,
        date_basis=Basis.STATED, date_words=str(day), place="Mosul", place_id=place, part_of=harm.id,
    )  # fmt: skip
    low = {Qualifier.MORE_THAN: value + 1, Qualifier.EXACTLY: value}.get(qualifier)
    high = {Qualifier.UP_TO: value, Qualifier.EXACTLY: value}.get(qualifier)
    figure = Figure(
        span_id("figure", at, at + len(figure_words)), at, at + len(figure_words), figure_words, qualifier,
        Unit.CIVILIANS_KILLED, Who.CIVILIANS, Tally.ONE_EVENT, "figure.count", 0.9, value=value, min=low,
        max=high, who_words="civilians", about=harm.id,
    )  # fmt: skip
    cause = Responsibility(
        responsibility_id(start, end, key=key, actor_id=actor, means=Means.AIRSTRIKE), start, end, content,
        harm.id, "responsibility.killed-by", 0.9, actor=actor, actor_id=actor, means=Means.AIRSTRIKE,
    )  # fmt: skip
    statements = [
        Statement(
            statement_id(start, end, key=key, speaker_id=speaker, stance=Stance.ASSERTS, claim_id=claim),
            start, end, content, Span(0, text.index(".") + 1), Quotation.INDIRECT, "officials", speaker,
            Resolution.NAMED, Stance.ASSERTS, Basis.STATED, BlockKind.BODY, "attribution.said", 0.9,
            claim=claim, about=harm.id, said_from=said, said_to=said,
            said_basis=Basis.STATED if said else None,
        )
        for claim in (figure.id, cause.id)
    ]  # fmt: skip
    return Record(make_article(text, file), tuple(statements), (figure,), (cause,), (harm, strike))


def put(store: Store, record: Record, copies: Sequence[Article] = ()) -> str:
    """Stores a record as a build would; the key of its text."""
    articles = tuple(copies) or (record.article,)
    quads = article_quads(record, store.base, copies=articles)
    store.put_article(articles, quads, versions=VERSIONS)
    return doc_key(record.article.sha256)


BASE = DEFAULT_BASE

"""The text of an invented report about an invented town, and short ways to write down what it says."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.ids import responsibility_id, sha256, span_id, statement_id
from kg.model import (
    Article,
    Block,
    BlockKind,
    Event,
    EventKind,
    Figure,
    Mention,
    MentionKind,
    Responsibility,
    Span,
    Statement,
    Who,
)
from kg.registry import load_registry
from kg.vocab import (
    Basis,
    Qualifier,
    Quotation,
    Resolution,
    Stance,
    Tally,
    Unit,
)

BASE = "https://data.example.org/"
REGISTRY = load_registry(Path(__file__).parent / "registry")

HEADLINE = "Coalition admits strike on Kalmora bakery\n"
BODY = (
    "Harbour Gazette, 14 May 2031\n"
    "At least 12 civilians, among them five children, died when coalition jets struck a bakery "
    "in Kalmora on 3 May, residents told the Gazette.\n"
    "On Tuesday the coalition acknowledged the strike but did not confirm the deaths. "
    "“We doubt that our aircraft did this,” said Ilse Marand, a spokeswoman, citing her engineers.\n"
    "Marand said gas bottles exploded, and that scores were treated in the hamlet of Osk.\n"
    "The ministry has counted 40 deaths in North Wind since April 2031, without the bakery.\n"
)
CAPTION = "The bakery in Kalmora after the blast\n"
COMMENT = "They killed 500 people, I saw it!\n"
FURNITURE = "Subscribe to our newsletter\n"
TEXT = HEADLINE + BODY + CAPTION + COMMENT + FURNITURE
KEY = sha256(TEXT)[:16]


def at(words: str, *, after: int = 0) -> Span:
    """Where these words stand."""
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def _blocks() -> tuple[Block, ...]:
    blocks, start = [], 0
    parts = {
        BlockKind.HEADLINE: HEADLINE,
        BlockKind.BODY: BODY,
        BlockKind.CAPTION: CAPTION,
        BlockKind.COMMENT: COMMENT,
        BlockKind.FURNITURE: FURNITURE,
    }
    for kind, part in parts.items():
        blocks.append(Block(kind, start, start + len(part)))
        start += len(part)
    return tuple(blocks)


ARTICLE = Article(
    file="kalmora.txt",
    text=TEXT,
    sha256=sha256(TEXT),
    original_sha256=sha256(TEXT),
    blocks=_blocks(),
    title=HEADLINE.strip(),
    title_at=at(HEADLINE.strip()),
    publisher="Harbour Gazette",
    publisher_at=at("Harbour Gazette"),
    published=date(2031, 5, 14),
    published_at=at("14 May 2031"),
    published_words="14 May 2031",
    published_basis=Basis.STATED,
    language="en",
)

RESIDENTS = f"source-{at('residents').start}"


def event(kind: EventKind, words: str, **known: object) -> Event:
    """An event with its id; ``known`` are further fields."""
    start, end = at(words)
    made = Event(span_id(kind.value, start, end), kind, start, end, words, "event.naming", 0.9)
    return replace(made, **known)  # type: ignore[arg-type]


def figure(words: str, qualifier: Qualifier, unit: Unit, tally: Tally, **known: object) -> Figure:
    """A figure with its id; ``known`` are further fields."""
    start, end = at(words)
    made = Figure(
        span_id("figure", start, end),
        start,
        end,
        words,
        qualifier,
        unit,
        Who.PEOPLE,
        tally,
        "figure.count",
        0.95,
    )
    return replace(made, **known)  # type: ignore[arg-type]


def responsibility(words: str, about: Event, **known: object) -> Responsibility:
    """A responsibility with its id; ``known`` are actor, actor_id, means."""
    start, end = at(words)
    made = replace(
        Responsibility("", start, end, words, about.id, "responsibility.subject", 0.8),
        **known,  # type: ignore[arg-type]
    )
    return replace(made, id=responsibility_id(start, end, key=KEY, actor_id=made.actor_id, means=made.means))


def statement(words: str, passage: str, **known: object) -> Statement:
    """A statement with its id; the defaults are those of a named source that asserts something."""
    start, end = at(words)
    made = Statement(
        id="",
        start=start,
        end=end,
        exact=words,
        passage=at(passage),
        kind=Quotation.INDIRECT,
        speaker="residents",
        speaker_id=RESIDENTS,
        resolved=Resolution.NAMED,
        stance=Stance.ASSERTS,
        claim_basis=Basis.STATED,
        block=BlockKind.BODY,
        rule="attribution.said-that",
        confidence=0.9,
    )
    return identified(replace(made, **known))  # type: ignore[arg-type]


def identified(item: Statement) -> Statement:
    """The statement under the id that its span, speaker, stance and claim give it."""
    claim = item.claim if item.claim is not None else span_id("claim", item.start, item.end)
    made = statement_id(
        item.start, item.end, key=KEY, speaker_id=item.speaker_id, stance=item.stance, claim_id=claim
    )
    return replace(item, id=made)


def mention(kind: MentionKind, words: str, local: str, *, after: int = 0) -> Mention:
    """A mention of a name."""
    start, end = at(words, after=after)
    return Mention(kind, start, end, words, local)

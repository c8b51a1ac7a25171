"""What is read from one article, as frozen values: the interchange record before it becomes JSON or RDF.

Offsets are Unicode code points into the stored text, end exclusive. None always means "not said":
no field holds a guess. Ids are unique within one record: local (``figure-633-662``) or, with a slash,
a registry row (``org/cjtf-oir``).
"""

from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - `date` is also a field of Event
from enum import StrEnum
from typing import NamedTuple

from kg.vocab import (
    Basis,
    Certainty,
    Means,
    Qualifier,
    Quotation,
    Resolution,
    Stance,
    Tally,
    Topic,
    Unit,
    Venue,
)


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of the stored text."""

    start: int
    end: int


class BlockKind(StrEnum):
    """Parts of a page. From comments and furniture nothing is ever read; they are in no scheme."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    RELATED_LINK = "relatedLink"
    COMMENT = "comment"
    FURNITURE = "furniture"


class EventKind(StrEnum):
    """Local names of the three event classes."""

    STRIKE = "strike"
    INCIDENT = "incident"
    CAMPAIGN = "campaign"


class MentionKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class Who(StrEnum):
    """Whom or what a figure counts."""

    PEOPLE = "people"
    CIVILIANS = "civilians"
    CHILDREN = "children"
    WOMEN = "women"
    FIGHTERS = "fighters"
    STRIKES = "strikes"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Block:
    """One typed part of the page; blocks are in order, do not overlap and cover the text."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One text as stored, with what is known about its publication and from where."""

    file: str
    text: str
    sha256: str
    original_sha256: str
    blocks: tuple[Block, ...]
    title: str | None = None
    title_at: Span | None = None
    publisher: str | None = None
    publisher_at: Span | None = None
    published: Day | None = None
    published_at: Span | None = None
    published_words: str | None = None
    published_basis: Basis | None = None
    author: str | None = None
    agency: str | None = None
    dateline: str | None = None
    dateline_at: Span | None = None
    url: str | None = None
    retrieved: Day | None = None
    licence: str | None = None
    language: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    """What came beside the text (sidecar or line), as sorted key and value; () if nothing did."""


@dataclass(frozen=True, slots=True)
class Source:
    """Someone in the chain of a statement: who carried it, or on whom the speaker relies."""

    name: str
    id: str
    at: Span | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One source taking one stance on one claim; ``claim`` None is a plain claim with a topic."""

    id: str
    start: int
    end: int
    exact: str
    passage: Span
    kind: Quotation
    speaker: str
    speaker_id: str
    resolved: Resolution
    stance: Stance
    claim_basis: Basis
    block: BlockKind
    rule: str
    confidence: float
    speaker_at: Span | None = None
    speaker_org: str | None = None
    speaker_org_id: str | None = None
    speaker_words: str | None = None
    role: str | None = None
    via: tuple[Source, ...] = ()
    relies_on: tuple[Source, ...] = ()
    cue: str | None = None
    cue_at: Span | None = None
    topic: Topic | None = None
    certainty: Certainty | None = None
    claim: str | None = None
    about: str | None = None
    said_from: Day | None = None
    said_to: Day | None = None
    said_words: str | None = None
    said_basis: Basis | None = None
    venue: Venue | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number with its hedge: value as said, inclusive bounds, what is counted, over what.

    ``about`` is None only where the article names no event at all for it; such a figure is kept in
    the record and not mapped to RDF as a figure without an event (the gate refuses that).
    """

    id: str
    start: int
    end: int
    exact: str
    qualifier: Qualifier
    unit: Unit
    who: Who
    tally: Tally
    rule: str
    confidence: float
    value: int | None = None
    min: int | None = None
    max: int | None = None
    who_words: str | None = None
    about: str | None = None
    assessed_from: Day | None = None
    assessed_to: Day | None = None
    assessed_words: str | None = None
    assessed_basis: Basis | None = None
    subset_of: str | None = None
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """That an actor, or a means, or both did it: caused the harm, or carried out the strike."""

    id: str
    start: int
    end: int
    exact: str
    about: str
    rule: str
    confidence: float
    actor: str | None = None
    actor_id: str | None = None
    means: Means | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A strike, an incident of harm, or a campaign, as this one article tells it.

    ``date`` is ISO and may be partial (2016-11); ``date_from`` and ``date_to`` are its outer bounds.
    """

    id: str
    kind: EventKind
    start: int
    end: int
    exact: str
    rule: str
    confidence: float
    date: str | None = None
    date_from: Day | None = None
    date_to: Day | None = None
    date_words: str | None = None
    date_basis: Basis | None = None
    place: str | None = None
    place_id: str | None = None
    near: bool = False
    country: str | None = None
    target: str | None = None
    means: Means | None = None
    count: int | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text and whom or what it stands for."""

    kind: MentionKind
    start: int
    end: int
    exact: str
    id: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something a rule, model or person offered that the gate did not take, and why."""

    why: str
    exact: str
    rule: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that one article gives, in the order of the text."""

    article: Article
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    rejected: tuple[Rejected, ...] = field(default=())

"""A record of an invented report about an invented town: every kind of thing a record can hold, once."""

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
    Record,
    Responsibility,
    Source,
    Span,
    Statement,
    Who,
)
from kg.registry import load_registry
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


def event(kind: EventKind, words: str, **known: object) -> Event:
    """An event with its id; ``known`` are further fields."""
    start, end = at(words)
    made = Event(span_id(kind.value, start, end), kind, start, end, words, "event.naming", 0.9)
    return replace(made, **known)  # type: ignore[arg-type]


INCIDENT = event(
    EventKind.INCIDENT,
    "coalition jets struck a bakery in Kalmora on 3 May",
    date="2031-05-03",
    date_from=date(2031, 5, 3),
    date_to=date(2031, 5, 3),
    date_words="3 May",
    date_basis=Basis.INFERRED,
    place="Kalmora",
    place_id="place/kalmora",
    country="Tervania",
)
STRIKE = event(
    EventKind.STRIKE,
    "struck a bakery in Kalmora on 3 May",
    place="Kalmora",
    place_id="place/kalmora",
    near=True,
    target="a bakery",
    means=Means.AIRSTRIKE,
    count=1,
    part_of=INCIDENT.id,
)
CAMPAIGN = event(
    EventKind.CAMPAIGN,
    "North Wind since April 2031",
    date_from=date(2031, 4, 1),
    date_words="since April 2031",
    date_basis=Basis.STATED,
    part_of="event/operation-north-wind",
)
_HAMLET = span_id("place", at("Osk").start, 0).rpartition("-")[0]
TREATMENT = event(
    EventKind.INCIDENT,
    "gas bottles exploded, and that scores were treated in the hamlet of Osk",
    place="Osk",
    place_id=_HAMLET,
    country="Tervania",
)


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


TOLL = figure(
    "At least 12 civilians",
    Qualifier.AT_LEAST,
    Unit.CIVILIANS_KILLED,
    Tally.ONE_EVENT,
    value=12,
    min=12,
    who_words="civilians",
    about=INCIDENT.id,
)
CHILDREN = figure(
    "five children",
    Qualifier.EXACTLY,
    Unit.CIVILIANS_KILLED,
    Tally.ONE_EVENT,
    value=5,
    min=5,
    max=5,
    who_words="children",
    about=INCIDENT.id,
    subset_of=TOLL.id,
)
SCORES = figure("scores", Qualifier.APPROXIMATELY, Unit.TREATED, Tally.ONE_EVENT, about=TREATMENT.id)
TOTAL = figure(
    "40 deaths",
    Qualifier.EXACTLY,
    Unit.KILLED,
    Tally.CUMULATIVE,
    value=40,
    min=40,
    max=40,
    about=CAMPAIGN.id,
    assessed_from=date(2031, 5, 1),
    assessed_to=date(2031, 5, 13),
    assessed_words="since April 2031",
    assessed_basis=Basis.INFERRED,
    excludes=(INCIDENT.id,),
)


def responsibility(words: str, about: Event, **known: object) -> Responsibility:
    """A responsibility with its id; ``known`` are actor, actor_id, means."""
    start, end = at(words)
    made = replace(
        Responsibility("", start, end, words, about.id, "responsibility.subject", 0.8),
        **known,  # type: ignore[arg-type]
    )
    return replace(made, id=responsibility_id(start, end, key=KEY, actor_id=made.actor_id, means=made.means))


BLAME = responsibility(
    "coalition jets struck a bakery",
    INCIDENT,
    actor="the coalition",
    actor_id="org/northern-coalition",
    means=Means.AIRSTRIKE,
)
CAUSE = responsibility("gas bottles exploded", TREATMENT, means=Means.PLANTED_EXPLOSIVES)

RESIDENTS = f"source-{at('residents').start}"
MARAND = f"person-{at('Ilse Marand').start}"
ENGINEERS = f"source-{at('her engineers').start}"


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


_LEAD = BODY.splitlines()[1]
_SECOND = "On Tuesday the coalition acknowledged the strike but did not confirm the deaths."
_WORDS = _LEAD[: _LEAD.index(", residents")]
TOLD = {
    "speaker_words": "residents",
    "speaker_at": at("residents"),
    "cue": "told",
    "cue_at": at("told"),
    "via": (Source("Harbour Gazette", "org/harbour-gazette", at("the Gazette")),),
}
MARAND_SPEAKS = {"speaker": "Ilse Marand", "speaker_id": MARAND}
TOLL_TOLD = statement(_WORDS, _LEAD, claim=TOLL.id, about=INCIDENT.id, **TOLD)
CHILDREN_TOLD = statement(_WORDS, _LEAD, claim=CHILDREN.id, about=INCIDENT.id, **TOLD)
BLAME_TOLD = statement(_WORDS, _LEAD, claim=BLAME.id, about=INCIDENT.id, **TOLD)
ACKNOWLEDGED = statement(
    "acknowledged the strike",
    _SECOND,
    claim=BLAME.id,
    speaker="the coalition",
    speaker_id="org/northern-coalition",
    stance=Stance.ACKNOWLEDGES,
    cue="acknowledged",
    said_from=date(2031, 5, 13),
    said_to=date(2031, 5, 13),
    said_words="Tuesday",
    said_basis=Basis.INFERRED,
    venue=Venue.WRITTEN_STATEMENT,
)
NOT_CONFIRMED = statement(
    "did not confirm the deaths",
    _SECOND,
    claim=TOLL.id,
    speaker="the coalition",
    speaker_id="org/northern-coalition",
    stance=Stance.DOES_NOT_CONFIRM,
    claim_basis=Basis.INFERRED,
)
DOUBTED = statement(
    "We doubt that our aircraft did this",
    "“We doubt that our aircraft did this,” said Ilse Marand, a spokeswoman, citing her engineers.",
    claim=BLAME.id,
    kind=Quotation.DIRECT,
    stance=Stance.DOUBTS,
    certainty=Certainty.PROBABLE,
    role="a spokeswoman",
    speaker_org="Northern Coalition",
    speaker_org_id="org/northern-coalition",
    relies_on=(Source("her engineers", ENGINEERS, at("her engineers")),),
    **MARAND_SPEAKS,
)
_THIRD = "Marand said gas bottles exploded, and that scores were treated in the hamlet of Osk."
EXPLODED = statement("gas bottles exploded", _THIRD, claim=CAUSE.id, **MARAND_SPEAKS)
TREATED = statement("scores were treated in the hamlet of Osk", _THIRD, claim=SCORES.id, **MARAND_SPEAKS)
_LAST = "The ministry has counted 40 deaths in North Wind since April 2031, without the bakery."
COUNTED = statement(
    "counted 40 deaths in North Wind since April 2031",
    _LAST,
    claim=TOTAL.id,
    speaker="Ministry of Defence of Tervania",
    speaker_id="org/ministry-of-defence-of-tervania",
)
LEFT_OUT = statement(
    "without the bakery",
    _LAST,
    topic=Topic.METHODOLOGY,
    kind=Quotation.NARRATED,
    speaker="the article itself",
    speaker_id="voice",
    resolved=Resolution.VOICE_OF_THE_ARTICLE,
)
CAPTIONED = statement(
    CAPTION.strip(),
    CAPTION.strip(),
    about=INCIDENT.id,
    topic=Topic.OTHER_TOPIC,
    kind=Quotation.NARRATED,
    speaker="the article itself",
    speaker_id="voice",
    resolved=Resolution.VOICE_OF_THE_ARTICLE,
    block=BlockKind.CAPTION,
)


def mention(kind: MentionKind, words: str, local: str, *, after: int = 0) -> Mention:
    """A mention of a name."""
    start, end = at(words, after=after)
    return Mention(kind, start, end, words, local)


RECORD = Record(
    ARTICLE,
    statements=(
        TOLL_TOLD,
        CHILDREN_TOLD,
        BLAME_TOLD,
        ACKNOWLEDGED,
        NOT_CONFIRMED,
        DOUBTED,
        EXPLODED,
        TREATED,
        COUNTED,
        LEFT_OUT,
        CAPTIONED,
    ),
    figures=(TOLL, CHILDREN, SCORES, TOTAL),
    responsibilities=(BLAME, CAUSE),
    events=(INCIDENT, STRIKE, TREATMENT, CAMPAIGN),
    mentions=(
        mention(MentionKind.PERSON, "Ilse Marand", MARAND),
        mention(MentionKind.PERSON, "Marand", MARAND, after=at("Marand said").start),
        mention(MentionKind.PLACE, "Kalmora", "place/kalmora"),
        mention(MentionKind.PLACE, "Osk", _HAMLET),
    ),
)

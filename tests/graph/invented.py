"""A record of the invented report: every kind of thing a record can hold, once."""

from datetime import date

from kg.ids import span_id
from kg.model import (
    BlockKind,
    EventKind,
    MentionKind,
    Record,
    Source,
)
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
from tests.graph.drafting import (
    ARTICLE,
    BODY,
    CAPTION,
    at,
    event,
    figure,
    mention,
    responsibility,
    statement,
)

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


BLAME = responsibility(
    "coalition jets struck a bakery",
    INCIDENT,
    actor="the coalition",
    actor_id="org/northern-coalition",
    means=Means.AIRSTRIKE,
)
CAUSE = responsibility("gas bottles exploded", TREATMENT, means=Means.PLANTED_EXPLOSIVES)

MARAND = f"person-{at('Ilse Marand').start}"
ENGINEERS = f"source-{at('her engineers').start}"


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

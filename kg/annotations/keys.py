"""The one mapping: which key of a body, or of a tag, is which field of what is read, in which form."""

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Final

from kg.model import Event, Figure, Mention, Responsibility, Statement, Who
from kg.vocab import (
    CIV,
    SCHEMA,
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


class Kind(StrEnum):
    """What an annotation can be of: the ``type`` of its body."""

    STATEMENT = "civ:Statement"
    FIGURE = "civ:Figure"
    RESPONSIBILITY = "civ:Responsibility"
    STRIKE = "civ:Strike"
    INCIDENT = "civ:Incident"
    CAMPAIGN = "civ:Campaign"
    PERSON = "schema:Person"
    ORGANISATION = "schema:Organization"
    PLACE = "schema:Place"


class Form(StrEnum):
    """How a value is written."""

    TEXT = "a text"
    NUMBER = "a whole number from 0"
    FLAG = "true or false"
    DAY = "a day such as 2017-03-17"
    DATE = "a date such as 2017-03-17, 2017-03 or 2017"
    PLACE = "the words as printed, or selectors"
    CHOICE = "one of a list"
    REFERENCE = "the id of an annotation"
    REFERENCES = "ids of annotations"
    SOURCES = "names, or objects with name, id and at"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: ``field`` of the dataclass that it gives, its form, and what it may hold or refer to."""

    name: str
    field: str
    form: Form
    choices: tuple[StrEnum, ...] = ()
    to: frozenset[Kind] = frozenset()


EVENTS: Final = frozenset({Kind.STRIKE, Kind.INCIDENT, Kind.CAMPAIGN})
CLAIMS: Final = frozenset({Kind.FIGURE, Kind.RESPONSIBILITY})
NAMES: Final = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.PLACE})
_TAKEN: Final = tuple(s for s in Stance if s not in (Stance.SUPPORTS, Stance.OPPOSES, Stance.LEAVES_OPEN))
_CLASSES: Final[dict[Kind, type]] = {
    Kind.STATEMENT: Statement,
    Kind.FIGURE: Figure,
    Kind.RESPONSIBILITY: Responsibility,
    **dict.fromkeys(EVENTS, Event),
    **dict.fromkeys(NAMES, Mention),
}
_ABOUT: Final = Key("about", "about", Form.REFERENCE, to=EVENTS)
_MEANS: Final = Key("means", "means", Form.CHOICE, tuple(Means))
_STATEMENT: Final = (
    Key("speaker", "speaker", Form.TEXT),
    Key("speakerAt", "speaker_at", Form.PLACE),
    Key("speakerId", "speaker_id", Form.TEXT),
    Key("speakerWords", "speaker_words", Form.TEXT),
    Key("speakerResolution", "resolved", Form.CHOICE, tuple(Resolution)),
    Key("onBehalfOf", "speaker_org", Form.TEXT),
    Key("onBehalfOfId", "speaker_org_id", Form.TEXT),
    Key("role", "role", Form.TEXT),
    Key("via", "via", Form.SOURCES),
    Key("citing", "relies_on", Form.SOURCES),
    Key("stance", "stance", Form.CHOICE, _TAKEN),
    Key("cue", "cue", Form.TEXT),
    Key("cueAt", "cue_at", Form.PLACE),
    Key("certainty", "certainty", Form.CHOICE, tuple(Certainty)),
    Key("quotation", "kind", Form.CHOICE, tuple(Quotation)),
    Key("claim", "claim", Form.REFERENCE, to=CLAIMS),
    Key("claimBasis", "claim_basis", Form.CHOICE, (Basis.STATED, Basis.INFERRED)),
    Key("topic", "topic", Form.CHOICE, tuple(Topic)),
    _ABOUT,
    Key("saidFrom", "said_from", Form.DAY),
    Key("saidTo", "said_to", Form.DAY),
    Key("saidWords", "said_words", Form.TEXT),
    Key("saidBasis", "said_basis", Form.CHOICE, tuple(Basis)),
    Key("venue", "venue", Form.CHOICE, tuple(Venue)),
    Key("passage", "passage", Form.PLACE),
)
_FIGURE: Final = (
    Key("number", "value", Form.NUMBER),
    Key("qualifier", "qualifier", Form.CHOICE, tuple(Qualifier)),
    Key("min", "min", Form.NUMBER),
    Key("max", "max", Form.NUMBER),
    Key("unit", "unit", Form.CHOICE, tuple(Unit)),
    Key("who", "who", Form.CHOICE, tuple(Who)),
    Key("whoWords", "who_words", Form.TEXT),
    Key("tally", "tally", Form.CHOICE, tuple(Tally)),
    _ABOUT,
    Key("assessedFrom", "assessed_from", Form.DAY),
    Key("assessedTo", "assessed_to", Form.DAY),
    Key("assessedWords", "assessed_words", Form.TEXT),
    Key("assessedBasis", "assessed_basis", Form.CHOICE, tuple(Basis)),
    Key("subsetOf", "subset_of", Form.REFERENCE, to=frozenset({Kind.FIGURE})),
    Key("excludes", "excludes", Form.REFERENCES, to=EVENTS),
)
_RESPONSIBILITY: Final = (
    Key("actor", "actor", Form.TEXT),
    Key("actorId", "actor_id", Form.TEXT),
    _MEANS,
    _ABOUT,
)
_EVENT: Final = (
    Key("date", "date", Form.DATE),
    Key("dateFrom", "date_from", Form.DAY),
    Key("dateTo", "date_to", Form.DAY),
    Key("dateWords", "date_words", Form.TEXT),
    Key("dateBasis", "date_basis", Form.CHOICE, tuple(Basis)),
    Key("place", "place", Form.TEXT),
    Key("placeId", "place_id", Form.TEXT),
    Key("near", "near", Form.FLAG),
    Key("country", "country", Form.TEXT),
    Key("target", "target", Form.TEXT),
    _MEANS,
    Key("eventCount", "count", Form.NUMBER),
    Key("partOf", "part_of", Form.REFERENCE, to=EVENTS - {Kind.STRIKE}),
)
_NAME: Final = (Key("refersTo", "id", Form.TEXT),)
KEYS: Final[dict[Kind, tuple[Key, ...]]] = {
    Kind.STATEMENT: _STATEMENT,
    Kind.FIGURE: _FIGURE,
    Kind.RESPONSIBILITY: _RESPONSIBILITY,
    **dict.fromkeys(EVENTS, _EVENT),
    **dict.fromkeys(NAMES, _NAME),
}
_BLANKS: Final = re.compile(r"[\s_-]+")


def plain(word: str) -> str:
    """A term as it is compared: without case, blanks, hyphens and the prefix of our terms.

    >>> plain("Does not confirm") == plain("civ:doesNotConfirm")
    True
    """
    for prefix in (CIV, SCHEMA, "civ:", "schema:"):
        word = word.removeprefix(prefix)
    return _BLANKS.sub("", word).casefold()


@cache
def key_of(kind: Kind, name: str) -> Key | None:
    """The key of this name, as :func:`plain` compares it; None where there is none."""
    return next((key for key in KEYS[kind] if plain(key.name) == plain(name)), None)


def kind_of(name: str) -> Kind | None:
    """The kind that a term names: "civ:Figure", "figure", the whole IRI; None where it names none."""
    return next((kind for kind in Kind if plain(kind) == plain(name)), None)


def key_of_term(kind: Kind, name: str) -> Key | None:
    """The one key that can hold a concept: "denies" is a stance; None where none, or several, can."""
    found = [
        key
        for key in KEYS[kind]
        if not key.field.endswith("basis") and any(plain(one) == plain(name) for one in key.choices)
    ]
    return found[0] if len(found) == 1 else None


@cache
def may_be_unknown(kind: Kind, field: str) -> bool:
    """True for a field that can be None."""
    return next(item.default for item in fields(_CLASSES[kind]) if item.name == field) is None

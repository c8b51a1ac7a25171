"""Tellings of figures: who gives which number of what, in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.analysis.passages import Passage, registry_path, row_order
from kg.extract.counts.rules import default_rules
from kg.model import BlockKind, Who
from kg.queries import Result, Value
from kg.vocab import Certainty, Qualifier, Resolution, Stance, Tally, Unit

_OPEN: Final = (Stance.INVESTIGATES, Stance.DOES_NOT_CONFIRM, Stance.LEAVES_OPEN)
_SAID: Final = (Stance.ASSERTS, Stance.ACKNOWLEDGES, Stance.PARTLY_ACKNOWLEDGES, Stance.REPORTS)
_ANYBODY: Final = frozenset(["people", "persons", "person", "individuals"])
"""Words for people that leave open who they are: a mourner told as a civilian is not told otherwise."""
_HARM: Final = {
    Unit.KILLED: "killed",
    Unit.CIVILIANS_KILLED: "killed",
    Unit.HARMED: "harmed",
    Unit.CIVILIANS_HARMED: "harmed",
}


@dataclass(frozen=True, slots=True)
class Noun:
    """What a number counts: the harm, and whom; ``who`` None where the words do not say."""

    harm: str
    who: Who | None

    def differs(self, other: "Noun") -> bool:
        """True where both say what they count and it is not the same."""
        return self.harm != other.harm or (None not in (self.who, other.who) and self.who != other.who)


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement that gives a figure; ``issuer`` is the body spoken for, else the speaker."""

    at: Passage
    speaker: str
    issuer: str
    voice: bool
    is_open: bool
    certainty: Certainty | None
    qualifier: Qualifier
    value: int
    min: int | None
    max: int | None
    unit: Unit
    noun: Noun
    tally: Tally
    event: str
    harm_from: date | None
    harm_to: date | None
    place: str
    as_of: date | None
    origin: str | None
    headline: bool

    @property
    def family(self) -> str:
        """Deaths and casualties are one: the word for them is what drifts."""
        return "harmed" if self.unit in _HARM else str(self.unit)


def read_tellings(result: Result) -> tuple[Telling, ...]:
    """What bodies and headlines tell, from the answer of wording-of-figures, by article and place.

    Left out are numbers in words ("scores"), what is opposed, and captions and linked titles, which
    tell of other days and other stories. Words that a page repeats count once.

    Raises:
        QueryError: the answer is not one of wording-of-figures.
    """
    for name in ("qualifier", "value", "unit", "who", "tally", "event", "origin", "block", "voice"):
        result.index("resolved" if name == "voice" else name)
    found: dict[tuple[object, ...], Telling] = {}
    statements = set()
    for row in sorted(result, key=row_order):
        if row["value"] is None or row["block"] not in (BlockKind.BODY, BlockKind.HEADLINE):
            continue
        if row["stance"] not in (*_OPEN, *_SAID) or (row["statement"], row["value"]) in statements:
            continue
        statements.add((row["statement"], row["value"]))
        told = _telling(row)
        same = (told.at.article, told.headline, told.at.words, told.speaker, told.value, told.unit)
        found.setdefault(same, told)
    return tuple(found.values())


def _telling(row: Mapping[str, Value]) -> Telling:
    unit, certainty = Unit(str(row["unit"])), row["certainty"]
    return Telling(
        at=Passage.of(row),
        speaker=str(row["speaker"]),
        issuer=str(row["behalf_iri"] or row["speaker_iri"]),
        voice=row["resolved"] == Resolution.VOICE_OF_THE_ARTICLE,
        is_open=row["stance"] in _OPEN,
        certainty=Certainty(str(certainty)) if certainty not in (None, Certainty.CERTAIN) else None,
        qualifier=Qualifier(str(row["qualifier"])),
        value=int(str(row["value"])),
        min=_number(row["min"]),
        max=_number(row["max"]),
        unit=unit,
        noun=Noun(_HARM.get(unit, unit), _counted(unit, row["who"])),
        tally=Tally(str(row["tally"])),
        event=str(row["event"]),
        harm_from=_day(row["harm_from"]),
        harm_to=_day(row["harm_to"]),
        place=registry_path(str(row["place"] or "")),
        as_of=_day(row["as_of"]),
        origin=None if row["origin"] is None else str(row["origin"]),
        headline=row["block"] == BlockKind.HEADLINE,
    )


def _counted(unit: Unit, words: Value) -> Who | None:
    """Whom the words name: the last noun for people in them; else civilians where the unit says so."""
    people = default_rules().people
    for word in reversed(str(words or "").lower().split()):
        named = [value for wording, value in people.get(word, ()) if len(wording) == 1]
        if named:
            who = Who(named[0].partition(" ")[2])
            return who if who is not Who.PEOPLE or word in _ANYBODY else None
    return Who.CIVILIANS if unit.startswith("civilians") else None


def _number(value: Value) -> int | None:
    return None if value is None else int(str(value))


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None

"""The line in which one decision of one person is written down, and what it must say."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from kg import strict_json
from kg.ids import short_hash
from kg.vocab import Stance, Verdict

T = TypeVar("T")
_LONGEST: Final = 2000
"""Characters of a reason or a name: a decision is no place for an article."""
_NAME: Final = re.compile(r"[0-9a-f]{8}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PATHS: Final = (
    r"doc/[0-9a-f]{16}/"
    r"(?P<local>strike|incident|statement|person|org|source|voice)(?:-\d+){0,2}(?:-[0-9a-f]{8})?",
    r"(?P<shared>event)/[\w.-]+-[0-9a-f]{8}",
    r"(?P<row>org|person)/[\w.-]+",
)
_BASE: Final = r"(?:https?://.*?[/#]|urn:.*?[:/#])?"
_SUBJECT: Final = re.compile(f"{_BASE}(?P<path>{'|'.join(_PATHS)})", re.ASCII)
_VERDICTS: Final = {"right": Verdict.ACCEPTED, "wrong": Verdict.REJECTED}
_WORDS: Final = {verdict: word for word, verdict in _VERDICTS.items()}


class What(StrEnum):
    """What a line decides."""

    SAME = "same"
    NOT_SAME = "not-same"
    LATER = "later"
    STATEMENT = "statement"
    UNDO = "undo"


class Sort(StrEnum):
    """What a decision can be about."""

    EVENT = "event"
    AGENT = "person or body"
    STATEMENT = "statement"


_SORTS: Final = {
    "strike": Sort.EVENT, "incident": Sort.EVENT, "event": Sort.EVENT, "statement": Sort.STATEMENT,
    "person": Sort.AGENT, "org": Sort.AGENT, "source": Sort.AGENT, "voice": Sort.AGENT,
}  # fmt: skip
_KEYS: Final = {
    What.SAME: frozenset({"subjects"}),
    What.NOT_SAME: frozenset({"subjects"}),
    What.LATER: frozenset({"subjects"}),
    What.STATEMENT: frozenset({"subjects", "verdict", "stance"}),
    What.UNDO: frozenset({"undoes"}),
}
_ALWAYS: Final = ("day", "author", "what", "reason")


class LineError(ValueError):
    """What is wrong with a line, and the way out; whoever reads it adds the file and the line."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One line. Subjects are paths after the base, sorted: one for a statement, two for an identity.

    ``undoes`` is the name of the line that an undo takes back. ``file`` and ``line`` (from 1) tell where it
    stands and are no part of it.
    """

    day: date
    author: str
    what: What
    reason: str
    subjects: tuple[str, ...] = ()
    verdict: Verdict | None = None
    stance: Stance | None = None
    undoes: str | None = None
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def name(self) -> str:
        """Eight hexadecimal digits over all it says: the same line has the same name in any file."""
        said = (self.day.isoformat(), self.author, self.what, self.verdict, self.stance, self.undoes)
        return short_hash(*said, self.reason, *self.subjects)

    def __str__(self) -> str:
        return f"decision {self.name} of {self.day} by {self.author}"


def path_of(subject: str) -> str:
    """The path after the base of an IRI, or of what is a path already: a decision outlives a change of base.

    >>> path_of("https://data.example.org/org/cjtf-oir")
    'org/cjtf-oir'

    Raises:
        LineError: it names nothing that one can decide about.
    """
    named = _SUBJECT.fullmatch(subject)
    if named is None:
        raise LineError(
            f"'subjects': {subject[:200]!r} is no event, person, body or statement; give its IRI, "
            "or the path after the base: doc/KEY/incident-0-10"
        )
    return named["path"]


def sort_of(path: str) -> Sort:
    """What sort of thing a path names."""
    return _SORTS[_kind(path)]


def parse_line(text: str) -> Decision:
    """The decision that one line of JSON says.

    Raises:
        LineError: it says something else, or not all of it.
    """
    try:
        value = strict_json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON object ({error}); each line is one object on one line") from error
    if not isinstance(value, dict):
        raise LineError("no JSON object; write {...}, one on each line")
    return decision_of(value)


def decision_of(value: Mapping[str, Any]) -> Decision:
    """The decision with these values, each as it stands in a line; subjects may also be IRIs.

    Raises:
        LineError: a value is missing, unknown, or does not fit the others.
    """
    what = _choice(value, "what", {item.value: item for item in What})
    allowed = {*_ALWAYS, *_KEYS[what]}
    for key in value:
        if key not in allowed:
            keys = ", ".join(sorted(allowed))
            raise LineError(f"{key[:40]!r} is no key of a line with what={what}; it takes {keys}")
    verdict = _choice(value, "verdict", _VERDICTS) if what is What.STATEMENT else None
    stance = _choice(value, "stance", {s.value: s for s in Stance}) if "stance" in value else None
    if stance is not None and verdict is not Verdict.ACCEPTED:
        raise LineError("'stance': goes with verdict=right, for words that are right with another stance")
    undoes = _text(value, "undoes") if what is What.UNDO else None
    if undoes is not None and _NAME.fullmatch(undoes) is None:
        raise LineError(
            f"'undoes': {undoes[:40]!r} names no line; give the 8 digits that kg review --list shows"
        )
    return Decision(
        _day(_text(value, "day")),
        _text(value, "author"),
        what,
        _text(value, "reason"),
        _subjects(value, what),
        verdict,
        stance,
        undoes,
    )


def to_line(decision: Decision) -> str:
    """The decision as one line of JSON with its line feed, keys always in one order."""
    value: dict[str, object] = {
        "day": decision.day.isoformat(),
        "author": decision.author,
        "what": decision.what.value,
    }
    if decision.subjects:
        value["subjects"] = list(decision.subjects)
    if decision.verdict is not None:
        value["verdict"] = _WORDS[decision.verdict]
    if decision.stance is not None:
        value["stance"] = decision.stance.value
    if decision.undoes is not None:
        value["undoes"] = decision.undoes
    return json.dumps({**value, "reason": decision.reason}, ensure_ascii=False) + "\n"


def _subjects(value: Mapping[str, Any], what: What) -> tuple[str, ...]:
    if what is What.UNDO:
        return ()
    given = value.get("subjects")
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise LineError("'subjects' is a list of strings, IRIs or paths after the base")
    paths = tuple(sorted({path_of(item) for item in given}))
    sorts = {sort_of(path) for path in paths}
    one = what is What.STATEMENT or (what is What.LATER and sorts == {Sort.STATEMENT})
    if one and (len(given) != 1 or sorts != {Sort.STATEMENT}):
        raise LineError("'subjects': a verdict is of one statement, doc/KEY/statement-...")
    if not one and (len(given) != 2 or len(paths) != 2):
        raise LineError("'subjects': give the two that are the same or not, each once")
    if not one and (len(sorts) != 1 or Sort.STATEMENT in sorts):
        raise LineError("'subjects': give two events, or two persons or bodies; nothing else can be the same")
    if {"strike", "incident"} == {_kind(path) for path in paths}:
        raise LineError("'subjects': a strike and an incident are never one; give two of a kind")
    return paths


def _kind(path: str) -> str:
    named = _SUBJECT.fullmatch(path)
    assert named is not None
    return str(named["local"] or named["shared"] or named["row"])


def _choice(value: Mapping[str, Any], key: str, known: Mapping[str, T]) -> T:
    given = _text(value, key)
    if given not in known:
        raise LineError(f"{key!r}: {given[:40]!r} is not known; it is one of {', '.join(known)}")
    return known[given]


def _text(value: Mapping[str, Any], key: str) -> str:
    given = value.get(key)
    if not isinstance(given, str) or not given.strip():
        raise LineError(f"{key!r} is missing; every decision says it, as a string")
    if len(given) > _LONGEST:
        raise LineError(f"{key!r} is longer than {_LONGEST} characters; say it in fewer")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in given):
        raise LineError(
            f"{key!r} holds a control character or half of one; write it as plain text on one line"
        )
    return given


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text) is None:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise LineError(f"'day': {text[:40]!r} is no day; write it as 2026-11-20") from error

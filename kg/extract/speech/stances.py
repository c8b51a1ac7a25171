"""What a source does with a claim: by its cue, by its own words, or because it is the accused."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.language.patterns import Pattern
from kg.extract.language.tables import in_row, read_table
from kg.extract.language.wordings import Triggers, compile_wordings, load_words
from kg.extract.values import frozen
from kg.vocab import Certainty, Stance, Venue

_CONDITIONS = ("always", "accused", "accused-always", "issuer", "after-opposition")

OPPOSING = frozenset([Stance.DENIES, Stance.DISPUTES, Stance.DOUBTS, Stance.RETRACTS])
"""Stances against a claim."""


@frozen
class StanceRule:
    """A wording inside the content; ``accused`` is the stance where the speaker is the alleged actor.
    ``outlet`` says that the outlet can take it with its own words.
    """

    id: str
    pattern: Pattern
    stance: Stance
    accused: Stance | None
    when: str
    triggers: tuple[str, ...]
    outlet: bool
    example: str
    counter: str


@frozen
class StanceWords:
    """The lists and patterns of stances.toml beside its stances, where each is explained."""

    common: frozenset[str]
    own_forces: Pattern
    own_act: Pattern
    own_admission: Pattern
    own_single: Pattern
    own_strike: Pattern
    own_fault: Pattern
    armed: Pattern
    hearsay: Pattern
    points_back: Pattern
    own_part: Pattern
    own_role: Pattern
    points_at_reports: Pattern
    hypothetical: Pattern


@frozen
class StanceRules:
    """All rules for stance, certainty and venue; ``hedge`` and ``venues`` find any of them in lower case."""

    stances: tuple[StanceRule, ...]
    certainty: Mapping[Certainty, Pattern]
    venue: Mapping[Venue, Pattern]
    hedge: Pattern
    venues: Pattern
    words: StanceWords


@cache
def load_stance_rules(folder: Path | None = None) -> StanceRules:
    """The patterns of ``stances.toml``.

    Raises:
        RulesError: the file or a pattern cannot be used.
    """
    path = (folder or resources.rules()) / "stances.toml"
    try:
        data = read_table(path)
        stances = tuple(_stance_rule(row) for row in data["stance"])
        certainty = {Certainty(name): _of_any_case(words) for name, words in data["certainty"].items()}
        venue = {Venue(name): _of_any_case(words) for name, words in data["venue"].items()}
        hedge, venues = _any_of(data["certainty"].values()), _any_of(data["venue"].values())
    except (KeyError, ValueError, re.error) as error:
        raise RulesError(f"{path}: {error}; see docs/errors.md#rules") from error
    return StanceRules(stances, certainty, venue, hedge, venues, load_words(StanceWords, path))


def _stance_rule(row: Mapping[str, Any]) -> StanceRule:
    with in_row(row):
        return StanceRule(
            row["id"],
            compile_wordings(row["pattern"], re.IGNORECASE),
            Stance(row["stance"]),
            Stance(row["accused"]) if "accused" in row else None,
            _one_of(row["when"], _CONDITIONS),
            tuple(row["triggers"]),
            row.get("outlet", False),
            row["example"],
            row["counter"],
        )


def _one_of(value: str, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is not one of {', '.join(allowed)}")
    return value


def _of_any_case(words: str) -> Pattern:
    return compile_wordings(words, re.IGNORECASE)


def _any_of(patterns: Iterable[str]) -> Pattern:
    return compile_wordings("|".join(patterns))


@frozen
class Standing:
    """What is known about a speaker: accused, issuer, after an opposing statement, the outlet itself."""

    accused: bool = False
    issuer: bool = False
    opposed: bool = False
    outlet: bool = False


def stance_of(cue_stance: Stance, words: str, standing: Standing) -> Stance:
    """The stance of a content: a cue that is a stance wins; a neutral cue leaves it to the words.

    >>> stance_of(Stance.ASSERTS, "it was investigating the reports", Standing()).value
    'investigates'
    """
    if cue_stance != Stance.ASSERTS:
        return cue_stance
    for rule in _triggered(words):
        if _holds(rule, standing) and rule.pattern.search(words):
            return rule.accused if rule.accused is not None and standing.accused else rule.stance
    return cue_stance


@lru_cache(maxsize=16)  # asked for each piece of the same words
def _triggered(words: str) -> tuple[StanceRule, ...]:
    return tuple(_by_trigger().find(words.lower()))


@cache
def _by_trigger() -> Triggers[StanceRule]:
    return Triggers(load_stance_rules().stances)


def _holds(rule: StanceRule, standing: Standing) -> bool:
    if standing.outlet:
        return rule.outlet
    match rule.when:
        case "always":
            return True
        case "issuer":
            return standing.issuer or standing.accused
        case "after-opposition":
            return standing.opposed
        case _:
            return standing.accused


def certainty_of(words: str) -> Certainty | None:
    """How sure the speaker says to be; None where nothing is said about it."""
    rules = load_stance_rules()
    if not rules.hedge.search(words.lower()):
        return None  # one look instead of one for each degree
    return next((degree for degree, pattern in rules.certainty.items() if pattern.search(words)), None)


@lru_cache(maxsize=16)  # asked for each statement of the same attribution
def venue_of(head: str) -> Venue | None:
    """Where it was said, from the words of the attribution; None where they do not tell."""
    rules = load_stance_rules()
    if not rules.venues.search(head.lower()):
        return None
    return next((venue for venue, pattern in rules.venue.items() if pattern.search(head)), None)

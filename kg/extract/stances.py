"""What a source does with a claim: by its cue, by its own words, or because it is the accused."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg import resources
from kg.errors import RulesError
from kg.extract.wordings import load_words
from kg.vocab import Certainty, Stance, Venue


@dataclass(frozen=True, slots=True)
class StanceRule:
    """A wording inside the content; ``accused`` is the stance where the speaker is the alleged actor."""

    id: str
    pattern: re.Pattern[str]
    stance: Stance
    accused: Stance | None
    when: str
    example: str
    counter: str


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The lists and patterns of stances.toml beside its stances, where each is explained."""

    common: frozenset[str]
    own_forces: re.Pattern[str]
    own_strike: re.Pattern[str]
    armed: re.Pattern[str]
    hearsay: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StanceRules:
    """All rules for stance, certainty and venue."""

    stances: tuple[StanceRule, ...]
    certainty: Mapping[Certainty, re.Pattern[str]]
    venue: Mapping[Venue, re.Pattern[str]]
    words: StanceWords


@cache
def load_stance_rules(folder: Path | None = None) -> StanceRules:
    """The patterns of ``stances.toml``.

    Raises:
        RulesError: the file or a pattern cannot be used.
    """
    path = (folder or resources.rules()) / "stances.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        stances = tuple(
            StanceRule(
                row["id"],
                re.compile(row["pattern"], re.IGNORECASE),
                Stance(row["stance"]),
                Stance(row["accused"]) if "accused" in row else None,
                row["when"],
                row["example"],
                row["counter"],
            )
            for row in data["stance"]
        )
        certainty = {Certainty(name): re.compile(words, re.I) for name, words in data["certainty"].items()}
        venue = {Venue(name): re.compile(words, re.I) for name, words in data["venue"].items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, re.error) as error:
        raise RulesError(f"{path}: {error}; see docs/errors.md#rules") from error
    return StanceRules(stances, certainty, venue, load_words(StanceWords, path))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about the speaker of a content: accused, issuer of the release, after an opposing statement."""

    accused: bool = False
    issuer: bool = False
    opposed: bool = False


@lru_cache(maxsize=4096)
def _worded(words: str) -> tuple[StanceRule, ...]:
    """The rules whose wording stands in the words, in the order of the rules."""
    return tuple(rule for rule in load_stance_rules().stances if rule.pattern.search(words))


def stance_of(cue_stance: Stance, words: str, standing: Standing) -> Stance:
    """The stance of a content: a cue that is a stance wins; a neutral cue leaves it to the words.

    >>> stance_of(Stance.ASSERTS, "it was investigating the reports", Standing()).value
    'investigates'
    """
    if cue_stance != Stance.ASSERTS:
        return cue_stance
    for rule in _worded(words):
        if _holds(rule.when, standing):
            return rule.accused if rule.accused is not None and standing.accused else rule.stance
    return cue_stance


def _holds(when: str, standing: Standing) -> bool:
    return {
        "always": True,
        "accused": standing.accused,
        "accused-always": standing.accused,
        "issuer": standing.issuer or standing.accused,
        "after-opposition": standing.opposed,
    }[when]


def certainty_of(words: str) -> Certainty | None:
    """How sure the speaker says to be; None where nothing is said about it."""
    for certainty, pattern in load_stance_rules().certainty.items():
        if pattern.search(words):
            return certainty
    return None


def venue_of(head: str) -> Venue | None:
    """Where it was said, from the words of the attribution; None where they do not tell."""
    for venue, pattern in load_stance_rules().venue.items():
        if pattern.search(head):
            return venue
    return None

"""The words by which strikes, incidents and topics are told, compiled once from events.toml."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.language.patterns import Pattern
from kg.extract.language.tables import read_table
from kg.extract.language.tokens import Phrasebook
from kg.extract.language.wordings import compile_wordings, load_words
from kg.extract.values import frozen
from kg.vocab import Means, Topic


@frozen
class Noun:
    """One noun for an event: whether it is a strike, by which means, and what must stand near it."""

    rule: str
    is_strike: bool
    means: Means | None
    alone: bool
    air: bool


@frozen
class EventWords:
    """How a telling is read: the lists and patterns of events.toml, where each is explained."""

    signs: frozenset[str]
    air_signs: frozenset[str]
    aerial: frozenset[str]
    conflict: frozenset[str]
    no_weapons: frozenset[str]
    belonging: Pattern
    charged: frozenset[str]
    accusing: frozenset[str]
    falling: frozenset[str]
    unrest: frozenset[str]
    assaults: frozenset[str]
    from_above: frozenset[str]
    blown: frozenset[str]
    disarmed: frozenset[str]
    bombs: frozenset[str]
    passing: frozenset[str]
    whole: frozenset[str]
    fireworks: frozenset[str]
    labour: frozenset[str]
    in_time: frozenset[str]
    struck: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    back: frozenset[str]
    again: frozenset[str]
    ties: frozenset[str]
    investigation: frozenset[str]
    human_shields: frozenset[str]
    policy: frozenset[str]
    precautions: frozenset[str]
    lawfulness: frozenset[str]
    methodology: frozenset[str]
    appeal: frozenset[str]
    operations: frozenset[str]
    explicit: frozenset[str]
    habits: frozenset[str]
    passive: frozenset[str]
    struck_verbs: frozenset[str]
    verb_signs: frozenset[str]
    object_signs: frozenset[str]
    not_objects: frozenset[str]
    incident_not_before: frozenset[str]
    incident_not_after: frozenset[str]
    weapon_stops: frozenset[str]
    unreal: frozenset[str]
    mass_nouns: frozenset[str]
    phrase_stops: frozenset[str]
    phrase_links: frozenset[str]
    phrase_openers: frozenset[str]
    phrase_verbs: frozenset[str]
    phrase_trailing: frozenset[str]
    locating: frozenset[str]
    settlements: frozenset[str]
    parts: frozenset[str]
    hitting: frozenset[str]
    near: frozenset[str]
    origin: frozenset[str]
    roads: frozenset[str]
    away: Pattern
    bearing: Pattern
    posted: Pattern
    busy: Pattern
    years_since: Pattern
    way_out: Pattern
    same_place: Pattern
    set_in: Pattern
    there: Pattern
    since_then: Pattern
    suffered: Pattern
    nearest: frozenset[str]
    list_openers: frozenset[str]
    possessives: frozenset[str]
    unnamed: frozenset[str]
    actor_stops: frozenset[str]
    agent_stops: frozenset[str]
    location_prepositions: frozenset[str]
    definitions: frozenset[str]
    aimed: Pattern
    object: Pattern
    target_end: Pattern
    assessed: Pattern
    series: Pattern
    long: Pattern
    another: Pattern
    other_one: Pattern
    every: Pattern
    clock: Pattern
    pointing: Pattern
    on_the: Pattern
    none: Pattern
    simile: Pattern
    ages: Pattern
    repeated: Pattern
    witnessed: Pattern
    likeness: Pattern
    came_about: Pattern
    aircraft: frozenset[str]
    airborne: frozenset[str]
    firing: frozenset[str]
    onto: frozenset[str]
    harmed_by: frozenset[str]
    crashing: frozenset[str]
    shift: Pattern
    same_day: Pattern
    roughly: Pattern
    counted_from: Pattern
    list_head: Pattern
    apart_signs: frozenset[str]
    apart: Pattern
    mostly: Pattern


@frozen
class EventRules:
    """All rules by which events are told. ``aerial`` finds words that tell of aircraft or missiles.

    ``telling`` holds every word that can tell an attack without a noun for one.
    """

    nouns: Mapping[str, Noun]
    phrases: Phrasebook[Noun]
    weapons: Mapping[str, Means]
    telling: frozenset[str]
    hit: frozenset[str]
    conduct: frozenset[str]
    numbers: Mapping[str, int]
    words: EventWords
    aerial: Pattern
    topics: tuple[tuple[Topic, frozenset[str]], ...]


@cache
def load_event_rules(folder: Path | None = None) -> EventRules:
    """The rules of ``events.toml`` in the folder (the shipped one if None).

    Raises:
        RulesError: the file is missing or broken, or a row names an unknown means.
    """
    path = (folder or resources.rules()) / "events.toml"
    data, words = read_table(path), load_words(EventWords, path)
    try:
        nouns = dict(_nouns(data))
        weapons = {word: Means(means) for means, row in data["weapons"].items() for word in row.split()}
        verbs = {name: frozenset(row.split()) for name, row in data["verbs"].items()}
        return EventRules(
            nouns,
            Phrasebook(nouns),
            weapons,
            words.explicit | words.struck_verbs | words.charged | weapons.keys() | {"air", "fired"},
            verbs["hit"],
            verbs["conduct"],
            data["numbers"],
            words,
            _any_of(words.aerial),
            _topics(words),
        )
    except KeyError as error:
        raise RulesError(f"{path}: key {error} is missing; add it") from error
    except ValueError as error:
        raise RulesError(f"{path}: {error}; see civ:Means in ontology/civharm.ttl") from error


def _nouns(data: Mapping[str, Any]) -> Iterable[tuple[str, Noun]]:
    for kind in ("incident", "strike"):
        for row in data[kind]:
            means = Means(row["means"]) if "means" in row else None
            for word in row["words"]:
                noun = Noun(row["id"], kind == "strike", means, row.get("alone", True), row.get("air", False))
                yield word.lower(), noun


def _any_of(words: Iterable[str]) -> Pattern:
    alternatives = "|".join(map(re.escape, sorted(words)))
    return compile_wordings(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)


def _topics(words: EventWords) -> tuple[tuple[Topic, frozenset[str]], ...]:
    """The first topic whose words stand in a plain claim is its topic; what is rarer comes first."""
    return (
        (Topic.HUMAN_SHIELDS, words.human_shields),
        (Topic.LAWFULNESS, words.lawfulness),
        (Topic.INVESTIGATION, words.investigation),
        (Topic.PRECAUTIONS, words.precautions),
        (Topic.METHODOLOGY, words.methodology),
        (Topic.APPEAL, words.appeal),
        (Topic.OPERATIONS, words.operations),
    )

"""The words by which strikes, incidents and topics are told, compiled once from events.toml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.rules import word_lists
from kg.extract.tokens import Phrasebook
from kg.vocab import Means, Topic


@dataclass(frozen=True, slots=True)
class Noun:
    """One noun for an event: whether it is a strike, by which means, and what must stand near it."""

    rule: str
    is_strike: bool
    means: Means | None
    alone: bool
    air: bool


@dataclass(frozen=True, slots=True)
class EventRules:
    """All rules by which events are told."""

    nouns: Mapping[str, Noun]
    phrases: Phrasebook[Noun]
    weapons: Mapping[str, Means]
    hit: frozenset[str]
    conduct: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    topics: tuple[tuple[Topic, frozenset[str]], ...]


# The first topic whose words stand in a plain claim is its topic; what is rarer comes first.
_TOPICS = (
    (Topic.HUMAN_SHIELDS, "human_shields"),
    (Topic.LAWFULNESS, "lawfulness"),
    (Topic.INVESTIGATION, "investigation"),
    (Topic.PRECAUTIONS, "precautions"),
    (Topic.METHODOLOGY, "methodology"),
    (Topic.APPEAL, "appeal"),
    (Topic.OPERATIONS, "operations"),
)


@cache
def load_event_rules(folder: Path | None = None) -> EventRules:
    """The rules of ``events.toml`` in the folder (the shipped one if None).

    Raises:
        RulesError: the file is missing or broken, or a row names an unknown means.
    """
    path = (folder or resources.rules()) / "events.toml"
    data = word_lists(path)
    try:
        nouns = dict(_nouns(data))
        weapons = {word: Means(means) for means, words in data["weapons"].items() for word in words.split()}
        verbs = {name: frozenset(words.split()) for name, words in data["verbs"].items()}
        return EventRules(
            nouns,
            Phrasebook(nouns),
            weapons,
            verbs["hit"],
            verbs["conduct"],
            {key: value for key, value in data.items() if isinstance(value, frozenset)},
            tuple((topic, data[name]) for topic, name in _TOPICS),
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

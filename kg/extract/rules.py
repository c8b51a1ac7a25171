"""The cue and source rules of one language, compiled once from their data files."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.tokens import Phrasebook
from kg.vocab import Stance, Topic


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue verb: what its subject does with the claim, and what may follow it."""

    verb: str
    stance: Stance
    negated: Stance | None
    takes: frozenset[str]
    keep: bool
    ambiguous: bool
    recipient: bool
    bare: bool
    only_negated: bool
    responsibility: bool
    naming: bool
    objects: frozenset[str]
    speech: frozenset[str]
    topic: Topic | None
    example: str
    counter: str | None


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a cue: ``kind`` is base, third, past or ing."""

    cue: Cue
    kind: str


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Word lists that decide whether a noun phrase can speak."""

    people: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    pronouns: frozenset[str]
    roles: frozenset[str]
    insertions: frozenset[str]
    boundaries: frozenset[str]
    openers: frozenset[str]
    auxiliaries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules that attribution needs."""

    cues: tuple[Cue, ...]
    forms: Mapping[str, Form]
    phrases: Phrasebook[Form]
    sources: SourceWords


@cache
def load_rules(folder: Path | None = None) -> Rules:
    """The rules in ``folder`` (the shipped ones if None).

    Raises:
        RulesError: a file is missing, is not TOML, or a row lacks a key or names an unknown concept.
    """
    where = folder or resources.rules()
    cues = tuple(_cue(row, where / "cues.toml") for row in _table(where / "cues.toml").get("cue", []))
    forms: dict[str, Form] = {}
    for cue, row in zip(cues, _table(where / "cues.toml")["cue"], strict=True):
        for kind, words in _inflect(row).items():
            forms.setdefault(words, Form(cue, kind))
    return Rules(cues, forms, Phrasebook(forms), _sources(where / "sources.toml"))


def word_lists(path: Path) -> dict[str, Any]:
    """A TOML file in which a string of words stands for the set of them.

    ``Any`` because tables of other shapes stay as they are.
    """
    return {
        key: frozenset(value.split()) if isinstance(value, str) else value
        for key, value in _table(path).items()
    }


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RulesError(f"{path}: this rules file is missing; see docs/errors.md#rules") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulesError(f"{path}: {error}; see docs/errors.md#rules") from error


def _cue(row: Mapping[str, Any], path: Path) -> Cue:
    try:
        return Cue(
            verb=row["verb"],
            stance=Stance(row["stance"]),
            negated=Stance(row["negated"]) if "negated" in row else None,
            takes=frozenset(row["takes"]),
            keep=row.get("keep", False),
            ambiguous=row.get("noun", False),
            recipient=row.get("recipient", False),
            bare=row.get("bare", False),
            only_negated=row.get("only_negated", False),
            responsibility=row.get("responsibility", False),
            naming=row.get("naming", False),
            objects=frozenset(row.get("object", ())),
            speech=frozenset(row.get("speech", ())),
            topic=Topic(row["topic"]) if "topic" in row else None,
            example=row["example"],
            counter=row.get("counter"),
        )
    except KeyError as error:
        raise RulesError(f"{path}: cue {row.get('verb', '?')!r}: key {error} is missing; add it") from error
    except ValueError as error:
        raise RulesError(
            f"{path}: cue {row.get('verb', '?')!r}: {error}; see ontology/civharm.ttl"
        ) from error


def _inflect(row: Mapping[str, Any]) -> dict[str, str]:
    """Kind to form: regular English unless the row gives the form itself."""
    verb = row["verb"]
    stem = verb.removesuffix("e")
    y_stem = verb[:-1] if re.search(r"[^aeiou]y$", verb) else None
    past = verb + "d" if verb.endswith("e") else f"{y_stem}ied" if y_stem else verb + "ed"
    third = f"{y_stem}ies" if y_stem else verb + "es" if re.search(r"(s|sh|ch|x)$", verb) else verb + "s"
    return {
        "base": verb,
        "past": row.get("past", past),
        "third": row.get("third", third),
        "ing": row.get("ing", (stem if verb.endswith("e") else verb) + "ing"),
    }


def _sources(path: Path) -> SourceWords:
    lists = word_lists(path)
    try:
        return SourceWords(**{name: frozenset(lists[name]) for name in SourceWords.__slots__})
    except KeyError as error:
        raise RulesError(f"{path}: key {error} is missing; add the list") from error

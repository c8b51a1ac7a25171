"""The rules of attribution of one language, compiled once from their data files."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.language.grammar import Grammar, SpeechWords
from kg.extract.language.patterns import Pattern
from kg.extract.language.tables import in_row, read_table
from kg.extract.language.tokens import Phrasebook
from kg.extract.language.wordings import load_words
from kg.extract.values import frozen
from kg.vocab import Stance, Topic


@frozen
class Cue:
    """One cue verb: what its subject does with the claim, and what may follow it."""

    verb: str
    stance: Stance
    negated: Stance | None
    takes: frozenset[str]
    keep: bool
    ambiguous: bool
    recipient: bool
    question: bool
    bare: bool
    anyone: str
    only_negated: bool
    negated_by: frozenset[str]
    responsibility: bool
    naming: bool
    objects: frozenset[str]
    speech: frozenset[str]
    unless: frozenset[str]
    alone: bool
    topic: Topic | None
    example: str
    counter: str | None


@frozen
class Form:
    """One inflected form of a cue: ``kind`` is base, third, past or ing; participle where that is no past."""

    cue: Cue
    kind: str


@frozen
class SourceWords:
    """Who can speak, and how a source is worded: the lists and patterns of sources.toml."""

    people: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    pronouns: frozenset[str]
    roles: frozenset[str]
    insertions: frozenset[str]
    boundaries: frozenset[str]
    openers: frozenset[str]
    auxiliaries: frozenset[str]
    issued_documents: frozenset[str]
    represent: frozenset[str]
    first_person: frozenset[str]
    lone: frozenset[str]
    person_pronouns: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    object_pronouns: frozenset[str]
    not_apposed: frozenset[str]
    head_ends: frozenset[str]
    silent: frozenset[str]
    titles: frozenset[str]
    article: Pattern
    reduced: Pattern
    definite: Pattern


@frozen
class Rules:
    """All rules that attribution needs. ``known`` are all nouns that can speak; ``kinds`` the kinds of the
    registry that a bare noun can mean; ``possessives`` the pronoun for each word such as "its".
    """

    cues: tuple[Cue, ...]
    forms: Mapping[str, Form]
    phrases: Phrasebook[Form]
    sources: SourceWords
    known: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    possessives: Mapping[str, str]
    grammar: Grammar
    speech: SpeechWords


@cache
def load_rules(folder: Path | None = None) -> Rules:
    """The rules in ``folder`` (the shipped ones if None).

    Raises:
        RulesError: a file is missing, is not TOML, or a row lacks a key or names an unknown concept.
    """
    where = folder or resources.rules()
    rows = read_table(where / "cues.toml").get("cue", [])
    cues = tuple(_cue(row, where / "cues.toml") for row in rows)
    forms: dict[str, Form] = {}
    for cue, row in zip(cues, rows, strict=True):
        for kind, words in _inflect(row).items():
            forms.setdefault(words, Form(cue, kind))
    sources = load_words(SourceWords, where / "sources.toml")
    sources = replace(sources, people=sources.people | {f"{noun}s" for noun in sources.people})
    return Rules(
        cues,
        forms,
        Phrasebook(forms),
        sources,
        sources.people | sources.bodies | sources.documents,
        _kinds(where / "sources.toml"),
        _table(where / "sources.toml", "possessives"),
        load_words(Grammar, where / "grammar.toml"),
        load_words(SpeechWords, where / "speech.toml"),
    )


def _anyone(value: str) -> str:
    if value not in ("", "that", "always"):
        raise ValueError(f"anyone is 'that' or 'always', not {value!r}")
    return value


def _cue(row: Mapping[str, Any], path: Path) -> Cue:
    try:
        return _read_cue(row)
    except KeyError as error:
        raise RulesError(f"{path}: cue {row.get('verb', '?')!r}: key {error} is missing; add it") from error
    except ValueError as error:
        raise RulesError(
            f"{path}: cue {row.get('verb', '?')!r}: {error}; see ontology/civharm.ttl"
        ) from error


def _read_cue(row: Mapping[str, Any]) -> Cue:
    with in_row(row):
        return Cue(
            verb=row["verb"],
            stance=Stance(row["stance"]),
            negated=Stance(row["negated"]) if "negated" in row else None,
            takes=frozenset(row["takes"]),
            keep=row.get("keep", False),
            ambiguous=row.get("noun", False),
            recipient=row.get("recipient", False),
            question=row.get("question", False),
            bare=row.get("bare", False),
            anyone=_anyone(row.get("anyone", "")),
            only_negated=row.get("only_negated", False),
            negated_by=frozenset(row.get("negated_by", ())),
            responsibility=row.get("responsibility", False),
            naming=row.get("naming", False),
            objects=frozenset(row.get("object", ())),
            speech=frozenset(row.get("speech", ())),
            unless=frozenset(row.get("unless", ())),
            alone=row.get("alone", False),
            topic=Topic(row["topic"]) if "topic" in row else None,
            example=row["example"],
            counter=row.get("counter"),
        )


def _inflect(row: Mapping[str, Any]) -> dict[str, str]:
    """Kind to form: regular English unless the row gives the form itself."""
    verb = row["verb"]
    stem = verb.removesuffix("e")
    y_stem = verb[:-1] if re.search(r"[^aeiou]y$", verb) else None
    past = verb + "d" if verb.endswith("e") else f"{y_stem}ied" if y_stem else verb + "ed"
    third = f"{y_stem}ies" if y_stem else verb + "es" if re.search(r"(s|sh|ch|x)$", verb) else verb + "s"
    forms = {"participle": row["participle"]} if "participle" in row else {}
    return forms | {
        "base": verb,
        "past": row.get("past", past),
        "third": row.get("third", third),
        "ing": row.get("ing", (stem if verb.endswith("e") else verb) + "ing"),
    }


def _kinds(path: Path) -> Mapping[str, frozenset[str]]:
    return {noun: frozenset(kinds.split()) for noun, kinds in _table(path, "kinds").items()}


def _table(path: Path, name: str) -> Mapping[str, str]:
    try:
        return dict(read_table(path)[name])
    except KeyError as error:
        raise RulesError(f"{path}: table {error} is missing; see docs/errors.md#rules") from error

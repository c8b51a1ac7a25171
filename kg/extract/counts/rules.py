"""The wordings of harm.toml, ready to look up: harm words by role, nouns of the counted, frames."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.extract.counts.number_rules import NumberRules, load_number_rules
from kg.extract.counts.words import Phrases, load_toml, phrase_table
from kg.extract.language.tables import in_row
from kg.extract.values import frozen
from kg.model import Who

HARMS = ("killed", "injured", "harmed", "treated", "displaced", "detained", "trapped", "missing", "present")
_LETTERS = re.compile(r"[^\W\d_]+")
_KINDS = frozenset([Who.CHILDREN, Who.WOMEN, Who.CIVILIANS])
ROLES = ("active", "passive", "happens", "state", "noun", "of", "toll", "claims", "takes")


@frozen
class CountRules:
    """Build with :func:`load_count_rules`, or take :func:`default_rules`."""

    numbers: NumberRules
    tags: Mapping[str, frozenset[str]]
    triggers: frozenset[str]
    """Letter runs of which every sentence with a figure holds one, or "were" with one of ``kinds``."""
    kinds: frozenset[str]
    """Nouns for children, women and civilians: what a part of those counted before can be said to be."""
    harm: Mapping[str, Phrases]
    """By role, keyed by first word; "active", "of" and "toll" also as "-active" and so on, by last word."""
    people: Phrases
    """Value: tag and whom, as ``person civilians``."""
    demonyms: tuple[str, ...]
    counted: Phrases
    small: Mapping[str, Phrases]
    confidence: Mapping[str, float]

    def may_hold_figure(self, sentence: str) -> bool:
        """False where no harm word and no counted noun stands in the sentence."""
        low = sentence.lower()
        if not self.triggers.isdisjoint(low.split()):
            return True  # cheap, and enough for most figures
        letters = _LETTERS.findall(low)
        parts = "were" in letters and not self.kinds.isdisjoint(letters)  # "Eight were children."
        return parts or not self.triggers.isdisjoint(letters)


@cache
def default_rules() -> CountRules:
    """The rules shipped for English."""
    return load_count_rules(resources.rules())


def load_count_rules(folder: Path) -> CountRules:
    """Read numbers.toml and harm.toml of a folder.

    Raises:
        RulesError: a file is missing, is not TOML, lacks a key or names something that does not exist.
    """
    numbers = load_number_rules(folder / "numbers.toml")
    return load_toml(folder / "harm.toml", lambda rules: _compile(rules, numbers))


def _compile(rules: Mapping[str, Any], numbers: NumberRules) -> CountRules:
    harm: dict[str, Phrases] = {}
    for row in rules["harm"]:
        with in_row(row):
            _one_of(row["role"], ROLES)
            _one_of(row["harm"], HARMS)
    for row in rules["people"]:
        with in_row(row):
            Who(row["who"])
    for role in ROLES:
        rows = [(word, row["harm"]) for row in rules["harm"] if row["role"] == role
                for word in row["words"]]  # fmt: skip
        harm[role] = phrase_table(rows)
        if role in ("active", "of", "toll", "claims", "takes"):
            harm[f"-{role}"] = phrase_table(rows, by_last=True)
    people = [row for row in rules["people"] if row["tag"] != "demonym"]
    demonyms = [word for row in rules["people"] if row["tag"] == "demonym" for word in row["words"]]
    small = {row["tag"]: phrase_table((word, row["tag"]) for word in row["words"]) for row in rules["small"]}
    return CountRules(
        numbers,
        _tags(rules, numbers),
        _triggers(rules),
        frozenset(word for row in people if Who(row["who"]) in _KINDS for word in row["words"]),
        harm,
        phrase_table((word, f"{row['tag']} {Who(row['who'])}") for row in people for word in row["words"]),
        tuple(demonyms),
        phrase_table((word, row["tag"]) for row in rules["counted"] for word in row["words"]),
        small,
        {row["id"]: float(row["confidence"]) for row in rules["frame"]},
    )


def _tags(rules: Mapping[str, Any], numbers: NumberRules) -> dict[str, frozenset[str]]:
    """Tags of single words."""
    found: dict[str, set[str]] = {}

    def add(words: Iterable[str], tag: str) -> None:
        for word in words:
            found.setdefault(word.lower(), set()).add(tag)

    for row in rules["small"]:
        add(row["words"], row["tag"])
    for row in rules["people"]:
        if row["tag"] != "demonym":
            add(row["words"], row["tag"])
    for row in rules["counted"]:
        add(row["words"], row["tag"])
    for row in rules["harm"]:
        add(row["words"], row["role"])
    add(numbers.starts, "number")
    return {word: frozenset(tags) for word, tags in found.items()}


def _triggers(rules: Mapping[str, Any]) -> frozenset[str]:
    """The longest run of letters of each harm word and each counted noun."""
    wordings = [
        word.lower() for table in ("harm", "counted") for row in rules[table] for word in row["words"]
    ]
    tags = ("verdict", "tallying", "count")
    wordings += [word for row in rules["small"] if row["tag"] in tags for word in row["words"]] + ["shields"]
    return frozenset(max(_LETTERS.findall(wording), key=len) for wording in wordings)


def _one_of(value: str, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise ValueError(f"'{value}' is not one of {', '.join(allowed)}")
    return value

"""The wordings of numbers.toml, and the number that they are read into."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from kg.extract.counts.words import Phrases, load_toml, phrase_table
from kg.extract.values import frozen
from kg.vocab import Qualifier

Kind = Literal["plain", "vague", "zero", "nobody", "share", "article", "others"]

_LEADING: Final = ("phrase", "round", "hedge", "opening", "vague", "zero", "nobody", "fraction")


@frozen
class Number:
    """A number of tokens ``start`` to ``end`` (exclusive), its hedge included.

    ``value`` is the number printed, None for words ("scores") and ranges; the bounds are inclusive
    and None where the wording sets none. ``takes_of``: only a noun after "of" is counted.
    """

    start: int
    end: int
    kind: Kind
    qualifier: Qualifier
    value: int | None = None
    min: int | None = None
    max: int | None = None
    takes_of: bool = False
    words: bool = True


@frozen
class NumberRules:
    """The wordings of numbers.toml, ready to look up. Build with :func:`load_number_rules`."""

    values: Mapping[str, int]
    multipliers: Mapping[str, int]
    phrases: Mapping[str, Phrases]
    starts: Mapping[str, frozenset[str] | None]
    """Words with which a number can begin, and the words that must follow; None where any may."""


def load_number_rules(path: Path) -> NumberRules:
    """Read numbers.toml.

    Raises:
        RulesError: the file is not TOML, lacks a key, or names a qualifier that does not exist.
    """
    return load_toml(path, _compile)


def _compile(rules: Mapping[str, Any]) -> NumberRules:
    values = {str(word): int(value) for word, value in rules["values"].items()}
    multipliers = {str(word): int(value) for word, value in rules["multipliers"].items()}
    rows: dict[str, list[tuple[str, str]]] = {
        "phrase": [(word, str(value)) for word, value in rules["phrases"].items()],
        "round": [(word, str(value)) for word, value in rules["round"].items()],
    }
    for name in ("hedge", "after"):
        rows[name] = [(word, Qualifier(row["qualifier"])) for row in rules[name] for word in row["words"]]
    rows["vague"] = [(word, "of" if row["of"] else "") for row in rules["vague"] for word in row["words"]]
    for name in ("filler", "upper", "opening", "zero", "nobody", "fraction", "particle"):
        rows[name] = [(word, "") for row in rules[name] for word in row["words"]]
    rows["share-hedge"] = [(word, "") for row in rules["fraction"] for word in row["hedges"]]
    phrases = {name: phrase_table(table) for name, table in rows.items()}
    return NumberRules(values, multipliers, phrases, _starts(phrases, (*values, *multipliers)))


def _starts(phrases: Mapping[str, Phrases], words: tuple[str, ...]) -> dict[str, frozenset[str] | None]:
    starts: dict[str, frozenset[str] | None] = {}
    for name in _LEADING:
        for first, wordings in phrases[name].items():
            if starts.get(first, frozenset()) is None or any(len(wording) == 1 for wording, _ in wordings):
                starts[first] = None
            else:
                seconds = frozenset(wording[1] for wording, _ in wordings)
                starts[first] = seconds | (starts.get(first) or frozenset())
    return {**starts, **dict.fromkeys((*words, "between", "anywhere"))}

"""The rows of attributions.toml: lines of notation with what they mean, found by a word of the cue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.language.notation import Line, anchored, parse
from kg.extract.language.rules import Rules, load_rules
from kg.extract.language.tables import in_row, read_table
from kg.extract.values import frozen
from kg.vocab import Stance, Topic

_KEYS = frozenset(
    [
        "id",
        "reads",
        "stance",
        "verb",
        "keep",
        "topic",
        "act",
        "brief",
        "unopposed",
        "confidence",
        "example",
        "counter",
    ]
)


@frozen
class AttributionRule:
    """One row: its lines of notation, of which the first that holds is read, and what the source does.

    ``confidence`` is judged by hand, from 0 to 1. ``unopposed`` says that the row is not read behind a
    source that opposes or doubts.
    """

    id: str
    lines: tuple[Line, ...]
    stance: Stance
    verb: str
    keep: bool
    topic: Topic | None
    act: bool
    brief: bool
    unopposed: bool
    confidence: float

    @property
    def name(self) -> str:
        """As statements name the rule by which they were read."""
        return f"attribution.{self.id}"


@frozen
class AttributionRules:
    """All rows, with those that a word can begin."""

    rules: tuple[AttributionRule, ...]
    by_word: Mapping[str, tuple[tuple[AttributionRule, Line], ...]]

    def at(self, lows: Sequence[str]) -> Iterator[tuple[int, AttributionRule, Line]]:
        """The tokens at which a line may hold, with its row; in the order of the text."""
        by_word = self.by_word
        for place in [place for place, low in enumerate(lows) if low in by_word]:
            for rule, line in by_word[lows[place]]:
                if not any(words.isdisjoint(lows) for words in line.needs):
                    yield place, rule, line


@cache
def load_attributions(folder: Path | None = None) -> AttributionRules:
    """The rows in ``folder`` (the shipped ones if None).

    Raises:
        RulesError: the file is missing or is not TOML, or a row is not written in the notation.
    """
    path = (folder or resources.rules()) / "attributions.toml"
    data = read_table(path)
    own = {name: frozenset(words.split()) for name, words in data.items() if isinstance(words, str)}
    lists = {**_lists(load_rules(folder)), **own}
    rules = tuple(_rule(row, path, lists) for row in data.get("attribution", []))
    by_word: dict[str, list[tuple[AttributionRule, Line]]] = {}
    for rule in rules:
        for line in rule.lines:
            for word in sorted(line.anchor.words):
                by_word.setdefault(word, []).append((rule, line))
    return AttributionRules(rules, {word: tuple(own) for word, own in by_word.items()})


@cache
def confidences() -> Mapping[str, float]:
    """The name of each row -> how surely it finds the speaker."""
    return {rule.name: rule.confidence for rule in load_attributions().rules}


def _rule(row: Mapping[str, Any], path: Path, lists: Mapping[str, frozenset[str]]) -> AttributionRule:
    try:
        with in_row(row):
            return _read_rule(row, lists)
    except KeyError as error:
        raise RulesError(
            f"{path}: attribution {row.get('id', '?')!r}: key {error} is missing; add it"
        ) from error
    except ValueError as error:
        raise RulesError(f"{path}: attribution {row.get('id', '?')!r}: {error}; see docs/rules.md") from error


def _read_rule(row: Mapping[str, Any], lists: Mapping[str, frozenset[str]]) -> AttributionRule:
    unknown = sorted(row.keys() - _KEYS)
    if unknown:
        raise ValueError(f"no rule reads the key {unknown[0]!r}")
    lines = [row["reads"]] if isinstance(row["reads"], str) else row["reads"]
    return AttributionRule(
        id=row["id"],
        lines=tuple(anchored(parse(line, lists)) for line in lines),
        stance=Stance(row.get("stance", Stance.ASSERTS)),
        verb=row.get("verb", row["id"]),
        keep=row.get("keep", False),
        topic=Topic(row["topic"]) if "topic" in row else None,
        act=row.get("act", False),
        brief=row.get("brief", False),
        unopposed=row.get("unopposed", False),
        confidence=row.get("confidence", 0.85),
    )


def _lists(rules: Rules) -> Mapping[str, frozenset[str]]:
    """The word lists that a line can name, those of sources.toml, grammar.toml and speech.toml."""
    found: dict[str, frozenset[str]] = {}
    for words in (rules.sources, rules.grammar, rules.speech):
        lists = ((field.name, getattr(words, field.name)) for field in fields(words))
        found |= {name: value for name, value in lists if isinstance(value, frozenset)}
    return found

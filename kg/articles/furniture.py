"""The wordings that tell a report from the page around it: furniture.toml, compiled once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.language.tables import read_table
from kg.model import BlockKind

_NAME = r"(?P<name>(?:The )?[A-Z][\w'.-]{1,24}(?:(?: (?:of|for|and|the|&))* [A-Z][\w'.-]{1,24}){0,5})"


@dataclass(frozen=True, slots=True)
class PublisherRule:
    """How a line names who publishes, and what must stand near it for that."""

    pattern: re.Pattern[str]
    near: re.Pattern[str] | None
    outlet_words: frozenset[str]

    def search(self, lines: Sequence[str], index: int, text: str) -> re.Match[str] | None:
        """The match in ``lines[index]`` (folded); its group ``name`` is the outlet or body."""
        match = self.pattern.search(lines[index])
        if match is None:
            return None
        is_outlet = not self.outlet_words.isdisjoint(match["name"].split())
        if self.outlet_words and not is_outlet and text.count(match["name"]) < 3:
            return None
        around = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 4]]
        return match if self.near is None or any(self.near.fullmatch(line) for line in around) else None


@dataclass(frozen=True, slots=True)
class PageRules:
    """What lines and parts of lines look like beside running text. Build with :func:`load_page_rules`."""

    line: re.Pattern[str]
    player: re.Pattern[str]
    titles: Mapping[BlockKind, re.Pattern[str]]
    inline: re.Pattern[str]
    link: tuple[re.Pattern[str], ...]
    caption_end: re.Pattern[str]
    caption_line: re.Pattern[str]
    caption_inline: re.Pattern[str]
    blurb: re.Pattern[str]
    comments: re.Pattern[str]
    publishers: tuple[PublisherRule, ...]
    date_labels: re.Pattern[str]
    agencies: frozenset[str]
    function_words: frozenset[str]


@cache
def default_rules() -> PageRules:
    """The shipped English rules."""
    return load_page_rules(resources.rules() / "furniture.toml")


def load_page_rules(path: Path) -> PageRules:
    """Read and compile the rules at ``path``.

    Raises:
        RulesError: the file is not TOML, lacks a key, or a pattern does not compile.
    """
    try:
        return _compile(read_table(path))
    except KeyError as error:
        raise RulesError(f"{path}: key {error} is missing; see docs/errors.md#rules") from error
    except (ValueError, TypeError, AttributeError, re.error) as error:
        raise RulesError(f"{path}: {error}; see docs/errors.md#rules") from error


def _compile(rules: Mapping[str, Any]) -> PageRules:
    lines, captions = rules["line"], rules["caption"]
    return PageRules(
        line=_any_of(row["pattern"] for row in lines),
        player=_any_of(row["pattern"] for row in lines if row.get("player")),
        titles={
            kind: _any_of(row["pattern"] for row in lines if row.get("titles") == kind)
            for kind in (BlockKind.FURNITURE, BlockKind.RELATED_LINK)
        },
        inline=_any_of(row["pattern"] for row in rules["inline"]),
        link=tuple(re.compile(row["pattern"]) for row in rules["link"]),
        caption_end=re.compile(rf"(?:{_joined(row['ends'] for row in captions if 'ends' in row)})\.?\Z"),
        caption_line=_any_of(row["whole"] for row in captions if "whole" in row),
        caption_inline=_any_of(row["inline"] for row in captions if "inline" in row),
        blurb=_any_of(row["pattern"] for row in rules["blurb"]),
        comments=_any_of(row["pattern"] for row in rules["comments"]),
        publishers=tuple(_publisher(row, rules["lists"]["outlet_words"]) for row in rules["publisher"]),
        date_labels=re.compile(
            rf"(?i:[*• -]*(?:{_longest_first(rules['lists']['date_labels'])})(?!\w) ?:? ?)"
        ),
        agencies=frozenset(rules["lists"]["agencies"]),
        function_words=frozenset(rules["lists"]["function_words"]),
    )


def _publisher(row: Mapping[str, Any], outlet_words: Iterable[str]) -> PublisherRule:
    near = re.compile(row["near"]) if "near" in row else None
    pattern = re.compile(row["pattern"].replace("{name}", _NAME))
    return PublisherRule(pattern, near, frozenset(outlet_words if row.get("outlet") else ()))


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_joined(patterns))


def _joined(patterns: Iterable[str]) -> str:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    if not joined:
        raise ValueError("a list of patterns is empty")
    return joined

"""A sentence as lower-case words with their offsets and tags, and wordings looked up in it."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import repeat
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.errors import RulesError
from kg.extract.language.tables import read_table
from kg.extract.values import frozen
from kg.model import Span
from kg.text import cut

Phrases = Mapping[str, tuple[tuple[list[str], str], ...]]
"""First word -> wordings that begin with it, longest first, each with what it stands for."""

_T = TypeVar("_T")
_NONE: Final[frozenset[str]] = frozenset()
_BREAK: Final = "\n"
_TOKEN: Final = re.compile(
    r"(\d{1,3}(?:,\d{3})+(?:-\d{1,3}(?:,\d{3})+)?(?![\d-])"
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S., U.S.-led
    r"|[^\W_]+(?:(?:\.-|['.\-])[^\W_]+)*"
    r"|\n[ ]*\n|[^\w\s])"
)


@frozen
class Words:
    """The tokens of one sentence; offsets count characters of the whole text, end exclusive."""

    text: str
    starts: list[int]
    ends: list[int]
    low: list[str]
    tags: list[frozenset[str]]

    def phrase(self, at: int, table: Phrases) -> tuple[int, str] | None:
        """The longest wording that begins at this token: the token after it, and what it stands for."""
        rows = table.get(self.low[at]) if at < len(self.low) else None
        if rows is None:
            return None
        for wording, value in rows:
            end = at + len(wording)
            if len(wording) == 1 or self.low[at:end] == wording:
                return end, value
        return None

    def phrase_ending(self, at: int, table: Phrases) -> tuple[int, str] | None:
        """The longest wording whose last word is this token: its first token, and what it stands for.

        ``table`` is keyed by the last word of each wording.
        """
        for wording, value in table.get(self.low[at], ()):
            start = at + 1 - len(wording)
            if len(wording) == 1 or (start >= 0 and self.low[start : at + 1] == wording):
                return start, value
        return None

    def is_upper(self, at: int) -> bool:
        """The printed word begins with a capital."""
        return self.text[self.starts[at]].isupper()

    def has(self, start: int, end: int, tag: str) -> bool:
        """One of the tokens carries the tag."""
        return any(tag in tags for tags in self.tags[max(start, 0) : end])


def split_words(text: str, span: Span, tags: Mapping[str, frozenset[str]]) -> Words:
    """The words and marks of a span; a blank line inside it is a token of its own.

    >>> split_words("U.S.-led strikes killed 1,045.", Span(0, 30), {}).low
    ['u.s.-led', 'strikes', 'killed', '1,045', '.']
    """
    printed, starts, ends = cut(text, span.start, span.end, _TOKEN)
    low = list(map(str.lower, printed))
    if text.find("\n", span.start, span.end) >= 0:
        low = [_BREAK if word[0] == _BREAK else word for word in low]
    return Words(text, starts, ends, low, list(map(tags.get, low, repeat(_NONE))))


def phrase_table(rows: Iterable[tuple[str, str]], *, by_last: bool = False) -> Phrases:
    """Wordings and what they stand for, keyed by their first word (or their last).

    >>> phrase_table([("at least", "min"), ("at", "x")])
    {'at': ((['at', 'least'], 'min'), (['at'], 'x'))}
    """
    table: dict[str, list[tuple[list[str], str]]] = {}
    for wording, value in rows:
        split = [word for match in _TOKEN.finditer(wording.lower()) if (word := match[0])]
        table.setdefault(split[-1 if by_last else 0], []).append((split, value))
    return {key: tuple(sorted(found, key=lambda row: -len(row[0]))) for key, found in table.items()}


def load_toml(path: Path, compile_rules: Callable[[Mapping[str, Any]], _T]) -> _T:
    """What ``compile_rules`` makes of a TOML file. ``Any`` because TOML is.

    Raises:
        RulesError: the file is missing, not TOML, lacks a key or holds a wrong value.
    """
    try:
        return compile_rules(read_table(path))
    except KeyError as error:
        raise RulesError(f"{path}: key {error} is missing; see docs/errors.md#rules") from error
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise RulesError(f"{path}: {error}; see docs/errors.md#rules") from error

"""Finds names in words, addresses and slugs, however they are written, and puts a role in their place."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from kg.export.withholding.folding import fold, squeezed

PART: Final = 4
"""So many letters a part of a name has at least to be looked for by itself."""
_LONG: Final = 8
"""A whole name of so many letters is found inside a word too: #JohnThomas2017, johnthomas.example."""
_WITHIN: Final = r"(?:'|- ?)?"
"""What may stand between two letters of one word: an apostrophe, or a hyphen where a line ends."""
_BETWEEN: Final = r"[\W_]{0,8}"
_BEFORE: Final = r"(?<![^\W\d_])"
_AFTER: Final = r"(?![^\W\d_])"
_ENCODED: Final = re.compile(r"\S*(?:%[0-9A-Fa-f]{2}|&#?\w+;|\\[uUx]\{?[0-9A-Fa-f]{2})\S*")
_ESCAPE: Final = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2}))"
)
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7a3]")
"""Letters of scripts that put no blank between words, where a name has no edges."""
_WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is to go, and the words in its place; ``parts`` by which alone it is found too."""

    words: str
    role: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sought:
    needle: str
    role: str
    pattern: re.Pattern[str] = field(compare=False)
    as_printed: str | None = None


class Matcher:
    """All names that are to go."""

    def __init__(self, names: Iterable[Name]) -> None:
        sought: dict[tuple[str, str], _Sought] = {}
        for name in names:
            for one in _sought(name):
                sought.setdefault((one.needle, one.pattern.pattern), one)
        self._sought: Sequence[_Sought] = sorted(
            sought.values(), key=lambda one: (-len(one.needle), one.needle)
        )

    def __bool__(self) -> bool:
        return bool(self._sought)

    def replace(self, text: str) -> str:
        """The text with a role in square brackets for each name; the same text where there is none."""
        for _ in range(3):  # what is left of two names that overlap can be a third
            found = sorted(self._found(text), key=lambda one: (one[0], -one[1]))
            if not found:
                return text
            text = _replaced(text, found)
        roles = [role for _, _, role in self._found(text)]
        return f"[{roles[0]}]" if roles else text

    def finds(self, text: str) -> bool:
        """True where a name stands in the text, also percent-encoded or as a slug."""
        return next(self._found(text), None) is not None

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and role of each name, which may overlap."""
        yield from self._plain(text)
        if "%" in text or "&" in text or "\\" in text:
            for token in _ENCODED.finditer(text):
                decoded = _decoded(token[0])
                role = next((role for _, _, role in self._plain(decoded)), None)
                if role is not None and decoded != token[0]:
                    yield token.start(), token.end(), role

    def _plain(self, text: str) -> Iterator[tuple[int, int, str]]:
        folded, origins = fold(text)
        run = squeezed(folded)
        for one in self._sought:
            if one.needle not in run:
                continue
            for match in one.pattern.finditer(folded):
                start, end = origins[match.start()], origins[match.end()]
                if one.as_printed is None or text[start:end] == one.as_printed:
                    yield start, end, one.role


def words_of(name: str) -> list[str]:
    """The words of a name, folded.

    >>> words_of("Zeid Ra'ad al-Hussein")
    ['zeid', 'raad', 'al', 'hussein']
    """
    return _WORDS.findall(fold(name)[0].replace("'", ""))


def _sought(name: Name) -> Iterator[_Sought]:
    words = words_of(name.words)
    whole = "".join(words)
    if not whole:
        return
    pattern = _BETWEEN.join(_spelt(word) for word in words)
    if len(whole) < _LONG and not _UNSPACED.search(whole):
        pattern = f"{_BEFORE}{pattern}{_AFTER}"
    # Three letters are a word of every other sentence: those are sought as they are printed.
    is_short = len(whole) < PART and not _UNSPACED.search(whole)
    as_printed = name.words if is_short else None
    yield _Sought(whole, name.role, re.compile(pattern), as_printed)
    for part in name.parts:
        yield _Sought(part, name.role, re.compile(f"{_BEFORE}{_spelt(part)}{_AFTER}"))


def _spelt(word: str) -> str:
    return _WITHIN.join(map(re.escape, word))


def _replaced(text: str, found: Iterable[tuple[int, int, str]]) -> str:
    """The text with each run of overlapping names replaced by the role of the first and longest."""
    pieces: list[str] = []
    runs: list[tuple[int, int, str]] = []
    for start, end, role in found:
        if runs and start < runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), runs[-1][2])
        else:
            runs.append((start, end, role))
    at = 0
    for start, end, role in runs:
        pieces += [text[at:start], f"[{role}]"]
        at = end
    return "".join([*pieces, text[at:]])


def _decoded(text: str) -> str:
    for _ in range(3):  # what was encoded twice
        plain = html.unescape(unquote(_ESCAPE.sub(_letter, text)))
        if plain == text:
            break
        text = plain
    return text


def _letter(match: re.Match[str]) -> str:
    number = int(next(filter(None, match.groups())), 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]

"""Patterns that are tried only where the words stand without which they cannot match."""

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from kg.extract.language.needles import needles_of


class Pattern:
    """A compiled pattern. To look for a few words takes a tenth of the time in which it tells that it fails.

    At one place it fails at once: nothing is looked for before it is matched there.
    """

    __slots__ = ("_needles", "_pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern: Final = pattern
        self._needles: Final = needles_of(pattern.pattern)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match between ``start`` and ``end``."""
        return self._pattern.search(text, start, end) if self._may_match(text, start, end) else None

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches between ``start`` and ``end``."""
        return self._pattern.finditer(text, start, end) if self._may_match(text, start, end) else iter(())

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that begins at ``start``."""
        return self._pattern.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match of all between ``start`` and ``end``."""
        return self._pattern.fullmatch(text, start, end)

    def sub(self, words: str, text: str, *, count: int = 0) -> str:
        """The text with ``words`` in the place of each match, or of the first ``count``."""
        return self._pattern.sub(words, text, count=count)

    @property
    def groups(self) -> Mapping[str, int]:
        """The named groups, with their numbers."""
        return self._pattern.groupindex

    def _may_match(self, text: str, start: int, end: int) -> bool:
        low = text[start:end].lower()
        for needles in self._needles:
            for needle in needles:
                if needle in low:
                    break
            else:
                return False
        return True

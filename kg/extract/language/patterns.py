"""Patterns that are tried only where the words stand without which they cannot match."""

import re
import sys
from collections.abc import Iterator
from typing import Final

from kg.extract.language.needles import needles_of


class Pattern:
    """A compiled pattern. To look for a few words takes a tenth of the time in which it tells that it fails.

    ``match``, ``fullmatch`` and ``sub`` are those of the compiled pattern: at one place it fails at once.
    ``groups`` are its named groups.
    """

    __slots__ = ("_needles", "_pattern", "fullmatch", "groups", "match", "sub")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern: Final = pattern
        self._needles: Final = needles_of(pattern.pattern)
        self.match: Final = pattern.match
        self.fullmatch: Final = pattern.fullmatch
        self.sub: Final = pattern.sub
        self.groups: Final = pattern.groupindex

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match between ``start`` and ``end``."""
        return self._pattern.search(text, start, end) if self._may_match(text, start, end) else None

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches between ``start`` and ``end``."""
        return self._pattern.finditer(text, start, end) if self._may_match(text, start, end) else iter(())

    def _may_match(self, text: str, start: int, end: int) -> bool:
        low = text[start:end].lower()
        for needles in self._needles:
            for needle in needles:
                if needle in low:
                    break
            else:
                return False
        return True

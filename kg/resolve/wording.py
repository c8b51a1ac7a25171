"""Marks of quoted words, by which two articles show that they quote the same."""

import re
from collections.abc import Iterable
from typing import Final
from zlib import crc32

from kg.text import fold

WORDS_ALIKE: Final = 5
"""So many quoted words in a row are shared by two accounts of one event, hardly by chance."""
_WORD: Final = re.compile(r"\w+")


def marks_of(quotes: Iterable[str]) -> frozenset[int]:
    """A number for each run of five words of the quotations, whatever their case and quotation marks.

    >>> marks_of(["We had no troops there"]) == marks_of(["we had no troops there"])
    True
    """
    found: set[int] = set()
    for quote in quotes:
        words = _WORD.findall(fold(quote).lower())
        for start in range(len(words) - WORDS_ALIKE + 1):
            found.add(crc32(" ".join(words[start : start + WORDS_ALIKE]).encode()))
    return frozenset(found)

"""Folds letters, so that a name is one however it is written, and tells where each of them came from."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = "'’‘‛`´ʹʻʼʽʾʿˈ′＇"
_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
)
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


def fold(text: str) -> tuple[str, list[int]]:
    """Small letters without accents, one kind of blank, hyphen and apostrophe; and the origin of each.

    Marks that join or steer letters (soft hyphens, zero-width joiners) are left out. The last origin is the
    length of the text, so that a slice of the folded letters is a slice of the text.

    >>> fold("Zoë\\u00a0Müller")[0]
    'zoe muller'
    """
    if text.isascii():
        return text.lower().translate(_ASCII), list(range(len(text) + 1))
    letters: list[str] = []
    origins: list[int] = []
    for index, letter in enumerate(text):
        for folded in _folded(letter):
            letters.append(folded)
            origins.append(index)
    return "".join(letters), [*origins, len(text)]


def squeezed(folded: str) -> str:
    """Letters and digits alone, in which a name is a run whatever stands between its parts.

    >>> squeezed("o'brien, john")
    'obrienjohn'
    """
    return _NOT_LETTERS.sub("", folded)


@lru_cache(maxsize=65_536)
def _folded(letter: str) -> str:
    if letter in _APOSTROPHES:
        return "'"
    if letter.isspace():
        return " "
    if unicodedata.category(letter) == "Pd" or letter == "−":
        return "-"
    parts = unicodedata.normalize("NFKD", letter.casefold())
    kept = (part for part in parts if not unicodedata.category(part).startswith(("M", "Cf")))
    return "".join(" " if part.isspace() else part for part in "".join(kept).casefold().translate(_PLAIN))


_ASCII: Final = {ord(letter): " " for letter in "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"} | {ord("`"): "'"}

"""Takes the names of people apart and says whether two are one: both full, and spelt alike."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import pairwise
from typing import Final

from kg.extract.names.words import load_name_words
from kg.resolve.agent_words import load_agent_words
from kg.resolve.places import alike, sound

_ARTICLES: Final = frozenset({"al", "el", "as", "ash", "ar", "an", "at", "ad", "az", "ul", "ur", "ud", "uz"})
_HYPHENED: Final = re.compile(rf"\b({'|'.join(sorted(_ARTICLES))})\s*-\s*", re.IGNORECASE)
_KUNYA: Final = {"abu": "abu", "abou": "abu", "aboo": "abu", "um": "um", "umm": "um", "om": "um", "oum": "um"}
_SERVANT: Final = re.compile(r"^abd(?:[aeou]+[lrsn])?(?=[a-z]{3})")
_ABD: Final = frozenset({"abd", "abdul", "abdel", "abdal", "abdoul"})
_AFTER: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_WRITTEN: Final = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("ie", "i"),
    ("y", "i"), ("o", "u"), ("q", "k"), ("dh", "d"),
)  # fmt: skip

_UNSURE: Final = ({"e", "a"}, {"e", "i"})


class Agreement(IntEnum):
    """How well two names agree: not, in sound alone, but for names more in one of them, or in full."""

    NONE = 0
    LOOSE = 1
    LONGER = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name without titles and particles: ``abu ahmad`` is one; ``initials`` have a point."""

    parts: tuple[str, ...]
    initials: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """True for two parts or more; "Thomas", "Abu Ahmed" and "J. Thomas" have one."""
        return len(self.parts) > 1

    def sounds(self) -> tuple[tuple[str, str], ...]:
        """How first and last part sound; names that agree share one of these."""
        lasts = {_heard(self.parts[-1]), _heard(_bare(self.parts[-1]))}
        return tuple((_heard(self.parts[0]), last) for last in sorted(lasts))


def name_of_person(name: str) -> PersonName:
    """The name taken apart.

    >>> name_of_person("Air Force Col. John L. Thomas").parts
    ('juhn', 'thumas')
    >>> name_of_person("Abu Ahmed").parts, name_of_person("Abdul Rahman al-Amr").parts
    (('abu ahmad',), ('abdrahman', 'amr'))
    """
    tokens = _tokens(name)
    words = load_name_words()
    while tokens and words.is_title(tokens[0]):
        tokens.pop(0)
    parts: list[str] = []
    initials: list[str] = []
    held = ""
    for number, token in enumerate(tokens):
        if token in _ABD and number < len(tokens) - 1:
            held += "abd"
        elif token in _KUNYA and number < len(tokens) - 1:
            held += f"{_KUNYA[token]} "
        elif token in _ARTICLES or token in _AFTER or (parts and token in words.particles):
            continue
        elif len(token) == 1:
            initials.append(token)
        else:
            parts.append(held + _normal(token))
            held = ""
    return PersonName(tuple(parts), tuple(initials))


@cache
def agreement(one: PersonName, other: PersonName) -> Agreement:
    """How well two names agree; one name alone agrees with none."""
    if not one.full or not other.full:
        return Agreement.NONE
    if one.initials and other.initials and one.initials != other.initials:
        return Agreement.NONE
    short, long = sorted((one.parts, other.parts), key=len)
    if short[0] == long[0] and same_part(short[-1], long[-1]):
        if len(short) == len(long):
            middle = all(same_part(a, b) for a, b in zip(short, long, strict=True))
            return Agreement.FULL if middle else Agreement.NONE
        return Agreement.LONGER if _within(short[1:-1], long[1:-1]) else Agreement.NONE
    if len(short) == len(long) and all(a == b or alike(a, b) for a, b in zip(short, long, strict=True)):
        return Agreement.LOOSE
    return Agreement.NONE


def same_part(one: str, other: str) -> bool:
    """True for two spellings of a family name: with and without article, "e" for "a" or "i" inside it.

    >>> same_part("hasnawi", "alhasnawi"), same_part("ahmed", "ahmad"), same_part("samar", "samir")
    (True, True, False)
    """
    if one == other or _bare(one) == other or one == _bare(other):
        return True
    if len(one) != len(other) or one[0] != other[0]:
        return False
    # A vowel at the end makes another name: "Anne" and "Anna".
    return one[-1] == other[-1] and all(a == b or {a, b} in _UNSURE for a, b in zip(one, other, strict=True))


def _tokens(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.partition(",")[0].casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['’‘ʼ`´]", "", _HYPHENED.sub(r"\1 ", plain))
    tokens = (token.strip('.()"“”*_') for token in plain.replace("\u00a0", " ").split())
    return [token for token in tokens if token]


def _normal(token: str) -> str:
    token = token.replace("-", "")
    spellings = load_agent_words().spellings
    token = spellings.get(token, token)
    for written, heard in _WRITTEN:
        token = token.replace(written, heard)
    token = "".join(a for a, b in pairwise([*token, ""]) if a != b)
    if token.startswith("e"):
        token = "i" + token[1:]
    if len(token) > 3 and token.endswith("ah"):
        token = token[:-1]
    return _SERVANT.sub("abd", token)


def _bare(part: str) -> str:
    return part[2:] if part.startswith(("al", "el", "il")) and len(part) > 4 else part


def _heard(part: str) -> str:
    return sound(part) or part


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(any(same_part(part, other) for other in rest) for part in short)

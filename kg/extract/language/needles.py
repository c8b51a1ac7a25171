"""The words without which a pattern cannot match, read from the pattern itself."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

Needles = frozenset[str]
"""Words in lower case, of which a match holds at least one.

``re.IGNORECASE`` also takes "ſ" for "s" and "ı" for "i": they stand in no word that a rule looks for.
"""

_SETS: Final = 2  # sets worth a look; a third seldom spares what two do not
_MOST: Final = 60  # words of a set; to look for more takes as long as to try the pattern
_COMMON: Final = 0.3  # how common a set is that stands in every sentence: "a", a blank
_PIECE: Final = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<flags>\(\?[aims]+\))|(?P<open>\((?!\?)|\(\?(?:P<\w+>|[aims-]*:))|(?P<close>\))"
    r"|(?P<unknown>\(\?|\\N)|(?P<either>\|)|(?P<edge>\\[bBAZ]|[$^])"
    r"|(?P<optional>(?:[*?]|\{0?,\d*\}|\{0\})[?+]?)|(?P<repeat>(?:\+|\{\d+(?:,\d*)?\})[?+]?)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*+\]?|\.|\\(?:x..|u....|U.{8}|\d+|[A-Za-z]))|(?P<letter>\\?(?s:.))"
)


def needles_of(pattern: str) -> tuple[Needles, ...]:
    """Sets of words: the lower case of every match holds a word of each, rare words first.

    There are none where a match need not hold any, or where the pattern is written as nothing here reads.

    >>> [sorted(needles) for needles in needles_of(r"(?i)\\b(?:did|does)( not)? (?:confirm|deny|denied)\\b")]
    [['confirm', 'denied', 'deny'], ['did', 'does']]
    """
    pieces = list(_PIECE.finditer(pattern))
    if any(piece.lastgroup == "unknown" for piece in pieces):
        return ()
    demands = [needles for needles in _group(iter(pieces)) if _commonness(needles) < _COMMON]
    return tuple(sorted(demands, key=_commonness)[:_SETS])


def _group(pieces: Iterator[re.Match[str]]) -> tuple[Needles, ...]:
    """What the group up to its closing bracket demands: all that its one branch does, or any of several."""
    branches: list[list[str | tuple[Needles, ...]]] = [[]]  # of letters, and of what else demands something
    for piece in pieces:
        row = branches[-1]
        match piece.lastgroup:
            case "letter":
                row.append(piece[0][-1].lower())
            case "open":
                row.append(_group(pieces))
            case "look":
                _group(pieces)
                row.append(())
            case "set":
                row.append(())
            case "optional":
                row[-1] = ()
            case "repeat":
                row.append(())
            case "either":
                branches.append([])
            case "close":
                break
    demands = [_demands(row) for row in branches]
    return demands[0] if len(demands) == 1 else _any_of(demands)


def _demands(row: Iterable[str | tuple[Needles, ...]]) -> tuple[Needles, ...]:
    """What one branch demands: its runs of letters, and what its groups do."""
    found: list[Needles] = []
    run = ""
    for item in (*row, ()):
        if isinstance(item, str):
            run += item
            continue
        found += [frozenset([run])] * bool(run)
        found += item
        run = ""
    return tuple(found)


def _any_of(branches: Iterable[tuple[Needles, ...]]) -> tuple[Needles, ...]:
    """The rarest words of each branch as one set; nothing where a branch demands nothing."""
    rarest = [min(demands, key=_commonness, default=frozenset[str]()) for demands in branches]
    words = frozenset[str]().union(*rarest)
    return (words,) if all(rarest) and len(words) <= _MOST else ()


def _commonness(needles: Needles) -> float:
    """How often one of the words is likely to stand in a sentence: each letter makes one rarer."""
    return sum(4.0 ** -len(word.strip()) for word in needles)

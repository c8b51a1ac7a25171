"""Hostile text for a regular expression, made of what the expression itself asks for."""

import re
from collections.abc import Iterable, Iterator
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

PALETTE = "aZb7 '\",(-.\n)Yzé:$/“["
"""What is tried for a set of characters; a set that takes none of these is asked for its first."""

RUNS = (
    " ",
    "a",
    "A",
    "7",
    "Aa ",
    "a ",
    "7 ",
    ", ",
    '"',
    "'",
    "(",
    ".",
    "-",
    "\n",
    " \n",
    "A. ",
    "A.",
    "a'",
    "1,000 ",
)
"""What no expression may be slow on when it is repeated, whatever the expression looks for."""

_FILLERS = ("ab ", "Zb ", "ab, ", "Z b", "7 a")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_LONG = 300  # characters of a part that is repeated inside a part that is repeated
_KNOWN: dict[tuple[str, int], str] = {}


class Run(NamedTuple):
    """A text of any length: a head, and a part that is repeated."""

    head: str
    part: str

    def text(self, length: int) -> str:
        """About so many characters of it."""
        return self.head + self.part * max(1, (length - len(self.head)) // len(self.part))


def hostile_runs(pattern: re.Pattern[str], *, variants: int) -> Iterator[Run]:
    """Each repeat of the expression overfed in its place, near misses again and again; none twice.

    The more variants, the more of the choices that the expression leaves are tried.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    runs = [Run("", part) for part in RUNS]
    for variant in range(variants):
        whole = _witness(tree, pattern.flags, variant)
        runs += [Run("", part) for part in (whole, whole[:-1], whole[1:], whole + " ")]
        for head, part in _repeats(tree, pattern.flags, variant):
            many = _LONG // len(part) * part
            runs += [Run(head, part), Run("", head + part), Run("", head + many)]
            runs.append(Run("", head))
    yield from dict.fromkeys(run for run in runs if run.part)


def _repeats(tree: Iterable[Any], flags: int, variant: int, head: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each repeat, and what one round of it takes."""
    for kind, value in tree:
        if kind in _REPEATS and value[1] > 1:
            part = _witness(value[2], flags, variant)
            yield from ((head, text) for text in (part, *_fillers(value[2], flags)) if text)
        for inside, own in _inside(kind, value, flags):
            yield from _repeats(inside, own, variant, head)
        head += _taken(kind, value, flags, variant)


def _inside(kind: Any, value: Any, flags: int) -> list[tuple[Any, int]]:
    """The trees in a node, with the flags that hold there."""
    if kind in _REPEATS:
        return [(value[2], flags)]
    if kind is op.SUBPATTERN:
        return [(value[3], (flags | value[1]) & ~value[2])]
    if kind is op.BRANCH:
        return [(branch, flags) for branch in value[1]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [(value[1], flags)]
    return [(value, flags)] if kind is op.ATOMIC_GROUP else []


def _witness(tree: Iterable[Any], flags: int, variant: int) -> str:
    """A text that the tree takes, what it looks at ahead and behind left aside."""
    return "".join(_taken(kind, value, flags, variant) for kind, value in tree)


def _taken(kind: Any, value: Any, flags: int, variant: int) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind in (op.NOT_LITERAL, op.ANY, op.IN):
        fitting = _fitting(kind, value, flags)
        return fitting[variant % len(fitting)] if fitting else ""
    inside = _inside(kind, value, flags)
    if not inside or kind in (op.ASSERT, op.ASSERT_NOT):
        return ""
    text = _witness(*inside[variant % len(inside)], variant)
    return text * min(value[1], max(value[0], variant % 2)) if kind in _REPEATS else text


def _fillers(tree: Any, flags: int) -> list[str]:
    """Words that a set of characters takes as a whole."""
    if len(tree) != 1 or tree[0][0] not in (op.NOT_LITERAL, op.ANY, op.IN):
        return []
    fitting = _fitting(*tree[0], flags)
    return [filler for filler in _FILLERS if set(filler) <= set(fitting)]


def _fitting(kind: Any, value: Any, flags: int) -> str:
    """The characters that are tried for a set."""
    key = (repr((kind, value)), flags)
    if key not in _KNOWN:
        state = parser.State()
        state.flags = flags
        alone = compiler.compile(parser.SubPattern(state, [(kind, value)]), flags)
        firsts = [code for what, code in value if what in (op.RANGE, op.LITERAL)] if kind is op.IN else []
        others = (chr(code[0] if isinstance(code, tuple) else code) for code in firsts)
        _KNOWN[key] = "".join(filter(alone.match, PALETTE)) or "".join(filter(alone.match, others))
    return _KNOWN[key]

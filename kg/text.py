"""A same-length copy of a text in which typographic variants look alike.

Rules match the folded copy; every offset they find holds in the stored text too, because folding
replaces characters one for one and never adds or drops any. Offsets are code points, end exclusive.
"""

import re
from collections.abc import Mapping
from itertools import accumulate

_BLANKS = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\t\r\x0b\x0c\u200b\ufeff",
    " ",
)
_SAME = {
    **dict.fromkeys("“”„‟«»＂″", '"'),
    **dict.fromkeys("‘’‚‛`´′ʼ", "'"),
    **dict.fromkeys("–—―−", "–"),
    **dict.fromkeys("‐‑", "-"),
    **_BLANKS,
    "*": " ",
    "،": ",",
    "؛": ";",
    "\u0085": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_LONE_RETURN = re.compile(r"\r(?!\n)")
_LINK = re.compile(r"\[([^\[\]\n]*)\](\([^()\s]*\))")


def fold(text: str) -> str:
    """The text with quotation marks, dashes and blanks made uniform and Markdown marks blanked.

    Dashes become "–", hyphens "-", quotation marks ``"`` and ``'``, Arabic commas Latin ones; emphasis
    stars and the brackets and target of a Markdown link become blanks, the words of the link stay.

    >>> fold("“We\u00a0know”, [he said](#).")
    '"We know",  he said    .'
    """
    folded = _made_same(_LONE_RETURN.sub("\n", text), _SAME).replace("''", '""')
    return _LINK.sub(lambda m: f" {m[1]} " + " " * len(m[2]), folded)


def even_blanks(text: str) -> str:
    """The text with all blanks but line ends made uniform, and nothing else; of the same length."""
    return _made_same(text, _BLANKS)


def tidy(words: str) -> str:
    """A name as it is told, whatever blanks and hyphens a page prints it with.

    >>> tidy("Sample\u202fDaily  Al\u2011News")
    'Sample Daily Al-News'
    """
    return " ".join(words.replace("\u2010", "-").replace("\u2011", "-").split())


def cut(text: str, start: int, end: int, parts: re.Pattern[str]) -> tuple[list[str], list[int], list[int]]:
    """The parts of a span, where each begins, and where it ends; ``parts`` is a pattern that is one group.

    It takes half the time of going through the matches.

    >>> cut("ten died", 0, 8, re.compile(r"(\\w+)"))
    (['ten', 'died'], [0, 4], [3, 8])
    """
    pieces = parts.split(text[start:end])  # a gap, a part, a gap, ..., a gap
    edges = list(accumulate(map(len, pieces), initial=start))
    return pieces[1::2], edges[1:-1:2], edges[2::2]


def trim(text: str, start: int, end: int, *, blanks: str = " \n") -> tuple[int, int]:
    """The span without blanks at its edges; an empty span stays where it began."""
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end


def _made_same(text: str, variants: Mapping[str, str]) -> str:
    """The text with each variant replaced, in any order: it takes a fifth of the time of ``translate``."""
    for variant in variants.keys() & set(text):
        text = text.replace(variant, variants[variant])
    return text

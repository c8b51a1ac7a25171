"""A same-length copy of a text in which typographic variants look alike.

Rules match the folded copy; every offset they find holds in the stored text too, because folding
replaces characters one for one and never adds or drops any. Offsets are code points, end exclusive.
"""

import re

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
_TABLE = str.maketrans(_SAME)
_BLANKED = str.maketrans(_BLANKS)
_LONE_RETURN = re.compile(r"\r(?!\n)")
_LINK = re.compile(r"\[([^\[\]\n]*)\](\([^()\s]*\))")


def fold(text: str) -> str:
    """The text with quotation marks, dashes and blanks made uniform and Markdown marks blanked.

    Dashes become "–", hyphens "-", quotation marks ``"`` and ``'``, Arabic commas Latin ones; emphasis
    stars and the brackets and target of a Markdown link become blanks, the words of the link stay.

    >>> fold("“We\u00a0know”, [he said](#).")
    '"We know",  he said    .'
    """
    folded = _LONE_RETURN.sub("\n", text).translate(_TABLE).replace("''", '""')
    return _LINK.sub(lambda m: f" {m[1]} " + " " * len(m[2]), folded)


def even_blanks(text: str) -> str:
    """The text with all blanks but line ends made uniform, and nothing else; of the same length."""
    return text.translate(_BLANKED)


def tidy(words: str) -> str:
    """A name as it is told, whatever blanks and hyphens a page prints it with.

    >>> tidy("Sample\u202fDaily  Al\u2011News")
    'Sample Daily Al-News'
    """
    return " ".join(words.replace("\u2010", "-").replace("\u2011", "-").split())


def trim(text: str, start: int, end: int, *, blanks: str = " \n") -> tuple[int, int]:
    """The span without blanks at its edges; an empty span stays where it began."""
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end

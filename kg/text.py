"""A same-length copy of a text in which typographic variants look alike.

Rules match the folded copy; every offset they find holds in the stored text too, because folding
replaces characters one for one and never adds or drops any. Offsets are code points, end exclusive.
"""

import re

_SAME = {
    **dict.fromkeys("“”„‟«»＂″", '"'),
    **dict.fromkeys("‘’‚‛`´′ʼ", "'"),
    **dict.fromkeys("–—―−", "–"),
    **dict.fromkeys("‐‑", "-"),
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "),
    **dict.fromkeys("\u202f\u205f\u3000\t\r\x0b\x0c\u200b\ufeff*", " "),
    "،": ",",
    "؛": ";",
    "\u2028": "\n",
    "\u2029": "\n",
}
_TABLE = str.maketrans(_SAME)
_LINK = re.compile(r"\[([^\[\]\n]*)\](\([^()\s]*\))")


def fold(text: str) -> str:
    """The text with quotation marks, dashes and blanks made uniform and Markdown marks blanked.

    Dashes become "–", hyphens "-", quotation marks ``"`` and ``'``, Arabic commas Latin ones; emphasis
    stars and the brackets and target of a Markdown link become blanks, the words of the link stay.

    >>> fold("“We\u00a0know”, [he said](#).")
    '"We know",  he said    .'
    """
    folded = text.translate(_TABLE)
    return _LINK.sub(lambda m: f" {m[1]} " + " " * len(m[2]), folded)


def trim(text: str, start: int, end: int, *, blanks: str = " \n") -> tuple[int, int]:
    """The span without blanks at its edges; an empty span stays where it began."""
    while start < end and text[start] in blanks:
        start += 1
    while end > start and text[end - 1] in blanks:
        end -= 1
    return start, end

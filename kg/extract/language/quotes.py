"""Quotations between marks, found before sentences; unbalanced and mixed marks never fail."""

import re

from kg.extract.values import frozen
from kg.model import Span

# A quotation that was opened may run over this many characters and lines before it counts as unclosed.
LONGEST = 1500
MOST_LINES = 6
_SINGLE = re.compile(
    r"""'(?<![^\s(\[]')(?=[\w"])"""  # the mark first: it is what the text is searched for
    r"""((?:[^'"\n]|(?<=\w)'(?=\w)|(?<=s)'(?=\s[a-z])|"[^'"\n]{1,300}"){3,600}[,.?!]"?)'(?!\w)"""
)
_OPEN = re.compile(
    r"""(?<![^\s(\[])'(?=[\w"])((?:[^'"\n]|(?<=\w)'(?=\w)|(?<=s)'(?=\s[a-z])){3,600}[.?!])(?=[ ]*\n\s*"\w)"""
)
_HEADED = re.compile(
    r"""'(?<![^\s(\[]')(?=\w)([^'"\n]{3,160}(?:(?<=\w)'(?=\w)[^'"\n]{1,80})*)'(?=:[ ][^\W_])"""
)
_DOUBLED = re.compile(r"(?<!')''(?!')|(?<![,\d]),,(?=\w)")
_OPENING = "“«„"
_CLOSING = "”»"
_STOPS = ",.;:?!)"


@frozen
class Quote:
    """Characters between two marks. ``start`` and ``end`` hold the marks, ``inner`` does not;
    ``said`` is ``inner`` without the comma or full stop that only ends the quotation.

    ``closed`` is False where a paragraph ends inside the quotation and the next one goes on with a mark.
    """

    start: int
    end: int
    inner: Span
    said: Span
    closed: bool = True


def double_marks(folded: str) -> str:
    """The text with the single marks of British quotations made double, offset by offset.

    Only a run that ends in a comma or a stop before its mark is one, or that stands before a colon
    ("'We had no time': survivors tell"), or whose next paragraph goes on with a mark: no apostrophe is
    taken for a mark.

    >>> double_marks("'It was the army,' she said.")
    '"It was the army," she said.'
    """
    folded = _DOUBLED.sub('""', folded)
    return _HEADED.sub(r'"\1"', _OPEN.sub(r'"\1', _SINGLE.sub(_doubled, folded)))


def _doubled(match: re.Match[str]) -> str:
    """The run with double marks, and single ones for what is quoted inside it."""
    return match[0] if _is_nested(match) else '"' + match[1].replace('"', "'") + '"'


def _is_nested(match: re.Match[str]) -> bool:
    """Whether the run stands inside a quotation of its line: "They told us: 'Go.' So we went."."""
    line = match.string.rfind("\n", 0, match.start()) + 1
    return match.string.count('"', line, match.start()) % 2 == 1


def find_quotes(text: str, folded: str, spans: tuple[Span, ...]) -> tuple[Quote, ...]:
    """Double-quoted runs in the given spans, in order and without overlap.

    >>> text = 'He said "we know" and left.'
    >>> [text[q.inner.start:q.inner.end] for q in find_quotes(text, text, (Span(0, len(text)),))]
    ['we know']
    """
    quotes: list[Quote] = []
    for span in spans:
        quotes.extend(_in_span(text, folded, span))
    return tuple(quotes)


def _in_span(text: str, folded: str, span: Span) -> list[Quote]:
    quotes: list[Quote] = []
    opened: tuple[int, int] | None = None
    for start, end in _marks(folded, span):
        opens, closes = _sides(text, folded, start, end, span)
        if opened is None:
            if opens or not closes:
                opened = (start, end)
            continue
        inside = folded[opened[1] : start]
        too_far = len(inside) > LONGEST or inside.count("\n") > MOST_LINES
        if closes and not too_far:
            quotes.append(_quote(folded, opened, (start, end)))
            opened = None
        elif opens:
            if "\n" in inside and _starts_line(folded, start):
                quotes.append(_unclosed(folded, opened, inside))
            opened = (start, end)
        else:
            opened = None if too_far else opened
    return quotes


def _marks(folded: str, span: Span) -> list[tuple[int, int]]:
    """Each double mark; two in a row (as in CSV files) are one."""
    marks: list[tuple[int, int]] = []
    at = folded.find('"', span.start, span.end)
    while at >= 0:
        end = at + 2 if folded.startswith('""', at) and at + 2 <= span.end else at + 1
        marks.append((at, end))
        at = folded.find('"', end, span.end)
    return marks


def _sides(text: str, folded: str, start: int, end: int, span: Span) -> tuple[bool, bool]:
    """Whether the mark can open and can close, from its form and its neighbours."""
    mark = text[start]
    before = folded[start - 1] if start > span.start else "\n"
    after = folded[end] if end < span.end else "\n"
    blank_before, blank_after = before in " \n([–", after in " \n"
    if mark in _OPENING and (blank_before or not (blank_after or after in _STOPS)):
        return True, False
    if mark in _CLOSING and not (blank_before and not blank_after):
        return False, True
    if blank_before and not blank_after:
        return True, after in _STOPS
    if not blank_before:
        return False, True
    return True, True


def _starts_line(folded: str, at: int) -> bool:
    while at > 0 and folded[at - 1] == " ":
        at -= 1
    return at == 0 or folded[at - 1] == "\n"


def _quote(folded: str, opening: tuple[int, int], closing: tuple[int, int]) -> Quote:
    start, end = opening[1], closing[0]
    while start < end and folded[start] in " \n":
        start += 1
    while end > start and folded[end - 1] in " \n":
        end -= 1
    return Quote(opening[0], closing[1], Span(start, end), _unended(folded, start, end))


def _unclosed(folded: str, opening: tuple[int, int], inside: str) -> Quote:
    end = opening[1] + len(inside[: inside.index("\n")].rstrip())
    return Quote(opening[0], end, Span(opening[1], end), _unended(folded, opening[1], end), closed=False)


def _unended(folded: str, start: int, end: int) -> Span:
    last = end
    while last > start and folded[last - 1] in " \n,.":
        last -= 1
    return Span(start, last) if last > start and not folded.startswith("...", last) else Span(start, end)

"""Who made an article, as far as its page says so: publisher, agency, dateline, author."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.articles.furniture import default_rules
from kg.model import Block, BlockKind, Span
from kg.text import trim

_HEAD = 15  # lines of running text and headlines at the top in which credits stand
_FOOT = 4  # lines at the end
_PLACE = r"[A-Z][A-Z'./-]{2,}(?: [A-Z][A-Z'./-]+){0,3}|[A-Z][a-z]{2,}(?: [A-Z][a-z]+){0,2}"
_DATELINE = re.compile(
    rf"(?P<line>(?:{_PLACE})(?:, [A-Z][\w.']{{1,20}}(?: [A-Z][\w.']{{1,20}}){{0,2}})?"
    r"(?:,? (?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]+(?: \d{4})?))?"
    r"(?: ?\((?P<inner>[^()\n]{2,40})\))?) ?(?:[-–]|--)(?= )"
)
_AGENCY = re.compile(r"[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,4}(?<!\d)")
_PERSON = r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){1,3}"
_AUTHOR = re.compile(
    rf"(?:By|BY|by) (?P<name>{_PERSON}(?:(?:,| and) {_PERSON}){{0,3}})"
    r"(?: {0,3}[,|–-].{0,60}| (?i:in|at) [A-Z].{0,40})?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value the page states, and the characters that state it."""

    value: str
    at: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text or headline, without blanks around it."""

    start: int
    end: int
    kind: BlockKind


def page_lines(folded: str, blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The lines in which a page speaks of itself: headlines and running text, cut at block borders."""
    lines = []
    for block in blocks:
        if block.kind in (BlockKind.BODY, BlockKind.HEADLINE):
            for match in re.finditer(r"[^\n]+", folded[block.start : block.end]):
                start, end = trim(folded, block.start + match.start(), block.start + match.end())
                if start < end:
                    lines.append(Line(start, end, block.kind))
    return tuple(lines)


def find_publisher(text: str, folded: str, lines: Sequence[Line]) -> Found | None:
    """The outlet or issuing body that a credit line names; photo credits and newsletters name none."""
    body = [line for line in lines if line.kind == BlockKind.BODY]
    words = [folded[line.start : line.end] for line in body]
    ends = [*range(min(_HEAD, len(body))), *range(max(_HEAD, len(body) - _FOOT), len(body))]
    for rule in default_rules().publishers:
        for index in ends:
            match = rule.search(words, index, folded)
            if match is not None:
                start, end = (body[index].start + offset for offset in match.span("name"))
                at = Span(body[index].start + match.start(), body[index].start + match.end())
                return Found(text[start:end], at)
    return None


def find_dateline(text: str, folded: str, lines: Sequence[Line]) -> tuple[Found | None, str | None]:
    """The first dateline, "MOSUL, Iraq (AP)", and the agency in it."""
    for line in lines:
        match = _DATELINE.match(folded, line.start) if line.kind == BlockKind.BODY else None
        if match is None:
            continue
        is_city = re.split(r",| \(", match["line"])[0].isupper()
        inner = match["inner"] or ""
        is_known = inner in default_rules().agencies
        agency = inner if is_known or (is_city and _AGENCY.fullmatch(inner)) else None
        if agency is None and not is_city:
            continue
        return Found(text[match.start("line") : match.end("line")], Span(*match.span("line"))), agency
    return None, None


def find_author(text: str, folded: str, lines: Sequence[Line]) -> Found | None:
    """The names in a byline, "By Jane Roe and John Doe", near the top."""
    for line in lines[:_HEAD]:
        match = _AUTHOR.fullmatch(folded, line.start, line.end)
        if match is not None and line.end - line.start <= 160:
            return Found(text[match.start("name") : match.end("name")], Span(*match.span("name")))
    return None

"""The day of publication that a page prints, and which of two readings its content forces."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kg.articles.credits import Line
from kg.articles.furniture import default_rules
from kg.extract.dates.anchor import numeric_order
from kg.extract.dates.bounds import Anchor, bounds_of, numeric_readings
from kg.extract.dates.words import DateRules, Wording, speaks_of_future, wordings_of
from kg.extract.dates.words import default_rules as date_rules
from kg.model import BlockKind, Span
from kg.vocab import Basis

_LONG = 200  # characters from which a line is running text
_SHORT = 120  # characters that can stand before or after the date in a date line
_FOOT = 5  # lines at the end in which a labelled date counts
_STALE = 270  # days after which English news no longer leaves the year out
_TIME = re.compile(
    r"(?:[\s\d:.,|/*#()–-]|(?:GMT|UTC|[A-Z]{2}T|[A-Z]ST|ET|[A-Z][a-z]{2,5}day|at|(?:day|month|year)s? ago)\b"
    r"|[AaPp]\.?[Mm]\b\.?)*"
)
_PLACE = re.compile(r"[*• ]*[A-Z][\w'.-]{2,20}(?: [A-Z][\w'.-]{1,20}){0,2}, ?\Z")
_BYLINE = re.compile(r"(?:By|BY) [^\n]{3,80}[ ,|–-]\Z")


@dataclass(frozen=True, slots=True)
class Publication:
    """The printed date line: its day (None where two readings stay open), words, place and basis."""

    published: date | None
    words: str
    at: Span
    basis: Basis | None
    possible: frozenset[date]


def find_publication(
    text: str, folded: str, lines: Sequence[Line], *, retrieved: date | None = None
) -> Publication | None:
    """The date line at the top of the page, or one with a label at its end; None where none is printed.

    A numeric date that can be read in two orders is resolved only where the content forces one: a date
    that is told later than one reading, the order of the other numeric dates, the printed weekday, or
    months named without a year that would lie most of a year back.
    """
    rules = date_rules()
    placed = list(_placed(wordings_of(folded), lines))
    first_long = next((i for i, line in enumerate(lines) if _is_body(line, _LONG)), len(lines))
    first_body = next((i for i, line in enumerate(lines) if _is_body(line, 0)), len(lines))
    for wording, index in placed:
        zone = _Zone(index <= first_long, index <= first_body, index >= len(lines) - _FOOT)
        start = _date_line_start(folded, lines[index], wording, zone) if _is_full_day(wording) else None
        if start is None:
            continue
        others = [other for other, _ in placed if other is not wording]
        day, basis = _day_of(wording, folded, others, rules, retrieved)
        words = text[wording.start : wording.end]
        return Publication(day, words, Span(start, wording.end), basis, _possible_days(wording))
    return None


class _Zone(NamedTuple):
    """Where on the page a line stands."""

    is_head: bool  # before the running text ends its first line
    opens_body: bool
    is_foot: bool


def _placed(wordings: Iterable[Wording], lines: Sequence[Line]) -> Iterator[tuple[Wording, int]]:
    """The dates in these lines, each with the index of its line."""
    starts = [line.start for line in lines]
    for wording in wordings:
        index = bisect_right(starts, wording.start) - 1
        if index >= 0 and wording.start < lines[index].end:
            yield wording, index


def _is_body(line: Line, length: int) -> bool:
    return line.kind == BlockKind.BODY and line.end - line.start >= length


def _is_full_day(wording: Wording) -> bool:
    return wording.reads == "numeric" or (
        wording.reads == "calendar"
        and wording.parts.keys() >= {"year", "month", "day"}
        and "last_day" not in wording.parts
    )


def _date_line_start(folded: str, line: Line, wording: Wording, zone: _Zone) -> int | None:
    """Where the date line begins, its label included; None where this date is no date line."""
    if wording.start - line.start > _SHORT:
        return None
    before = folded[line.start : wording.start]
    after = folded[wording.end : min(line.end, wording.end + _SHORT)]
    label = default_rules().date_labels.match(before)
    if label is not None and _TIME.fullmatch(before, label.end()) and (zone.is_head or zone.is_foot):
        return line.start
    if not zone.is_head:
        return None
    is_alone = _TIME.fullmatch(before) is not None and _TIME.fullmatch(after) is not None
    is_named = _BYLINE.match(before) or _PLACE.match(before)
    if is_alone or (is_named and _TIME.fullmatch(after)):
        return wording.start
    opens = not before and (re.match(r" [A-Z]| ?[|–-]", after) is not None or "weekday" in wording.parts)
    return wording.start if opens and zone.opens_body and after else None


def _possible_days(wording: Wording) -> frozenset[date]:
    if wording.reads == "numeric":
        return frozenset(day for day in numeric_readings(wording.parts) if day is not None)
    day = bounds_of(wording, Anchor(None, None, None), date_rules()).first
    return frozenset() if day is None else frozenset({day})


def _day_of(
    wording: Wording, folded: str, others: Sequence[Wording], rules: DateRules, retrieved: date | None
) -> tuple[date | None, Basis | None]:
    if wording.reads != "numeric":
        bounds = bounds_of(wording, Anchor(None, None, None), rules)
        return bounds.first, bounds.basis
    readings = numeric_readings(wording.parts)
    possible = {reading for reading in readings if reading is not None}
    if len(possible) < 2:
        return (possible.pop(), Basis.STATED) if possible else (None, None)
    left = _forced(wording, readings, folded, others, rules, retrieved)
    return (left, Basis.INFERRED) if left is not None else (None, None)


def _forced(
    wording: Wording,
    readings: tuple[date | None, date | None],
    folded: str,
    others: Sequence[Wording],
    rules: DateRules,
    retrieved: date | None,
) -> date | None:
    """The only reading that the content leaves; None where it leaves both or contradicts both."""
    day_first, month_first = readings
    order = numeric_order(others)
    if order is not None:
        return day_first if order else month_first
    told = [w for w in others if not speaks_of_future(folded, w.start, rules)]
    left = {reading for reading in readings if reading is not None}
    latest = _latest_printed(told, rules)
    weekday = re.search(r"([A-Z][a-z]+) ?,? ?\Z", folded[max(0, wording.start - 14) : wording.start])
    printed = rules.weekdays.get(weekday[1].lower()) if weekday else None
    left = {
        reading
        for reading in left
        if (latest is None or reading >= latest)
        and (retrieved is None or reading <= retrieved)
        and (printed is None or reading.weekday() == printed)
    }
    if len(left) == 2:
        fresh = {reading for reading in left if _stale_months(reading, told, rules) == 0}
        stale = {reading for reading in left if _stale_months(reading, told, rules) >= 2}
        left = fresh if len(fresh) == 1 and len(stale) == 1 else left
    return left.pop() if len(left) == 1 else None


def _latest_printed(wordings: Sequence[Wording], rules: DateRules) -> date | None:
    """The latest first day that the words alone give."""
    nowhere = Anchor(None, None, None)
    bounds = (bounds_of(wording, nowhere, rules) for wording in wordings if wording.reads == "calendar")
    return max((b.first for b in bounds if b.first is not None), default=None)


def _stale_months(published: date, wordings: Sequence[Wording], rules: DateRules) -> int:
    """How many days and months without a year would lie more than 270 days before this reading."""
    anchor = Anchor(published, Basis.INFERRED, None)
    stale = set()
    for wording in wordings:
        parts = wording.parts
        if wording.reads == "calendar" and "month" in parts and "year" not in parts:
            last = bounds_of(wording, anchor, rules).last
            if last is not None and (published - last).days > _STALE:
                stale.add((parts["month"], parts.get("day")))
    return len(stale)

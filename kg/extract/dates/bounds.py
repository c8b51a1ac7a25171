"""The days that a date wording can mean: outer bounds, against the day on which the text was written."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from kg.extract.dates.words import DateRules, Wording
from kg.extract.values import frozen
from kg.vocab import Basis

Precision = Literal["day", "month", "year", "week", "period", "open", "unknown"]


@frozen
class Anchor:
    """What year-less and relative dates are counted from.

    ``published`` None: only ``year`` (printed in a full date somewhere) helps, and only for days and
    months; ``day_first`` is the order of numeric dates where the text itself forces one.
    """

    published: date | None
    basis: Basis | None
    year: int | None
    day_first: bool | None = None


@frozen
class Bounds:
    """First and last day, inclusive; both None where the words give no day (precision "unknown")."""

    first: date | None
    last: date | None
    precision: Precision
    basis: Basis | None


UNKNOWN = Bounds(None, None, "unknown", None)


def bounds_of(
    wording: Wording, anchor: Anchor, rules: DateRules, *, future: bool = False, year: int | None = None
) -> Bounds:
    """The outer bounds of one wording; unknown where they lie outside the calendar.

    ``future`` says that the sentence looks ahead, so a date is not moved back into the past;
    ``year`` is the year that the other end of a period prints.
    """
    try:
        return _bounds_of(wording, anchor, rules, future=future, year=year)
    except (OverflowError, ValueError):  # a page whose head says 9999-12-31 writes of "this week"
        return UNKNOWN


def _bounds_of(
    wording: Wording, anchor: Anchor, rules: DateRules, *, future: bool, year: int | None
) -> Bounds:
    parts = wording.parts
    match wording.reads:
        case "calendar":
            return _calendar(parts, anchor, rules, future=future, year=year)
        case "numeric":
            return _numeric(parts, anchor)
        case "years":
            return _years(parts)
        case "month of year":
            return _month_of_year(parts, anchor, rules)
        case "vague":
            return UNKNOWN
    if anchor.published is None:
        return UNKNOWN
    match wording.reads:
        case "which month":
            return _which_month(parts, anchor.published, rules)
        case "weekday":
            return UNKNOWN if future else _weekday(parts, anchor.published, rules)
        case "near":
            return _inferred_day(anchor.published + timedelta(rules.days[_key(parts["near"])]))
        case "past":
            return _past(parts, anchor.published, rules)
        case "ago":
            return _ago(parts, anchor.published, rules)
        case _:
            return _unit(parts, anchor.published)


def month_bounds(year: int, month: int, *, basis: Basis) -> Bounds:
    """The whole month."""
    last = calendar.monthrange(year, month)[1]
    return Bounds(date(year, month, 1), date(year, month, last), "month", basis)


def year_bounds(year: int, *, basis: Basis) -> Bounds:
    """The whole year."""
    return Bounds(date(year, 1, 1), date(year, 12, 31), "year", basis)


def numeric_readings(parts: Mapping[str, str]) -> tuple[date | None, date | None]:
    """A numeric date read day first and month first; None where that reading is no date."""
    first, second, year = int(parts["first"]), int(parts["second"]), int(parts["year"])
    return _day(year, second, first), _day(year, first, second)


def _numeric(parts: Mapping[str, str], anchor: Anchor) -> Bounds:
    day_first, month_first = numeric_readings(parts)
    if day_first == month_first:
        return UNKNOWN if day_first is None else Bounds(day_first, day_first, "day", Basis.STATED)
    if day_first is None or month_first is None:
        only = day_first or month_first
        return Bounds(only, only, "day", Basis.STATED)
    published = anchor.published
    if published in (day_first, month_first):
        return Bounds(published, published, "day", Basis.INFERRED)
    if anchor.day_first is not None:
        return _inferred_day(day_first if anchor.day_first else month_first)
    if published is not None and min(day_first, month_first) <= published < max(day_first, month_first):
        return _inferred_day(min(day_first, month_first))
    return UNKNOWN


def _calendar(
    parts: Mapping[str, str], anchor: Anchor, rules: DateRules, *, future: bool, year: int | None
) -> Bounds:
    month = _month(parts, rules)
    printed = int(parts["year"]) if "year" in parts else year
    if month is None:
        return UNKNOWN if printed is None else year_bounds(printed, basis=Basis.STATED)
    if printed is not None:
        return _in_year(parts, printed, month, Basis.STATED)
    years = _years_to_try(parts, month, anchor, future=future)
    weekday = rules.weekdays.get(_key(parts.get("weekday", "")))
    for candidate in years:
        bounds = _in_year(parts, candidate, month, Basis.INFERRED)
        if bounds.first is not None and (weekday is None or bounds.first.weekday() == weekday):
            return bounds
    return UNKNOWN


def _years_to_try(parts: Mapping[str, str], month: int, anchor: Anchor, *, future: bool) -> tuple[int, ...]:
    """Years in which a date without one can lie: the latest not after publication, first of all."""
    published = anchor.published
    if published is None:
        return () if anchor.year is None else (anchor.year,)
    this = published.year
    day = _number(parts["day"]) if "day" in parts else 1
    ahead = (month, day) > (published.month, published.day if "day" in parts else 31)
    if not ahead:
        return (this,) if "weekday" not in parts else (this, this - 1)
    if "weekday" in parts:
        return (this - 1, this)
    return () if future else (this - 1,)


def _in_year(parts: Mapping[str, str], year: int, month: int, basis: Basis) -> Bounds:
    if "day" not in parts:
        return month_bounds(year, month, basis=basis)
    first = _day(year, month, _number(parts["day"]))
    if first is None or "last_day" not in parts:
        return UNKNOWN if first is None else Bounds(first, first, "day", basis)
    last = _day(year, month, _number(parts["last_day"]))
    return UNKNOWN if last is None or last < first else Bounds(first, last, "period", basis)


def _month_of_year(parts: Mapping[str, str], anchor: Anchor, rules: DateRules) -> Bounds:
    """ "March of this year"; a year that is only printed elsewhere can be this year, never last year."""
    which, month = parts["which"].lower(), rules.months[_key(parts["month"])]
    published = anchor.published
    year = None if published is None else published.year
    this = anchor.year if year is None and which == "this" else year
    if this is None or which == "next":
        return UNKNOWN
    return month_bounds(this if which == "this" else this - 1, month, basis=Basis.INFERRED)


def _which_month(parts: Mapping[str, str], published: date, rules: DateRules) -> Bounds:
    """ "this March", "last March": the latest one before the month of writing."""
    which, month = parts["which"].lower(), rules.months[_key(parts["month"])]
    if which == "next":
        return UNKNOWN
    is_past = which != "this" and month >= published.month
    return month_bounds(published.year - is_past, month, basis=Basis.INFERRED)


def _weekday(parts: Mapping[str, str], published: date, rules: DateRules) -> Bounds:
    which = parts.get("which", "").lower()
    if which == "next":
        return UNKNOWN
    back = (published.weekday() - rules.weekdays[_key(parts["weekday"])]) % 7
    return _inferred_day(published - timedelta(7 if back == 0 and which in ("last", "past") else back))


def _unit(parts: Mapping[str, str], published: date) -> Bounds:
    """ "last month", "this week", "the end of the year": the calendar unit as a whole."""
    which = parts.get("which", "this").lower()
    if which == "next":
        return UNKNOWN
    step = 0 if which == "this" else -1
    match parts["unit"]:
        case "day":
            return UNKNOWN
        case "week":
            return _week(published + timedelta(weeks=step))
        case "month":
            return month_bounds(*_shift(published, step), basis=Basis.INFERRED)
        case "year":
            return year_bounds(published.year + step, basis=Basis.INFERRED)
        case _:
            return UNKNOWN


def _past(parts: Mapping[str, str], published: date, rules: DateRules) -> Bounds:
    """ "in the past two months": from that day to the day of writing."""
    unit = parts["unit"].removesuffix("s")
    number = _count(parts, rules)
    if unit == "month":
        year, month = _shift(published, -number)
        first = _day(year, month, min(published.day, calendar.monthrange(year, month)[1]))
    elif unit == "year":
        day = 28 if (published.month, published.day) == (2, 29) else published.day
        first = _day(published.year - number, published.month, day)
    else:
        hours = number * {"hour": 1, "day": 24, "week": 168}[unit]
        first = published - timedelta(days=-(-hours // 24))
    return UNKNOWN if first is None else Bounds(first, published, "period", Basis.INFERRED)


def _ago(parts: Mapping[str, str], published: date, rules: DateRules) -> Bounds:
    number = _count(parts, rules)
    match parts["unit"].removesuffix("s"):
        case "day":
            return _inferred_day(published - timedelta(number))
        case "week":
            return _week(published - timedelta(weeks=number))
        case "month":
            return month_bounds(*_shift(published, -number), basis=Basis.INFERRED)
        case "year":
            return year_bounds(published.year - number, basis=Basis.INFERRED)
        case _:
            return UNKNOWN


def _years(parts: Mapping[str, str]) -> Bounds:
    first = int(parts["year"])
    short = parts["last_year"]
    last = int(short) if len(short) == 4 else first - first % 100 + int(short)
    if last <= first:
        return UNKNOWN
    return Bounds(date(first, 1, 1), date(last, 12, 31), "period", Basis.STATED)


def _week(day: date) -> Bounds:
    monday = day - timedelta(day.weekday())
    return Bounds(monday, monday + timedelta(6), "week", Basis.INFERRED)


def _inferred_day(day: date) -> Bounds:
    return Bounds(day, day, "day", Basis.INFERRED)


def _shift(day: date, months: int) -> tuple[int, int]:
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def _month(parts: Mapping[str, str], rules: DateRules) -> int | None:
    if "month" not in parts:
        return None
    word = _key(parts["month"])
    return int(word) if word.isdigit() else rules.months[word]


def _count(parts: Mapping[str, str], rules: DateRules) -> int:
    word = _key(parts.get("number", "one"))
    return int(word) if word.isdigit() else rules.numbers[word]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(printed: str) -> int:
    return int(printed.rstrip("stndrh"))


def _key(word: str) -> str:
    return " ".join(word.lower().rstrip(".").split())

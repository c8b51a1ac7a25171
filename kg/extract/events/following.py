"""Days told by the day of another event: "three days later", "five days after"."""

import re
from dataclasses import replace
from datetime import timedelta

from kg.extract.dates import DateMention
from kg.extract.events.rules import EventRules
from kg.extract.events.told import Told
from kg.vocab import Basis

_HOURS = re.compile(r"(?i)(?:some |a few |several )?(?:hours|minutes) (?:later|after)")


def follow(told: Told, base: DateMention | None, rules: EventRules) -> Told:
    """The telling with the day that its date words give, counted from ``base``, where they give one."""
    day = shifted(told.date, base, rules)
    return told if day is None else replace(told, date=day)


def shifted(date: DateMention | None, base: DateMention | None, rules: EventRules) -> DateMention | None:
    """The day so many days from another; None where the words or the other day do not tell it."""
    if (
        date is None
        or date.first is not None
        or base is None
        or base.first is None
        or base.precision != "day"
    ):
        return None
    if rules.words.same_day.search(date.words):
        return replace(
            date, first=base.first, last=base.last, iso=base.iso, basis=Basis.INFERRED, precision="day"
        )
    if _HOURS.fullmatch(date.words):  # the night between may lie between them
        return replace(
            date,
            first=base.first,
            last=base.first + timedelta(1),
            iso=base.iso,
            basis=Basis.INFERRED,
            precision="day",
        )
    match = rules.words.shift.fullmatch(date.words)
    if match is None:
        return None
    word = (match["count"] or "one").lower()
    count = int(word) if word.isdigit() else rules.numbers.get(word)
    if count is None:
        return None
    day = base.first + timedelta(-count if match["back"] else count)
    return replace(date, first=day, last=day, iso=day.isoformat(), basis=Basis.INFERRED, precision="day")

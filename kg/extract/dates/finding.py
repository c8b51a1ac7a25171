"""Date expressions in news English, with the days they can mean and whether that was printed or inferred."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from kg.extract.dates.anchor import anchor_of
from kg.extract.dates.bounds import UNKNOWN, Anchor, Bounds, Precision, bounds_of
from kg.extract.dates.words import DateRules, Wording, default_rules, speaks_of_future, wordings_of
from kg.extract.values import frozen
from kg.vocab import Basis

__all__ = ["Anchor", "DateMention", "anchor_of", "find_dates"]

_BESIDE = 24  # characters from "since" to the date that it opens: "since the beginning of September"
_SINCE = re.compile(r"(?i:since) (?:[\w'(\[-]|U\.S\.)[^.;:!?\"\n]{0,140}\Z")
_SPEECH_LAG = timedelta(3)  # days between being quoted and being printed, in daily news
_RELATIVE = frozenset({"near", "unit", "past", "ago"})
_RANGED = frozenset({"calendar", "numeric", "month of year", "which month"})
_NAMED = "named-after-a-day"  # "the July 17 neighbourhood"
_UNTIL = re.compile(r"(?i)(?<!\w)(?:until|till)[ ]{1,3}\Z")


@frozen
class DateMention:
    """One date expression: its characters, and the outer bounds (inclusive) of what it can mean.

    ``first`` and ``last`` are both None where no day follows (precision "unknown"); an open period has
    one of them. ``iso`` is a day, month or year such as "2016-11"; None for what is none of these.
    ``words`` are the folded text's; slice the stored text for evidence.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    iso: str | None
    basis: Basis | None
    precision: Precision
    words: str

    @property
    def is_open(self) -> bool:
        """An open period, also where its first day is not known: "since the beginning of September"."""
        return self.precision == "open" or (
            self.precision == "unknown" and self.words.lower().startswith("since")
        )

    @property
    def is_long(self) -> bool:
        """A month or a year, also a month of which the year is not known: "in October"."""
        last = self.words.lower().split()[-1]
        return self.precision in ("month", "year") or (
            self.precision == "unknown" and last in default_rules().months
        )


def days_agree(a: DateMention | None, b: DateMention | None) -> bool | None:
    """True where the bounds overlap, False where they do not, None where a day is not known."""
    if a is None or b is None or a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    return a.first <= b.last and b.first <= a.last


def find_dates(folded: str, anchor: Anchor) -> tuple[DateMention, ...]:
    """The date expressions of a folded text, in order and without overlap.

    A period or an open "since ..." is one mention; the dates inside it are not returned again.

    >>> [m.iso for m in find_dates("On 17 March 2017 and in mid-2014", Anchor(None, None, None))]
    ['2017-03-17', '2014']
    """
    rules = default_rules()
    wordings = [wording for wording in wordings_of(folded) if wording.form != _NAMED]
    reader = _Reader(folded, anchor, rules, _quote_parity(folded))
    mentions: list[DateMention] = []
    index = 0
    while index < len(wordings):
        after = wordings[index + 1] if index + 1 < len(wordings) else None
        mention = reader.period(wordings[index], after) if after is not None else None
        index += 1 if mention is None else 2
        if mention is None:
            floor = mentions[-1] if mentions else None
            mention = reader.single(wordings[index - 1], floor)
        if mentions and mentions[-1].end > mention.start:
            mentions.pop()
        mentions.append(mention)
    return tuple(mentions)


@frozen
class _Reader:
    folded: str
    anchor: Anchor
    rules: DateRules
    quotes: tuple[Sequence[int], Sequence[bool]]

    def single(self, wording: Wording, before: DateMention | None) -> DateMention:
        """A date by itself, or the open period it begins or ends."""
        bounds = self._bounds(wording)
        start = self._since(wording, before)
        if start is not None and bounds.first is not None:
            bounds = Bounds(bounds.first, None, "open", bounds.basis)
            return self._mention(start, wording.end, bounds)
        if start is not None and wording.start - start <= _BESIDE:
            return self._mention(start, wording.end, UNKNOWN)  # "since early September": of which year?
        opening = self._word_before(wording.start, "from")
        ending = self.rules.to_date.match(self.folded, wording.end)
        if ending is not None and opening is not None:
            precision: Precision = "unknown" if bounds.first is None else "open"
            return self._mention(opening, ending.end(), Bounds(bounds.first, None, precision, bounds.basis))
        until = _UNTIL.search(self.folded, max(0, wording.start - 10), wording.start)
        if until is not None and bounds.last is not None:
            return self._mention(until.start(), wording.end, Bounds(None, bounds.last, "open", bounds.basis))
        return self._mention(wording.start, wording.end, bounds)

    def period(self, first: Wording, last: Wording) -> DateMention | None:
        """ "From A to B", "between A and B", "A-B"; None where the two are not one period."""
        joiner = self.rules.joiners.fullmatch(self.folded, first.end, last.start)
        if joiner is None:
            return None
        opening = self._word_before(first.start, "between" if joiner["word"] == "and" else "from")
        ranged = first.reads in _RANGED and last.reads in _RANGED
        if opening is None and (joiner["word"] == "and" or not ranged):
            return None
        start = first.start if opening is None else opening
        return self._mention(start, last.end, self._span(first, last))

    def _span(self, first: Wording, last: Wording) -> Bounds:
        end = self._bounds(last, year=int(first.parts["year"]) if _lacks_year(last, first) else None)
        begin = self._bounds(first, year=end.last.year if end.last and _lacks_year(first) else None)
        if begin.first is None or end.last is None:
            return UNKNOWN
        first_day, last_day = begin.first, end.last
        if first_day > last_day and _lacks_year(last, first):
            last_day = self._bounds(last, year=first_day.year + 1).last or last_day
        elif first_day > last_day and _lacks_year(first):
            first_day = self._bounds(first, year=last_day.year - 1).first or first_day
        if first_day > last_day:
            return UNKNOWN
        stated = begin.basis == Basis.STATED and end.basis == Basis.STATED
        return Bounds(first_day, last_day, "period", Basis.STATED if stated else Basis.INFERRED)

    def _bounds(self, wording: Wording, *, year: int | None = None) -> Bounds:
        """The bounds; inside a quotation "today" is the speaker's, known only where print lag is harmless."""
        future = speaks_of_future(self.folded, wording.start, self.rules)
        bounds = bounds_of(wording, self.anchor, self.rules, future=future, year=year)
        published = self.anchor.published
        if wording.reads in _RELATIVE and published is not None and self._is_quoted(wording.start):
            earlier = Anchor(published - _SPEECH_LAG, self.anchor.basis, self.anchor.year)
            return bounds if bounds == bounds_of(wording, earlier, self.rules) else UNKNOWN
        return bounds

    def _since(self, wording: Wording, before: DateMention | None) -> int | None:
        """Where the "since" that governs this date stands: right before it, or before a clause."""
        direct = self._word_before(wording.start, "since")
        if direct is not None:
            return direct
        words = self.folded[max(0, wording.start - 4) : wording.end].lower()
        if not re.match(r".{0,4}\b(?:in|on) ", words) or wording.reads != "calendar":
            return None
        floor = max(0, wording.start - 150)
        if before is not None:
            is_since = before.first is None and before.words.lower().startswith("since")
            floor = max(floor, before.start if is_since else before.end)
        match = _SINCE.search(self.folded, floor, wording.start)
        return None if match is None else match.start()

    def _word_before(self, start: int, word: str) -> int | None:
        begin = start - len(word) - 1
        if begin < 0 or self.folded[begin:start].lower() != f"{word} ":
            return None
        return begin if begin == 0 or not self.folded[begin - 1].isalnum() else None

    def _is_quoted(self, at: int) -> bool:
        places, opened = self.quotes
        index = bisect_right(places, at) - 1
        return index >= 0 and opened[index]

    def _mention(self, start: int, end: int, bounds: Bounds) -> DateMention:
        words = self.folded[start:end]
        return DateMention(
            start, end, bounds.first, bounds.last, _iso(bounds), bounds.basis, bounds.precision, words
        )


def _lacks_year(wording: Wording, other: Wording | None = None) -> bool:
    """True for a day or month without a year (while the other end of the period prints one)."""
    is_open = wording.reads == "calendar" and "year" not in wording.parts and "month" in wording.parts
    return is_open and (other is None or "year" in other.parts)


def _quote_parity(folded: str) -> tuple[Sequence[int], Sequence[bool]]:
    """Places of quotation marks and line ends, and whether a quotation is open after each."""
    places, opened, is_open = [], [], False
    for match in re.finditer(r'"|\n', folded):
        is_open = match[0] == '"' and not is_open
        places.append(match.start())
        opened.append(is_open)
    return places, opened


def _iso(bounds: Bounds) -> str | None:
    first, last = bounds.first, bounds.last
    if first is None or last is None or bounds.precision == "period":
        return None
    if first == last:
        return first.isoformat()
    if bounds.precision == "year":
        return f"{first:%Y}"
    return f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else None

"""The day on which an article was written, as far as it says so: what its other dates are counted from."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.extract.dates.bounds import Anchor, bounds_of, numeric_readings
from kg.extract.dates.words import DateRules, Wording, default_rules, wordings_of
from kg.model import Article, BlockKind
from kg.text import fold

_PLACE = re.compile(
    r"(?:[A-Z][\w.'-]{0,40},? ){1,6}\(\Z"  # KABUL, Afghanistan (Nov. 22
    r"|(?:[A-Z]{3}[\w.'-]{0,40},? (?:[A-Z][\w.'-]{0,40}, )?){1,3}\Z"  # BEIRUT, Aug 4
    r"|(?:\A|\n)[* ]*[A-Z][\w.'-]{0,40}(?: [A-Z][\w.'-]{0,40}){0,2}, ?\Z"  # Amman, 27 March
)
_AFTER = re.compile(r"\)? ?(?:[-–]|--|\([A-Z][\w/ ]{1,30}\))")
_UNREAD = (BlockKind.COMMENT, BlockKind.FURNITURE)
_BESIDE = (BlockKind.CAPTION, BlockKind.HEADLINE)


def anchor_of(article: Article, folded: str | None = None) -> Anchor:
    """What the dates of this article are counted from; ``folded`` is its folded text where that is at hand.

    Its publication date; else the date in its dateline, "KABUL, Afghanistan (Nov. 22, 2010)"; else only
    the latest year printed in a full date: in a caption or headline, or in running text that names no
    later year.
    """
    folded = fold(article.text) if folded is None else folded
    rules = default_rules()
    starts = [block.start for block in article.blocks]
    kinds = [block.kind for block in article.blocks]
    placed = [(wording, bisect_right(starts, wording.start) - 1) for wording in wordings_of(folded)]
    wordings = [wording for wording, index in placed if index >= 0 and kinds[index] not in _UNREAD]
    beside = [wording for wording, index in placed if index >= 0 and kinds[index] in _BESIDE]
    year = _printed_year(wordings, beside)
    day_first = numeric_order(wordings)
    if article.published is not None:
        return Anchor(article.published, article.published_basis, year, day_first)
    return dateline_anchor(folded, wordings, Anchor(None, None, year, day_first), rules)


def dateline_anchor(folded: str, wordings: Iterable[Wording], anchor: Anchor, rules: DateRules) -> Anchor:
    """The anchor with the day of the first dateline that carries one; unchanged where none does."""
    for wording in wordings:
        before = folded[max(0, wording.start - 70) : wording.start]
        if wording.reads != "calendar" or not _PLACE.search(before) or not _AFTER.match(folded, wording.end):
            continue
        bounds = bounds_of(wording, anchor, rules)
        if bounds.precision == "day":
            return Anchor(bounds.first, bounds.basis, anchor.year, anchor.day_first)
    return anchor


def numeric_order(wordings: Iterable[Wording]) -> bool | None:
    """True where numeric dates of this text must be day first, False where month first, None unforced."""
    orders = set()
    for wording in wordings:
        if wording.reads == "numeric":
            day_first, month_first = numeric_readings(wording.parts)
            if (day_first is None) != (month_first is None):
                orders.add(day_first is not None)
    return orders.pop() if len(orders) == 1 else None


def _printed_year(wordings: Sequence[Wording], beside: Sequence[Wording]) -> int | None:
    full = max((_year(w) for w in beside if _is_full(w)), default=None)
    if full is not None:
        return full
    latest = max((_year(w) for w in wordings if "year" in w.parts), default=None)
    return latest if any(_is_full(w) and _year(w) == latest for w in wordings) else None


def _year(wording: Wording) -> int:
    return int(wording.parts["year"])


def _is_full(wording: Wording) -> bool:
    """True for a printed day, month and year, and for a numeric date in either order."""
    has = wording.parts.keys()
    return wording.reads == "numeric" or has >= {"year", "month", "day"}

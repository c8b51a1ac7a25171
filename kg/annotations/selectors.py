"""Where the words stand that an annotation selects: offsets, a quotation with its surroundings, or both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg.annotations.faults import UnfitError, shown
from kg.model import Span

POSITION: Final = "TextPositionSelector"
QUOTE: Final = "TextQuoteSelector"
_MAX_REFINED: Final = 8


@dataclass(frozen=True, slots=True)
class Found:
    """The characters that are selected; ``note`` tells of offsets that were set aside, None if none were."""

    at: Span
    note: str | None = None


def find_selected(selector: object, text: str) -> Found:
    """The one place that a selector, or a list of them, selects.

    A quotation alone must be found exactly once, with its ``prefix`` and ``suffix`` if it has them. Offsets
    count code points; where they hold other words than a quotation that is found once, the quotation holds.

    Raises:
        UnfitError: nothing, or several places, are selected, or the selectors do not agree.
    """
    found = _within(selector, text, Span(0, len(text)), _MAX_REFINED)
    if not text[slice(*found.at)].strip():
        raise UnfitError("selects nothing but blanks; select the words")
    return found


def selectors(span: Span, text: str, *, around: int = 0) -> list[dict[str, object]]:
    """The characters as selectors: their offsets and their words, with ``around`` characters at each side."""
    quote: dict[str, object] = {"type": QUOTE, "exact": text[slice(*span)]}
    if around:
        quote["prefix"] = text[max(0, span.start - around) : span.start]
        quote["suffix"] = text[span.end : span.end + around]
    return [{"type": POSITION, "start": span.start, "end": span.end}, quote]


def _within(selector: object, text: str, frame: Span, depth: int) -> Found:
    given = selector if isinstance(selector, list) else [selector]
    known = [one for one in given if isinstance(one, Mapping) and one.get("type") in (POSITION, QUOTE)]
    if not known:
        raise UnfitError(f"the target has no {QUOTE} and no {POSITION}; other selectors are not read")
    if depth == 0:
        raise UnfitError("'refinedBy' is nested too deeply; give offsets and words once")
    positions = {_position(one, frame) for one in known if one["type"] == POSITION}
    quotes = [_Quote.read(one) for one in known if one["type"] == QUOTE]
    if len(positions) > 1:
        raise UnfitError(f"two {POSITION}s select different characters; give one")
    found = _agreed(next(iter(positions), None), quotes, text, frame)
    finer = [one["refinedBy"] for one in known if one.get("refinedBy") is not None]
    if not finer:
        return found
    inner = _within(finer[0] if len(finer) == 1 else finer, text, found.at, depth - 1)
    return Found(inner.at, inner.note or found.note)


@dataclass(frozen=True, slots=True)
class _Quote:
    exact: str
    prefix: str
    suffix: str

    @staticmethod
    def read(selector: Mapping[str, object]) -> "_Quote":
        exact, prefix, suffix = (selector.get(key) for key in ("exact", "prefix", "suffix"))
        if not isinstance(exact, str) or not exact:
            raise UnfitError(f"the {QUOTE} needs 'exact', the words as they are printed, not {shown(exact)}")
        for key, value in (("prefix", prefix), ("suffix", suffix)):
            if value is not None and not isinstance(value, str):
                raise UnfitError(f"'{key}' must be a text, not {shown(value)}")
        return _Quote(
            exact, prefix if isinstance(prefix, str) else "", suffix if isinstance(suffix, str) else ""
        )

    def holds_at(self, at: Span, text: str) -> bool:
        start = at.start - len(self.prefix)
        return (
            start >= 0 and text[start : at.end + len(self.suffix)] == self.prefix + self.exact + self.suffix
        )

    def places(self, text: str, frame: Span) -> Iterator[Span]:
        """The places in the frame; prefix and suffix may stand outside it."""
        words, before, last = (
            self.prefix + self.exact + self.suffix,
            len(self.prefix),
            frame.end + len(self.suffix),
        )
        at = text.find(words, max(0, frame.start - before), last)
        while at >= 0:
            yield Span(at + before, at + before + len(self.exact))
            at = text.find(words, at + 1, last)


def _position(selector: Mapping[str, object], frame: Span) -> Span:
    start, end = selector.get("start"), selector.get("end")
    for key, value in (("start", start), ("end", end)):
        if type(value) is not int:  # a boolean is no offset
            raise UnfitError(f"'{key}' of the {POSITION} must be a whole number, not {shown(value)}")
    assert isinstance(start, int)
    assert isinstance(end, int)
    return Span(frame.start + start, frame.start + end)


def _agreed(position: Span | None, quotes: list[_Quote], text: str, frame: Span) -> Found:
    fits = position is not None and frame.start <= position.start < position.end <= frame.end
    if position is not None and fits and all(quote.holds_at(position, text) for quote in quotes):
        return Found(position)
    if not quotes:
        assert position is not None
        raise UnfitError(
            f"characters {position.start}-{position.end} are not within the {frame.end - frame.start} that "
            "they are counted in; count code points from 0, the end exclusive"
        )
    place = _only_place(quotes, text, frame)
    if position is None:
        return Found(place)
    return Found(
        place,
        f"the offsets {position.start}-{position.end} do not hold these words; taken from {place.start}-"
        f"{place.end}, where alone they stand (count code points, not the UTF-16 units of JavaScript)",
    )


def _only_place(quotes: list[_Quote], text: str, frame: Span) -> Span:
    places: set[Span] | None = None
    for quote in quotes:
        own = _first_two(quote, text, frame)
        if not own:
            near = quote.exact in text[slice(*frame)]
            where = "there, but not between this prefix and suffix" if near else "not in the text"
            raise UnfitError(f"the words {shown(quote.exact)} are {where}; quote exactly what is printed")
        if len(own) > 1:
            raise UnfitError(
                f"the words {shown(quote.exact)} stand at {own[0].start} and at {own[1].start}; "
                "give a prefix and suffix, or offsets, that tell which"
            )
        places = set(own) if places is None else places & set(own)
    if not places:
        raise UnfitError("the quotations select different words; give one")
    return next(iter(places))


def _first_two(quote: _Quote, text: str, frame: Span) -> list[Span]:
    return list(islice(quote.places(text, frame), 2))

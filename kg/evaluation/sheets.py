"""What an evaluation compares: the items of one article, from a person or from the program, in one form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kg.model import Span

Reading = str | int | None | tuple[int | None, int | None]
"""The value of a field; None where the text gives none. A pair is a figure's least and most."""


class Part(StrEnum):
    """What is counted apart."""

    STRIKES = "strikes"
    STATEMENTS = "statements"
    FIGURES = "figures"
    DISPUTES = "disputes"
    ATTRIBUTIONS = "attributions"


@dataclass(frozen=True, slots=True)
class Item:
    """One statement, strike, figure, dispute or attribution.

    ``places`` are the readings of where it stands, each a run of spans (code points, end exclusive; more
    than one where the words are discontinuous); a found item has one. ``fields`` gives for each field the
    accepted values, the wanted one first; a found item has one each. ``source`` and ``cue`` are spans of
    an attribution, empty where it has none.
    """

    id: str
    places: tuple[tuple[Span, ...], ...]
    fields: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    optional: bool = False
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        """The first character of the first reading; -1 where the words are not in the text."""
        return self.places[0][0].start if self.places and self.places[0] else -1

    def value(self, name: str) -> Reading:
        """The wanted value of a field, None where it has none."""
        return next(iter(self.fields.get(name, ())), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The items of one article.

    ``parts`` None counts whatever is there: the sheet is the program's. ``quiet`` are spans in which an
    item that is found and not wanted costs nothing (headlines, captions, links); ``aliases`` gives for a
    name all its names; ``distractors`` are the places of each number that is no figure.
    """

    name: str
    text: str
    items: Mapping[Part, tuple[Item, ...]]
    parts: frozenset[Part] | None = None
    quiet: tuple[Span, ...] = ()
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    distractors: tuple[tuple[Span, ...], ...] = ()
    negative: bool = False

    def of(self, part: Part) -> tuple[Item, ...]:
        """The items of one part."""
        return self.items.get(part, ())


def agreement(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Characters in both over characters in either, 0 to 1; the spans of one side do not overlap.

    >>> agreement([Span(0, 10)], [Span(5, 10)]), agreement([Span(0, 4), Span(6, 10)], [Span(0, 10)])
    (0.5, 0.8)
    """
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    either = sum(x.end - x.start for x in (*a, *b)) - shared
    return shared / either if shared else 0.0


def best_agreement(a: Item, b: Item) -> float:
    """The agreement of the readings that agree best."""
    return max((agreement(x, y) for x in a.places for y in b.places), default=0.0)


def places_of(text: str, words: str) -> Iterator[Span]:
    """Everywhere the words stand in the text, overlapping places included."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)

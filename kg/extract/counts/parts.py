"""The values that pass between the steps of reading a figure: noun, phrase, harm, count."""

from typing import Literal

from kg.extract.counts.number_rules import Number
from kg.extract.counts.rules import CountRules
from kg.extract.counts.words import Words
from kg.extract.values import frozen
from kg.model import Who
from kg.vocab import Qualifier, Tally, Unit

NounKind = Literal["person", "family", "harm", "strike", "report", "elided", "others", "part"]


@frozen
class Noun:
    """What is counted, up to token ``end`` (exclusive).

    ``harm`` is told by the noun itself ("deaths", "wounded civilians"), by the word at ``harm_at``.
    ``part``: a part of what was counted before ("of them"). ``single``: one person without a number.
    """

    end: int
    kind: NounKind
    who: Who | None = None
    who_at: tuple[int, int] | None = None
    harm: str | None = None
    harm_at: tuple[int, int] | None = None
    credible: bool = False
    more: bool = False


@frozen
class Phrase:
    """A number with what it counts, of tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    number: Number
    noun: Noun
    of_next: bool = False
    """A part of the phrase that follows: "13 of 37 reports"."""


@frozen
class Harm:
    """One of the harms of harm.toml, the tokens of the word that tells it, and the frame that joins them."""

    harm: str
    at: tuple[int, int]
    frame: str


@frozen
class Count:
    """One printed number of people harmed, strikes or reports; offsets end exclusive.

    ``value`` is None where the words give no number or a range; ``min`` and ``max`` are inclusive.
    ``subset_of`` is the place in the returned tuple of the figure of which this one is a part.
    ``tally`` is only a hint from the wording. ``hypothetical``: told as what would have been.
    """

    start: int
    end: int
    qualifier: Qualifier
    unit: Unit
    who: Who
    rule: str
    confidence: float
    value: int | None = None
    min: int | None = None
    max: int | None = None
    who_words: str | None = None
    subset_of: int | None = None
    tally: Tally | None = None
    harm_words: str | None = None
    hypothetical: bool = False


@frozen
class Done:
    """A phrase already read, the harm word that governs it, and its place in the result."""

    phrase: Phrase
    harm: Harm
    index: int


@frozen
class Reader:
    """One sentence on its way, and all figures found so far in the text."""

    words: Words
    phrases: dict[int, Phrase]
    rules: CountRules
    counts: list[Count]
    done: dict[int, Done]
    """The phrases read so far in this sentence, by their place in ``counts``."""

    @property
    def last(self) -> Done | None:
        """The figure just before, of the same sentence."""
        return self.done[next(reversed(self.done))] if self.done else None

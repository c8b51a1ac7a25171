"""Something in a sentence that led to nothing, and why."""

from dataclasses import dataclass

from kg.model import Span

ASKED = "it belongs to a question: who asks claims nothing"


@dataclass(frozen=True, slots=True)
class Left:
    """``kind`` is what it looks like: block, cue, source, quotation, words, number, event or sentence.

    ``row`` is the row of the rules by which it was seen, None where no one row is meant.
    """

    kind: str
    start: int
    end: int
    exact: str
    why: str
    row: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a.start < b.end and b.start < a.end

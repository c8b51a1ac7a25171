"""Clauses that tell of another time than their sentence: ", where a bomb had killed 587 people in 2017,"."""

from kg.extract.dates import DateMention, days_agree
from kg.extract.events.tally_words import load_tally_words
from kg.extract.language.scene import Scene
from kg.model import Span

_LONG = ("year", "month")


def backstory_around(scene: Scene, offset: int) -> Span | None:
    """The clause of another time in which a character stands; None where it stands in none."""
    return next((span for span in backstories(scene) if span.start <= offset < span.end), None)


def backstories(scene: Scene) -> tuple[Span, ...]:
    """The clauses of a sentence that tell of another time: by a year or month, or by a day that clashes."""
    if ", where " not in scene.low and ", when " not in scene.low and ", in which " not in scene.low:
        return ()
    found = (
        Span(match.start(), match.end())
        for match in load_tally_words().aside.finditer(scene.folded, scene.sentence.start, scene.sentence.end)
    )
    return tuple(span for span in found if _is_past(scene, span))


def _is_past(scene: Scene, span: Span) -> bool:
    before = [date for date in scene.dates if date.end == span.start]
    if scene.folded.startswith(", when ", span.start):
        return any(date.is_open or date.precision in _LONG for date in before)
    inside = [date for date in scene.dates if span.start < date.start < span.end]
    earlier = " had " in scene.folded[span.start : span.end]
    return any(
        earlier or date.is_open or date.precision in _LONG or _clashes(scene, span, date) for date in inside
    )


def _clashes(scene: Scene, span: Span, date: DateMention) -> bool:
    outside = (other for other in scene.dates if not span.start < other.start < span.end)
    return any(days_agree(date, other) is False for other in outside)

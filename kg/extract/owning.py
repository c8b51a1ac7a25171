"""Conduct that a speaker claims for itself: "Israel said it had hit a command post"."""

from kg import ids
from kg.extract.speech.utterance import Utterance
from kg.model import Responsibility

_CONFIDENCE = 0.8
"""Judged by hand: whose act it is is certain, of which event is told by what stands around it."""


def own_responsibility(utterance: Utterance, about: str, *, text: str, key: str) -> Responsibility:
    """That the speaker did what ``about`` tells; the exact words are all of the utterance."""
    speaker, span = utterance.speaker, utterance.span
    return Responsibility(
        ids.responsibility_id(span.start, span.end, key=key, actor_id=speaker.id, means=None),
        span.start,
        span.end,
        text[span.start : span.end],
        about,
        "responsibility.own-act",
        _CONFIDENCE,
        actor=speaker.name,
        actor_id=speaker.id,
    )

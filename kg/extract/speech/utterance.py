"""Words with their speaker: what voices hand on to be written as statements."""

from kg.extract.dates import DateMention
from kg.extract.language.attributions import confidences
from kg.extract.speech.memory import Speaker
from kg.extract.values import frozen
from kg.model import Span
from kg.vocab import Quotation, Stance, Topic


@frozen
class Utterance:
    """Words with their speaker and how both were found."""

    span: Span
    kind: Quotation
    speaker: Speaker
    stance: Stance
    rule: str
    confidence: float
    topic: Topic | None = None
    keep: bool = False
    cue: Span | None = None
    head: Span | None = None
    via: tuple[Speaker, ...] = ()
    relies_on: tuple[Speaker, ...] = ()
    said: DateMention | None = None
    verb: str = ""
    source: Span | None = None
    """The whole phrase that names the source, with what stands in apposition; None where no cue has one."""
    plain: bool = False
    """The words assert none of the figures and causes in them."""


_CONFIDENCE = {
    "attribution.subject-cue": 0.9, "attribution.words-subject-cue": 0.9,
    "attribution.words-cue-subject": 0.9, "attribution.passive-by": 0.85,
    "attribution.rejoinder": 0.85, "attribution.colon": 0.8, "attribution.participle": 0.8,
    "attribution.shared-subject": 0.8, "attribution.headed": 0.6, "attribution.scene": 0.7,
    "attribution.credit": 0.75, "attribution.as-said": 0.85,
}  # fmt: skip


def confidence_of(rule: str) -> float:
    """How surely a rule of attribution finds the speaker, judged by hand from 0 to 1."""
    return _CONFIDENCE.get(rule) or confidences().get(rule, 0.8)


def plain_utterance(span: Span, kind: Quotation, speaker: Speaker, rule: str, confidence: float) -> Utterance:
    """Words that no cue introduces: asserted, with nobody between."""
    return Utterance(span, kind, speaker, Stance.ASSERTS, rule, confidence)

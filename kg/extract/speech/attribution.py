"""One source with its cue, and on which side of it the words stand."""

from kg.extract.speech.noun_phrases import Phrase
from kg.extract.values import frozen
from kg.model import Span
from kg.vocab import Stance, Topic


@frozen
class Attribution:
    """One source with its cue.

    ``side`` tells where the words stand: right, left, whole (passives), around the source,
    or before a clause behind a comma (tail).
    ``head`` holds source, cue and adjuncts: what is not content. ``cue`` begins at the auxiliaries.
    ``after`` is where content on the right begins. ``shares`` marks a source taken from the attribution
    before ("..., but did not confirm ..."). ``brief`` says that the words end with their own clause.
    """

    rule: str
    source: Phrase
    cue: Span
    head: Span
    side: str
    after: int
    stance: Stance
    verb: str
    keep: bool = False
    topic: Topic | None = None
    via: tuple[Phrase, ...] = ()
    shares: bool = False
    is_act: bool = False
    recipient: bool = False
    brief: bool = False

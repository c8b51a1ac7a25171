"""Words that nobody signs: what follows "that" behind a cue whose subject has not said it."""

from collections.abc import Iterator, Sequence

from kg.extract.language.scene import Scene
from kg.extract.speech.attribution import Attribution
from kg.model import Span


def unsigned(scene: Scene, attributions: Sequence[Attribution]) -> Iterator[Span]:
    """ "The army never said that 20 died", "relatives want it to admit that ...": up to the sentence's end.

    Whoever tells the sentence asserts none of it. A passive is left: "it was confirmed that 20 died".
    """
    tokens = scene.tokens
    for first, last, form in scene.cues:
        if tokens.low(last) != "that" or "clause" not in form.cue.takes:
            continue
        start = tokens.starts[first]
        if any(a.head.start <= start < a.head.end or a.cue.start <= start < a.cue.end for a in attributions):
            continue
        if tokens.low(first - 1) in scene.rules.speech.worth:
            continue  # "It is worth mentioning that ...": the article's own words
        if tokens.low(first - 1) not in scene.rules.grammar.be and not _opens_relative(scene, last + 1):
            yield Span(tokens.starts[last], scene.sentence.end)


def _opens_relative(scene: Scene, index: int) -> bool:
    """ "a report that found 26 bodies": behind "that" stands its verb."""
    low = scene.tokens.low(index)
    verb = low in scene.rules.grammar.clause_verbs or low in scene.rules.sources.auxiliaries
    return verb or low in scene.rules.forms or low.endswith("ed")

"""What others are told to claim, or not to say: "reports alleging that ten died", "no comment from X"."""

from collections.abc import Iterator, Sequence

from kg.extract.language.scene import Scene
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.clauses import has_verb
from kg.extract.speech.noun_phrases import Phrase, agent_after
from kg.model import Span
from kg.vocab import Stance

_PLAIN = frozenset([Stance.ASSERTS, Stance.ACKNOWLEDGES, Stance.INVESTIGATES])


def by_retelling(scene: Scene, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The reports and allegations that speak in a sentence; none where the sentence opposes them."""
    words = scene.rules.speech
    spans = (scene.sentence.start, scene.sentence.end)
    for match in (
        *words.retold.finditer(scene.masked, *spans),
        *words.told_of.finditer(scene.masked, *spans),
    ):
        before = [a for a in found if a.cue.start < match.start()]
        after = scene.tokens.at(match.end())
        if any(a.stance not in _PLAIN for a in before) or not has_verb(scene, after):
            continue
        source = Span(*match.span("source"))
        cue = Span(*match.span("cue"))
        yield Attribution(
            "attribution.retold", Phrase(source, source), cue, Span(source.start, match.end()), "right",
            after, Stance.ASSERTS, "allege",
        )  # fmt: skip


def by_silence(scene: Scene) -> Iterator[Attribution]:
    """ "There was no immediate comment from Moscow": who is told not to have said anything."""
    for match in scene.rules.speech.silence.finditer(scene.masked, scene.sentence.start, scene.sentence.end):
        source = agent_after(scene, scene.tokens.at(match.end()))
        if source is not None:
            cue = Span(match.start(), match.end())
            yield Attribution(
                "attribution.silence", source, cue, Span(cue.start, source.whole.end), "whole",
                scene.tokens.at(source.whole.end), Stance.DECLINES_TO_COMMENT, "comment", keep=True,
            )  # fmt: skip

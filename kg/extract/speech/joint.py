"""Two sources in one phrase, told apart: a statement has one source."""

from kg.extract.language.scene import Scene
from kg.extract.speech.noun_phrases import Phrase
from kg.extract.speech.phrase_edges import qualifies
from kg.model import MentionKind


def split_joint(scene: Scene, phrase: Phrase) -> tuple[Phrase, ...]:
    """Two sources joined by "and", "as well as" as two phrases where each can speak by itself; else the one.

    A statement has one source, so "according to X and Y" gives two statements.
    """
    tokens = scene.tokens
    first, last = tokens.at(phrase.base.start), tokens.at(phrase.base.end)
    if "neither" in tokens.lows[: first + 1]:
        return _split_neither(scene, first, last) or (phrase,)
    for at in range(first + 1, last - 1):
        wide = tokens.lows[at : at + 3] == ("as", "well", "as")
        if (tokens.lows[at] != "and" and not wide) or scene.named[at]:
            continue
        left, right = (first, at), (at + (3 if wide else 1), last)
        named = wide or (_is_named(scene, *left) and _is_named(scene, *right))
        if named and qualifies(scene, *left) and qualifies(scene, *right):
            spans = (scene.span(*left), scene.span(*right))
            return tuple(Phrase(span, span) for span in spans)
    return (phrase,)


def _split_neither(scene: Scene, first: int, last: int) -> tuple[Phrase, ...]:
    """ "Neither Moscow nor the army": the two without their particles; none where there are not two."""
    lows = scene.tokens.lows
    opens = first - lows[first::-1].index("neither")
    at = next((i for i in range(opens + 1, last) if lows[i] == "nor"), last)
    if at >= last - 1 or at == opens + 1:
        return ()
    return tuple(Phrase(span, span) for span in (scene.span(opens + 1, at), scene.span(at + 1, last)))


def _is_named(scene: Scene, start: int, end: int) -> bool:
    """Whether a body or person is named in it, or it is the name of a country."""
    if scene.names_in(scene.span(start, end), MentionKind.ORGANISATION, MentionKind.PERSON):
        return True
    first = start + (scene.tokens.low(start) == "the")
    place = scene.name_starting(first)
    return place is not None and place.id == place.country and place.end == scene.tokens.items[end - 1].end

"""Speech told of inside a quotation: "The soldiers told us to leave," she said."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.language.attributions import load_attributions
from kg.extract.language.scene import Scene, make_scene
from kg.extract.language.sentences import sentences_in
from kg.extract.speech.attributions import find_attributions
from kg.extract.speech.contents import Content, find_contents
from kg.extract.speech.phrase_names import head_word
from kg.extract.values import frozen
from kg.model import Span
from kg.vocab import Stance


@frozen
class Inner:
    """What somebody says in the quoted words of somebody else; ``scene`` is the quoted sentence."""

    scene: Scene
    content: Content


def find_inner(told: Scene) -> Iterator[Inner]:
    """The attributions in the quotations of a sentence, in order; ``told`` is its scene with all words.

    Who quotes somebody hands on what was said; the first person is the one who speaks anyway.
    """
    rows = load_attributions().at(told.tokens.lows)
    signs = [
        told.tokens.starts[at] for at in (*(first for first, _, _ in told.cues), *(row[0] for row in rows))
    ]
    for quote in told.quotes:
        if not any(quote.inner.start <= sign < quote.inner.end for sign in signs):
            continue
        for span in sentences_in(told.folded, quote.inner):
            sentence = replace(told.sentence, start=span.start, end=span.end)
            scene = make_scene(
                told.folded, told.folded, sentence,
                names=told.names, quotes=(), dates=told.dates, rules=told.rules,
            )  # fmt: skip
            for content in find_contents(scene, find_attributions(scene)):
                speaks = content.attribution.stance not in (Stance.ASKS, Stance.INVESTIGATES)
                if speaks and not _is_their_own(scene, content):
                    yield Inner(scene, replace(content, span=_before_turn(scene, content.span)))


def _is_their_own(scene: Scene, content: Content) -> bool:
    """ "We" and "our forces", the side of who is quoted; papers, which the quoted reads out; and "he", of
    whom only the quoted knows who he is.
    """
    if head_word(scene, content.attribution.source.base) in scene.rules.sources.documents:
        return True
    words = scene.words(content.attribution.source.whole).lower().replace("'", " ").split()
    own = scene.rules.sources.first_person
    return words[0] in scene.rules.sources.pronouns or not own.isdisjoint(words)


def _before_turn(scene: Scene, span: Span) -> Span:
    """ "They say nobody died, but my son is dead": the words up to where the quoted speaker goes on."""
    turn = scene.rules.speech.turns_back.search(scene.folded, span.start, span.end)
    return Span(span.start, turn.start()) if turn is not None and turn.start() > span.start else span

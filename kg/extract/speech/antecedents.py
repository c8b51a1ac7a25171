"""Whom a sentence is about or accuses, in its own words: what a pronoun behind can mean."""

from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.extract.speech.noun_phrases import Phrase
from kg.extract.speech.phrase_edges import qualifies, scan_left
from kg.model import MentionKind, Span

_FEW = 4  # tokens in which a person is described
_OPENING = 9  # tokens of a participle clause before the subject


def body_before(scene: Scene, end: int) -> Phrase | None:
    """ "The coalition carried out 20 strikes, it said": the body that is the subject up to ``end``."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    comma = tokens.lows.index(",") + 1 if "," in tokens.lows[:_OPENING] else 0
    participle = tokens.low(0) in scene.rules.forms or tokens.low(0).endswith("ed")
    for at in range(comma if participle else 0, tokens.at(end)):
        name = scene.name_starting(at)
        low = tokens.lows[at]
        if at in scene.dated:
            continue
        if low in grammar.finite or low in scene.rules.forms:
            return None
        body = name is not None and name.kind == MentionKind.ORGANISATION
        if not body and low not in scene.rules.sources.bodies:
            continue
        first = at - 1 if body and tokens.low(at - 1) == "the" else scan_left(scene, at + 1)
        if tokens.low(first - 1) in grammar.prepositions:
            continue
        if not grammar.prepositions.isdisjoint(tokens.lows[first:at]):
            continue  # "Nine of the wounded remained in hospital, it said"
        end = name.end if name is not None and body else tokens.items[at].end
        span = Span(tokens.items[first].start, end)
        return Phrase(span, span)
    return None


def accused_before(scene: Scene, end: int) -> Phrase | None:
    """ "Residents accused the army of firing on them, which it denied": whom the words before accuse."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    pronoun = tokens.at(end)
    if tokens.low(pronoun - 1) not in grammar.relatives:
        return None
    for _, first, form in reversed(scene.cues):
        if first >= pronoun or form.cue.verb not in grammar.accusing:
            continue
        edges = grammar.prepositions | grammar.relatives
        last = next(i for i in range(first, pronoun) if tokens.lows[i] in edges or tokens.lows[i] == ",")
        if last == first or not qualifies(scene, first, last):
            return None
        span = scene.span(first, last)
        return Phrase(span, span)
    return None


def person_first(scene: Scene) -> Name | None:
    """The person whom a sentence is about: "The army chief, General Roe, visited the village"."""
    verbs = scene.rules.grammar.clause_verbs
    for at, low in enumerate(scene.tokens.lows):
        name = scene.named[at]
        if name is not None:
            if name.kind == MentionKind.PERSON:
                return name
        elif low in verbs or low in scene.rules.forms or low in scene.rules.grammar.prepositions:
            return None
    return None


def opens_with_stranger(scene: Scene) -> bool:
    """ "His mother was less calm", "Her colleague Lindsey Roe disagreed": somebody who is only described."""
    tokens, grammar, sources = scene.tokens, scene.rules.grammar, scene.rules.sources
    if tokens.low(0) not in grammar.possessive_openers:
        return False
    near = range(1, min(_FEW, len(tokens.lows)))
    return any(tokens.lows[at] in sources.people or tokens.lows[at] in sources.roles for at in near)

"""Who speaks by a cue that has no subject of its own: the subject of the sentence, or a document's issuer."""

from kg.extract.language.scene import Scene
from kg.extract.speech.noun_phrases import Phrase, subject_before
from kg.extract.speech.set_apart import is_known

_LEAD = 5  # words before the subject that tell when
_WHEN = frozenset(["later", "afterwards", "then", "earlier", "after", ",", "but", "and"])


def shared_subject(scene: Scene, end: int) -> Phrase | None:
    """ "The ministry defended its count, saying ...": a known source or pronoun that opens the sentence.

    Only when or where it was may stand before it.
    """
    tokens, pronouns = scene.tokens, scene.rules.sources.pronouns
    first_verb = True
    for at in range(1, end):
        if not _is_verb(scene, tokens.lows[at]):
            continue
        source = subject_before(scene, at - (at > 1 and tokens.lows[at - 1] in _WHEN - {","}))
        if source is not None and scene.words(source.base).lower() in pronouns:
            return source if _opens_clause(scene, source) else None
        if first_verb:
            if source is not None:
                return source if _opens_clause(scene, source) and is_known(scene, source) else None
            first_verb = False
    return None


def _opens_clause(scene: Scene, source: Phrase) -> bool:
    """Whether nothing but when or where it was stands before a source; a pronoun may follow any adjunct."""
    tokens = scene.tokens
    first = tokens.at(source.whole.start)
    before = tokens.low(first - 1)
    if first == 0 or (first <= _LEAD and before in _WHEN) or first - 1 in scene.dated:
        return True
    if scene.words(source.base).lower() not in scene.rules.sources.pronouns:
        return False
    joins = scene.rules.grammar.relatives | scene.rules.sources.boundaries
    return (first <= _LEAD and before not in joins) or (
        before == "," and tokens.lows[0].endswith(("ed", "ing"))
    )


def _is_verb(scene: Scene, low: str) -> bool:
    grammar = scene.rules.grammar
    return low.endswith("ed") or low in grammar.clause_verbs | grammar.past or low in scene.rules.forms


def issuer_of_document(scene: Scene, index: int) -> Phrase | None:
    """ "The army issued a statement saying": who issued the document before token ``index``."""
    for at in range(index - 1, 0, -1):
        if scene.tokens.low(at) in scene.rules.speech.issuing:
            first = at
            while first and scene.tokens.low(first - 1) in scene.rules.speech.before_issuing:
                first -= 1
            return subject_before(scene, first)
    return None

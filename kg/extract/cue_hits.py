"""Cue words in a sentence that really introduce speech, with their auxiliaries and polarity."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.noun_phrases import DETERMINERS, PREPOSITIONS
from kg.extract.rules import Cue, Form
from kg.extract.scene import Scene
from kg.model import MentionKind

_NEGATIONS = frozenset(
    ["not", "never", "neither", "nor", "n't", "didn't", "doesn't", "don't", "hasn't", "haven't"]
)
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_MODALS = frozenset(["will", "would", "could", "can", "may", "might", "should", "must", "shall"])
_NO_ADVERBS = frozenset(
    [
        "tally",
        "family",
        "supply",
        "ally",
        "july",
        "italy",
        "reply",
        "assembly",
        "rally",
        "bully",
        "monthly",
        "weekly",
        "daily",
        "only",
    ]
)
_PLURAL_PRONOUNS = frozenset(["they", "we", "i", "you", "who", "which"])


@dataclass(frozen=True, slots=True)
class Hit:
    """One cue: tokens ``first`` to ``last`` (exclusive) with auxiliaries; ``verb`` is the verb's own token."""

    cue: Cue
    kind: str
    first: int
    verb: int
    last: int
    negated: bool = False
    passive: bool = False

    @property
    def is_participle(self) -> bool:
        """ "adding that", without a form of "be" before it."""
        return self.kind == "ing" and self.first == self.verb


def find_hits(scene: Scene) -> Iterator[Hit]:
    """Cues outside quotations, in order; nouns, infinitives and adjectives that look like cues are left out."""
    items = scene.tokens.items
    for verb, last, form in scene.cues:
        if scene.name_at(items[verb].start, items[last - 1].end):
            continue
        hit = _judge(scene, form, verb, last)
        if hit is not None:
            yield hit


def _judge(scene: Scene, form: Form, verb: int, last: int) -> Hit | None:
    first, words = _auxiliaries(scene, verb)
    negated = any(word in _NEGATIONS or word.endswith("n't") for word in words)
    be = any(word in _BE for word in words)
    passive = be and form.kind == "past"
    before = scene.tokens.low(first - 1)
    if before == "nor" and not form.cue.only_negated:
        return None  # "neither confirmed nor denied" is one stance, carried by the first verb
    if before == "to" or (form.kind == "base" and before in ("to", "let")):
        return None
    if any(word in _MODALS for word in words) and not negated:
        return None
    if form.kind == "ing" and first != verb and not be:
        first = verb
    if form.kind in ("base", "third") and form.cue.ambiguous and _is_noun(scene, form, first, verb, words):
        return None
    if form.kind == "base" and not words and not _plural_subject(scene, verb):
        return None
    if form.kind == "past" and not words and (before in DETERMINERS or scene.tokens.low(last) == "by"):
        return None  # "the alleged strike", "the tally reported by the army"
    if form.cue.only_negated and not negated:
        return None
    if negated and form.cue.negated is None:
        return None
    return Hit(form.cue, form.kind, first, verb, last, negated, passive)


def _auxiliaries(scene: Scene, verb: int) -> tuple[int, list[str]]:
    """First token of the verb group, and the words before the verb in it."""
    auxiliaries = scene.rules.sources.auxiliaries
    at = verb
    words: list[str] = []
    while at > 0:
        low = scene.tokens.low(at - 1)
        if (
            low in auxiliaries
            or low in _NEGATIONS
            or low in _MODALS
            or low.endswith("n't")
            or low == "further"
            or (low.endswith("ly") and low not in _NO_ADVERBS)
        ):
            words.append(low)
            at -= 1
        else:
            break
    return at, words


def _is_noun(scene: Scene, form: Form, first: int, verb: int, words: list[str]) -> bool:
    """ "reports of", "claims", "the state": a noun where no subject for a verb stands right before it."""
    if words:
        return False
    before = scene.tokens.low(verb - 1)
    after = scene.tokens.low(verb + 1)
    if verb == 0 or before in DETERMINERS or before in PREPOSITIONS or after == "of":
        return True
    token = scene.tokens.items[verb - 1]
    name = scene.name_at(token.start, token.end)
    if name is not None and form.kind == "base":
        return after in PREPOSITIONS
    if name is not None:
        return name.kind == MentionKind.PLACE and after in ("of", "from", "by")
    sources = scene.rules.sources
    known = sources.people | sources.bodies | sources.documents
    if form.kind == "third":
        subject = before in known or before in ("he", "she", "it", "which", "who", ",", "–", ")")
        return not (subject or token.is_capital)
    return not (before in known or before in _PLURAL_PRONOUNS or before in (",", "–"))


def _plural_subject(scene: Scene, verb: int) -> bool:
    """Whether a bare base form can be finite: "officials say", "we believe", "critics, including X, say"."""
    before = scene.tokens.low(verb - 1)
    if before in _PLURAL_PRONOUNS or before in (",", "–", ")"):
        return True
    if verb == 0:
        return False
    token = scene.tokens.items[verb - 1]
    if scene.name_at(token.start, token.end):
        return True
    sources = scene.rules.sources
    known = sources.people | sources.bodies | sources.documents
    if before in known or (before.endswith("s") and before not in PREPOSITIONS):
        return True
    clause = range(verb - 1, max(-1, verb - 8), -1)
    start = next((i for i in clause if scene.tokens.low(i) in ("which", "who", ",", "and", "but")), verb)
    return any(low in known and low.endswith("s") for low in map(scene.tokens.low, range(start + 1, verb)))

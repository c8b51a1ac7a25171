"""Cue words in a sentence that really introduce speech, with their auxiliaries and polarity."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.language.rules import Cue, Form
from kg.extract.language.scene import Scene
from kg.extract.values import frozen
from kg.model import MentionKind


@frozen
class Hit:
    """One cue: tokens ``first`` to ``last`` (exclusive) with auxiliaries; ``verb`` is the verb itself."""

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
    """Cues outside quotations, in order, without nouns, infinitives and adjectives that look like them."""
    for verb, last, form in scene.cues:
        if any(scene.named[verb:last]):
            continue
        hit = _judge(scene, form, verb, last)
        if hit is not None:
            yield hit


def _judge(scene: Scene, form: Form, verb: int, last: int) -> Hit | None:
    grammar = scene.rules.grammar
    first, words = _auxiliaries(scene, verb)
    if form.kind == "participle":
        if (grammar.have | grammar.be).isdisjoint(words):
            return None  # "a letter written in haste"
        form = replace(form, kind="past")
    negated = any(word in grammar.negations or word.endswith("n't") for word in words) or (
        "neither" in scene.tokens.lows[:first] and _is_neither(scene, first)
    )
    linked = scene.tokens.low(first - 1) in ("or", "nor") and form.kind == "past" and not words
    if linked and _is_negated_before(scene, first - 1):
        return None  # "had not yet received or verified it": told by the verb before
    be = any(word in grammar.be for word in words)
    passive = be and form.kind == "past"
    before = scene.tokens.low(first - 1)
    if before == "nor" and not form.cue.only_negated:
        return None  # "neither confirmed nor denied" is one stance, carried by the first verb
    unsaid = before == "to" and scene.tokens.low(first - 2) == "yet"  # "has yet to comment"
    if unsaid:
        first, negated = first - 2 - (scene.tokens.low(first - 3) in grammar.have), True
    elif before == "to" or (form.kind == "base" and before == "let"):
        return None
    if any(word in grammar.modals for word in words) and not negated:
        return None
    if form.kind == "ing" and first != verb and not be:
        first = verb
    if (
        form.kind in ("base", "third")
        and not unsaid
        and form.cue.ambiguous
        and _is_noun(scene, form, first, verb, words)
    ):
        return None
    joins = before in scene.rules.speech.linkers and scene.tokens.low(last) in scene.rules.speech.questions
    if form.kind == "base" and not (words or unsaid or joins or _plural_subject(scene, verb)):
        return None
    opens = form.cue.anyone == "always" or scene.tokens.low(last) in (":", "that", '"')
    alone = before in scene.rules.sources.lone and opens  # "another said"
    determined = _is_determined(scene, first) and not alone
    if form.kind == "past" and not words and (determined or _has_agent(scene, first, last)):
        return None  # "the alleged strike", "the tally reported by the army"
    accusing = form.kind == "past" and not words and form.cue.verb in grammar.accusing
    if accusing and scene.tokens.low(last) in ("of", "for"):
        return None  # "Coalition accused of bombing a wedding": by whom is not said
    if form.cue.only_negated and not negated:
        return None
    if form.cue.objects and form.cue.ambiguous and before in grammar.relatives:
        return None  # "a tally kept by the paper, which counts only deaths that ..."
    if negated and (
        form.cue.negated is None or (form.cue.negated_by.isdisjoint(words) and form.cue.negated_by)
    ):
        return None
    return Hit(form.cue, form.kind, first, verb, last, negated, passive)


def _is_negated_before(scene: Scene, link: int) -> bool:
    """Whether the verb that "or" joins to the next one is negated."""
    lows, negations = scene.tokens.lows, scene.rules.grammar.negations
    for at in range(link - 1, max(-1, link - 5), -1):
        if lows[at] in negations or lows[at].endswith("n't"):
            return True
        if lows[at] in (",", ";", ":", '"'):
            return False
    return False


def _is_neither(scene: Scene, first: int) -> bool:
    """ "Neither the army nor the coalition confirmed ...": what its subject did not do."""
    lows, grammar = scene.tokens.lows, scene.rules.grammar
    start = len(lows) - 1 - lows[::-1].index("neither", len(lows) - first)
    between = lows[start + 1 : first]
    return grammar.clause_verbs.isdisjoint(between) and {",", ";", ":", '"'}.isdisjoint(between)


def _is_determined(scene: Scene, first: int) -> bool:
    """ "the alleged strike", not "a mother of three said"."""
    return (
        scene.tokens.low(first - 1) in scene.rules.grammar.determiners and scene.tokens.low(first - 2) != "of"
    )


def _has_agent(scene: Scene, first: int, last: int) -> bool:
    """ "reported by the army", not "he said by phone"."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    if tokens.low(last) != "by" or tokens.low(last + 1) in scene.rules.speech.venues:
        return False
    before = tokens.low(first - 1)
    return before not in grammar.singular_subjects and before not in grammar.plural_pronouns


def _auxiliaries(scene: Scene, verb: int) -> tuple[int, list[str]]:
    """First token of the verb group, and the words before the verb in it."""
    auxiliaries, grammar = scene.rules.sources.auxiliaries, scene.rules.grammar
    at = verb
    words: list[str] = []
    while at > 0:
        low = scene.tokens.low(at - 1)
        if scene.named[at - 1] is None and (
            low in auxiliaries
            or low in grammar.negations
            or low in grammar.modals
            or low.endswith("n't")
            or low == "further"
            or (low.endswith("ly") and low not in grammar.not_adverbs)
        ):
            words.append(low)
            at -= 1
        else:
            break
    if words and words[-1] == "first" and scene.tokens.low(at - 1) == "at":
        at -= 1  # "The military at first said"
    return at, words


def _is_noun(scene: Scene, form: Form, first: int, verb: int, words: list[str]) -> bool:
    """ "reports of", "claims", "the state": a noun where no subject for a verb stands right before it."""
    if words:
        return False
    grammar, known = scene.rules.grammar, scene.rules.known
    before = scene.tokens.low(verb - 1)
    after = scene.tokens.low(verb + 1)
    if before.endswith("'s"):
        return True  # "Ukraine's state emergency service"
    if verb == 0 or before in grammar.determiners or before in grammar.prepositions or after == "of":
        return True
    speaks = scene.rules.forms.get(after)
    if speaks is not None and speaks.kind == "past" and speaks.cue.bare:
        return True  # "Unconfirmed reports said ..."
    if speaks is not None and speaks.kind == "base" and form.kind == "third":
        return True  # "Coalition records show that ..."
    adjective = scene.tokens.items[verb - 1].is_capital and scene.named[verb - 1] is None
    if form.kind == "third" and adjective and after.endswith("ed"):
        return True  # "an alliance of Muslim states intervened"
    if after == "that" and _is_one_phrase(scene, verb, plural=form.kind == "base"):
        return False  # "researchers at the university report that", "a note on the page states that"
    if form.kind == "base" and before in scene.rules.speech.linkers and after in scene.rules.speech.questions:
        return False  # "argue that walking helps and question whether"
    if form.kind == "third" and _is_object(scene, verb):
        return True
    earlier = scene.rules.forms.get(scene.tokens.low(verb - 2))
    if form.kind == "third" and earlier is not None and scene.tokens.items[verb - 1].is_word:
        owner = scene.tokens.items[verb - 1].is_capital
        if owner or ("noun" in earlier.cue.takes and earlier.kind != "ing"):
            return True  # "could not confirm Ukrainian claims that ...", "dismissed rebel claims that ..."
    name = scene.named[verb - 1]
    if name is not None and form.kind == "base":
        head = (
            scene.tokens.low(verb - 3) if scene.tokens.low(verb - 2) == "of" else scene.tokens.low(verb - 1)
        )
        plural = head.endswith("s") or scene.tokens.low(verb - 2) == "and"
        return not plural or after in grammar.prepositions
    if name is not None:
        return name.kind == MentionKind.PLACE and after in ("of", "from", "by")
    if form.kind == "third":
        marks = (",", "–", ")", "and", "but")  # "denied the toll and blames explosives": the subject before
        subject = before in known or before in grammar.singular_subjects or before in marks
        return not (subject or scene.tokens.items[verb - 1].is_capital)
    return not (before in known or before in grammar.plural_pronouns or before in (",", "–"))


def _is_object(scene: Scene, verb: int) -> bool:
    """ "denied local press reports that": a noun behind a verb that takes one, without a mark between."""
    for at in range(verb - 3, max(-1, verb - 6), -1):
        low = scene.tokens.low(at)
        form = scene.rules.forms.get(low)
        if low in (",", ";", ":", '"', "that", "") or low in scene.rules.grammar.finite:
            return False
        if form is not None and form.kind == "past" and "noun" in form.cue.takes and form.cue.keep:
            between = scene.tokens.lows[at + 1 : verb]
            return scene.rules.grammar.determiners.isdisjoint(between[1:])
    return False


def _is_one_phrase(scene: Scene, verb: int, *, plural: bool) -> bool:
    """Whether what stands before a verb from the beginning of the sentence on is one noun phrase."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    before = tokens.lows[:verb]
    if not {",", ";", ":", '"', "that"}.isdisjoint(before) or not grammar.finite.isdisjoint(before):
        return False
    head = next((at for at, low in enumerate(before) if low in grammar.prepositions and at), verb)
    noun = tokens.low(head - 1)
    ends = noun.endswith("s") and not noun.endswith(("ss", "'s"))
    speaks = any(low in scene.rules.forms for low in before[:head])
    return ends == plural and head > 0 and not speaks and (head < verb or plural)


def _plural_subject(scene: Scene, verb: int) -> bool:
    """Whether a bare base form can be finite: "officials say", "we believe", "critics, including X, say"."""
    grammar, known = scene.rules.grammar, scene.rules.known
    before = scene.tokens.low(verb - 1)
    if before in grammar.plural_pronouns or before in (",", "–", ")"):
        return True
    if verb == 0:
        return False
    if scene.named[verb - 1]:
        return True
    if before in known or (before.endswith("s") and before not in grammar.prepositions):
        return True
    clause = range(verb - 1, max(-1, verb - 8), -1)
    start = next((i for i in clause if scene.tokens.low(i) in ("which", "who", ",", "and", "but")), verb)
    return any(low in known and low.endswith("s") for low in map(scene.tokens.low, range(start + 1, verb)))

"""What follows a cue: a clause, a quotation, an object, or nothing that is said."""

from collections.abc import Sequence

from kg.extract.language.rules import Cue
from kg.extract.language.scene import Scene
from kg.extract.speech.cue_hits import Hit
from kg.extract.speech.noun_phrases import Phrase

_OBJECT = 9  # tokens between such a cue and the colon
_RECIPIENT = 12  # tokens that whom somebody tells to do something may take
_OPENING = 4  # words before "..., the mayor said, ...", that tell when or where
_RECIPROCAL = (("each", "other"), ("one", "another"))


def says_nothing_after(scene: Scene, after: int) -> bool:
    """Nothing but marks, or a participle clause, follows the cue."""
    tokens = scene.tokens
    at = next(
        (i for i in range(after, len(tokens.items)) if tokens.items[i].is_word or tokens.low(i) == '"'), None
    )
    if at is None:
        return True
    if tokens.low(after) == ";":
        return True
    linked = any(tokens.low(i) in (",", "–", ";") for i in range(after, at))
    if linked and at > after and tokens.low(at) in ("and", "but"):
        verb = tokens.low(
            at + 1
        )  # "..., the monitor said, and wounded 30" goes on; "and added that" does not
        return not (verb.endswith("ed") and verb not in scene.rules.forms)
    form = scene.rules.forms.get(tokens.low(at))
    words = scene.rules.speech
    if linked and tokens.low(after) == "," and _opens_rejoinder(scene, tokens.items[after].end):
        return True  # "the mayor said Tuesday, an account rejected by the ministry"
    participle = (form is not None and form.kind == "ing") or tokens.low(at) in words.participles_after
    return linked and tokens.low(at) != '"' and (participle or tokens.low(at) in words.afterthoughts)


def _opens_rejoinder(scene: Scene, offset: int) -> bool:
    return scene.rules.speech.rejoinder.match(scene.masked, offset, scene.sentence.end) is not None


def quote_stands_before(scene: Scene, source: Phrase, after: int) -> bool:
    """'"We know," the ministry said in the town where ...': the words are those before the source."""
    start = source.whole.start
    before = scene.masked[scene.sentence.start : start].rstrip(" \n,")
    if not before.endswith('"'):
        return False
    if scene.folded[scene.sentence.start : start].rstrip().endswith(',"'):
        return True  # '"We know," she said, "and we care."'
    if scene.tokens.low(after - 1) == "that":
        return False
    return scene.tokens.low(after) not in ("that", '"') and not _has_quote_after(scene, after)


def quote_behind(scene: Scene, hit: Hit) -> int:
    """'A trader summed up the day: "We had lunch."': the token of the quotation; 0 where none stands so."""
    lows, grammar = scene.tokens.lows, scene.rules.grammar
    if "quote" not in hit.cue.takes or hit.negated:
        return 0
    for at in range(hit.last, min(hit.last + _OBJECT, len(lows) - 1)):
        if lows[at] == ":" and lows[at + 1] == '"':
            return at + 1 if grammar.finite.isdisjoint(lows[hit.last : at]) else 0
        if lows[at] in (",", ";", '"', "."):
            return 0
    return 0


def is_parenthesis(scene: Scene, source: Phrase, after: int) -> bool:
    """ "The strike, the coalition said, was aimed at a sniper": the words stand around their source."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    before = tokens.at(source.whole.start) - 1
    if before < 1 or tokens.low(before) != "," or tokens.low(after) != ",":
        return False
    low = tokens.low(after + 1)
    opener = tokens.lows[:before]
    short = tokens.low(0) in grammar.prepositions or (
        0 < before <= _OPENING and not has_verb(scene, 0, before)
    )
    if short and grammar.venue_nouns.isdisjoint(opener) and has_verb(scene, after + 1):
        return True  # "In each incident, the army said, care was taken"
    if low in scene.rules.speech.linkers and tokens.low(after + 2).endswith("ed"):
        return True  # "... killed 12, the monitor said, and wounded 30"
    return (
        low in scene.rules.speech.parts
        or low in grammar.finite
        or low in grammar.clause_verbs
        or low.endswith("ed")
        or (low.endswith("ing") and low not in scene.rules.speech.quoting and low not in scene.rules.forms)
    )


def stands_between(scene: Scene, first: int, after: int) -> bool:
    """ "The toll, according to the army, stands at 12": its verb follows the source behind a comma.

    ``first`` is the token that opens the insertion, ``after`` the one behind it.
    """
    tokens, grammar = scene.tokens, scene.rules.grammar
    verbs = grammar.finite | grammar.modals | grammar.clause_verbs | grammar.past
    if tokens.low(first - 1) == "," == tokens.low(after) and tokens.low(first - 2) in grammar.be:
        return True  # "There will be, according to an aide, no cake"
    if tokens.low(first - 1) == "," == tokens.low(after) and tokens.low(0) in scene.rules.speech.hypothetical:
        return True  # "If they had warned us, said the mayor, nobody would have died"
    if tokens.low(first - 1) != "," or tokens.low(after) != "," or not verbs.isdisjoint(tokens.lows[:first]):
        return False
    low = tokens.low(after + 1)
    ends = low.endswith(("ed", "s")) and low not in scene.rules.forms and low not in scene.rules.known
    opens = tokens.low(0) in grammar.prepositions or tokens.low(0) in scene.rules.sources.openers
    return (low in verbs or ends) and not opens


def fits(scene: Scene, hit: Hit, after: int) -> bool:
    """Whether what follows is what the cue takes."""
    tokens, cue = scene.tokens, hit.cue
    low = tokens.low(after)
    if cue.alone:
        return True
    if low in ("and", "or", ",", ".", "", "without", "with", "again"):
        return False
    if low in cue.unless and not (cue.bare and tokens.low(after + 1) in scene.rules.grammar.finite):
        return False  # "said nothing", not "said nothing had been settled"
    if low == "for" and "for" in cue.takes:
        return True
    if cue.bare and low in ("to", "into") and "infinitive" not in cue.takes:
        return False  # "rain added to the misery"
    if tokens.lows[after : after + 2] in _RECIPROCAL:
        return False  # "the accounts contradict one another": no source, no words
    if cue.takes == {"infinitive"}:
        return low == "to" and (not cue.speech or tokens.low(after + 1) in cue.speech)
    if cue.objects and not _takes(cue, tokens.lows[hit.last : after + 9]):
        return False
    if cue.naming:
        named = not {"a", "an", '"'}.isdisjoint(tokens.lows[after:])
        return named and low not in scene.rules.speech.not_named
    if "for" in cue.takes and not {"noun", "clause"} & cue.takes:
        return low == "for"
    if low in ("that", '"', ":") or "noun" in cue.takes or hit.negated or cue.bare:
        return True
    if low == "to":
        return "infinitive" in cue.takes
    if "clause" in cue.takes:
        return has_verb(scene, after)
    return False


def told_to(scene: Scene, hit: Hit) -> int:
    """ "told residents to leave", "asked her not to wait": the token where the order begins, or 0."""
    if "infinitive" not in hit.cue.takes or (hit.cue.takes == {"infinitive"} and not hit.cue.recipient):
        return 0
    tokens, grammar = scene.tokens, scene.rules.grammar
    for at in range(hit.last, min(hit.last + _RECIPIENT, len(tokens.lows) - 1)):
        low = tokens.lows[at]
        if low == "to":
            first = at - (tokens.low(at - 1) == "not")
            verb = tokens.items[at + 1]
            noun = verb.low in grammar.determiners or verb.is_capital or not verb.text[0].isalpha()
            return first if first > hit.last and not noun and scene.named[at + 1] is None else 0
        stops = low in ("that", '"', ":", ";", ",", ".") or low in grammar.finite
        if stops or low in grammar.clause_verbs or (low in scene.rules.forms and at > hit.last):
            return 0
    return 0


def opens_question(scene: Scene, after: int) -> bool:
    """ "asked whether ten had died", 'asked: "Who did this?"'."""
    low = scene.tokens.low(after)
    return low in scene.rules.speech.questions or (low == '"' and scene.tokens.low(after + 1) != "")


def _takes(cue: Cue, words: Sequence[str]) -> bool:
    """Whether one of its objects follows; "#" is a number in digits: "arrives at 3,037"."""
    return not cue.objects.isdisjoint(words) or ("#" in cue.objects and any(w[:1].isdigit() for w in words))


def has_verb(scene: Scene, after: int, before: int | None = None) -> bool:
    """Whether a finite verb follows, as in "said ten people had died" but not in "found a boy"."""
    grammar, forms = scene.rules.grammar, scene.rules.forms
    return any(
        low in grammar.clause_verbs
        or low == '"'
        or low in forms
        or low.endswith(("ed", "'s"))
        or low in grammar.clause_subjects
        for low in scene.tokens.lows[after:before]
    )


def _has_quote_after(scene: Scene, after: int) -> bool:
    return any(scene.tokens.low(i) == '"' for i in range(after, min(after + 3, len(scene.tokens.items))))

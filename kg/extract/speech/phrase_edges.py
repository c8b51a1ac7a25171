"""Where a noun phrase begins and ends, and whether it is somebody or something that can speak."""

from kg.extract.language.scene import Scene
from kg.model import MentionKind

_MARKS_INSIDE = frozenset(".'&-/%[]’")
_CLAUSE_MARKS = frozenset(';:"–')
_SOME_OF = tuple((word, "of") for word in ("one", "two", "some", "many", "most", "several", "both"))
_LONGEST = 45  # tokens a noun phrase may hold; keeps every scan bounded


def scan_left(scene: Scene, end: int) -> int:
    """The first token of a noun phrase that ends before token ``end``: not across verbs, marks or clauses."""
    items, grammar = scene.tokens.items, scene.rules.grammar
    boundaries = scene.rules.sources.boundaries
    at = end - 1
    while at >= 0 and end - at < _LONGEST:
        if scene.named[at] is None:
            token = items[at]
            low = token.low
            if not token.is_word and low not in _MARKS_INSIDE:
                break
            if low in boundaries or low in grammar.finite or token.start in scene.finite_cues:
                break
            if low in grammar.conjunctions and (at == end - 1 or not _joins_nouns(scene, at)):
                break
            if low.endswith("ed") and at + 1 < end and items[at + 1].low in grammar.articles:
                break  # "inspected the way": a verb with its object
        at -= 1
    return at + 1


def scan_right(scene: Scene, index: int) -> int:
    """The token after a noun phrase that begins at ``index``: not into what was said, nor when or where."""
    tokens = scene.tokens
    items, count = tokens.items, len(tokens.items)
    at = index
    while at < count and at - index < _LONGEST:
        if scene.named[at] is None:
            token = items[at]
            if not token.is_word and not (token.low in _MARKS_INSIDE and at + 1 < count):
                break
            if token.low in scene.rules.grammar.asides or (at > index and _ends_phrase(scene, at)):
                break
        at += 1
    while at > index and tokens.low(at - 1) in ("and", ".", "[", "on", "of"):
        at -= 1
    return at


def _ends_phrase(scene: Scene, at: int) -> bool:
    low, grammar = scene.tokens.lows[at], scene.rules.grammar
    if low in ("the", "a", "an") and _is_complete(scene, at):
        return True  # "According to the Center the drones carried out ...", with its comma lost
    if at in scene.dated and _is_issued_by(scene, at):
        return False
    if low in scene.rules.sources.boundaries or low in grammar.finite or at in scene.dated:
        return True
    form = scene.rules.forms.get(low)
    past = form is not None and form.kind == "past" and low not in grammar.participles
    return past or _opens_venue(scene, at)


def _is_issued_by(scene: Scene, at: int) -> bool:
    """ "a survey released Monday by the institute": when it was is part of the phrase."""
    words, lows = scene.rules.speech, scene.tokens.lows
    while at in scene.dated:
        at += 1
    before = at - 1
    while before in scene.dated or lows[before] in words.date_leads:
        before -= 1
    return scene.tokens.low(at) == "by" and lows[before] in words.issued


def _is_complete(scene: Scene, at: int) -> bool:
    """Whether a name ends right before a token."""
    name = scene.named[at - 1]
    return name is not None and name.end <= scene.tokens.items[at - 1].end and scene.named[at] is None


def drop_adjunct(scene: Scene, start: int, end: int) -> int:
    """ "On Monday a spokesman", "Meanwhile the army": the phrase begins after such an opening."""
    lows, grammar = scene.tokens.lows, scene.rules.grammar
    while start < end - 1:
        low = lows[start]
        dated = start in scene.dated and (low not in grammar.determiners or start + 1 in scene.dated)
        if dated or low in scene.rules.sources.openers or low in ("and", ".", "[", "'"):
            start += 1
        elif low in grammar.prepositions:
            start = _after_preposition(scene, start, end)
        else:
            break
    return start


def qualifies(scene: Scene, start: int, end: int) -> bool:
    """Whether the head of the phrase is somebody or something that can speak."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    items, lows = tokens.items, tokens.lows
    if lows[start:end][:2] in _SOME_OF:
        start += 2
    head_end = start + 1
    while head_end < end and not (
        lows[head_end] in grammar.prepositions or lows[head_end] in grammar.participles
    ):
        head_end += 1
    words = [i for i in range(start, min(head_end, end)) if items[i].is_word]
    if not words:
        return False
    if len(words) == 1 and lows[words[0]] in scene.rules.sources.pronouns | scene.rules.sources.lone:
        return True
    if len(words) == 1 and lows[words[0]] in scene.rules.possessives:
        return False
    if lows[start - 2 : end] == ("one", "of", "them"):
        return True
    names = [name for name in scene.named[start:head_end] if name is not None]
    if names and (
        any(name.kind != MentionKind.PLACE for name in names) or names[-1].end >= items[head_end - 1].end
    ):
        return True
    known = scene.rules.known
    if any(lows[i] in known for i in words):
        return True
    last = words[-1]
    return items[last].is_capital and lows[last] not in grammar.not_names and last not in scene.dated


def _joins_nouns(scene: Scene, at: int) -> bool:
    """Whether "and" at ``at`` joins two nouns; it does not where a verb stands before it in the clause."""
    tokens, finite = scene.tokens, scene.rules.grammar.finite
    if tokens.low(at) == "but" or not 0 < at < len(tokens.items) - 1:
        return False
    for i in range(at - 1, max(-1, at - 12), -1):
        low = tokens.lows[i]
        if low in _CLAUSE_MARKS or (low == "," and i < at - 1):
            return True
        form = scene.rules.forms.get(low)
        if low in finite or (form and form.kind in ("past", "third") and not form.cue.ambiguous):
            return False
        if low.endswith("ed") and not tokens.items[i].is_capital and scene.named[i] is None:
            return False
    return True


def _after_preposition(scene: Scene, start: int, end: int) -> int:
    """Where the phrase begins behind the adjunct that a preposition opens; ``end`` where it does not."""
    lows, grammar, sources = scene.tokens.lows, scene.rules.grammar, scene.rules.sources
    for at in range(start + 2, end):
        before, low = lows[at - 1], lows[at]
        if before in grammar.prepositions or before in grammar.determiners or at in scene.dated:
            continue
        if low in ("a", "an", "the"):
            if before not in grammar.conjunctions:
                return at
        elif scene.name_starting(at):
            return at
        after_name = scene.named[at - 1] is not None or at - 1 in scene.dated
        if after_name and (low in sources.people or low in sources.bodies):
            return at
    return end


def _opens_venue(scene: Scene, at: int) -> bool:
    """ "in a statement", "on Monday", "during a briefing", "at the scene": when and where, not who."""
    lows, grammar = scene.tokens.lows, scene.rules.grammar
    if lows[at] not in grammar.venue_openers:
        return False
    return any(
        i in scene.dated or lows[i] in grammar.venue_nouns for i in range(at + 1, min(at + 5, len(lows)))
    )

"""Noun phrases that can speak: the subject before a cue, or the agent after it."""

from kg.extract.language.scene import Scene
from kg.extract.speech.insertions import is_age, is_new_name, opens_apposition, opens_insertion
from kg.extract.speech.phrase_edges import drop_adjunct, qualifies, scan_left, scan_right
from kg.extract.values import frozen
from kg.model import MentionKind, Span

_FEW = 4  # words up to a noun that is not known
_MOST = 14  # words of such a phrase with what stands behind the noun


@frozen
class Phrase:
    """A source as worded: ``whole`` with its insertions, ``base`` without, ``insertion`` if there is one."""

    whole: Span
    base: Span
    insertion: Span | None = None


def subject_before(scene: Scene, index: int, *, anyone: bool = False) -> Phrase | None:
    """The noun phrase that ends right before token ``index`` and can speak; None if there is none.

    ``anyone`` says that only somebody can be there, so that a noun need not be known: "their employers".
    """
    if anyone:
        return subject_before(scene, index) or _anyone(scene, index) or _anyone_described(scene, index)
    before = scene.tokens.low(index - 1)
    if before in scene.rules.grammar.relatives:
        end = index - 2 if scene.tokens.low(index - 2) == "," else index - 1
        person = _person_at(scene, end) if before == "who" else None
        if person is not None:
            return person
        return (
            _placed(scene, end)
            or _base(scene, end)
            or _after_last(scene, end)
            or _with_insertion(scene, end, ",")
        )
    if before in (",", "–", ")"):
        return _with_insertion(scene, index - 1, before)
    return _base(scene, index) or _with_relative(scene, index)


def owner_before(scene: Scene, offset: int) -> Phrase | None:
    """ "The coalition's first answer": who stands before the apostrophe at ``offset``, if it can speak."""
    end = scene.tokens.at(offset)
    start = scan_left(scene, end) if end else 0
    opens = scene.rules.grammar.owned_within
    within = [at for at in range(start, end) if scene.tokens.lows[at] in opens]  # "in the army's telling"
    start = drop_adjunct(scene, within[-1] + 1 if within else start, end)
    if start >= end:
        return None
    span = Span(scene.tokens.items[start].start, offset)
    noun = scene.tokens.lows[end - 1].removesuffix("'s").rstrip("'")
    named = scene.names_in(span, MentionKind.ORGANISATION, MentionKind.PERSON)
    last = scene.tokens.items[end - 1]
    person = end > 1 and last.is_capital and scene.named[end - 1] is None and end - 1 not in scene.dated
    return Phrase(span, span) if named or person or noun in scene.rules.known else None


def agent_after(scene: Scene, index: int, *, before: int | None = None) -> Phrase | None:
    """The noun phrase that begins at token ``index`` and can speak, with an apposition behind a comma.

    ``before`` is a token it must not reach; None is the end of the sentence.
    """
    tokens = scene.tokens
    end = scan_right(scene, index)
    if before is not None and before < end:
        end = before
    if end <= index or not qualifies(scene, index, end):
        return None
    base = scene.span(index, end)
    if tokens.low(end) == "," and opens_apposition(scene, end + 1):
        last = scan_right(scene, end + 1)
        if last > end + 1:
            return Phrase(scene.span(index, last), base, scene.span(end + 1, last))
    return Phrase(base, base)


def _person_at(scene: Scene, end: int) -> Phrase | None:
    """ "The president met Jane Roe, who said": the person named last, behind a verb of somebody else."""
    name = scene.named[end - 1] if end else None
    if name is None or name.kind != MentionKind.PERSON or _base(scene, end) is None:
        return None
    first = scene.tokens.at(name.start)
    lows = scene.tokens.lows[first - 2 : first] if first > 1 else ()
    return Phrase(span, span) if "with" in lows and (span := Span(name.start, name.end)) else None


def _placed(scene: Scene, end: int) -> Phrase | None:
    """ "Jane Roe, of Example University, who argues": the person, and not where she works."""
    lows = scene.tokens.lows
    comma = next((at for at in range(end - 2, max(0, end - 10), -1) if lows[at] == ","), 0)
    name = scene.named[comma - 1] if comma else None
    if name is None or name.kind != MentionKind.PERSON or lows[comma + 1] not in ("of", "from", "at", "with"):
        return None
    return Phrase(Span(name.start, scene.tokens.items[end - 1].end), Span(name.start, name.end))


def _after_last(scene: Scene, end: int) -> Phrase | None:
    """ "denied by the army, which said", "attributed it to the rebels, who said": behind the preposition."""
    for at in range(end - 1, max(-1, end - 12), -1):
        if scene.tokens.low(at) in ("by", "to", "from"):
            if not qualifies(scene, at + 1, end):
                return None
            span = scene.span(at + 1, end)
            return Phrase(span, span)
    return None


def _with_relative(scene: Scene, index: int) -> Phrase | None:
    """ "Residents who fled the town said": the antecedent of a relative clause without commas."""
    tokens = scene.tokens
    if tokens.low(index - 1) in scene.rules.grammar.conjunctions:
        return None  # "assures the people that care is taken and asks"
    for at in range(index - 1, max(-1, index - 14), -1):
        if tokens.low(at) in (",", ";", ":", "–", '"'):
            return None
        reduced = tokens.low(at) == "not" and tokens.low(at + 1).endswith("ed")
        if tokens.low(at) in scene.rules.grammar.relatives or reduced:  # "scientists not involved in it"
            if any(first < at <= last for first, last, _ in scene.cues):
                return None  # "disputes that number and": no relative clause
            base = _base(scene, at)
            return Phrase(Span(base.base.start, tokens.items[index - 1].end), base.base) if base else None
    return None


def _with_insertion(scene: Scene, close: int, mark: str) -> Phrase | None:
    """A subject followed by an insertion between commas, dashes or brackets that ends at ``close``."""
    tokens = scene.tokens
    opener = {",": ",", "–": "–", ")": "("}[mark]
    at = close
    for _ in range(6):
        at = _opener_before(scene, at, opener)
        if at > 1 and tokens.lows[at] == '"' == tokens.lows[at - 2]:
            at -= 2  # 'Jane Roe, host of "Name", said'
            continue
        if at < 0 or tokens.low(at) != opener:
            break
        bracketed = _with_insertion(scene, at - 1, ")") if tokens.low(at - 1) == ")" else None
        base = _base(scene, at) or bracketed or _with_relative(scene, at)
        named = (
            close - at < _MOST and is_new_name(scene, scene.tokens.at(base.base.start), at) if base else False
        )
        if base and (mark != "," or named or opens_insertion(scene, at + 1)):
            return _outermost(scene, base, at, close)
    last = _base(scene, close) if mark == "," else None
    before = scene.tokens.low(scene.tokens.at(last.base.start) - 1) if last is not None else ""
    return None if before in ("and", "or", "that") else last  # "in Ohio and Kentucky for 18 months, found"


def _opener_before(scene: Scene, at: int, opener: str) -> int:
    """The next mark to the left that may open the insertion, not one in brackets of its own; -1 if none."""
    lows = scene.tokens.lows
    depth = 0
    for i in range(at - 1, -1, -1):
        depth += (lows[i] == ")") - (lows[i] == "(" and depth > 0)
        if depth == 0 and lows[i] in (opener, ";", ":", '"'):
            return i
    return -1


def _outermost(scene: Scene, base: Phrase, at: int, close: int) -> Phrase:
    """ "Jane Roe, the head of the office, which ..., said": an apposition belongs to the name before."""
    tokens = scene.tokens
    first = tokens.at(base.base.start)
    if tokens.low(first - 1) == "," and (tokens.low(first) in ("the", "a", "an") or is_age(scene, first)):
        earlier = _base(scene, first - 1)
        if earlier and scene.names_in(earlier.base, MentionKind.PERSON):
            insertion = scene.span(first, close)
            return Phrase(Span(earlier.base.start, insertion.end), earlier.base, insertion)
    insertion = scene.span(at + 1, close)
    whole = Span(base.base.start, insertion.end)
    if is_new_name(scene, at + 1, close) and not tokens.items[at - 1].is_capital:
        return Phrase(whole, insertion)  # "the ombudsman, Jane Roe, said"
    return Phrase(whole, base.base, insertion)


def _is_silent(scene: Scene, start: int, end: int) -> bool:
    """Whether its head can never speak: "two civilian deaths", not "relatives of the dead"."""
    prepositions = scene.rules.grammar.prepositions
    head = next((at for at in range(start, end) if scene.tokens.lows[at] in prepositions), end)
    return scene.tokens.low(head - 1) in scene.rules.sources.silent


def _is_bare(scene: Scene, start: int, end: int) -> bool:
    """A determiner alone: "An" of "An earlier report"."""
    return end - start == 1 and scene.tokens.low(start) in ("a", "an", "the")


def _base(scene: Scene, end: int) -> Phrase | None:
    """The phrase that ends before token ``end``, scanned to the left up to the edge of its clause."""
    end -= scene.tokens.low(end - 1) in scene.rules.grammar.reflexives  # "Roe herself said"
    if scene.tokens.low(end - 1) in scene.rules.sources.pronouns:
        start = end - 1
    else:
        start = drop_adjunct(scene, scan_left(scene, end), end)
    if start < end - 1 and scene.tokens.low(start) in scene.rules.sources.pronouns:
        return None  # "who said he lost six relatives told ...": a clause, not a noun phrase
    if start >= end or _is_relative_clause(scene, start) or not qualifies(scene, start, end):
        return None
    if _holds_verb(scene, start, end) or _opens_participle(scene, start, end):
        return None
    if _is_silent(scene, start, end) or _is_bare(scene, start, end):
        return None
    last = _before_date(scene, start, end)
    return Phrase(scene.span(start, end), scene.span(start, last))


def _holds_verb(scene: Scene, start: int, end: int) -> bool:
    """ "20 others wounded in", "ten of them died in Douma", "(a report) whose existence": no source."""
    inside, never = scene.tokens.lows[start:end], scene.rules.grammar.never_within
    if scene.tokens.low(start - 1) == "whose":
        return True
    counted = inside[0][:1].isdigit() and not never.isdisjoint(inside)
    return counted or (not never.isdisjoint(inside[1:]) and scene.rules.known.isdisjoint(inside))


def _opens_participle(scene: Scene, start: int, end: int) -> bool:
    """ "(by) interviewing witnesses", "citing the mayor": what somebody does, and nobody; not "Browning"."""
    first = scene.tokens.items[start]
    is_name = scene.named[start] is not None or (first.is_capital and (start > 0 or end - start == 1))
    if is_name or not first.low.endswith("ing"):
        return False
    before = scene.tokens.low(start - 1)
    if before in scene.rules.grammar.prepositions or before == "as":
        return True
    nobody = scene.rules.known.isdisjoint(scene.tokens.lows[start : start + 2])
    return nobody or first.low in scene.rules.speech.participles_after


def _before_date(scene: Scene, start: int, end: int) -> int:
    """ "Rescue workers on Wednesday": the token behind the noun phrase, where a date ends it."""
    last = end
    while last - 1 > start and last - 1 in scene.dated:
        last -= 1
    leads = scene.rules.speech.date_leads
    return last - 1 if start + 1 < last < end and scene.tokens.lows[last - 1] in leads else end


def _anyone(scene: Scene, end: int) -> Phrase | None:
    """ "A pharmacist", "their employers", "two shoppers": a determiner or number and a few plain words."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    start = drop_adjunct(scene, scan_left(scene, end), end)
    last = next((at for at in range(start, end) if tokens.lows[at] in grammar.prepositions), end)
    words = tokens.lows[start:last]
    if not 0 < len(words) <= _FEW or end - start > _MOST:
        return None
    opened = words[0] in grammar.determiners and len(words) > 1
    plural = words[-1].endswith("s") and not words[-1].endswith(("ss", "'s")) and words[-1] != "others"
    plain = all(word.replace("-", "").isalpha() for word in words)
    if not plain or not (opened or plural) or words[-1] in grammar.not_names | scene.rules.sources.silent:
        return None
    span = scene.span(start, end)
    return Phrase(span, span)


def _anyone_described(scene: Scene, end: int) -> Phrase | None:
    """ "A stoker, who asked not to be named, said": such a noun with an insertion behind it."""
    tokens = scene.tokens
    commas = (
        [at for at in range(end - 2, 0, -1) if tokens.lows[at] == ","] if tokens.low(end - 1) == "," else []
    )
    for at in commas:
        base = _anyone(scene, at) if opens_insertion(scene, at + 1) else None
        if base is not None:
            insertion = scene.span(at + 1, end - 1)
            return Phrase(Span(base.base.start, insertion.end), base.base, insertion)
    return None


def _is_relative_clause(scene: Scene, start: int) -> bool:
    """ "(which) oversees operations": the words after a relative pronoun begin with its verb."""
    grammar = scene.rules.grammar
    if scene.tokens.low(start - 1) not in grammar.relatives:
        return False
    if scene.tokens.low(start - 2) in grammar.prepositions:
        return False  # "a raid in which rights groups say 16 people died"
    token = scene.tokens.items[start]
    noun = token.low in scene.rules.sources.people or token.low in scene.rules.sources.bodies
    verb = token.low.endswith(("s", "ed")) and not token.is_capital and not noun
    return verb and scene.name_starting(start) is None and token.low not in scene.rules.grammar.determiners

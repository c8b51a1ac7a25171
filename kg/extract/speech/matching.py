"""Where a line of notation holds in a sentence, and what its slots are filled with."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.language.notation import CONTENTS, Line, Part, Slot
from kg.extract.language.rules import Form
from kg.extract.language.scene import Scene
from kg.extract.speech.adjuncts import skip_adjuncts
from kg.extract.speech.clauses import has_verb
from kg.extract.speech.noun_phrases import Phrase, agent_after, owner_before, subject_before
from kg.extract.speech.subjects import shared_subject
from kg.extract.values import frozen
from kg.model import Span

_MARKS = frozenset(',.;:"–()')
_REACH = 22  # tokens from the beginning of a source to the word that must follow it
_AS_WELL = ("as", "well", "as")
_COUNT = 8  # tokens in which a number must follow
_EDGES = (' "\n,–', ' ".\n')  # what may stand before the beginning and behind the end of a sentence


@frozen
class Match:
    """What a line holds at one place; tokens are indices, ``ended`` is an offset.

    ``side`` tells where the words stand: right, left, or None where nothing is said; ``after`` is the token
    where they begin on the right.
    """

    cue: tuple[int, int]
    first: int
    last: int
    source: Phrase | None = None
    via: Phrase | None = None
    saying: Form | None = None
    said_at: int = 0
    plain: tuple[int, int] | None = None
    side: str | None = None
    after: int = 0
    ended: int = 0


def find_match(scene: Scene, line: Line, at: int) -> Match | None:
    """The line with its anchor at token ``at``; None if it does not hold there."""
    start = _taken(Match((at, at + 1), at, at + 1), line.anchor, at, at + 1)
    for right in _forward(scene, line.after, at + 1, start):
        for match in _backward(scene, line.before, at, right):
            return match
    return None


def fits_word(scene: Scene, part: Part, at: int) -> bool:
    """Whether a part of words stands at a token; "" stands outside the sentence, with marks between."""
    low = scene.tokens.low(at)
    if low in part.words and (low or not 0 <= at < len(scene.tokens.lows)):
        return True
    if part.endings and low.endswith(part.endings):
        return True
    return bool(part.words) and low != "" and "" in part.words and _is_edge(scene, at)


def _is_edge(scene: Scene, at: int) -> bool:
    """Whether only marks stand before a token and it is one, or only marks from it to the end."""
    start, end = scene.tokens.starts[at], scene.tokens.items[at].end
    opens = not scene.masked[scene.sentence.start : end].strip(_EDGES[0])
    return opens or not scene.masked[start : scene.sentence.end].strip(_EDGES[1])


def _taken(match: Match, part: Part, first: int, last: int) -> Match:
    """The match with the tokens of one more part."""
    cue, plain = match.cue, match.plain
    if part.in_cue:
        cue = (min(cue[0], first), max(cue[1], last))
    if part.in_source:
        plain = (min(plain[0], first), max(plain[1], last)) if plain else (first, last)
    return replace(match, cue=cue, plain=plain, first=min(match.first, first), last=max(match.last, last))


def _forward(scene: Scene, parts: Sequence[Part], at: int, match: Match) -> Iterator[Match]:
    """All ways in which the parts follow from token ``at`` on, the longest first."""
    if not parts:
        yield match
        return
    part, rest = parts[0], parts[1:]
    if part.slot is not None:
        yield from _slot_after(scene, part, rest, at, match)
    elif part.group:
        yield from _forward(scene, (*part.group, *rest), at, match)
    elif part.gap:
        for end in range(at + 1, min(at + part.gap, len(scene.tokens.lows)) + 1):
            if scene.tokens.lows[end - 1] in _MARKS:
                break
            yield from _forward(scene, rest, end, _taken(match, part, at, end))
        yield from _forward(scene, rest, at, match)
    elif at < len(scene.tokens.lows) and fits_word(scene, part, at):
        yield from _forward(scene, rest, at + 1, _taken(match, part, at, at + 1))
    elif at >= len(scene.tokens.lows) and "" in part.words:
        yield from _forward(scene, rest, at, match)
    if part.optional:
        yield from _forward(scene, rest, at, match)


def _slot_after(scene: Scene, part: Part, rest: Sequence[Part], at: int, match: Match) -> Iterator[Match]:
    slot = part.slot
    if slot in CONTENTS:
        after, ended = skip_adjuncts(scene, at)
        if _says(scene, slot, after):
            yield replace(match, side="right", after=after, ended=max(match.ended, ended))
    elif slot is Slot.SAYING:
        form = scene.rules.forms.get(scene.tokens.low(at))
        if scene.tokens.low(at).endswith("ing"):
            taken = replace(_taken(match, part, at, at + 1), saying=form, said_at=at)
            yield from _forward(scene, rest, at + 1, taken)
    elif slot in (Slot.SOURCE, Slot.VIA):
        for phrase, end in _agents(scene, rest, at):
            yield from _forward(scene, rest, end, _bound(scene, match, part, phrase))


def _agents(scene: Scene, rest: Sequence[Part], at: int) -> Iterator[tuple[Phrase, int]]:
    """Who is named from a token on, up to where the rest of the line goes on."""
    goes_on = next((part for part in rest if not (part.gap or part.optional)), None)
    if goes_on is None or not goes_on.words:
        phrase = _agent(scene, at, None)
        if phrase is not None:
            yield phrase, scene.tokens.at(phrase.whole.end)
        return
    lows = scene.tokens.lows
    ends = scene.rules.grammar.prepositions | scene.rules.sources.boundaries
    for end in range(at + 1, min(at + _REACH, len(lows))):
        phrase = _agent(scene, at, end) if fits_word(scene, goes_on, end) else None
        behind = scene.tokens.low(scene.tokens.at(phrase.whole.end)) if phrase is not None else ""
        if phrase is not None and (behind in (",", lows[end]) or behind in ends):
            yield phrase, end


def _agent(scene: Scene, at: int, before: int | None) -> Phrase | None:
    """A noun phrase that can speak, or "him", "them"."""
    low = scene.tokens.low(at)
    if low in scene.rules.grammar.relatives or low in scene.rules.grammar.prepositions:
        return None
    owns = low in scene.rules.possessives and scene.tokens.low(at + 1).isalpha()  # "according to her niece"
    if low in scene.rules.sources.object_pronouns and not owns:
        span = scene.span(at, at + 1)
        return Phrase(span, span)
    phrase = agent_after(scene, at, before=before)
    joint = scene.tokens.at(phrase.whole.end) if phrase is not None else 0
    if phrase is None or scene.tokens.lows[joint : joint + 3] != _AS_WELL:
        return phrase
    other = agent_after(scene, joint + 3, before=before)
    both = Span(phrase.whole.start, other.whole.end) if other is not None else phrase.whole
    return Phrase(both, both)


def _bound(scene: Scene, match: Match, part: Part, phrase: Phrase) -> Match:
    first, last = scene.tokens.at(phrase.whole.start), scene.tokens.at(phrase.whole.end)
    taken = _taken(match, part, first, last)
    return replace(taken, via=phrase) if part.slot is Slot.VIA else replace(taken, source=phrase)


def _says(scene: Scene, slot: Slot | None, after: int) -> bool:
    """Whether what a slot asks for begins at a token."""
    if after >= len(scene.tokens.lows):
        return False
    if slot is Slot.QUOTE:
        return scene.tokens.lows[after] == '"'
    if slot is Slot.COUNT:
        return any(low[0].isdigit() for low in scene.tokens.lows[after : after + _COUNT])
    return slot is Slot.WORDS or has_verb(scene, after)


def _backward(scene: Scene, parts: Sequence[Part], at: int, match: Match) -> Iterator[Match]:
    """All ways in which the parts end right before token ``at``."""
    if not parts:
        yield match
        return
    part, rest = parts[-1], parts[:-1]
    if part.slot is not None:
        yield from _slot_before(scene, part, rest, at, match)
    elif part.group:
        yield from _backward(scene, (*rest, *part.group), at, match)
    elif part.gap:
        for start in range(at - 1, max(at - part.gap, 0) - 1, -1):
            if scene.tokens.lows[start] in _MARKS:
                break
            yield from _backward(scene, rest, start, _taken(match, part, start, at))
        yield from _backward(scene, rest, at, match)
    elif fits_word(scene, part, at - 1):
        edge = at < 1 or scene.tokens.lows[at - 1] not in part.words
        taken = match if edge and not part.endings else _taken(match, part, at - 1, at)
        yield from _backward(scene, rest, max(at - 1, 0), taken)
    if part.optional:
        yield from _backward(scene, rest, at, match)


def _slot_before(scene: Scene, part: Part, rest: Sequence[Part], at: int, match: Match) -> Iterator[Match]:
    if part.slot in CONTENTS:
        if at > 0 and (part.slot is not Slot.CLAUSE or has_verb(scene, 0, at)):
            yield replace(match, side="left")
    elif part.slot is Slot.WHEN:
        told = any(has_verb(scene, i, i + 1) for i in range(at) if i not in scene.dated)
        if at > 0 and not told:
            yield from _backward(scene, rest, 0, match)
    elif part.slot is Slot.OWNER:
        owner = _owner(scene, at)
        if owner is not None:
            bound = replace(_taken(match, part, scene.tokens.at(owner.whole.start), at), source=owner)
            yield from _backward(scene, rest, bound.first, bound)
    elif part.slot in (Slot.SOURCE, Slot.VIA):
        phrase = subject_before(scene, at)
        if phrase is None and scene.tokens.low(at - 1) in scene.rules.speech.linkers:
            phrase = shared_subject(scene, at)  # "urged people to stay in and would not speculate on"
        if phrase is not None:
            bound = _bound(scene, match, part, phrase)
            yield from _backward(scene, rest, bound.first, bound)


def _owner(scene: Scene, at: int) -> Phrase | None:
    """ "the coalition's", "its": whose what follows is."""
    token = scene.tokens.items[at - 1] if at else None
    if token is None:
        return None
    if token.low in scene.rules.possessives:
        span = Span(token.start, token.end)
        return Phrase(span, span)
    if token.low == "'" and scene.tokens.low(at - 2).endswith("s"):
        return owner_before(scene, token.start)
    mark = token.low.rfind("'")
    return owner_before(scene, token.start + mark) if mark > 0 and token.low[mark:] == "'s" else None

"""How a sentence tells an event: the noun or verb, and the date, place, target and actor that go with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.actors import Actor, actor_of
from kg.extract.dates import DateMention
from kg.extract.event_rules import EventRules, Noun
from kg.extract.names import Name
from kg.extract.scene import Scene
from kg.model import MentionKind, Span
from kg.registry import Registry
from kg.vocab import Means

_EXPLICIT = frozenset(["bombed", "bombarded", "bombarding", "shelled"])
_COUNT_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "a": 1, "an": 1, "eleven": 11, "twelve": 12,
}  # fmt: skip
_NEAR = frozenset(
    ["near", "outside", "around", "close", "vicinity", "west", "east", "north", "south", "outskirts"]
)
_AIMED = re.compile(
    r"\b(?:targeting|targeted|against|aimed at|aimed against|on|hit|hits|struck|engaged|destroyed)\s+", re.I
)
_TARGET_END = re.compile(
    r"[,.;:()\"]|\s(?:in|near|on|at|and|as|during|with|that|which|where|who|operating|since|from|has|have|killed|killing|after)\s"
)
_STOPS = frozenset(
    [
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "as",
        "when",
        "while",
        "where",
        "because",
        "after",
        "before",
        "although",
        "if",
        "but",
        "so",
        "than",
    ]
)
_CLAUSE = frozenset([";", '"', ":", "–"])


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of an event. ``reference`` is back ("the strike"), again ("another strike") or new."""

    span: Span
    head: Span
    noun: Noun
    means: Means | None
    plural: bool
    reference: str
    count: int | None = None
    date: DateMention | None = None
    period: DateMention | None = None
    place: Name | None = None
    near: bool = False
    target: Span | None = None
    actor: Actor | None = None


def find_told(
    scene: Scene,
    rules: EventRules,
    registry: Registry,
    *,
    heads: Sequence[Span],
    said: Sequence[Span] = (),
    aerial: bool,
) -> tuple[Told, ...]:
    """The events a sentence tells, in order. ``heads`` are attributions, whose dates are not the event's; a date
    of ``said`` stands before one and is the event's only where the event has a place of its own;
    ``aerial`` says that the article tells of aircraft, so that "raids" can be meant.
    """
    found: list[Told] = []
    for head, noun, means in sorted(_heads(scene, rules, aerial), key=lambda item: item[0]):
        if (
            found
            and head.start < found[-1].span.end
            and head.start >= found[-1].head.start
            and head.end <= found[-1].head.end
        ):
            continue
        told = _tell(scene, head, noun, means, rules, registry, heads)
        found.append(_undated(told, said))
    return tuple(_without_overlap(found))


def _undated(told: Told, said: Sequence[Span]) -> Told:
    placed = told.place is not None and told.place.id != told.place.country
    if placed or told.date is None or (told.date.start, told.date.end) not in said:
        return told
    return replace(told, date=None)


def _without_overlap(found: list[Told]) -> Iterator[Told]:
    end = -1
    for told in found:
        if told.head.start >= end:
            yield told
            end = told.head.end


def _heads(scene: Scene, rules: EventRules, aerial: bool) -> Iterator[tuple[Span, Noun, Means | None]]:
    items = scene.tokens.items
    taken: list[Span] = []
    for first, last, found in rules.phrases.find(scene.tokens):
        span = Span(items[first].start, items[last - 1].end)
        vague = found.air and items[first].low.startswith("bomb")
        signs = rules.lists["air_signs"]
        noun = rules.nouns["attack"] if vague and not _has_signs(scene, first, last, signs) else found
        if _is_event_noun(scene, span, noun, rules, aerial):
            taken.append(span)
            yield span, noun, noun.means
    verb_noun = rules.nouns["air strike"]
    for at, token in enumerate(items):
        if token.low in _EXPLICIT or _is_struck(scene, at, rules):
            span = Span(token.start, token.end)
            taken.append(span)
            yield span, verb_noun, Means.ARTILLERY if token.low == "shelled" else None
        elif token.low in rules.weapons:
            verb = _weapon_verb(scene, at + 1, rules)
            if verb and not any(abs(span.start - token.start) < 60 for span in taken):
                taken.append(verb)
                yield Span(token.start, verb.end), verb_noun, rules.weapons[token.low]


def _is_struck(scene: Scene, at: int, rules: EventRules) -> bool:
    """ "a school was hit on Saturday night": a building or settlement, hit by what is not said."""
    tokens = scene.tokens
    if tokens.low(at) not in ("hit", "struck", "targeted") or tokens.low(at - 1) not in (
        "was",
        "were",
        "been",
        "being",
    ):
        return False
    if tokens.low(at + 1) == "by" and not set(map(tokens.low, range(at + 2, at + 7))) & rules.lists["signs"]:
        return False
    return bool(rules.lists["struck"] & set(map(tokens.low, range(max(0, at - 12), at - 1))))


def _is_event_noun(scene: Scene, span: Span, noun: Noun, rules: EventRules, aerial: bool) -> bool:
    tokens = scene.tokens
    first, last = tokens.at(span.start), tokens.at(span.end)
    before, after = tokens.low(first - 1), tokens.low(last)
    name = scene.name_at(span.start, span.end)
    if (
        name is not None
        and name.start <= span.start
        and span.end <= name.end
        and name.end - name.start > span.end - span.start
    ):
        return False
    if noun.air and not _has_signs(scene, first, last, rules.lists["air_signs"]):
        return aerial and scene.folded[span.start : span.end].lower().startswith("raid")
    if not noun.is_strike:
        return before not in ("more", "to") and not (
            noun.rule == "incident.plain" and after in ("and", "rate")
        )
    if noun.alone:
        return True
    if before in _VERB_SIGNS or before in rules.lists["not_before"] or after in rules.lists["not_after"]:
        return False
    word = scene.folded[span.start : span.end].lower()
    if word in ("strike", "strikes") and (
        after in ("a", "an", "the", "its", "their", "at", "back") or _is_object(scene, last)
    ):
        return False
    if not noun.alone and any(token.low in rules.lists["labour"] for token in tokens.items):
        return False
    return aerial or _has_signs(scene, first, last, rules.lists["signs"])


_VERB_SIGNS = frozenset(["to", "will", "would", "could", "can", "may", "not", "they", "we"])


def _has_signs(scene: Scene, first: int, last: int, signs: frozenset[str]) -> bool:
    tokens = scene.tokens
    near = (i for i in range(max(0, first - 14), min(len(tokens.items), last + 14)) if not first <= i < last)
    return any(tokens.low(i) in signs for i in near)


def _is_object(scene: Scene, index: int) -> bool:
    """ "Rebels Strike German Consulate": a capitalised object right behind makes the noun a verb."""
    if index >= len(scene.tokens.items):
        return False
    token = scene.tokens.items[index]
    return (
        token.is_capital
        and token.is_word
        and not scene.is_date(index)
        and token.low not in ("in", "on", "near", "at", "kill", "kills")
    )


def _weapon_verb(scene: Scene, first: int, rules: EventRules) -> Span | None:
    """The verb of hitting that follows a weapon within its clause."""
    tokens = scene.tokens
    for at in range(first, min(first + 7, len(tokens.items))):
        token = tokens.items[at]
        if token.low in (";", '"', ".") or token.low in ("that", "which", "if"):
            return None
        if token.low in rules.hit and tokens.low(at - 1) not in (
            "to",
            "could",
            "might",
            "may",
            "would",
            "can",
        ):
            return Span(token.start, token.end)
    return None


def _tell(
    scene: Scene,
    head: Span,
    noun: Noun,
    means: Means | None,
    rules: EventRules,
    registry: Registry,
    heads: Sequence[Span],
) -> Told:
    tokens = scene.tokens
    first, last = _left_edge(scene, head), _right_edge(scene, head, rules)
    span = Span(tokens.items[first].start, max(head.end, tokens.items[last - 1].end))
    words = [tokens.low(i) for i in range(first, tokens.at(head.start)) if not scene.is_date(i)]
    reference = (
        "again"
        if rules.lists["again"] & set(words)
        else "back"
        if words and words[0] in rules.lists["back"]
        else "new"
    )
    plural = scene.folded[head.end - 1] == "s" or scene.folded[head.start : head.end].lower() in (
        "shelling",
        "artillery fire",
    )
    count = next((_number(word) for word in words if _number(word) is not None), None)
    dates = [d for d in scene.dates if not any(h.start <= d.start < h.end for h in heads)]
    date = _nearest([d for d in dates if d.precision not in ("period", "open")], span, scene)
    period = _nearest([d for d in dates if d.precision in ("period", "open")], span, scene)
    place = _place(scene, span, head)
    near = place is not None and _is_near(scene, place)
    return Told(
        span, head, noun, means, plural, reference, count, date, period, place, near,
        _target(scene, head, span), actor_of(scene, head, span, rules, registry),
    )  # fmt: skip


def _number(word: str) -> int | None:
    if word.replace(",", "").isdigit():
        return int(word.replace(",", ""))
    return _COUNT_WORDS.get(word)


def _left_edge(scene: Scene, head: Span) -> int:
    """First token of the noun phrase: back over adjectives, nouns and names, not over verbs or prepositions."""
    tokens = scene.tokens
    at = tokens.at(head.start)
    while at > 0 and tokens.at(head.start) - at < 12:
        token = tokens.items[at - 1]
        inside = scene.name_at(token.start, token.end) is not None or scene.is_date(at - 1)
        if token.low in ("that", "those") and (at == 1 or not tokens.items[at - 2].is_word):
            return at - 1  # "That strike ..." at the head of a clause
        if not inside and (
            (not token.is_word and token.low not in "'-/&[]")
            or token.low in _STOPS
            or token.low in _LINKS
            or token.start in scene.finite_cues
        ):
            break
        at -= 1
        if token.low in ("the", "a", "an", "this", "that", "its", "their") and not inside:
            break
    return at


_LINKS = frozenset(
    [
        "in",
        "on",
        "at",
        "of",
        "for",
        "from",
        "by",
        "with",
        "to",
        "into",
        "against",
        "near",
        "during",
        "over",
        "under",
        "between",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "did",
        "does",
        "do",
        "conducted",
        "conducting",
        "launched",
        "launching",
        "carried",
        "out",
        "said",
        "says",
        "killed",
        "killing",
        "that",
        "which",
        "this",
        "following",
        "any",
        "hit",
        "sparked",
        "into",
        "about",
        "reported",
        "not",
    ]
) - {"this"}


def _right_edge(scene: Scene, head: Span, rules: EventRules) -> int:
    """The token after the phrase with what modifies it: "targeting X in Y", "near Z on Monday"."""
    tokens = scene.tokens
    at = tokens.at(head.end)
    start = at
    while at < len(tokens.items) and at - start < 22:
        token = tokens.items[at]
        inside = scene.name_at(token.start, token.end) is not None or scene.is_date(at)
        if not inside:
            if not token.is_word and token.low not in "'-/&[]":
                break
            if token.low in _STOPS or token.low in _VERBS or token.start in scene.finite_cues:
                break
            if token.low in ("and", "or") and not (
                at + 1 < len(tokens.items) and tokens.items[at + 1].is_capital
            ):
                break
        at += 1
    while at > start and tokens.low(at - 1) in _TRAILING:
        at -= 1
    return max(at, start)


_VERBS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "would",
        "will",
        "could",
        "may",
        "might",
        "can",
        "did",
        "does",
        "do",
        "kill",
        "kills",
        "killed",
        "killing",
        "left",
        "leaves",
        "leave",
        "resulted",
        "caused",
        "causes",
        "claimed",
        "wounded",
        "wounding",
        "injured",
        "sparked",
        "came",
        "engaged",
        "destroyed",
        "damaged",
        "occurred",
        "took",
        "happened",
        "conducted",
        "coordinated",
        "using",
        "hit",
        "struck",
        "show",
    ]
)
_TRAILING = frozenset(
    ["in", "on", "at", "of", "for", "from", "by", "with", "to", "and", "the", "a", "an", "or", "also"]
)


def _nearest(dates: list[DateMention], span: Span, scene: Scene) -> DateMention | None:
    """The date that belongs to the phrase: inside it, else the nearest one not across a clause mark."""

    def distance(date: DateMention) -> int:
        if span.start <= date.start and date.end <= span.end:
            return 0
        gap = (
            scene.folded[date.end : span.start]
            if date.end <= span.start
            else scene.folded[span.end : date.start]
        )
        return len(gap) + 200 * sum(gap.count(mark) for mark in _CLAUSE)

    near = sorted(dates, key=lambda date: (distance(date), date.start))
    return near[0] if near and distance(near[0]) < 200 else None


def _place(scene: Scene, span: Span, head: Span) -> Name | None:
    """The narrowest place of the phrase, else the nearest one of the sentence that no other clause owns."""
    places = [n for n in scene.names if n.kind == MentionKind.PLACE]
    inside = [n for n in places if span.start <= n.start and n.end <= span.end]
    after = [n for n in places if n.start >= head.end and not _crosses(scene, head.end, n.start)]
    before = [n for n in places if n.end <= head.start and not _crosses(scene, n.end, head.start)]
    modifiers = [n for n in inside if n.end + 1 >= head.start and n.end <= head.start]
    for group in (modifiers, inside, after, list(reversed(before))):
        narrow = [n for n in group if n.id != n.country and (group is modifiers or _locates(scene, n))]
        if narrow:
            return narrow[0]
    located = [n for n in (*inside, *after, *before) if _locates(scene, n)]
    return located[0] if located else None


def _crosses(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause mark lies between; a quotation that opens and closes there is none."""
    if scene.folded[start:end].count('"') == 2:
        return end - start > 160
    return any(mark in scene.folded[start:end] for mark in _CLAUSE) or end - start > 160


def _locates(scene: Scene, name: Name) -> bool:
    """Whether a place name says where: behind "in", "near", "west of", or as part of the noun phrase."""
    at = scene.tokens.at(name.start)
    before = [scene.tokens.low(i) for i in range(max(0, at - 4), at)]
    return bool(
        {"in", "near", "on", "at", "around", "outside", "of", "striking", "hit", "hits", "from"} & set(before)
    )


def _is_near(scene: Scene, name: Name) -> bool:
    at = scene.tokens.at(name.start)
    before = [scene.tokens.low(i) for i in range(max(0, at - 3), at)]
    if "in" in before[-2:] and not {"around", "near"} & set(before):
        return False
    return bool(_NEAR & set(before))


def _target(scene: Scene, head: Span, span: Span) -> Span | None:
    """Whom or what it was aimed at, in the article's words: after "targeting", "against", "on"."""
    limit = min(scene.sentence.end, max(span.end, head.end) + 160)
    match = _AIMED.search(scene.folded, head.end, min(limit, span.end + 40))
    if match is None:
        return None
    at = scene.tokens.at(match.end())
    if at < len(scene.tokens.items) and scene.is_date(at):
        return None
    stop = _TARGET_END.search(scene.folded, match.end() + 3, limit)
    end = stop.start() if stop else limit
    name = scene.name_at(match.end(), end)
    if name is not None and name.kind == MentionKind.PLACE and name.end - name.start >= end - match.end() - 4:
        return None
    return Span(match.end(), end) if end - match.end() > 2 else None

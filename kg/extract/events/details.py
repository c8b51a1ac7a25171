"""What goes with the noun or verb of an event: the edges of its phrase, its date, place and target."""

import re
from collections.abc import Sequence

from kg.extract.dates import DateMention
from kg.extract.events.rules import EventWords, load_event_rules
from kg.extract.events.sites import (
    is_elsewhere_from,
    is_posted,
    locates,
    places_in,
    suffers,
    without_bearings,
)
from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.model import MentionKind, Span

_OTHER = re.compile(r", (?:though|although|while|whereas|but) ")
_CLOCK = re.compile(r"\d:\d\d")
_ITEM = 60  # characters of the place behind the day that opens an item of a list
_ANOTHER = 120  # characters before an offset in which a wording can make it that of another event
_CLAUSE = frozenset([";", '"', ":", "–"])


def left_edge(scene: Scene, head: Span, words: EventWords) -> int:
    """First token of the phrase: back over adjectives, nouns and names, not over verbs or prepositions."""
    tokens = scene.tokens
    at = tokens.at(head.start)
    while at > 0 and tokens.at(head.start) - at < 12:
        token = tokens.items[at - 1]
        inside = scene.named[at - 1] is not None or at - 1 in scene.dated
        if token.low in ("that", "those") and (at == 1 or not tokens.items[at - 2].is_word):
            return at - 1  # "That strike ..." at the head of a clause
        if not inside and (
            (not token.is_word and token.low not in "'-/&[]")
            or token.low in words.phrase_stops
            or token.low in words.phrase_links
            or token.start in scene.finite_cues
        ):
            break
        at -= 1
        if token.low in words.phrase_openers and not inside:
            break
    return at


def right_edge(scene: Scene, head: Span, words: EventWords) -> int:
    """The token after the phrase with what modifies it: "targeting X in Y", "near Z on Monday"."""
    tokens = scene.tokens
    at = tokens.at(head.end)
    start = at
    while at < len(tokens.items) and at - start < 22:
        token = tokens.items[at]
        inside = scene.named[at] is not None or at in scene.dated
        if not inside:
            if not token.is_word and token.low not in "'-/&[]":
                break
            if (
                token.low in words.phrase_stops
                or token.low in words.phrase_verbs
                or token.start in scene.finite_cues
            ):
                break
            if token.low in ("and", "or") and not (
                at + 1 < len(tokens.items) and tokens.items[at + 1].is_capital
            ):
                break
        at += 1
    while at > start and tokens.low(at - 1) in words.phrase_trailing:
        at -= 1
    return max(at, start)


def nearest_date(dates: list[DateMention], span: Span, scene: Scene) -> DateMention | None:
    """The date that belongs to the phrase: inside it, else the nearest one not across a clause mark."""

    def distance(date: DateMention) -> int:
        if span.start <= date.start and date.end <= span.end:
            return 0
        gap = (
            scene.folded[date.end : span.start]
            if date.end <= span.start
            else scene.folded[span.end : date.start]
        )
        marks = _CLOCK.sub("", gap)
        return len(gap) + 200 * sum(marks.count(mark) for mark in _CLAUSE)

    near = sorted(dates, key=lambda date: (distance(date), date.start))
    return near[0] if near and distance(near[0]) < 200 else None


def item_head(scene: Scene) -> tuple[DateMention | None, Name | None]:
    """ "June 11, Kut: a jet bombed the market": the day and place with which an item of a list opens."""
    day = next((d for d in scene.dates if d.start == scene.sentence.start), None)
    colon = (
        scene.folded.find(":", day.end, min(day.end + _ITEM, scene.sentence.end)) if day is not None else -1
    )
    if day is None or not scene.folded.startswith(": ", colon) or colon < 0:
        return None, None
    if scene.folded[day.end : colon].strip(", ") == "":
        return day, None
    place = next((n for n in places_in(scene) if day.end < n.start <= day.end + 2 and n.end <= colon), None)
    return (day, place) if place is not None else (None, None)


def place_of(scene: Scene, span: Span, head: Span, words: EventWords, heads: Sequence[Span]) -> Name | None:
    """The narrowest place of the phrase, else the nearest one of the sentence that no other clause owns.

    A place inside one of ``heads`` says where somebody spoke.
    """
    places = [
        n
        for n in places_in(scene)
        if not any(h.start <= n.start < h.end for h in heads)
        and not is_of_another(scene, head, n.start, words)
        and (_opens_where(scene, n, head) or not is_elsewhere_from(scene, n, words))
        and not (head.start < n.start < head.end and is_posted(scene, n, words))
    ]
    places = list(without_bearings(scene, places, words))
    inside = [n for n in places if span.start <= n.start and n.end <= span.end]
    after = [n for n in places if n.start >= head.end and not _crosses(scene, head.end, n.start)]
    before = [n for n in places if n.end <= head.start and not _crosses(scene, n.end, head.start)]
    modifiers = [n for n in inside if n.end + 1 >= head.start and n.end <= head.start]
    subject = [n for n in before if suffers(scene, n, head, words)]
    for group in (modifiers, subject, inside, after, list(reversed(before))):
        own = group is modifiers or group is subject
        narrow = [n for n in group if n.id != n.country and (own or locates(scene, n, words))]
        if narrow:
            return narrow[0]
    located = [n for n in (*inside, *after, *before) if locates(scene, n, words)]
    return located[0] if located else None


def _opens_where(scene: Scene, name: Name, head: Span) -> bool:
    """ "People fled from Kut, where jets bombed a market"."""
    return name.end < head.start and scene.folded.startswith(", where ", name.end)


def _is_only_place(scene: Scene, start: int, end: int) -> bool:
    """ "the town of Saraqib", "Syria's Douma district": where it was, and nothing that was aimed at."""
    names, kinds = scene.names_in(Span(start, end), MentionKind.PLACE), load_event_rules().words.settlements
    rest = "".join(
        " " if any(name.start <= at < name.end for name in names) else scene.folded[at]
        for at in range(start, end)
    )
    return bool(names) and all(word in kinds or word == "'s" for word in rest.lower().split())


def is_apart(scene: Scene, words: EventWords) -> bool:
    """Whether the sentence sets an event apart: "in a separate incident"."""
    may_be = any(map(scene.low.__contains__, words.apart_signs))  # a cheap look before a costly pattern
    return may_be and bool(words.apart.search(scene.folded, scene.sentence.start, scene.sentence.end))


def is_of_another(scene: Scene, head: Span, offset: int, words: EventWords) -> bool:
    """ "That attack is not the one of 17 March": what stands there is the day or place of another event."""
    start = max(scene.sentence.start, offset - _ANOTHER)  # all that the wording can take
    match = words.another.search(scene.folded, start, offset)
    return match is not None and head.end <= match.start()


def _crosses(scene: Scene, start: int, end: int) -> bool:
    """Whether a clause mark lies between; a quotation that opens and closes there is none."""
    if scene.folded[start:end].count('"') == 2:
        return end - start > 160
    if _OTHER.search(scene.folded, start, end):
        return True
    return any(mark in scene.folded[start:end] for mark in _CLAUSE) or end - start > 160


def target_of(scene: Scene, head: Span, span: Span, words: EventWords) -> Span | None:
    """Whom or what it was aimed at, in the article's words: after "targeting", "against", "on"."""
    limit = min(scene.sentence.end, max(span.end, head.end) + 160)
    match = words.aimed.search(scene.folded, head.end, min(limit, span.end + 40))
    if scene.tokens.low(scene.tokens.at(head.end) - 1) in words.hitting:
        match = words.object.match(scene.folded, head.end, limit) or match
    done = scene.folded.startswith("ing of the ", head.end - 3)  # "the bombing of the school"
    match = words.object.match(scene.folded, head.end + 3, limit) if match is None and done else match
    if match is None:
        return None
    at = scene.tokens.at(match.end())
    if at < len(scene.tokens.items) and scene.is_date(at):
        return None
    stop = words.target_end.search(scene.folded, match.end() + 3, limit)
    end = stop.start() if stop else limit
    if _is_only_place(scene, match.end(), end) or scene.tokens.low(at) in scene.rules.sources.pronouns:
        return None
    return Span(match.end(), end) if end - match.end() > 2 else None


def names_apart(scene: Scene, offset: int, words: EventWords) -> bool:
    """Whether the noun at an offset is the one set apart: "in a separate attack"."""
    if not is_apart(scene, words):
        return False
    matches = words.apart.finditer(scene.folded, scene.sentence.start, scene.sentence.end)
    return any(match.start() <= offset < match.end() for match in matches)

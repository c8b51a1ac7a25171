"""Which places of a sentence say where something happened, and which only come along with it."""

from collections.abc import Iterator, Sequence

from kg.extract.events.rules import EventWords, load_event_rules
from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.extract.names.words import load_name_words
from kg.model import BlockKind, MentionKind, Span

_AWAY = 70  # characters before a place in which a wording can say that it was elsewhere
_BEARING = 40  # characters between a place and the one that it lies near
_LONG_NAME = 4  # words of a name that a place may open


def places_in(scene: Scene) -> Iterator[Name]:
    """The places of a sentence in order, without "the UK-based group" and "Israel's offensive"."""
    places = (name for name in scene.names if name.kind == MentionKind.PLACE)
    return (name for name in places if not _is_owner(scene, name) and not _opens_name(scene, name))


def narrowest_place(scene: Scene) -> Name | None:
    """The first place of a sentence where something can be that is no country, else the first."""
    words = load_event_rules().words
    owners = scene.folded.startswith
    places = [n for n in places_in(scene) if locates(scene, n, words) or owners("'s ", n.end)]
    places = [n for n in places if not is_elsewhere_from(scene, n, words)]
    return next((name for name in places if name.id != name.country), places[0] if places else None)


def narrow_places(scene: Scene) -> Iterator[Name]:
    """The places of a sentence that are no countries."""
    return (name for name in places_in(scene) if name.id != name.country)


def locates(scene: Scene, name: Name, words: EventWords) -> bool:
    """Whether a place name says where: behind "in", "near", "west of", or as part of the noun phrase."""
    at = scene.tokens.at(name.start)
    return not words.locating.isdisjoint(scene.tokens.lows[max(0, at - 4) : at])


def is_near(scene: Scene, name: Name, words: EventWords) -> bool:
    """Whether the words before a place say that the event was beside it."""
    at = scene.tokens.at(name.start)
    before = scene.tokens.lows[max(0, at - 3) : at]
    if scene.tokens.low(scene.tokens.at(name.end)) in words.roads:
        return True  # "on the Zabid road"
    if "in" in before[-2:] and words.nearest.isdisjoint(before):
        return False
    return not words.near.isdisjoint(before) or _is_near_town(scene, at, words)


def _is_near_town(scene: Scene, at: int, words: EventWords) -> bool:
    """ "north of the Syrian city of Aleppo"."""
    low = scene.tokens.low
    if low(at - 1) != "of" or low(at - 2) not in words.settlements:
        return False
    at -= 2
    while low(at - 1) in words.settlements - {"in", "of"} or scene.tokens.items[at - 1].is_capital:
        at -= 1
    return low(at - 1) == "of" and low(at - 2) in words.near


def suffers(scene: Scene, name: Name, head: Span, words: EventWords) -> bool:
    """ "Marea was hit by an air strike", "Kut came under fire": the place is the subject."""
    first, last = scene.tokens.at(name.end), scene.tokens.at(head.end)
    return words.suffered.match(scene.folded, name.end) is not None and last - first < 9


def is_elsewhere_from(scene: Scene, name: Name, words: EventWords) -> bool:
    """ "took off from X", "displaced from X", "taken to hospital in X": not where it was."""
    at = scene.tokens.at(name.start)
    before = scene.tokens.lows[max(0, at - 7) : at]
    if "from" in before and not words.origin.isdisjoint(before[: before.index("from")]):
        between = before[before.index("from") + 1 :]
        if (words.locating - {"of"}).isdisjoint(between):
            return True  # not "took off from X and bombed a bakery in Y"
    if words.way_out.match(scene.folded, name.end) is not None:
        return True
    start = max(scene.sentence.start, name.start - _AWAY)
    if words.away.search(scene.folded, start, name.start) is not None:
        return True
    joined = scene.named[at - 2] if scene.tokens.low(at - 1) == "and" and at > 1 else None
    if joined is None or joined.kind != MentionKind.PLACE:
        return False
    return is_elsewhere_from(scene, joined, words)


def is_posted(scene: Scene, name: Name, words: EventWords) -> bool:
    """ "artillery stationed in X": where the weapon stood."""
    start = max(scene.sentence.start, name.start - _AWAY)
    return words.posted.search(scene.folded, start, name.start) is not None


def without_bearings(scene: Scene, places: Sequence[Name], words: EventWords) -> Iterator[Name]:
    """ "In Marea, north of Aleppo,": without a place that only says where the one before it lies."""
    last: Name | None = None
    for name in places:
        gap = name.start - last.end if last is not None else _BEARING
        beside = last is not None and last.id != last.country and gap < _BEARING
        if beside and last is not None and _is_bearing(scene, last, name, words):
            continue
        last = name
        yield name


def _is_bearing(scene: Scene, last: Name, name: Name, words: EventWords) -> bool:
    if scene.folded[last.end : name.start] == ", ":  # "in Al Zahir, Al Jawf governorate"
        types = load_name_words().place_types
        behind, end = scene.tokens.low(scene.tokens.at(name.end)), scene.folded[name.start : name.end]
        return behind in types or end.rpartition(" ")[2].lower() in types
    return words.bearing.fullmatch(scene.folded, last.end, name.start) is not None


def _is_owner(scene: Scene, name: Name) -> bool:
    """ "the UK-based group", "Israel's offensive", not "Syria's Raqqa" nor "Yemen's north"."""
    if scene.folded.startswith("-based", name.end):
        return True
    if name.id != name.country or not scene.folded.startswith("'s ", name.end):
        return False
    after = scene.tokens.at(name.end)
    inside = scene.tokens.low(after) in load_event_rules().words.parts
    return not inside and scene.name_starting(after) is None


def _opens_name(scene: Scene, name: Name) -> bool:
    """ "the Idlib Rescue Volunteers", not "Mosul General Hospital": the head of some body's name."""
    if scene.sentence.block != BlockKind.BODY:
        return False  # headlines capitalise every word
    words, items = load_name_words(), scene.tokens.items
    at = last = scene.tokens.at(name.end)
    while last < len(items) and last - at < _LONG_NAME and _goes_on(scene, last):
        last += 1
    run = scene.tokens.lows[at:last]
    places = words.place_types | words.facilities
    return last - at > 1 and places.isdisjoint(run)


def _goes_on(scene: Scene, at: int) -> bool:
    token = scene.tokens.items[at]
    joined = scene.folded[token.start - 1] == " " and scene.folded[token.start - 2].isalnum()
    free = scene.named[at] is None and not scene.is_date(at)
    return token.is_capital and token.is_word and joined and free

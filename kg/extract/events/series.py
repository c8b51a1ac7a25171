"""Signs that a telling is of several strikes: a group, a series over days or places, a pair."""

from dataclasses import replace

from kg.extract.events.rules import EventWords
from kg.extract.events.told import Told
from kg.extract.language.scene import Scene
from kg.model import MentionKind, Span

_BESIDE = 4  # words beside a bomb by which it exploded or was found


def is_group(told: Told) -> bool:
    """ "three strikes in early March": several strikes over longer than a day."""
    wide = told.date is None or told.date.precision != "day"
    return told.plural and told.count is not None and told.count > 1 and wide


def is_assessed(scene: Scene, words: EventWords) -> bool:
    """ "Investigations conducted during March reveal that strikes killed 45": strikes of no one day."""
    return any(d.precision in ("month", "period") for d in scene.dates) and bool(
        words.assessed.search(scene.folded, scene.sentence.start, scene.sentence.end)
    )


def is_scattered(scene: Scene, told: Told, words: EventWords) -> bool:
    """ "10 days of airstrikes in X", "strikes ..., mostly in X"."""
    before = scene.folded[max(scene.sentence.start, told.span.start - 14) : told.head.start].lower()
    place = (
        scene.folded[max(scene.sentence.start, told.place.start - 30) : told.place.start]
        if told.place
        else ""
    )
    return bool(words.series.search(before)) or bool(words.mostly.search(place))


def is_sum(scene: Scene, told: Told) -> bool:
    """ "the killing of 267 civilians in June": the sum of a month or a year, and no event."""
    long = told.date is not None and told.date.precision in ("month", "year")
    first = scene.tokens.at(told.head.end)
    counted = scene.tokens.low(first) == "of" and scene.tokens.low(first + 1)[:1].isdigit()
    local = told.place is not None and told.place.id != told.place.country
    return long and counted and not local and told.noun.rule == "incident.killing"


def went_off(scene: Scene, told: Told, words: EventWords) -> bool:
    """ "a suicide bombing that wrecked a base", "destroyed by a truck bomb": one that exploded."""
    if told.noun.rule != "incident.planted" or told.plural or told.reference != "new":
        return False
    return _is_attack(scene, told, words) or not words.blown.isdisjoint(_around(scene, told))


def is_only_found(scene: Scene, told: Told, words: EventWords, *, has_harm: bool) -> bool:
    """ "Police found a car bomb in Kut": nothing says that it exploded, and nobody was harmed."""
    if has_harm or told.noun.rule != "incident.planted" or _is_attack(scene, told, words):
        return False
    return not words.disarmed.isdisjoint(_around(scene, told))


def _is_attack(scene: Scene, told: Told, words: EventWords) -> bool:
    return scene.tokens.low(scene.tokens.at(told.head.end) - 1) not in words.bombs


def _around(scene: Scene, told: Told) -> tuple[str, ...]:
    first, last = scene.tokens.at(told.head.start), scene.tokens.at(told.head.end)
    return (*scene.tokens.lows[max(0, first - _BESIDE) : first], *scene.tokens.lows[last : last + _BESIDE])


def is_definition(scene: Scene, words: EventWords) -> bool:
    """Whether the sentence says what a strike is rather than telling one."""
    return any(map(scene.low.__contains__, words.definitions))


def pairs_of(scene: Scene, told: Told) -> list[Told]:
    """ "airstrikes on May 4 in X and May 6 in Y" tells two strikes."""
    days = [d for d in scene.dates if d.precision == "day" and told.head.end <= d.start < told.head.end + 160]
    parts: list[Told] = []
    for day in days:
        place = next(
            (n for n in scene.names if n.kind == MentionKind.PLACE and day.end <= n.start < day.end + 12),
            None,
        )
        if place is None:
            return []
        span = Span(told.span.start, place.end) if not parts else Span(day.start, place.end)
        parts.append(replace(told, span=span, date=day, place=place, near=False, count=None))
    linked = len(parts) > 1 and " and " in scene.folded[parts[0].span.end : parts[-1].span.start + 4]
    return parts if linked else []

"""Whether a telling is of one event or of a campaign: many strikes, over a time, in many places."""

from kg.extract.events.happenings import Happening
from kg.extract.events.rules import EventWords
from kg.extract.events.series import is_assessed, is_scattered
from kg.extract.events.told import Told
from kg.extract.language.scene import Scene


def is_campaign(scene: Scene, told: Told, current: Happening | None, words: EventWords) -> bool:
    """Whether a telling of strikes, read beside the event under discussion, is of no single one."""
    dated = told.date is not None and told.date.first is not None
    local = told.place is not None and told.place.id != told.place.country
    if told.date is not None and told.date.precision == "year" and (told.plural or told.place is None):
        return True
    since = told.period if told.period is not None and told.period.is_open else None
    if since is not None and told.reference == "new" and not dated and told.head.end <= since.start:
        return True  # "Hezbollah rockets have killed 50 people since October"
    if not told.plural:
        return False
    inside = told.date is not None and told.span.start <= told.date.start < told.span.end
    if told.period is not None and not (dated and inside):
        return True
    if told.reference == "back" and not dated:
        return current is None
    if current is not None and not dated and not local and words.on_the.match(scene.folded, told.head.end):
        return False
    if (
        dated
        and told.date is not None
        and (
            told.date.precision == "year"
            or (told.date.precision == "month" and (not local or told.count is None))
        )
    ):
        return True
    if told.date is not None and not dated and words.long.search(told.date.words):
        return True
    if (
        not dated
        and told.reference == "new"
        and (is_assessed(scene, words) or is_scattered(scene, told, words))
    ):
        return True
    if dated and not local and told.count is not None and told.count > 3:
        return True
    few = told.count is not None and told.count < 6 and told.place is None
    return not dated and not local and not few

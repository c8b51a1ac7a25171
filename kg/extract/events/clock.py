"""The day of news that is told by the night or the hour alone: "overnight", "at dawn"."""

from collections.abc import Iterable
from datetime import date, timedelta

from kg.extract.dates import DateMention
from kg.extract.events.happenings import Happening
from kg.extract.events.rules import EventWords
from kg.extract.events.told import Told
from kg.extract.language.scene import Scene
from kg.model import BlockKind
from kg.vocab import Basis


def date_by_clock(
    tellings: Iterable[tuple[Scene, Told, Happening | None]], words: EventWords, published: date | None
) -> None:
    """Give each strike that no sentence dates the day of publication, where its first telling names an hour.

    It is inferred, and a night has two days: the bounds hold the day before too. A sentence that names any
    day, or tells of a time before the news, gives none; neither does an article of unknown day.
    """
    if published is None:
        return
    known: set[int] = set()
    for scene, told, happening in tellings:
        if happening is None or happening.campaign or happening.date is not None:
            continue
        is_first = id(happening) not in known  # "The third strike fell after dark": told of here first
        known.add(id(happening))
        back = told.reference == "back" and not is_first
        if not told.noun.is_strike or back or scene.dates:
            continue
        if scene.sentence.block == BlockKind.BODY:
            happening.date = _day(scene, words, published)


def _day(scene: Scene, words: EventWords, published: date) -> DateMention | None:
    match = words.clock.search(scene.folded, scene.sentence.start, scene.sentence.end)
    if match is None:
        return None
    first = published - timedelta(days=1) if match["night"] else published
    return DateMention(
        match.start(), match.end(), first, published, published.isoformat(), Basis.INFERRED, "day", match[0]
    )

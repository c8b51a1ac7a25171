"""Places that a sentence takes over from those before it, or gives to the event told before it."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.events.happenings import Happening
from kg.extract.events.rules import EventWords
from kg.extract.events.sameness import Sameness
from kg.extract.events.sites import is_elsewhere_from, narrow_places
from kg.extract.events.told import Told
from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.model import BlockKind, MentionKind, Span
from kg.vocab import Basis


class Carried:
    """Remembers the place that the sentence before named, as long as its paragraph lasts."""

    def __init__(self, words: EventWords, same: Sameness) -> None:
        self._words, self._same = words, same
        self._place: Name | None = None
        self._paragraph = -1

    def take_over(self, scene: Scene, told: Told, current: Happening | None) -> Told:
        """ "There, a drone hit a car", "Ten died in the same town": with the place told before."""
        told = self._on_that_day(scene, told, current)
        if told.place is not None and told.place.id != told.place.country:
            return told
        where = (scene.sentence.start, scene.sentence.end)
        same = self._words.same_place.search(scene.folded, *where)
        if same is not None and current is not None and current.place is not None:
            place = (
                current.place if same["wide"] is None or self._same.is_wide(current.place) else current.region
            )
            return replace(told, place=place, near=current.near and place is current.place)
        here = self._place is not None and scene.sentence.paragraph == self._paragraph
        if here and self._words.there.match(scene.folded, *where):
            return replace(told, place=self._place)
        return told

    def _on_that_day(self, scene: Scene, told: Told, current: Happening | None) -> Told:
        """ "destroyed by a truck bomb in the early hours of that day": on the day under discussion."""
        day = current.date if current is not None else None
        if told.date is not None or told.reference != "new" or day is None or day.first is None:
            return told
        if (
            day.precision != "day"
            or self._words.same_day.search(scene.folded, told.head.end, scene.sentence.end) is None
        ):
            return told
        return replace(told, date=replace(day, basis=Basis.INFERRED))

    def see(self, scene: Scene) -> None:
        """Remember the place of this sentence, if it is no country."""
        places = (n for n in narrow_places(scene) if not is_elsewhere_from(scene, n, self._words))
        place = next(places, None)
        if place is not None or scene.sentence.paragraph != self._paragraph:
            self._place = place
        self._paragraph = scene.sentence.paragraph


def settled(scene: Scene, happenings: Sequence[Happening], words: EventWords) -> Happening | None:
    """ "The school is in Kut, a village of ...": the one event whose target that was, now placed there."""
    if scene.sentence.block != BlockKind.BODY:
        return None
    match = words.set_in.match(scene.folded, scene.sentence.start, scene.sentence.end)
    place = scene.name_at(match.end(), match.end() + 1) if match is not None else None
    if match is None or place is None or place.kind != MentionKind.PLACE or place.id == place.country:
        return None
    what = match["what"].lower()
    found = [h for h in happenings if h.target is not None and what in _words(scene, h.target)]
    if len(found) != 1:
        return None
    known = found[0].place
    if known is None or known.id == known.country:
        found[0].place, found[0].near = place, False
    return found[0]


def _words(scene: Scene, span: Span) -> list[str]:
    return scene.words(span).lower().split()

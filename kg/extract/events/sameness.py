"""Whether a telling and an event told before can be one: their days, places and targets."""

from datetime import date, timedelta

from kg.extract.dates import days_agree
from kg.extract.events.details import item_head
from kg.extract.events.happenings import Happening
from kg.extract.events.series import is_group
from kg.extract.events.told import Told
from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.registry import Place, Registry
from kg.vocab import Means

_NEWS = timedelta(days=7)  # how long before its publication an article's undated event can lie

_ALIKE = frozenset(
    [
        frozenset([Means.AIRSTRIKE, Means.MISSILE]),
        frozenset([Means.ARTILLERY, Means.MISSILE]),
    ]
)  # weapons that one strike is told by
_FROM_AFAR = frozenset([Means.AIRSTRIKE, Means.ARTILLERY, Means.MISSILE])
_SMALL = frozenset(["a", "an", "the", "its", "of"])
_WIDE = frozenset(["governorate", "oblast", "province", "region", "state"])


class Sameness:
    """Compares tellings with events, by what the registry knows of places."""

    def __init__(self, registry: Registry, *, published: date | None) -> None:
        self._registry = registry
        self._published = published

    def compatible(self, told: Told, happening: Happening, *, current: bool) -> bool:
        """No clash of days, places or targets; something must agree."""
        if happening.other_cause and told.noun.is_strike:
            return False
        if told.means == Means.PLANTED_EXPLOSIVES and happening.means in _FROM_AFAR:
            return False  # a mine by the road is no part of the air strike told before
        same_day = days_agree(told.date, happening.date)
        same_place = self._places_agree(told, happening)
        if same_day is False or same_place is False or self._is_old(told, happening):
            return False
        if same_place is None and _is_another_weapon(told, happening):
            return False
        if (
            told.reference == "new"
            and is_group(told)
            and (happening.strikes or told.date is not None)
            and happening.date is not None
            and happening.date.precision == "day"
        ):
            return False
        if (
            told.reference == "new"
            and told.target
            and happening.target
            and told.noun.is_strike
            and not told.date
            and not (told.answers and self._is_there(told, happening))
        ):
            return False
        if same_day is None and same_place is None and current:
            if told.date is not None and happening.date is not None and told.reference != "back":
                return False  # "Wednesday night" and "3 May": nothing says that they are one
            return (
                (told.reference == "back" and (told.place is None or happening.date is None))
                or (told.reference == "back" and told.place is not None and not told.place.registered)
                or (happening.date is None and not happening.strikes and told.place is None)
                or happening.place is None
                or happening.place.id == happening.place.country
            )
        return bool(same_day) or bool(same_place)

    def _is_there(self, told: Told, happening: Happening) -> bool:
        """Whether both were in the very same town."""
        a, b = told.place, happening.place
        return a is not None and b is not None and a.id == b.id and not self.is_wide(a)

    def _is_old(self, told: Told, happening: Happening) -> bool:
        """An undated event is news: what is dated weeks before the publication is another one."""
        if (
            self._published is None
            or happening.date is not None
            or told.date is None
            or told.date.last is None
        ):
            return False
        return self._published - told.date.last > _NEWS

    def closeness(self, told: Told, happening: Happening) -> int:
        """Days weigh more than places, the very place more than one around it."""
        same = told.place is not None and happening.place is not None and told.place.id == happening.place.id
        near = bool(self._places_agree(told, happening)) + same
        return 8 * bool(days_agree(told.date, happening.date)) + 2 * near

    def region_in(self, scene: Scene) -> Name | None:
        """The one province that a sentence names; None where it names none or several."""
        regions = {name.id: name for name in scene.names if name.registered and self.is_wide(name)}
        return next(iter(regions.values())) if len(regions) == 1 else None

    def is_elsewhere(self, place: Name, happening: Happening) -> bool:
        """Whether a happening is known to have been in another town or province than ``place``."""
        other = happening.place
        if happening.region is not None and place.registered and self.is_wide(place):
            return place.id != happening.region.id
        if other is None or other.id == other.country or place.name in other.name or other.name in place.name:
            return False
        contains = self._registry.contains
        near = contains(place.id, other.id) or contains(other.id, place.id)
        wide = any(map(self.is_wide, (place, other))) or any(map(self._is_area, (place, other)))
        return place.id != other.id and not near and not wide and place.registered and other.registered

    def is_abroad(self, told: Told, happening: Happening) -> bool:
        """Whether an event that is told anew was in another country: "an airstrike in Lebanon"."""
        known = told.reference == "new" and told.place is not None and told.place.registered
        return known and self._places_agree(told, happening) is False

    def _places_agree(self, told: Told, happening: Happening) -> bool | None:
        """True where one place holds the other, False where they differ, None where one is not said."""
        a, b = told.place, happening.place
        if a is None or b is None:
            return None
        if a.id == b.id or self._registry.contains(a.id, b.id) or self._registry.contains(b.id, a.id):
            return True
        if a.name in b.name or b.name in a.name:
            return True
        if a.id == a.country or b.id == b.country:
            return None if a.country == b.country or None in (a.country, b.country) else False
        if told.reference == "back" and (self._is_in_province_of(a, b) or self._is_in_province_of(b, a)):
            return None  # "the deadliest attack in Idlib" may mean the province
        if self._may_lie_in(a, b) or self._may_lie_in(b, a):
            return None  # "the camp in Maghazi" may lie in "central Gaza"
        known = a.registered and b.registered
        if not known and (self.is_wide(a) or self.is_wide(b)):
            return None  # an unknown village may lie in the province
        if told.reference == "back" and not a.registered:
            return None  # "The strike destroyed a house in al-Hunud": a quarter of the town told before
        return None if told.near != happening.near and not known else False

    def _may_lie_in(self, area: Name, other: Name) -> bool:
        """Whether a place lies in what holds an area that no border marks: "northern Gaza", "west Mosul"."""
        row = self._registry.row(area.id)
        if not isinstance(row, Place) or row.kind != "area" or row.contained_in is None:
            return False
        return self._registry.contains(row.contained_in, other.id) and not self._is_area(other)

    def _is_in_province_of(self, town: Name, other: Name) -> bool:
        """Whether the one lies in the province that is called like the other, a town."""
        row = self._registry.row(town.id)
        around = self._registry.row(row.contained_in) if isinstance(row, Place) and row.contained_in else None
        if not isinstance(around, Place) or around.kind not in _WIDE:
            return False
        return around.name.split()[0] == town.name.split()[0] and self._registry.contains(around.id, other.id)

    def _is_area(self, name: Name) -> bool:
        row = self._registry.row(name.id)
        return isinstance(row, Place) and row.kind == "area"

    def is_wide(self, name: Name) -> bool:
        """Whether a place is a province or the like."""
        row = self._registry.row(name.id)
        return isinstance(row, Place) and row.kind in _WIDE


def comes_beside(scene: Scene, told: Told, happening: Happening) -> bool:
    """ "A truck bomb killed 14, and an air strike killed 11 more", or another target in a list: two."""
    if told.reference != "new" or not told.noun.is_strike:
        return False
    if item_head(scene)[0] is not None and happening.target is not None and told.target is not None:
        shared = set(scene.words(told.target).lower().split()) & set(
            scene.words(happening.target).lower().split()
        )
        return shared <= _SMALL
    bombs = [h for h in happening.harms if h.means == Means.PLANTED_EXPLOSIVES]
    if told.means not in _FROM_AFAR or not bombs or bombs[-1].head.start < scene.sentence.start:
        return False
    between = scene.folded[bombs[-1].head.end : told.head.start]
    return any(mark in between for mark in (", and ", ";", ", while ")) and " or " not in between


def _is_another_weapon(told: Told, happening: Happening) -> bool:
    """ "A Ukrainian drone at X" beside glide bombs: newly told, with a place, an actor, another weapon."""
    known = happening.means
    if known is None or told.means is None or told.reference != "new" or None in (told.actor, told.place):
        return False
    return known != told.means and frozenset([known, told.means]) not in _ALIKE

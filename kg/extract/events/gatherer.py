"""Tellings gathered into happenings: one strike or incident told three times in an article is one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.extract.dates import DateMention, days_agree
from kg.extract.events.actors import Actor
from kg.extract.events.campaigns import is_campaign
from kg.extract.events.carried import Carried, settled
from kg.extract.events.details import is_apart, names_apart
from kg.extract.events.following import follow
from kg.extract.events.happenings import Happening
from kg.extract.events.rules import EventRules
from kg.extract.events.sameness import Sameness, comes_beside
from kg.extract.events.series import is_definition, is_group, is_only_found, is_sum, pairs_of, went_off
from kg.extract.events.sites import is_near, locates, narrow_places
from kg.extract.events.told import Told
from kg.extract.language.scene import Scene
from kg.model import BlockKind, MentionKind, Span
from kg.registry import Registry
from kg.vocab import Means


class Gatherer:
    """Reads the tellings of an article in order and says of each which happening it is about."""

    def __init__(self, rules: EventRules, registry: Registry, *, published: date | None) -> None:
        self._rules = rules
        self._registry = registry
        self.same = Sameness(registry, published=published)
        self.happenings: list[Happening] = []
        self.campaigns: list[Happening] = []
        self.current: Happening | None = None
        self._day: DateMention | None = None
        self._named_day: DateMention | None = None
        self._paragraph = -1
        self._list_actor: Actor | None = None
        self._headed: Actor | None = None  # of "civilians were harmed by a Coalition strike:", above a list
        self._item: Happening | None = None
        self._carried = Carried(rules.words, self.same)
        self._aside: tuple[int, Happening] | None = None  # a paragraph apart, and what was discussed before

    def read(
        self, scene: Scene, tellings: Sequence[Told], *, has_harm: bool
    ) -> list[tuple[Told, Happening | None]]:
        """The happening of each telling; None for what is told of no particular event."""
        if self._aside is not None and scene.sentence.paragraph != self._aside[0]:
            self.current, self._aside = self._aside[1], None
        if is_definition(scene, self._rules.words):
            return [(told, None) for told in tellings]
        self._turn_aside(scene)
        self._turn_to_day(scene)
        self._open_item(scene, tellings)
        self._open_list(scene, tellings)
        found: list[tuple[Told, Happening | None]] = []
        for told in tellings:
            self._turn_to_weapon(told)
            parts = pairs_of(scene, told) or [told]
            for part in parts:
                listed = self._with_list_date(scene, follow(part, self._base_day(), self._rules))
                listed = self._carried.take_over(scene, listed, self.current)
                found.append((listed, self._take(scene, listed, has_harm)))
        if not tellings:
            self.current = settled(scene, self.happenings, self._rules.words) or self.current
        self._carried.see(scene)
        region = self.same.region_in(scene)
        for _, happening in found:
            if happening is not None and happening.region is None:
                happening.region = region
        return found

    def _take(self, scene: Scene, told: Told, has_harm: bool) -> Happening | None:
        dated = told.date is not None and told.date.first is not None
        local = told.place is not None and told.place.id != told.place.country
        if not told.noun.is_strike and scene.sentence.block == BlockKind.RELATED_LINK:
            return None
        if told.denied and not (dated and local):
            return self.current  # "had carried out no strikes": of the event under discussion, if of any
        if not dated and not local and names_apart(scene, told.head.start, self._rules.words):
            return self._apart(told)
        if not told.noun.is_strike:
            return self._incident(scene, told, dated, local, has_harm)
        if is_campaign(scene, told, self.current, self._rules.words):
            day = told.date if told.date is not None and told.date.precision == "day" else told.period
            if day is not None and day.last is not None:
                self._day, self._list_actor = day, told.actor
            return self._campaign(told)
        if scene.sentence.block == BlockKind.RELATED_LINK:
            return None  # a linked story is another story
        if scene.sentence.block != BlockKind.BODY and is_group(told) and len(self.happenings) > 1:
            return None  # "Two attacks on a camp": the headline of several events
        if not dated and not local:
            return self._vague(scene, told, has_harm)
        return self._specific(scene, told)

    def _apart(self, told: Told) -> Happening:
        """ "A soldier was killed in a separate attack": another event, of which no more is told."""
        event = Happening()
        event.add(told, self._registry)
        self.happenings.append(event)
        self.current = event
        return event

    def _turn_aside(self, scene: Scene) -> None:
        """ "In a separate incident, ...": the next paragraph goes on with what was discussed before."""
        if self.current is not None and self._aside is None and is_apart(scene, self._rules.words):
            self._aside = (scene.sentence.paragraph, self.current)

    def _turn_to_weapon(self, told: Told) -> None:
        """ "The roadside bomb" behind an air strike, "the air strike" behind a bomb: the last of its kind."""
        planted = [h for h in self.happenings if h.means == Means.PLANTED_EXPLOSIVES]
        if told.reference != "back" or not planted:
            return
        if told.means == Means.PLANTED_EXPLOSIVES:
            self.current = planted[-1]
        elif told.noun.is_strike and self.current in planted:
            self.current = next((h for h in reversed(self.happenings) if h.strikes), self.current)

    def _turn_to_day(self, scene: Scene) -> None:
        """ "That day": what happened on the day that the paragraph named last is under discussion again."""
        if scene.sentence.paragraph != self._paragraph:
            self._named_day = None
        if self._named_day is not None and self._rules.words.same_day.search(
            scene.folded, scene.sentence.start, scene.sentence.end
        ):
            same = [h for h in self.happenings if days_agree(h.date, self._named_day)]
            if self.current not in same:
                self.current = same[0] if same else None
        self._named_day = next((d for d in reversed(scene.dates) if d.precision == "day"), self._named_day)
        self._paragraph = scene.sentence.paragraph

    def _base_day(self) -> DateMention | None:
        return self.current.date if self.current is not None else None

    def _open_item(self, scene: Scene, tellings: Sequence[Told]) -> None:
        """ "May 12, 2017, near Mosul, Iraq, via self-report.": what follows was there and then."""
        if tellings or scene.sentence.block != BlockKind.BODY:
            return
        day = next((d for d in scene.dates if d.precision == "day"), None)
        place = next((n for n in scene.names if n.kind == MentionKind.PLACE and n.id != n.country), None)
        if day is None or place is None:
            return
        opens = not any(ch.isalpha() for ch in scene.folded[scene.sentence.start : day.start])
        if not opens or not self._rules.words.list_head.fullmatch(scene.folded, day.end, scene.sentence.end):
            return
        item = Happening(date=day, place=place, near=is_near(scene, place, self._rules.words))
        item.harm_span = Span(day.start, place.end)
        item.paragraphs.add(scene.sentence.paragraph)
        self.happenings.append(item)
        self.current = self._item = item

    def _open_list(self, scene: Scene, tellings: Sequence[Told]) -> None:
        """ "Civilians were harmed by a Coalition strike:": who carried out the strikes of the list below."""
        if scene.folded[scene.sentence.end - 1] == ":" and scene.sentence.block == BlockKind.BODY:
            actors = [told.actor for told in tellings if told.noun.is_strike]
            self._headed = actors[-1] if actors else None

    def _with_list_date(self, scene: Scene, told: Told) -> Told:
        """ "Near X, five strikes ...": items of a list share the day and the actor that its head gives."""
        first = next((token.low for token in scene.tokens.items if token.is_word), "")  # behind "--"
        opens = first in self._rules.words.list_openers
        local = told.place is not None and told.place.id != told.place.country
        headed = self._headed if self._item is not None and self.current is self._item else None
        if told.actor is None and told.noun.is_strike and headed is not None and headed.id is not None:
            told = replace(told, actor=Actor(headed.words, headed.id, told.head))
        if told.date is None and opens and local and self._day is not None:
            actor = self._list_actor
            own = told.actor or (Actor(actor.words, actor.id, told.head) if actor else None)
            return replace(told, date=self._day, actor=own)
        return told

    def _campaign(self, told: Told) -> Happening:
        campaign = Happening(campaign=True, period=told.period)
        campaign.add(told, self._registry)
        self.campaigns.append(campaign)
        return campaign

    def _vague(self, scene: Scene, told: Told, has_harm: bool) -> Happening | None:
        """A telling without day and place is the event under discussion, or a new one where harm is told."""
        abroad = self.current is not None and self.same.is_abroad(told, self.current)
        if told.reference != "again" and self.current is not None and not abroad:
            self.current = self._aimed_at(scene, told) or self.current
            # "of hitting civilians in recent weeks" tells no day
            vague = told.date is not None and told.date.first is None
            self.current.add(replace(told, date=None) if vague else told, self._registry)
            return self.current
        body = scene.sentence.block == BlockKind.BODY
        second = told.noun.is_strike and told.target is not None and is_apart(scene, self._rules.words)
        if body and (has_harm or second):
            return self._new(told)
        return None

    def _aimed_at(self, scene: Scene, told: Told) -> Happening | None:
        """ "The strike on the mosque": the one event that had this target."""
        words = (
            set(scene.words(told.target).lower().split()) & self._rules.words.struck if told.target else set()
        )
        found = [
            h for h in self.happenings if h.target and words & set(scene.words(h.target).lower().split())
        ]
        return found[0] if len(found) == 1 else None

    def _specific(self, scene: Scene, told: Told) -> Happening | None:
        matches = [h for h in self._matches(told) if not comes_beside(scene, told, h)]
        if matches and told.reference != "again":
            best = self._closest(told, matches)
            best.add(told, self._registry)
            self.current = best
            return best
        if scene.sentence.block != BlockKind.BODY:
            return None
        return self._new(told)

    def _incident(
        self, scene: Scene, told: Told, dated: bool, local: bool, has_harm: bool
    ) -> Happening | None:
        if is_sum(scene, told):
            return None
        if dated or local:
            matches = self._matches(told)
            if matches and told.reference != "again":
                best = self._closest(told, matches)
                best.add(told, self._registry)
                self.current = best
                return best
        if told.reference == "back" and self.current is not None and not dated:
            self.current = self._aimed_at(scene, told) or self.current
            self.current.add(told, self._registry)
            return self.current
        generic = told.noun.rule == "incident.plain" and told.plural
        generic = generic or is_only_found(scene, told, self._rules.words, has_harm=has_harm)
        body = scene.sentence.block == BlockKind.BODY
        heard = local and told.noun.rule == "incident.explosion"  # "Explosions have been heard in Okhtyrka"
        heard = heard or ((dated or local) and went_off(scene, told, self._rules.words))
        if body and not generic and (heard or (dated and local) or (has_harm and (dated or local))):
            return self._new(told)
        return None

    def _matches(self, told: Told) -> list[Happening]:
        return [h for h in self.happenings if self.same.compatible(told, h, current=h is self.current)]

    def _closest(self, told: Told, matches: Sequence[Happening]) -> Happening:
        """The best match, of equals the current event, else the first."""
        return max(matches, key=lambda h: self.same.closeness(told, h) + (h is self.current))

    def _new(self, told: Told) -> Happening:
        happening = Happening()
        if told.reference == "again" and told.place is None and self.current is not None:
            told = replace(told, place=self.current.place, near=self.current.near)
        happening.add(told, self._registry)
        self.happenings.append(happening)
        self.current = happening
        return happening

    def discussed_at(self, scene: Scene) -> Happening | None:
        """ "It hit a depot in X and killed 30": the one event that was in the one town of the sentence."""
        towns = {
            name.id
            for name in narrow_places(scene)
            if locates(scene, name, self._rules.words)
            and scene.tokens.low(scene.tokens.at(name.start) - 1) in ("in", "near", "at")
        }
        found = [h for h in self.happenings if h.place is not None and h.place.id in towns]
        return found[0] if len(towns) == len(found) == 1 else None

    def turn_to_main(self) -> None:
        """Headlines and captions speak of the event that the body tells most of."""
        struck = [h for h in self.happenings if not h.other_cause] or self.happenings
        if struck:
            self.current = max(struck, key=lambda h: len(h.paragraphs))  # of equals the first

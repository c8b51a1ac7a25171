"""What a figure is about, what kind of tally it is, and in which period it was assessed."""

from kg.extract.counts import Count
from kg.extract.dates import DateMention
from kg.extract.events.backstory import backstory_around
from kg.extract.events.figure_scope import (
    MANY,
    assessment_of,
    clause_around,
    clause_gap,
    exceeds,
    harm_span_of,
    is_beyond,
    is_nearer,
    is_on_its_day,
    is_one_of_several,
    is_other_day,
    leaves_out,
    month_of,
    period_of,
    place_behind,
    place_of_its_own,
)
from kg.extract.events.gatherer import Gatherer
from kg.extract.events.happenings import Happening
from kg.extract.events.placed import Placed, told_again
from kg.extract.events.sites import narrowest_place
from kg.extract.events.tally_words import load_tally_words
from kg.extract.events.told import Told
from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.model import BlockKind, Span
from kg.vocab import Tally, Unit

_OPEN = frozenset([Tally.CUMULATIVE, Tally.ADDITION, Tally.WITHDRAWAL, Tally.STANDING])
_REPORTS = frozenset([Unit.ALLEGATIONS, Unit.CREDIBLE_ALLEGATIONS, Unit.OPEN_ALLEGATIONS])


class Tallier:
    """Places the counts of an article, sentence by sentence."""

    def __init__(self, gatherer: Gatherer) -> None:
        self._gatherer = gatherer
        self._words = load_tally_words()
        self._assessed: DateMention | None = None
        self._last: Placed | None = None
        self._placed: dict[int, Placed] = {}

    def same_event(self, scene: Scene, counts: list[tuple[int, Count]]) -> Happening | None:
        """The event of which a headline or caption tells again the figures of the body, if it is one."""
        if scene.sentence.block == BlockKind.BODY:
            return None
        _, again = told_again(scene, counts, self._placed.values())
        events = {id(item.about): item.about for _, item in again}
        return next(iter(events.values())) if len(events) == 1 else None

    def place(
        self,
        scene: Scene,
        counts: list[tuple[int, Count]],
        told: list[tuple[Told, Happening | None]],
    ) -> list[tuple[int, Placed]]:
        """Each count of one sentence with its event; a number of strikes becomes the count of its group."""
        if scene.sentence.block != BlockKind.BODY:
            counts, again = told_again(scene, counts, self._placed.values())
        else:
            again = []
        assessed = assessment_of(scene)
        carries = bool(self._words.continues.match(scene.folded, scene.sentence.start, scene.sentence.end))
        placed: list[tuple[int, Placed]] = again
        for index, count in counts:
            whole = self._placed.get(count.subset_of) if count.subset_of is not None else None
            if whole is not None and whole.about is not None and count.unit not in _REPORTS:
                item: Placed | None = Placed(count, whole.about, whole.tally, whole.assessed, scene)
            else:
                item = self._place(
                    scene, count, told, assessed or (self._assessed if carries else None), carries
                )
            if item is not None:
                placed.append((index, item))
                self._placed[index] = item
                self._last = item
        self._assessed = assessed or (self._assessed if carries else None)
        return placed

    def _place(
        self,
        scene: Scene,
        count: Count,
        told: list[tuple[Told, Happening | None]],
        assessed: DateMention | None,
        carries: bool,
    ) -> Placed | None:
        span = Span(count.start, count.end)
        past = backstory_around(scene, span.start)
        told = [t for t in told if backstory_around(scene, t[0].head.start) == past]
        if past is not None and not told:
            return Placed(
                count, None, count.tally or Tally.PERIOD, None, scene
            )  # of what time, not of which event
        told = [t for t in told if not leaves_out(scene, span, t[0])]
        near = sorted(
            (t for t in told if t[1] is not None), key=lambda item: clause_gap(scene, item[0].span, span)
        )
        specific = next((h for _, h in near if h is not None and not h.campaign), None)
        campaign = next((h for _, h in near if h is not None and h.campaign), None)
        if count.unit == Unit.STRIKES:
            return self._strikes(scene, count, near)
        if self._is_of_other_cause(scene, span, specific):
            other = self._new(scene, span, place_behind(scene, span), other_cause=True)
            return Placed(count, other, Tally.ONE_EVENT, None, scene)
        summed = self._summed_before(scene)
        if summed is not None and specific is None:
            return Placed(count, summed, count.tally or Tally.PERIOD, assessed, scene)
        period = period_of(scene, count)
        if period is None and self._words.war_began.search(
            scene.folded, scene.sentence.start, scene.sentence.end
        ):
            return self._running(scene, count, None, None, None)
        if period is not None and near and is_nearer(near[0][0], period, span):
            period = None
        if count.unit in _REPORTS:
            about = campaign or self._recent_campaign(scene, span, carries)
            tally = count.tally or (
                Tally.CUMULATIVE if period or (carries and not assessed) else Tally.PERIOD
            )
            return Placed(count, about, tally, assessed, scene)
        is_open = count.tally in _OPEN or period is not None or assessed is not None
        if is_open and not (
            specific and campaign is None and period is None and not assessed and count.tally is None
        ):
            bare = count.tally == Tally.CUMULATIVE and period is None and campaign is None and not assessed
            bare = bare and not is_beyond(scene, count)
            if bare and (specific or (self._gatherer.current and not self._gatherer.campaigns)):
                return self._one(scene, count, specific)
            if self._is_of_event(scene, count, campaign, period, assessed):
                return self._one(scene, count, specific)
            if count.tally == Tally.STANDING and specific is None and campaign is None and period is None:
                return Placed(count, self._campaign_from(scene, span, None), Tally.STANDING, None, scene)
            return self._running(scene, count, campaign, period, assessed)
        if specific is not None and not exceeds(count, near):
            return self._one(scene, count, specific)
        month = month_of(scene, span)
        if campaign is None and month is not None and month is not assessed:
            return self._running(scene, count, None, month, None)
        if campaign is not None:
            return Placed(count, campaign, count.tally or Tally.PERIOD, assessed, scene)
        if self._is_overall(scene, count):
            return self._running(scene, count, None, None, None)
        return self._one(scene, count, None)

    def _summed_before(self, scene: Scene) -> Happening | None:
        """ "In the same period ...", "They killed ..." behind a number of strikes: what was summed up."""
        last, where = self._last, (scene.sentence.start, scene.sentence.end)
        if last is None or last.about is None or not last.about.campaign:
            return None
        by_them = last.count.unit == Unit.STRIKES and self._words.by_them.match(scene.folded, *where)
        return last.about if by_them or self._words.same_period.match(scene.folded, *where) else None

    def _is_overall(self, scene: Scene, count: Count) -> bool:
        """Whether the words count beyond one event: "the number of civilians killed by the coalition"."""
        words = scene.folded[scene.sentence.start : scene.sentence.end]
        many = (count.value or count.min or 0) >= MANY
        if not (many or self._words.overall.search(words)) or self._words.here.search(words):
            return False
        current = self._gatherer.current
        return not (current is not None and is_on_its_day(scene, current))

    def _is_of_event(
        self,
        scene: Scene,
        count: Count,
        campaign: Happening | None,
        period: DateMention | None,
        assessed: DateMention | None,
    ) -> bool:
        """ "three more wounded were found", "five people trapped in the wreckage": wordings of one event."""
        if campaign or period or assessed or self._gatherer.current is None:
            return False
        if count.tally == Tally.WITHDRAWAL:
            return False  # what is taken out of a count is no harm of the event
        if count.tally == Tally.ADDITION:
            return not self._gatherer.campaigns
        words = scene.folded[scene.sentence.start : scene.sentence.end]
        lasts = self._words.lasting.search(words) is not None and count.unit != Unit.MISSING
        return count.tally == Tally.STANDING and not lasts

    def _one(self, scene: Scene, count: Count, happening: Happening | None) -> Placed:
        """A figure of one event: that of the sentence, else the one under discussion, else a new one."""
        gatherer = self._gatherer
        span = Span(count.start, count.end)
        if happening is None and scene.sentence.block == BlockKind.RELATED_LINK:
            return Placed(count, None, Tally.ONE_EVENT, None, scene)
        about = happening or gatherer.current or (gatherer.happenings[0] if gatherer.happenings else None)
        if happening is None:
            about = self._aimed_at(scene, span) or about
        place = place_behind(scene, span) or (place_of_its_own(scene, span) if happening is None else None)
        came = self._words.received.search(scene.folded, scene.sentence.start, scene.sentence.end)
        if happening is None and about is not None and came is None and is_other_day(scene, about):
            about = next((h for h in gatherer.happenings if is_on_its_day(scene, h)), None)
        if place is not None and about is not None and gatherer.same.is_elsewhere(place, about):
            about = None
        if about is not None and is_one_of_several(scene, about):
            about = self._part_of(scene, span, about)
        if about is None and gatherer.campaigns and not scene.dates and narrowest_place(scene) is None:
            return Placed(count, gatherer.campaigns[-1], count.tally or Tally.PERIOD, None, scene)
        if about is None:
            about = self._new(scene, span, place or narrowest_place(scene))
        if about.harm_span is None and scene.sentence.block == BlockKind.BODY:
            about.harm_span = harm_span_of(scene, about, span)
        return Placed(count, about, Tally.ONE_EVENT, None, scene)

    def _new(self, scene: Scene, span: Span, place: Name | None, *, other_cause: bool = False) -> Happening:
        """An event that only the figure tells, from now on the one under discussion."""
        event = Happening(harm_span=clause_around(scene, span), place=place, other_cause=other_cause)
        event.date = next((d for d in scene.dates if d.precision == "day"), None)
        self._gatherer.happenings.append(event)
        self._gatherer.current = event
        return event

    def _is_of_other_cause(self, scene: Scene, span: Span, specific: Happening | None) -> bool:
        """ "Three days before the strike, a suicide bomber killed 170": not those of the strike."""
        about = specific or self._gatherer.current
        clause = clause_around(scene, span)
        if self._words.other_cause.search(scene.folded, clause.start, clause.end) is None:
            return False
        if specific is not None:
            specific.other_cause = not specific.strikes
        return about is None or bool(about.strikes)

    def _part_of(self, scene: Scene, span: Span, whole: Happening) -> Happening:
        """One of the strikes of a group, as far as its dead tell it; the group stays under discussion."""
        part = self._new(scene, span, whole.place)
        part.date, self._gatherer.current = whole.date, whole
        return part

    def _aimed_at(self, scene: Scene, span: Span) -> Happening | None:
        """ "34 people died in the mosque": the event whose target that was, where only one has it."""
        match = self._words.inside.search(scene.folded, span.end, scene.sentence.end)
        if match is None:
            return None
        noun = match["noun"].lower()
        found = [
            h
            for h in self._gatherer.happenings
            if h.target and noun in scene.folded[h.target.start : h.target.end].lower().split()
        ]
        return found[0] if len(found) == 1 else None

    def _strikes(
        self, scene: Scene, count: Count, near: list[tuple[Told, Happening | None]]
    ) -> Placed | None:
        """A number of strikes is the count of a strike group, or a figure about a campaign."""
        own = next(
            (
                h
                for t, h in near
                if t.span.start <= count.start < t.span.end or count.start <= t.head.start < count.end
            ),
            None,
        )
        if own is not None and not own.campaign:
            own.count = own.count or (count.value if count.value and count.value > 1 else None)
            return None
        about = own or self._campaign_from(scene, Span(count.start, count.end), period_of(scene, count))
        period = period_of(scene, count)
        open_ended = count.tally == Tally.CUMULATIVE or (period is not None and period.is_open)
        return Placed(count, about, Tally.CUMULATIVE if open_ended else Tally.PERIOD, None, scene)

    def _running(
        self,
        scene: Scene,
        count: Count,
        campaign: Happening | None,
        period: DateMention | None,
        assessed: DateMention | None,
    ) -> Placed:
        about = campaign or self._campaign_from(scene, Span(count.start, count.end), period)
        if about.period is None and period is not None:
            about.period = period
        tally = count.tally
        if tally is None or (
            tally == Tally.CUMULATIVE and period is not None and period.precision == "period"
        ):
            is_period = assessed is not None or (period is not None and not period.is_open)
            tally = Tally.PERIOD if is_period else Tally.CUMULATIVE
        return Placed(count, about, tally, assessed, scene)

    def _campaign_from(self, scene: Scene, span: Span, period: DateMention | None) -> Happening:
        """A campaign that only the figure's clause tells, in the words of the period or of the clause."""
        campaign = Happening(campaign=True, period=period)
        campaign.harm_span = Span(period.start, period.end) if period else clause_around(scene, span)
        campaign.place = narrowest_place(scene)
        self._gatherer.campaigns.append(campaign)
        return campaign

    def _recent_campaign(self, scene: Scene, span: Span, carries: bool) -> Happening:
        if carries and self._last is not None and self._last.about is not None and self._last.about.campaign:
            return self._last.about
        return self._campaign_from(scene, span, None)

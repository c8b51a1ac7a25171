"""Reckons each total of a series against what was told with it: which earlier total does it come from?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.resolve.arithmetic import Derivation, agreement, implied
from kg.resolve.bases import starts_fit
from kg.resolve.releases import COUNTED, Release, can_be_earlier, is_change, make_release, wider_nouns
from kg.resolve.tallies import TallyTold
from kg.vocab import Tally, Unit


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What was found, the earlier totals that it ties to the series, and totals with which news was told."""

    derivations: tuple[Derivation, ...] = ()
    joined: tuple[TallyTold, ...] = ()
    changed: frozenset[int] = frozenset()


class News:
    """What each body told, by article and by communication."""

    def __init__(
        self, told: Iterable[TallyTold], bodies: Mapping[str, str], origins: Mapping[str, str]
    ) -> None:
        self._origins = origins
        self._told: defaultdict[tuple[str, str], list[TallyTold]] = defaultdict(list)
        self._totals: defaultdict[tuple[str, int], list[TallyTold]] = defaultdict(list)
        for one in told:
            body = bodies[one.issuer]
            if one.tally is Tally.CUMULATIVE and one.unit in COUNTED and one.number is not None:
                self._totals[body, one.number].append(one)
            self._told[body, one.article].append(one)
            if one.statement in origins:
                self._told[body, origins[one.statement]].append(one)

    def of_article(self, article: str, body: str) -> Sequence[TallyTold]:
        """What the body told in one article."""
        return self._told.get((body, article), ())

    def totals(self, number: int, body: str) -> Sequence[TallyTold]:
        """Totals so far of this number that the body tells, of anything that can be added."""
        return self._totals.get((body, number), ())

    def beside(self, totals: Iterable[TallyTold], body: str) -> list[TallyTold]:
        """What other articles have of the communications in which these totals were told."""
        origins = {self._origins[t.statement] for t in totals if t.statement in self._origins}
        return [one for origin in sorted(origins) for one in self._told[body, origin]]


def reckon(totals: Sequence[TallyTold], news: News, *, body: str, unit: Unit) -> Reckoned:
    """What arithmetic makes of the totals of one basis; nothing in units that cannot be added."""
    if unit not in COUNTED:
        return Reckoned()
    told = _Totals(totals)
    derived: list[Derivation] = []
    joined: dict[str, TallyTold] = {}
    changed: set[int] = set()
    for number in sorted(told.by_number):
        scene = _Scene(number, told, news, body)
        joined |= {one.statement: one for one in scene.same_total()}
        if not scene.changes:
            continue
        if scene.is_newest:
            changed.add(number)
        agrees = agreement(scene.release(scene.articles), scene.find_earlier, unit)
        if agrees is not None:
            derived.append(agrees)
            joined |= {one.statement: one for one in scene.telling(agrees.addends[0].number)}
        elif scene.alone:
            follows = implied(scene.release(scene.alone), scene.is_told, unit)
            derived += [follows] if follows is not None else []
    return Reckoned(tuple(derived), tuple(joined[name] for name in sorted(joined)), frozenset(changed))


class _Totals:
    """The totals of a basis that arithmetic can use, by number and by article."""

    def __init__(self, totals: Iterable[TallyTold]) -> None:
        self.by_number: defaultdict[int, list[TallyTold]] = defaultdict(list)
        self.of_article: defaultdict[str, dict[int, TallyTold]] = defaultdict(dict)
        self.first: dict[int, TallyTold] = {}
        self.statements = {one.statement for one in totals}
        for one in sorted(totals, key=lambda one: (one.told or date.max, one.article, one.at, one.statement)):
            if one.number is not None:
                self.by_number[one.number].append(one)
                self.of_article[one.article].setdefault(one.number, one)
                self.first.setdefault(one.number, one)


class _Scene:
    """One number of a basis, with what its body told in the articles that have it."""

    def __init__(self, number: int, told: _Totals, news: News, body: str) -> None:
        self._number, self._told, self._news, self._body = number, told, news, body
        self._tellings = told.by_number[number]
        own: defaultdict[str, list[TallyTold]] = defaultdict(list)
        for one in self._tellings:
            own[one.article].append(one)
        self.articles = sorted(own)
        self._own = {article: self._changes(own[article]) for article in self.articles}
        self._beside = self._changes_beside()
        self.changes = [*(one for own in self._own.values() for one in own), *self._beside]
        self.alone = [article for article in self.articles if len(told.of_article[article]) == 1]
        newest = [article for article in self.articles if max(told.of_article[article]) == number]
        self.is_newest = bool(self._beside) or any(self._own[article] for article in newest)
        self._candidates = self._find_candidates()

    def release(self, articles: Sequence[str]) -> Release:
        """The total as told in these articles, with all that was told with it there."""
        changes = [*(one for article in articles for one in self._own[article]), *self._beside]
        near = (one for article in articles for one in self._news.of_article(article, self._body))
        tallies = {one.unit for one in near if one.tally is Tally.CUMULATIVE}
        return make_release(self._total(set(articles)), changes, tallies=tallies)

    def find_earlier(self, number: int) -> TallyTold | None:
        """What can be the total before: one of the same articles first, else one told no later."""
        if number == self._number:
            return None
        for article in self.articles:
            if number in self._told.of_article[article]:
                return self._told.of_article[article][number]
        candidates = self.telling(number)
        if candidates:
            return candidates[0]
        other, day = self._told.first.get(number), self._tellings[0].told
        return other if other is None or not _is_later(other.told, day) else None

    def telling(self, number: int | None) -> list[TallyTold]:
        """Earlier totals of this number, told beside this one, that are of no series so far."""
        return self._candidates.get(number, []) if number is not None else []

    def same_total(self) -> list[TallyTold]:
        """The number itself where the body tells it in a wider noun: one count does not change with it."""
        total = self._tellings[0]
        return [
            one
            for one in self._news.totals(self._number, self._body)
            if one.unit in wider_nouns(total.unit)
            and not one.part
            and one.people == total.people
            and starts_fit(one.first, total.first)
        ]

    def is_told(self, number: int) -> bool:
        """True where the body tells this total anywhere."""
        return number in self._candidates or bool(self._news.totals(number, self._body))

    def _changes(self, totals: Sequence[TallyTold]) -> list[TallyTold]:
        near = self._news.of_article(totals[0].article, self._body)
        return [one for one in near if any(is_change(one, total) for total in totals)]

    def _changes_beside(self) -> list[TallyTold]:
        """Those of articles that have the communication, but no total of this basis."""
        near = self._news.beside(self._tellings, self._body)
        return [
            one
            for one in near
            if one.article not in self._told.of_article and is_change(one, self._tellings[0])
        ]

    def _find_candidates(self) -> dict[int, list[TallyTold]]:
        found: defaultdict[int, list[TallyTold]] = defaultdict(list)
        total = self._tellings[0]
        near = (one for article in self.articles for one in self._news.of_article(article, self._body))
        for one in near:
            if one.number is None or one.statement in self._told.statements or not can_be_earlier(one, total):
                continue
            found[one.number].append(one)
        return {
            number: sorted(same, key=lambda one: one.unit != total.unit) for number, same in found.items()
        }

    def _total(self, articles: Collection[str]) -> TallyTold:
        """The telling that goes best with what was told with it: most of it in its own article and words."""
        tellings = [one for one in self._tellings if one.article in articles]
        first = min(tellings, key=self._rank_of_article).article
        return min((one for one in tellings if one.article == first), key=self._rank_in_article)

    def _rank_of_article(self, told: TallyTold) -> tuple[object, ...]:
        own = self._own[told.article]
        alike = {(change.tally, change.number) for change in own if change.unit == told.unit}
        amounts = {(change.tally, change.number) for change in own}
        return -len(alike), -len(amounts), told.published or told.told or date.max, told.article

    def _rank_in_article(self, told: TallyTold) -> tuple[object, ...]:
        own = self._own[told.article]
        away = min((abs(change.at - told.at) for change in own), default=0)
        return not any(c.passage == told.passage for c in own), away, told.figure, told.statement


def _is_later(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other

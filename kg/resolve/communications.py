"""Finds the release or talk behind statements of several articles: a body, a day, the same figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kg.ids import short_hash
from kg.registry import Registry
from kg.resolve.origins import Mark, body_of, is_telling, marks, runs
from kg.resolve.results import Communication
from kg.resolve.told import StatementTold

_SOON: Final = timedelta(days=31)
"""Articles of a month tell of one release; a number that is told again later may come from a later one."""
_TOGETHER: Final = timedelta(days=7)
_UNDATED: Final = "undated"
Said = Mapping[str, Sequence[StatementTold]]
"""All statements by article."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What one article gives of one body and day; a statement without a day is a unit of its own."""

    name: str
    article: str
    body: str
    day: date | None
    told: tuple[StatementTold, ...]
    marks: frozenset[Mark]

    @property
    def published(self) -> date | None:
        """When the article was published."""
        return self.told[0].published

    @property
    def first(self) -> date | None:
        """The first day on which it can have been said; None where that is open."""
        return self.told[0].first

    @property
    def last(self) -> date | None:
        """The last day; None where that is open."""
        return self.told[0].last


class _Release:
    """One communication while it is put together."""

    def __init__(self, units: Sequence[_Unit]) -> None:
        self.day = units[0].day
        self.bodies = sorted({unit.body for unit in units})
        self.told = [statement for unit in units for statement in unit.told]
        self.marks = {mark for unit in units for mark in unit.marks}

    @property
    def name(self) -> str:
        """The smallest name among its statements."""
        return min(statement.path for statement in self.told)

    @property
    def articles(self) -> set[str]:
        """The articles that carry it."""
        return {statement.article for statement in self.told}

    def is_of(self, body: str, registry: Registry) -> bool:
        """True where the body is one of its issuers, or tied to one."""
        return any(body == one or registry.related(body, one) for one in self.bodies)

    def add(self, told: Iterable[StatementTold]) -> None:
        """Takes more statements in."""
        for statement in told:
            self.told.append(statement)
            self.marks |= marks(statement)

    def grow(self, every: Said, taken: set[str], registry: Registry) -> None:
        """Takes in what else its articles have of it: of its issuers and without a day of its own.

        Such a statement shares any figure or six words with another of the articles, or its passage with one
        that does: one run of words gives several statements, and only one of them has the figure.
        """
        taken.update(statement.path for statement in self.told)
        mine = [
            statement
            for article in sorted(self.articles)
            for statement in every[article]
            if not statement.dated
            and statement.path not in taken
            and (body := body_of(statement.issuer, registry)) is not None
            and self.is_of(body, registry)
        ]
        carriers: defaultdict[Mark, set[str]] = defaultdict(set)
        for article in sorted(self.articles):
            for statement in every[article]:
                for run in runs(statement.text):
                    carriers[run].add(article)
        for statement in (*self.told, *mine):
            for mark in marks(statement):
                carriers[mark].add(statement.article)
        alike = [
            statement
            for statement in mine
            if any(len(carriers[mark]) > 1 for mark in (*marks(statement), *runs(statement.text)))
        ]
        passages = {(_passage(statement), statement.issuer) for statement in (*self.told, *alike)}
        self.add(statement for statement in mine if (_passage(statement), statement.issuer) in passages)
        taken.update(statement.path for statement in self.told)


def find_communications(statements: Iterable[StatementTold], registry: Registry) -> tuple[Communication, ...]:
    """Communications that at least two articles carry, sorted by path; each statement in at most one.

    What an article gives of one body and day is one release. Releases of two articles are one where the
    bodies are the same or tied by the registry and a figure or a run of words is the same. A statement
    that its article does not date joins the release of that month whose figure or words it has; where no
    article has a day, what articles of one week share is one communication without a day.
    """
    ordered = sorted(statements, key=lambda statement: statement.path)
    every: defaultdict[str, list[StatementTold]] = defaultdict(list)
    for statement in ordered:
        every[statement.article].append(statement)
    taken: set[str] = set()
    found = [_Release(group) for group in _groups(_dated(ordered, registry), registry)]
    for release in found:
        if len(release.articles) > 1:
            release.grow(every, taken, registry)
    open_ones = _undated(ordered, registry)
    while joined := _joined(found, [unit for unit in open_ones if unit.name not in taken], registry):
        taken.update(statement.path for release in joined for statement in release.told)
        for release in joined:
            release.grow(every, taken, registry)
    for group in _groups([unit for unit in open_ones if unit.name not in taken], registry):
        release = _Release(group)
        if len(release.articles) > 1:
            release.grow(every, taken, registry)
            found.append(release)
    carried = (release for release in found if len(release.articles) > 1)
    return tuple(sorted(map(_communication, carried), key=lambda item: item.path))


def _dated(ordered: Sequence[StatementTold], registry: Registry) -> list[_Unit]:
    dated: defaultdict[tuple[str, date, str], list[StatementTold]] = defaultdict(list)
    for statement in ordered:
        body = body_of(statement.issuer, registry)
        if body is not None and statement.day is not None:
            dated[statement.article, statement.day, body].append(statement)
    found = []
    for (article, day, body), told in dated.items():
        has = frozenset(mark for statement in told for mark in marks(statement))
        found.append(_Unit(told[0].path, article, body, day, tuple(told), has))
    return sorted(found, key=lambda unit: unit.name)


def _undated(ordered: Sequence[StatementTold], registry: Registry) -> list[_Unit]:
    """Statements of known bodies without one day, with a mark that says by itself where it comes from."""
    found = []
    for statement in ordered:
        body = body_of(statement.issuer, registry)
        has = frozenset(filter(is_telling, marks(statement)))
        open_day = not statement.dated or (statement.day is None and statement.last is not None)
        if body is not None and open_day and has:
            found.append(_Unit(statement.path, statement.article, body, None, (statement,), has))
    return found


def _groups(units: Sequence[_Unit], registry: Registry) -> Iterator[list[_Unit]]:
    """Units that are one, sorted; a unit that goes with no other is a group of its own."""
    root = {unit.name: unit.name for unit in units}

    def top(name: str) -> str:
        while root[name] != name:
            root[name] = name = root[root[name]]
        return name

    by_mark: defaultdict[tuple[date | None, Mark], list[_Unit]] = defaultdict(list)
    for unit in units:
        for mark in unit.marks:
            by_mark[unit.day, mark].append(unit)
    for sharing in by_mark.values():
        for one, other in _tied(sharing, registry):
            low, high = sorted((top(one.name), top(other.name)))
            root[high] = low
    groups: defaultdict[str, list[_Unit]] = defaultdict(list)
    for unit in units:
        groups[top(unit.name)].append(unit)
    yield from groups.values()


def _tied(sharing: Sequence[_Unit], registry: Registry) -> Iterator[tuple[_Unit, _Unit]]:
    """Of units with one mark those that are one; each is held against the first few of each body only."""
    first: defaultdict[str, list[_Unit]] = defaultdict(list)
    for unit in sharing:
        for body, others in first.items():
            if body == unit.body or registry.related(body, unit.body):
                yield from ((other, unit) for other in others if _together(other, unit))
        if not any(_together(other, unit) for other in first[unit.body]):
            first[unit.body].append(unit)


def _together(a: _Unit, b: _Unit) -> bool:
    """True for one day; without a day, for articles of one week, or for more than one mark in common."""
    if a.day is not None:
        return True
    if a.first is not None and b.last is not None and a.first > b.last:
        return False
    if b.first is not None and a.last is not None and b.first > a.last:
        return False
    if a.published is None or b.published is None:
        return len(a.marks & b.marks) > 1
    return abs(a.published - b.published) <= _TOGETHER


def _joined(found: Sequence[_Release], open_ones: Sequence[_Unit], registry: Registry) -> list[_Release]:
    """Lets each undated unit join the release it fits best; the releases that grew by it, sorted."""
    by_mark: defaultdict[Mark, list[_Release]] = defaultdict(list)
    for release in found:
        if release.day is not None:
            for mark in release.marks:
                by_mark[mark].append(release)
    best = [(unit, _release_of(unit, by_mark, registry)) for unit in open_ones]
    grown: dict[str, _Release] = {}
    for unit, fitting in best:
        if fitting is not None:
            grown[fitting.name] = fitting
            fitting.add(unit.told)
    return [grown[name] for name in sorted(grown)]


def _release_of(
    unit: _Unit, by_mark: Mapping[Mark, Sequence[_Release]], registry: Registry
) -> _Release | None:
    """The dated release that an undated statement fits best: most marks, then the latest day before it."""
    fits = [
        release
        for mark in sorted(unit.marks, key=str)
        for release in by_mark.get(mark, ())
        if release.day is not None
        and release.articles != {unit.article}
        and release.is_of(unit.body, registry)
        and (unit.first or release.day) <= release.day <= (unit.last or release.day)
        and _follows(unit, release, release.day)
    ]
    return max(fits, key=lambda r: (len(unit.marks & r.marks), r.day or date.min, r.name), default=None)


def _follows(unit: _Unit, release: _Release, day: date) -> bool:
    """True where the article came out within the week after the release, or the month if more is shared."""
    if unit.published is None:
        return True
    return day <= unit.published <= day + (_SOON if len(unit.marks & release.marks) > 1 else _TOGETHER)


def _passage(statement: StatementTold) -> str:
    return statement.path.rpartition("-")[0]


def _communication(release: _Release) -> Communication:
    paths = tuple(sorted(statement.path for statement in release.told))
    carriers: defaultdict[Mark, set[str]] = defaultdict(set)
    for statement in release.told:
        for mark in marks(statement):
            carriers[mark].add(statement.article)
    both = [mark for mark, articles in carriers.items() if len(articles) > 1]
    figures = sorted(mark[0] for mark in both if isinstance(mark[0], int))
    said = [f"{len(release.articles)} articles tell of it"]
    if figures:
        said.append(f"the same figures: {', '.join(map(str, figures[:5]))}")
    if len(figures) < len(both):
        said.append("the same words")
    published = [statement.published for statement in release.told if statement.published is not None]
    firsts = [statement.first for statement in release.told if statement.first is not None]
    lasts = [statement.last for statement in release.told if statement.last is not None]
    first = release.day if release.day is not None else max(firsts, default=None)
    last = release.day if release.day is not None else min((*lasts, *published), default=None)
    return Communication(
        f"communication/{last or _UNDATED}-{short_hash(paths[0])}",
        first,
        last,
        tuple(release.bodies),
        paths,
        len(release.articles),
        "; ".join(said),
    )

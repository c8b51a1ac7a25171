"""Finds the release behind statements of several articles: one day, one issuer, the same figures or words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from kg.ids import short_hash
from kg.registry import Person, Registry
from kg.resolve.results import Communication
from kg.resolve.told import StatementTold
from kg.text import fold
from kg.vocab import Unit

_WORDS_ALIKE: Final = 6
"""So many words in a row that two articles have from one release, not by chance."""
_FEWEST_WORDS: Final = 4
_WORD: Final = re.compile(r"\w+")

Mark = tuple[int, Unit] | tuple[str, ...]
Told = tuple[str, date, str]


def find_communications(statements: Iterable[StatementTold], registry: Registry) -> tuple[Communication, ...]:
    """Communications that at least two articles carry, sorted by path; each statement in at most one.

    What an article gives of one body and day is one release. Releases of two articles are one where the
    bodies are the same or tied by the registry and a figure or a run of words is the same. Undated
    statements of such a body join where another of the articles has their figure or words too.
    """
    ordered = sorted(statements, key=lambda statement: statement.path)
    bodies = {name: body_of(name, registry) for name in {statement.issuer for statement in ordered}}
    releases: defaultdict[Told, list[StatementTold]] = defaultdict(list)
    undated: defaultdict[str, list[StatementTold]] = defaultdict(list)
    for statement in ordered:
        body = bodies[statement.issuer]
        if body is None:
            continue
        if statement.day is not None:
            releases[statement.article, statement.day, body].append(statement)
        elif not statement.dated:
            undated[statement.article].append(statement)
    taken: set[str] = set()
    found = []
    for group in _joined(releases, registry):
        told = [statement for name in group for statement in releases[name]]
        told += _undated(group, told, undated, bodies, registry)
        told = [statement for statement in told if statement.path not in taken]
        taken.update(statement.path for statement in told)
        found.append(_communication(group, told))
    return tuple(sorted(found, key=lambda item: item.path))


def body_of(issuer: str, registry: Registry) -> str | None:
    """The body behind an issuer of the registry; None for those who stand only in one article."""
    row = registry.row(issuer)
    if isinstance(row, Person) and row.organisation is not None:
        return row.organisation
    return issuer if row is not None else None


def marks(statement: StatementTold) -> frozenset[Mark]:
    """What shows that two statements have one origin: a figure, or runs of quoted words."""
    found: set[Mark] = set()
    if statement.figure is not None:
        found.add(statement.figure)
    if statement.quote is not None:
        words = _WORD.findall(fold(statement.quote).lower())
        if _FEWEST_WORDS <= len(words) < _WORDS_ALIKE:
            found.add(tuple(words))
        for start in range(len(words) - _WORDS_ALIKE + 1):
            found.add(tuple(words[start : start + _WORDS_ALIKE]))
    return frozenset(found)


def _joined(releases: dict[Told, list[StatementTold]], registry: Registry) -> Iterator[tuple[Told, ...]]:
    """Groups of releases that are one, each over at least two articles, sorted."""
    carrying: defaultdict[tuple[date, Mark], list[Told]] = defaultdict(list)
    for name in sorted(releases):
        for mark in {mark for statement in releases[name] for mark in marks(statement)}:
            carrying[name[1], mark].append(name)
    root = {name: name for name in releases}

    def top(name: Told) -> Told:
        while root[name] != name:
            root[name] = name = root[root[name]]
        return name

    for names in carrying.values():
        first = {
            body: name for article, _, body in reversed(names) for name in [(article, names[0][1], body)]
        }
        for name in names:
            for body, other in first.items():
                if body == name[2] or registry.related(body, name[2]):
                    low, high = sorted((top(name), top(other)))
                    root[high] = low
    groups: defaultdict[Told, list[Told]] = defaultdict(list)
    for name in sorted(releases):
        groups[top(name)].append(name)
    for group in groups.values():
        if len({article for article, _, _ in group}) > 1:
            yield tuple(group)


def _undated(
    group: Sequence[Told],
    told: Sequence[StatementTold],
    undated: dict[str, list[StatementTold]],
    bodies: dict[str, str | None],
    registry: Registry,
) -> list[StatementTold]:
    issuers = sorted({body for _, _, body in group})
    tied = {
        body
        for body in {body for body in bodies.values() if body is not None}
        if any(body == issuer or registry.related(body, issuer) for issuer in issuers)
    }
    articles = sorted({article for article, _, _ in group})
    open_ones = [s for article in articles for s in undated.get(article, ()) if bodies[s.issuer] in tied]
    carriers: defaultdict[Mark, set[str]] = defaultdict(set)
    for statement in (*told, *open_ones):
        for mark in marks(statement):
            carriers[mark].add(statement.article)
    shared = [s for s in open_ones if any(len(carriers[mark]) > 1 for mark in marks(s))]
    # One run of words gives several statements, and only one of them has the figure.
    passages = {(_passage(s), s.issuer) for s in (*told, *shared)}
    return [s for s in open_ones if (_passage(s), s.issuer) in passages]


def _passage(statement: StatementTold) -> str:
    return statement.path.rpartition("-")[0]


def _communication(group: Sequence[Told], told: Sequence[StatementTold]) -> Communication:
    paths = tuple(sorted(statement.path for statement in told))
    carriers: defaultdict[Mark, set[str]] = defaultdict(set)
    for statement in told:
        for mark in marks(statement):
            carriers[mark].add(statement.article)
    shared = [mark for mark, articles in carriers.items() if len(articles) > 1]
    figures = sorted(mark for mark in shared if isinstance(mark[0], int))
    articles = len({article for article, _, _ in group})
    said = [f"{articles} articles tell of it"]
    if figures:
        said.append(f"the same figures: {', '.join(str(figure[0]) for figure in figures[:5])}")
    if len(figures) < len(shared):
        said.append("the same words")
    return Communication(
        f"communication/{group[0][1]}-{short_hash(paths[0])}",
        group[0][1],
        tuple(sorted({body for _, _, body in group})),
        paths,
        articles,
        "; ".join(said),
    )

"""Finds figures that are told again with another bound, noun, source or hedge."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Final

import networkx as nx

from kg.analysis.drift_rows import Change, Drift
from kg.analysis.passages import in_order
from kg.analysis.propositions import is_one_release, pairs_of_one
from kg.analysis.tellings import Noun, Telling, read_tellings
from kg.model import Who
from kg.queries import Result
from kg.registry import Registry
from kg.vocab import Qualifier

Aspect = Hashable
_READ: Final[Mapping[Change, Callable[[Telling], Aspect]]] = {
    Change.BOUND: lambda told: (told.qualifier, told.value),
    Change.NOUN: lambda told: told.noun,
    Change.SOURCE: lambda told: "voice" if told.voice else "attributed",
    Change.HEDGE: lambda told: (told.is_open, told.certainty),
}
_VOICE: Final = "the article's own voice"


def drift_of_figures(result: Result, registry: Registry) -> tuple[tuple[Drift, ...], ...]:
    """Cases, each the pairs of tellings of one figure that differ, from the answer of wording-of-figures.

    Within one article only its headline is held against its body. Across articles nothing is lost that
    the other article tells elsewhere; an article that leaves the source to its body has it.

    Raises:
        QueryError: the answer is not one of wording-of-figures.
    """
    told = {telling.at.statement + f" {telling.value}": telling for telling in read_tellings(result)}
    names = {id(telling): name for name, telling in told.items()}
    graph: nx.Graph[str] = nx.Graph()
    for one, other in pairs_of_one(told.values(), registry):
        graph.add_edge(names[id(one)], names[id(other)])
    cases = []
    for members in nx.connected_components(graph):
        case = tuple(_drifts({name: told[name] for name in sorted(members)}, graph))
        cases.append(case)
    return tuple(case for case in cases if case)


def _drifts(case: Mapping[str, Telling], graph: "nx.Graph[str]") -> Iterator[Drift]:
    """Each telling beside the fullest that it differs from, one row for each kind of change."""
    bodies: defaultdict[tuple[str, Change], set[Aspect]] = defaultdict(set)
    for telling in case.values():
        if not telling.headline:
            for change, read in _READ.items():
                bodies[telling.at.article, change].add(read(telling))
    for name, other in case.items():
        partners = _partners(name, case, graph)
        for change in _READ:
            fuller = [one for one in partners if _fullness(one, change) < _fullness(other, change)]
            changed = [one for one in fuller if _is_changed(one, other, change, bodies)]
            if changed:
                yield _row(min(changed, key=partial(_choice, other=other, change=change)), other, change)


def _partners(name: str, case: Mapping[str, Telling], graph: "nx.Graph[str]") -> list[Telling]:
    """Those known to tell the same; for a headline also what its body is known to tell again."""
    names = set(graph[name])
    if case[name].headline:
        names |= {far for near in set(names) if not case[near].headline for far in graph[near]}
    return [case[near] for near in sorted(names - {name})]


def _fullness(told: Telling, change: Change) -> tuple[bool, int, date, str, int, str]:
    """Smaller is fuller: the body before the headline, then what says more, then the earlier."""
    at = told.at
    return (
        told.headline,
        _less(told, change),
        at.published or date.max,
        at.article,
        at.start,
        at.statement,
    )


def _choice(one: Telling, *, other: Telling, change: Change) -> tuple[bool, int, bool, tuple[object, ...]]:
    """The fullest first; of those that say as much, the one of the same article."""
    fullness = _fullness(one, change)
    return fullness[0], fullness[1], one.at.article != other.at.article, fullness


def _less(told: Telling, change: Change) -> int:
    if change is Change.BOUND:
        return int(told.qualifier is Qualifier.EXACTLY)
    if change is Change.NOUN:
        return int(told.noun.harm == "harmed") + int(told.noun.who in (None, Who.PEOPLE))
    if change is Change.SOURCE:
        return int(told.voice)
    return 0 if told.is_open else 1 if told.certainty is not None else 2


def _is_changed(
    one: Telling, other: Telling, change: Change, bodies: Mapping[tuple[str, Change], set[Aspect]]
) -> bool:
    same = one.at.article == other.at.article
    if same and not other.headline:
        return False
    ours, theirs = _READ[change](one), _READ[change](other)
    here, there = bodies.get((one.at.article, change), set()), bodies.get((other.at.article, change), set())
    if not _differ(ours, theirs) or _holds(here, theirs):
        return False
    if change is Change.SOURCE:
        # A source cannot get lost on the way to an article that was there before.
        return not _holds(there, ours) and in_order(one.at, other.at)
    if same:
        return True
    if not is_one_release(one, other) and _may_be_news(one, other, change):
        return False
    return not _holds(there, ours) or (other.headline and not _holds(there, theirs))


def _may_be_news(one: Telling, other: Telling, change: Change) -> bool:
    """Whether the change can be what became known meanwhile: a toll that grew, a claim that was confirmed."""
    if change is Change.BOUND:
        later = not in_order(other.at, one.at)
        return not in_order(one.at, other.at) or (later and other.qualifier is not Qualifier.EXACTLY)
    if change is Change.HEDGE:
        return one.as_of is None or other.as_of is None or abs((one.as_of - other.as_of).days) > 1
    return False


def _differ(ours: Aspect, theirs: Aspect) -> bool:
    if isinstance(ours, Noun) and isinstance(theirs, Noun):
        return ours.differs(theirs)
    return ours != theirs


def _holds(told: set[Aspect], aspect: Aspect) -> bool:
    return any(not _differ(known, aspect) for known in told)


def _row(one: Telling, other: Telling, change: Change) -> Drift:
    if one.at.article != other.at.article and not in_order(one.at, other.at):
        one, other = other, one
    what = f"{_shown(one, change)} -> {_shown(other, change)}"
    return Drift(change, what, one.at, other.at)


def _shown(told: Telling, change: Change) -> str:
    """The telling in our own words, as far as this change concerns it."""
    number = f"{_spaced(told.qualifier)} {told.value} {_counted(told)}"
    if change is Change.SOURCE:
        return f"{number}, {_VOICE if told.voice else f'according to {told.speaker}'}"
    if change is Change.HEDGE:
        sure = "left open" if told.is_open else told.certainty or "without a hedge"
        return f"{number}, {sure}"
    return number


def _counted(told: Telling) -> str:
    if told.noun.harm not in ("killed", "harmed"):
        return _spaced(told.unit)
    return f"{told.noun.who or ''} {told.noun.harm}".strip()


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)

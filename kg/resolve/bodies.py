"""Finds which bodies and outlets of several articles are one: by names that only one body can have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from kg.registry import Registry
from kg.resolve.body_names import BodyName, acronym_of, initials_of, is_common, name_of_body, row_named
from kg.resolve.gathering import Gathered, Link, Verdict, gather, link_of
from kg.resolve.rulings import Pair, Ruling
from kg.resolve.told_agents import AgentKind, AgentTold
from kg.vocab import Outcome

_NAMED_ALIKE: Final = Verdict(Outcome.JOINED, 0.95, "the same name, which is not of one or two common words")
_ELSEWHERE: Final = Verdict(
    Outcome.CANDIDATE, 0.5, "perhaps the same: the same name; although they spoke of different countries"
)
_OPEN_COUNTRY: Final = Verdict(
    Outcome.CANDIDATE, 0.5, "perhaps the same: the same name, which bodies of several countries have"
)
_COMMON_NAME: Final = Verdict(
    Outcome.CANDIDATE, 0.4, "perhaps the same: the same common name, in articles on one event"
)
_ONE_WORD: Final = Verdict(Outcome.CANDIDATE, 0.5, "perhaps the same: the same name, of one word")
_OUTLETS: Final = Verdict(
    Outcome.CANDIDATE, 0.5, "perhaps the same: outlets of the same name, which others may have too"
)
_INITIALS: Final = Verdict(Outcome.CANDIDATE, 0.5, "perhaps the same: one name has the initials of the other")
_ROW_NAMED: Final = Verdict(Outcome.JOINED, 0.95, "the registry has this name for this body alone")
_LONG: Final = 3
"""No two outlets have the same name of so many words, common as they may be."""
_READINGS: Final = 3
"""An acronym is held against so many names of which it has the initials."""
ByName = Mapping[BodyName, Sequence[AgentTold]]


def rows_of(agents: Iterable[AgentTold], registry: Registry) -> list[Link]:
    """The bodies that have the name of one row of the registry; ``one`` is the body, ``other`` the row."""
    named = ((agent.path, row_named(agent.name, registry)) for agent in agents)
    return [Link(path, row, _ROW_NAMED) for path, row in named if row is not None]


def is_body(agent: AgentTold) -> bool:
    """True for bodies and outlets."""
    return agent.kind != AgentKind.PERSON


def link_bodies(
    told: Mapping[str, AgentTold],
    registry: Registry,
    on: Mapping[str, frozenset[str]],
    rulings: Mapping[Pair, Ruling],
) -> tuple[Gathered, list[Link]]:
    """Groups of bodies that are one, and the links that wait for a person.

    ``on`` has the events that each article tells of and others too. A body that publishes is the body
    that is named elsewhere.
    """
    by_name: defaultdict[BodyName, list[AgentTold]] = defaultdict(list)
    for path in sorted(told):
        by_name[name_of_body(told[path].name)].append(told[path])
    joins: list[Link] = []
    asked: list[Link] = []
    for name in sorted(by_name):
        for link in _alike(name, by_name[name], registry, on):
            (joins if link.verdict.outcome == Outcome.JOINED else asked).append(link)
    asked += _acronyms(by_name)
    return gather(joins, rulings, _OfBodies()), asked


class _OfBodies:
    """Bodies of one name exclude nothing."""

    def kind(self, path: str) -> str:
        """All are of one kind."""
        return ""

    def exclude(self, one: str, other: str) -> bool:
        """Never."""
        return False

    def article(self, path: str) -> None:
        """None: an article may have a body as its publisher and as a speaker."""
        return


def _alike(
    name: BodyName, agents: Sequence[AgentTold], registry: Registry, on: Mapping[str, frozenset[str]]
) -> Iterator[Link]:
    if not name:
        return
    outlets = all(agent.kind == AgentKind.OUTLET for agent in agents)
    if len(name) > 1 and (not is_common(name, registry) or (outlets and len(name) >= _LONG)):
        yield from _own_name(agents, registry)
    elif outlets:
        yield from _chain(agents, _OUTLETS)
    elif not is_common(name, registry):
        yield from _chain(agents, _ONE_WORD)
    else:
        by_event: defaultdict[str, list[AgentTold]] = defaultdict(list)
        for agent in agents:
            for event in on.get(agent.article, ()):
                by_event[event].append(agent)
        for event in sorted(by_event):
            yield from _chain(by_event[event], _COMMON_NAME)


def _own_name(agents: Sequence[AgentTold], registry: Registry) -> Iterator[Link]:
    """One body, unless some of the name spoke only of one country and others only of another."""
    regions: list[set[str]] = []
    of = {agent.path: countries(agent, registry) for agent in agents if agent.kind != AgentKind.OUTLET}
    for found in sorted({tuple(sorted(found)) for found in of.values() if found}):
        merged = set(found)
        for region in [region for region in regions if not region.isdisjoint(merged)]:
            merged |= region
            regions.remove(region)
        regions.append(merged)
    if len(regions) < 2:
        yield from _star(agents, _NAMED_ALIKE)
        return
    heads = []
    for region in sorted(regions, key=min):
        there = [agent for agent in agents if not region.isdisjoint(of.get(agent.path, frozenset()))]
        yield from _star(there, _NAMED_ALIKE)
        heads.append(there[0])
    yield from _chain(heads, _ELSEWHERE)
    for agent in agents:
        if not of.get(agent.path):
            yield link_of(heads[0].path, agent.path, _OPEN_COUNTRY)


def countries(agent: AgentTold, registry: Registry) -> frozenset[str]:
    """The countries of which the agent spoke."""
    found = (registry.country_of(place) for place in agent.places)
    return frozenset(country for country in found if country is not None)


def _star(agents: Sequence[AgentTold], verdict: Verdict) -> Iterator[Link]:
    for agent in agents[1:]:
        yield link_of(agents[0].path, agent.path, verdict)


def _chain(agents: Sequence[AgentTold], verdict: Verdict) -> Iterator[Link]:
    """Each with the next only: whoever answers one question gets the next when linking is done again."""
    for one, other in pairwise(agents):
        if one.article != other.article:
            yield link_of(one.path, other.path, verdict)


def _acronyms(by_name: ByName) -> Iterator[Link]:
    long: defaultdict[str, list[AgentTold]] = defaultdict(list)
    for name in sorted(by_name):
        for initials in initials_of(name):
            long[initials].append(by_name[name][0])
    for name in sorted(by_name):
        for agent in by_name[name]:
            letters = acronym_of(agent.name)
            if letters is not None:
                some = long.get(letters, ())[:_READINGS]
                yield from (link_of(agent.path, other.path, _INITIALS) for other in some)
                break

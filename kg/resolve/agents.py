"""Links people and bodies of several articles, with the reasons; what is ambiguous waits for a person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table

from kg.ids import short_hash
from kg.registry import Registry
from kg.resolve.bodies import is_body, link_bodies, rows_of
from kg.resolve.gathering import Gathered, Joined, Link, Verdict
from kg.resolve.holders import holders
from kg.resolve.people import People, link_people
from kg.resolve.results import AgentLinks, CanonicalAgent, CanonicalEvent, Mapping
from kg.resolve.rulings import Pair, Ruled, Ruling
from kg.resolve.told_agents import AgentTold
from kg.vocab import Outcome


def link_agents(
    agents: Iterable[AgentTold],
    registry: Registry,
    events: Iterable[CanonicalEvent] = (),
    ruled: Ruled | None = None,
) -> AgentLinks:
    """Canonical people and bodies, why each member is one of them, what was refused and what is open.

    What agrees with one row of the registry is joined to that row. ``events`` are those that several
    articles tell of; ``ruled`` are decisions of people, on names of articles, canonical ones or rows.
    Unnamed sources are never among the agents.
    """
    told = {agent.path: agent for agent in agents}
    shared = tuple(events)
    on = _articles(shared)
    found = _Found(told, _on_these(ruled or {}, told, registry))
    bodies = {path: agent for path, agent in told.items() if is_body(agent)}
    rest = found.to_rows(bodies, rows_of(bodies.values(), registry), registry)
    found.add(*link_bodies(rest, registry, on, found.rulings_among(rest)))
    people = {path: agent for path, agent in told.items() if not is_body(agent)}
    rest = found.to_rows(people, holders(people.values(), registry, found.names), registry)
    compared = People(rest, registry, bodies=found.names, events=_events(shared), on=on)
    found.add(*link_people(compared, found.rulings_among(rest)))
    return found.links()


def agent_path(member: str) -> str:
    """What several names of articles are called together, by the smallest of them; it holds no name."""
    return f"agent/{short_hash(member)}"


class _Found:
    """What is linked so far."""

    def __init__(self, told: Table[str, AgentTold], rulings: Table[Pair, Ruling]) -> None:
        self.names: dict[str, str] = {}
        """What a name of an article stands for: a row of the registry or a canonical agent."""
        self._told = told
        self._rulings = rulings
        self._agents: list[CanonicalAgent] = []
        self._mappings: dict[tuple[str, str], Mapping] = {}

    def rulings_among(self, agents: Table[str, AgentTold]) -> dict[Pair, Ruling]:
        """The rulings on two of these."""
        return {
            pair: ruling for pair, ruling in self._rulings.items() if all(path in agents for path in pair)
        }

    def to_rows(
        self, agents: Table[str, AgentTold], links: Iterable[Link], registry: Registry
    ) -> dict[str, AgentTold]:
        """Joins to rows of the registry what links or rulings join; what is left is returned."""
        by_ruling = dict(_to_rows(self._rulings, agents, registry))
        for path, (row, ruling) in by_ruling.items():
            verdict = Verdict(Outcome.JOINED, 1.0, f"decided: {ruling.reason}")
            self._join(path, row, Joined(verdict, ruling))
        for link in links:
            ruling_on = self._rulings.get(frozenset((link.one, link.other)))
            if link.one in by_ruling or ruling_on is not None:
                continue
            if link.verdict.outcome == Outcome.JOINED:
                self._join(link.one, link.other, Joined(link.verdict))
            else:
                self._put(link.one, link.other, Joined(link.verdict))
        return {path: agent for path, agent in agents.items() if path not in self.names}

    def add(self, gathered: Gathered, asked: Iterable[Link]) -> None:
        """Takes in groups of names that are one, and links that were refused or wait for a person."""
        for members in sorted(set(gathered.groups.values())):
            path = agent_path(members[0])
            self._agents.append(self._agent(path, members))
            for member in members:
                self._join(member, path, gathered.why[member])
        likeliest = sorted(asked, key=lambda link: (-link.verdict.confidence, link.one, link.other))
        for link in likeliest:
            ends = {self.names.get(link.one, link.one), self.names.get(link.other, link.other)}
            if len(ends) == 2 and not self._is_ruled(gathered.of(link.one), gathered.of(link.other)):
                # Told from the name that stands alone to what several stand for.
                source, target = sorted(ends, key=lambda end: (not end.startswith("doc/"), end))
                self._put(source, target, Joined(link.verdict))

    def links(self) -> AgentLinks:
        """All of it, sorted."""
        for pair, ruling in self._rulings.items():
            if not ruling.same:
                one, other = sorted(pair, key=lambda end: (not end.startswith("doc/"), end))
                verdict = Verdict(Outcome.REFUSED, 1.0, f"decided: {ruling.reason}")
                self._put(one, self.names.get(other, other), Joined(verdict, ruling))
        return AgentLinks(
            tuple(sorted(self._agents, key=lambda agent: agent.path)),
            tuple(self._mappings[ends] for ends in sorted(self._mappings)),
        )

    def _agent(self, path: str, members: tuple[str, ...]) -> CanonicalAgent:
        names = {self._told[member].name for member in members}
        name = min(names, key=lambda name: (-len(name), name))
        return CanonicalAgent(path, not is_body(self._told[members[0]]), name, members)

    def _is_ruled(self, ours: Iterable[str], theirs: tuple[str, ...]) -> bool:
        return bool(self._rulings) and any(frozenset((a, b)) in self._rulings for a in ours for b in theirs)

    def _join(self, member: str, target: str, why: Joined) -> None:
        self.names[member] = target
        self._put(member, target, why)

    def _put(self, source: str, target: str, why: Joined) -> None:
        verdict, ruling = why.verdict, why.ruling
        author, day = (ruling.author, ruling.day) if ruling is not None else (None, None)
        mapping = Mapping(source, target, verdict.outcome, verdict.confidence, verdict.reason, author, day)
        self._mappings.setdefault((source, target), mapping)


def _on_these(ruled: Ruled, told: Table[str, AgentTold], registry: Registry) -> dict[Pair, Ruling]:
    """The rulings on people and bodies told of; a canonical name stands for its smallest member."""
    members = {agent_path(path): path for path in told} if ruled else {}
    kept = {}
    for pair, ruling in sorted(ruled.items(), key=lambda item: (item[1].day, sorted(item[0]))):
        both = frozenset(members.get(name, name) for name in pair)
        known = [name for name in both if name in told or registry.row(name) is not None]
        if len(known) == 2 and any(name in told for name in known):
            kept[both] = ruling
    return kept


def _to_rows(
    rulings: Table[Pair, Ruling], agents: Table[str, AgentTold], registry: Registry
) -> Iterator[tuple[str, tuple[str, Ruling]]]:
    for pair, ruling in rulings.items():
        rows = [name for name in pair if registry.row(name) is not None]
        mine = [name for name in pair if name in agents]
        if ruling.same and rows and mine:
            yield mine[0], (rows[0], ruling)


def _articles(events: Iterable[CanonicalEvent]) -> dict[str, frozenset[str]]:
    """The events of each article, by its key, of which other articles tell too."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event in events:
        for member in event.members:
            found[member.split("/")[1]].add(event.part_of or event.path)
    return {article: frozenset(names) for article, names in found.items()}


def _events(events: Iterable[CanonicalEvent]) -> dict[str, str]:
    """The incident, or the strike where nobody tells of harm, that each article's event is."""
    return {member: event.part_of or event.path for event in events for member in event.members}

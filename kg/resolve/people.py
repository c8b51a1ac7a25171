"""Finds which people of several articles are one: the same full name, and something else that agrees."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from kg.registry import Registry
from kg.resolve.agent_words import load_agent_words
from kg.resolve.bodies import countries
from kg.resolve.gathering import Gathered, Link, Verdict, gather, link_of
from kg.resolve.offices import Role, role_of
from kg.resolve.personal_names import Agreement, PersonName, agreement, name_of_person, same_part
from kg.resolve.rulings import Pair, Ruling
from kg.resolve.told_agents import AgentTold
from kg.vocab import Outcome

_COMPARED: Final = 40
"""So many people of one name and event, or kinds of people of one name, are compared each with each."""
_NEXT: Final = 3
"""Of those left apart each is held against the next few of its name."""
_LEAST: Final = 0.4
"""What is less likely is not asked."""
_Group = tuple[str, ...]
_SINGLE: Final = Verdict(
    Outcome.CANDIDATE,
    0.4,
    "perhaps the same: one name alone, part of a full name in an article on the same event",
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What can be compared of a person; those of equal profile differ in article and events alone."""

    name: PersonName
    bodies: frozenset[str]
    role: Role
    countries: frozenset[str]


class People:
    """Everyone named in an article and not in the registry, and how two of them compare."""

    def __init__(
        self,
        told: Mapping[str, AgentTold],
        registry: Registry,
        *,
        bodies: Mapping[str, str],
        events: Mapping[str, str],
        on: Mapping[str, frozenset[str]],
    ) -> None:
        """``bodies`` and ``events`` have what a local name stands for, where several articles share it.

        ``on`` has the events that each article tells of and others too.
        """
        self.on = on
        self._registry = registry
        self.told = told
        self.profiles = {path: self._profile(agent, bodies) for path, agent in told.items()}
        self.events = {
            path: frozenset(events[event] for event in agent.events if event in events)
            for path, agent in told.items()
        }

    def kind(self, path: str) -> Profile:
        """The profile."""
        return self.profiles[path]

    def article(self, path: str) -> str:
        """An article that has two names has two people."""
        return self.told[path].article

    def exclude(self, one: str, other: str) -> bool:
        """True for names that do not agree, and for people who speak for bodies that are not related."""
        verdict = self.compare(one, other)
        return verdict is None or verdict.outcome == Outcome.REFUSED

    def compare(self, one: str, other: str) -> Verdict | None:
        """Whether two are one; None where their names alone say that they are not."""
        a, b = self.profiles[one], self.profiles[other]
        level = agreement(a.name, b.name)
        if level == Agreement.NONE:
            return None
        against = self._clash(a, b)
        if against is not None:
            return Verdict(Outcome.REFUSED, 0.9, against) if level == Agreement.FULL else None
        body, office = self._related(a.bodies, b.bodies), a.role.shared(b.role)
        event = not self.events[one].isdisjoint(self.events[other])
        unlike = self._unlike(a, b)
        shared = [
            *(["both speak for the same body, or for bodies that belong together"] if body else []),
            *(["both speak about the same event"] if event else []),
            *([f"both are called {office}"] if office else []),
        ]
        # An army's spokesman and somebody of whom nothing is told may speak about one event and be two.
        alike = unlike is None and bool(a.bodies) == bool(b.bodies)
        sure = _sure(level, body=body, event=event and alike, office=bool(office) and unlike is None)
        if sure is not None:
            return Verdict(Outcome.JOINED, sure, "; ".join([_NAMES[level], *shared]))
        if level != Agreement.FULL and not shared:
            return Verdict(Outcome.CANDIDATE, 0.2, f"perhaps the same: {_NAMES[level]}, and nothing else")
        if not event and not self._on(one).isdisjoint(self._on(other)):
            shared.append("their articles tell of the same event")
        found = "; ".join([_NAMES[level], *shared]) if shared else f"{_NAMES[level]}, and nothing else"
        reason = f"perhaps the same: {found}" + (f"; although {unlike}" if unlike else "")
        return Verdict(Outcome.CANDIDATE, 0.5 if shared else 0.4, reason)

    def _on(self, path: str) -> frozenset[str]:
        return self.on.get(self.told[path].article, frozenset())

    def _profile(self, agent: AgentTold, bodies: Mapping[str, str]) -> Profile:
        return Profile(
            name_of_person(agent.name),
            frozenset(bodies.get(body, body) for body in agent.bodies),
            role_of(agent.roles, self._registry),
            countries(agent, self._registry),
        )

    def _related(self, ours: Iterable[str], theirs: Iterable[str]) -> bool:
        others = sorted(theirs)
        return any(a == b or self._registry.related(a, b) for a in sorted(ours) for b in others)

    def _clash(self, a: Profile, b: Profile) -> str | None:
        if a.bodies and b.bodies and not self._related(a.bodies, b.bodies):
            rows = [self._rows(a.bodies), self._rows(b.bodies)]
            if all(rows):
                names = " and ".join(" or ".join(found) for found in sorted(rows))
                return f"the same full name; but they speak for {names}, which do not belong together"
        offices = a.role.offices & b.role.offices & load_agent_words().of_a_place
        if offices and self._elsewhere(a.role.places, b.role.places):
            return f"the same full name; but each is {min(offices)} of another place"
        return None

    def _rows(self, bodies: frozenset[str]) -> list[str]:
        rows = (self._registry.row(body) for body in sorted(bodies))
        return [row.name for row in rows if row is not None]

    def _unlike(self, a: Profile, b: Profile) -> str | None:
        if a.bodies and b.bodies and not self._related(a.bodies, b.bodies):
            return "they speak for bodies that are not known to belong together"
        if a.role.private != b.role.private and (a.role.offices or b.role.offices):
            return "one holds an office and the other is told of as a private person"
        if a.role.offices and b.role.offices and self._elsewhere(a.role.places, b.role.places):
            return "their offices are in other places"
        if a.countries and b.countries and a.countries.isdisjoint(b.countries):
            return "they speak of other countries"
        return None

    def _elsewhere(self, ours: frozenset[str], theirs: frozenset[str]) -> bool:
        contains = self._registry.contains
        return bool(ours and theirs) and not any(
            contains(a, b) or contains(b, a) for a in ours for b in theirs
        )


_NAMES: Final = {
    Agreement.FULL: "the same full name",
    Agreement.LONGER: "the same first and last name, with more names in one",
    Agreement.LOOSE: "names that sound alike",
}


def _sure(level: Agreement, *, body: bool, event: bool, office: bool) -> float | None:
    """How sure it is that two are one; None where that is for a person to say.

    Brothers told of in one article of an event have names that sound alike, and the same family name.
    """
    if level == Agreement.LONGER and body:
        return 0.9
    if level != Agreement.FULL or not (body or event or office):
        return None
    return min(0.98, 0.8 + 0.15 * body + 0.12 * event + 0.05 * office)


def link_people(people: People, rulings: Mapping[Pair, Ruling]) -> tuple[Gathered, list[Link]]:
    """Groups of people who are one, and the links that wait for a person or were refused."""
    full = [path for path in sorted(people.told) if people.profiles[path].name.full]
    by_name: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for path in full:
        for key in people.profiles[path].name.sounds():
            by_name[key].append(path)
    found: dict[tuple[str, str], Link] = {}
    for key in sorted(by_name):
        for one, other in _pairs(by_name[key], people):
            verdict = people.compare(one, other) if one != other else None
            if verdict is not None:
                link = link_of(one, other, verdict)
                found[link.one, link.other] = link
    joins = [link for link in found.values() if link.verdict.outcome == Outcome.JOINED]
    gathered = gather(_settled(joins, people), rulings, people)
    pairs = {tuple(sorted((gathered.of(link.one), gathered.of(link.other)))) for link in found.values()}
    for key in sorted(by_name):
        pairs.update(_next(by_name[key], gathered, people))
    asked = [link for ours, theirs in sorted(pairs) for link in _open(ours, theirs, people)]
    return gathered, asked + list(_single(people, full))


def _pairs(paths: Sequence[str], people: People) -> Iterator[tuple[str, str]]:
    """Pairs of one name that are worth comparing, in number near the number of people."""
    heads: dict[Profile, str] = {}
    by_event: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        profile = people.profiles[path]
        if profile.bodies or profile.role.offices:
            yield heads.setdefault(profile, path), path
        for event in people.events[path]:
            by_event[event].append(path)
    for some in (list(heads.values()), *(by_event[event] for event in sorted(by_event))):
        for start in range(0, len(some), _COMPARED):
            yield from combinations(some[max(0, start - 1) : start + _COMPARED], 2)


def _settled(links: Iterable[Link], people: People) -> list[Link]:
    """The links without those of people who fit two that exclude each other: which of them is meant?"""
    found = list(links)
    partners: defaultdict[str, list[Link]] = defaultdict(list)
    for link in found:
        partners[link.one].append(link)
        partners[link.other].append(link)
    torn: set[tuple[str, str]] = set()
    for path, some in partners.items():
        heads = {people.profiles[_end(link, path)]: _end(link, path) for link in some}
        out = [
            (a, b)
            for a, b in combinations(sorted(heads.values()), 2)
            if people.exclude(a, b) or people.article(a) == people.article(b)
        ]
        outs = {people.profiles[end] for pair in out for end in pair}
        torn |= {(link.one, link.other) for link in some if people.profiles[_end(link, path)] in outs}
    return [link for link in found if (link.one, link.other) not in torn]


def _end(link: Link, path: str) -> str:
    return link.other if link.one == path else link.one


def _next(paths: Sequence[str], gathered: Gathered, people: People) -> Iterator[tuple[_Group, _Group]]:
    """Of those of one name who are still apart, each with the next few."""
    groups = sorted(
        {gathered.of(path) for path in paths}, key=lambda g: (people.profiles[g[0]].name.parts, g)
    )
    for number, ours in enumerate(groups):
        for theirs in groups[number + 1 : number + 1 + _NEXT]:
            yield min(ours, theirs), max(ours, theirs)


def _open(ours: _Group, theirs: _Group, people: People) -> Iterator[Link]:
    """What is to be asked of two groups, or was refused; an article with a name twice has answered."""
    articles = {people.article(path) for path in ours}
    if ours == theirs or not articles.isdisjoint(people.article(path) for path in theirs):
        return
    verdict = _best(people, _heads(ours, people), _heads(theirs, people))
    if verdict is not None:
        yield link_of(ours[0], theirs[0], verdict)


def _heads(paths: Iterable[str], people: People) -> list[str]:
    """One of each profile."""
    return sorted({people.profiles[path]: path for path in sorted(paths, reverse=True)}.values())


def _best(people: People, ours: Sequence[str], theirs: Sequence[str]) -> Verdict | None:
    """What most keeps two groups apart, else what speaks most for them."""
    found = [verdict for a in ours for b in theirs if (verdict := people.compare(a, b)) is not None]
    refused = [verdict for verdict in found if verdict.outcome == Outcome.REFUSED]
    if refused:
        return min(refused, key=lambda verdict: verdict.reason)
    best = max(found, key=lambda verdict: (verdict.confidence, verdict.reason), default=None)
    if best is None or best.confidence < _LEAST:
        return None
    if best.outcome == Outcome.JOINED:
        reason = f"perhaps the same: {best.reason}; although another of this name fits as well"
        return replace(best, outcome=Outcome.CANDIDATE, confidence=0.6, reason=reason)
    return best


def _single(people: People, full: Sequence[str]) -> Iterator[Link]:
    """People of whom one name alone is told, against the full names in other articles on the same event."""
    by_event: defaultdict[str, list[str]] = defaultdict(list)
    for path in full:
        for event in people.on.get(people.article(path), ()):
            by_event[event].append(path)
    for path in sorted(people.told):
        parts = people.profiles[path].name.parts
        if len(parts) != 1:
            continue
        others = {other for event in people.on.get(people.article(path), ()) for other in by_event[event]}
        fitting = [
            other
            for other in sorted(others)
            if people.article(other) != people.article(path)
            and any(same_part(parts[0], part) for part in people.profiles[other].name.parts)
        ]
        yield from (link_of(path, other, _SINGLE) for other in fitting[:_NEXT])

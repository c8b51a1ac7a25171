"""Reads whom an article names and no registry knows, and keeps it as JSON for the next linking."""

from collections import defaultdict
from datetime import date
from typing import Any, Final, Protocol

from kg.resolve import AgentKind, AgentTold
from kg.vocab import P_CLAIM, P_NEAR, P_ON_BEHALF_OF, P_ROLE, P_SPEAKER, SCHEMA, STATEMENT

PERSON: Final = SCHEMA + "Person"
BODY: Final = SCHEMA + "Organization"
_LOCAL: Final = "doc/"
_OUTLETS: Final = ("voice", "publisher-", "sourceOrganization-")
Plain = list[Any]
"""Values of an agent as JSON has them; ``Any`` because JSON is."""


class Nodes(Protocol):
    """What is asked of an article's graph; names are paths after the base."""

    def of(self, *classes: str) -> list[tuple[str, str]]:
        """Each class with the nodes that have it."""

    def value(self, node: str, predicate: str) -> str | None:
        """The one value, or None."""

    def published(self) -> date | None:
        """The day on which the article was published."""


def find_agents(nodes: Nodes, key: str) -> list[AgentTold]:
    """People, bodies and outlets of the article that stand in no registry; never its unnamed sources."""
    said = _said(nodes)
    published = nodes.published()
    found = []
    for kind, node in nodes.of(PERSON, BODY):
        name = nodes.value(node, SCHEMA + "name")
        if name is None or not node.startswith(_LOCAL):
            continue
        roles, bodies, events, places = (frozenset(values) for values in said[node])
        one = AgentTold(
            node,
            key,
            _kind(kind, node),
            name,
            roles=roles,
            bodies=bodies,
            events=events,
            places=places,
            published=published,
        )
        found.append(one)
    return found


def plain_agent(agent: AgentTold) -> Plain:
    """The agent as JSON."""
    sets = (agent.roles, agent.bodies, agent.events, agent.places)
    day = agent.published.isoformat() if agent.published is not None else None
    return [agent.path, agent.kind, agent.name, *map(sorted, sets), day]


def agent_of(plain: Plain, key: str) -> AgentTold:
    """The agent from JSON."""
    path, kind, name, roles, bodies, events, places, day = plain
    return AgentTold(
        path,
        key,
        AgentKind(kind),
        name,
        roles=frozenset(roles),
        bodies=frozenset(bodies),
        events=frozenset(events),
        places=frozenset(places),
        published=date.fromisoformat(day) if day is not None else None,
    )


def _kind(kind: str, node: str) -> AgentKind:
    if kind == PERSON:
        return AgentKind.PERSON
    outlet = node.rpartition("/")[2].startswith(_OUTLETS)
    return AgentKind.OUTLET if outlet else AgentKind.ORGANISATION


def _said(nodes: Nodes) -> defaultdict[str, tuple[set[str], set[str], set[str], set[str]]]:
    """Of each speaker the roles, the bodies spoken for, the events spoken about and where these were."""
    found: defaultdict[str, tuple[set[str], set[str], set[str], set[str]]] = defaultdict(
        lambda: (set(), set(), set(), set())
    )
    for _, node in nodes.of(STATEMENT):
        speaker = nodes.value(node, P_SPEAKER)
        if speaker is None:
            continue
        about = nodes.value(nodes.value(node, P_CLAIM) or "", SCHEMA + "about")
        for values, value in zip(
            found[speaker],
            (nodes.value(node, P_ROLE), nodes.value(node, P_ON_BEHALF_OF), about, _place(nodes, about)),
            strict=True,
        ):
            values.update(() if value is None else (value,))
    return found


def _place(nodes: Nodes, event: str | None) -> str | None:
    if event is None:
        return None
    return nodes.value(event, SCHEMA + "location") or nodes.value(event, P_NEAR)

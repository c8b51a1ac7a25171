"""Finds whom of the registry an article names in full: the name agrees, and the body or the office."""

from collections.abc import Iterable, Mapping

from kg.registry import Mark, Person, Registry
from kg.resolve.gathering import Link, Verdict
from kg.resolve.offices import role_of
from kg.resolve.personal_names import name_of_person
from kg.resolve.told_agents import AgentTold
from kg.vocab import Outcome


def holders(people: Iterable[AgentTold], registry: Registry, names: Mapping[str, str]) -> list[Link]:
    """Each person with the full name of one row, and the verdict; ``one`` is the person, ``other`` the row.

    ``names`` has what a body stands for outside its article.
    """
    found = []
    for agent in people:
        row = _row_of(agent.name, registry)
        if row is not None:
            found.append(Link(agent.path, row.id, _verdict(agent, row, registry, names)))
    return found


def _row_of(name: str, registry: Registry) -> Person | None:
    if not name_of_person(name).full:
        return None
    owners = registry.owners.get(name.strip(), ())
    rows = [row for row, mark in owners if isinstance(row, Person) and mark is Mark.ALWAYS]
    return rows[0] if len(rows) == 1 else None


def _verdict(agent: AgentTold, row: Person, registry: Registry, names: Mapping[str, str]) -> Verdict:
    bodies = sorted(names.get(body, body) for body in agent.bodies)
    if row.organisation is not None and any(
        body == row.organisation or registry.related(body, row.organisation) for body in bodies
    ):
        reason = "the registry has this full name; it is of the body spoken for, or of one that it belongs to"
        return Verdict(Outcome.JOINED, 0.95, reason)
    known = [body for body in bodies if registry.row(body) is not None]
    if known and row.organisation is not None:
        reason = "the registry has this full name; but for a body that does not belong to the one spoken for"
        return Verdict(Outcome.REFUSED, 0.9, reason)
    office = role_of(agent.roles, registry).shared(role_of(frozenset({row.role}), registry))
    if office is not None:
        return Verdict(Outcome.JOINED, 0.85, f"the registry has this full name; both are called {office}")
    return Verdict(Outcome.CANDIDATE, 0.5, "perhaps the same: the registry has this full name")

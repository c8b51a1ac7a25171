"""Finds the registry row that a name in an article's metadata or an event's country means."""

from kg.registry import Mark, Organisation, Place, Registry


def body_row(name: str, registry: Registry) -> str | None:
    """The id of the body that this name always means; None for places and people of that name."""
    row = registry.find(name)
    return row.id if isinstance(row, Organisation) else None


def country_row(name: str | None, registry: Registry) -> str | None:
    """The id of the country of this name or ISO code; "US" is the country here, never its government."""
    if name is None:
        return None
    for row, mark in registry.owners.get(name, ()):
        if isinstance(row, Place) and mark is Mark.ALWAYS and row.contained_in is None:
            return row.id
    return registry.country_codes.get(name)

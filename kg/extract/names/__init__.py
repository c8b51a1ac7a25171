"""Names of bodies, people and places, and which row of the registry each of them is."""

from kg.extract.names.finding import Name, find_names

__all__ = ["Name", "find_names"]

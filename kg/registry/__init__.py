"""Curated names: bodies, holders of public office, places, long campaigns. No incident and no strike.

The rows are edited by people in the spreadsheets of ``data/registry``.
"""

from kg.registry.loading import load_registry
from kg.registry.lookup import Registry
from kg.registry.rows import Alias, Campaign, Mark, Organisation, Person, Place, Row, all_aliases

__all__ = [
    "Alias",
    "Campaign",
    "Mark",
    "Organisation",
    "Person",
    "Place",
    "Registry",
    "Row",
    "all_aliases",
    "load_registry",
]

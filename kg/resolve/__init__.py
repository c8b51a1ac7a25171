"""Joins what several articles tell of one event, release, person or body, with the reasons.

Pure functions over tuples: nothing here knows RDF or the store, and no article's own graph changes.
The order of what goes in makes no difference to what comes out.
"""

from kg.resolve.agents import link_agents
from kg.resolve.communications import find_communications
from kg.resolve.incidents import link_events
from kg.resolve.ledger import Ledger, keep_ledger
from kg.resolve.reprints import find_reprints
from kg.resolve.results import (
    AgentLinks,
    CanonicalAgent,
    CanonicalEvent,
    Communication,
    EventLinks,
    Mapping,
    Rival,
)
from kg.resolve.rivals import find_rivals
from kg.resolve.rulings import Ruled, Ruling
from kg.resolve.tallies import TallyTold
from kg.resolve.told import EventTold, FigureTold, StatementTold
from kg.resolve.told_agents import AgentKind, AgentTold
from kg.resolve.wording import marks_of

__all__ = [
    "AgentKind",
    "AgentLinks",
    "AgentTold",
    "CanonicalAgent",
    "CanonicalEvent",
    "Communication",
    "EventLinks",
    "EventTold",
    "FigureTold",
    "Ledger",
    "Mapping",
    "Rival",
    "Ruled",
    "Ruling",
    "StatementTold",
    "TallyTold",
    "find_communications",
    "find_reprints",
    "find_rivals",
    "keep_ledger",
    "link_agents",
    "link_events",
    "marks_of",
]

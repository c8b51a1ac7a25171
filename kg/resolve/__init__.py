"""Joins what several articles tell of one event or one release, with the reasons, and undoes nothing.

Pure functions over tuples: nothing here knows RDF or the store, and no article's own graph changes.
The order of what goes in makes no difference to what comes out.
"""

from kg.resolve.communications import find_communications
from kg.resolve.incidents import link_events
from kg.resolve.reprints import find_reprints
from kg.resolve.results import CanonicalEvent, Communication, EventLinks, Mapping, Rival
from kg.resolve.rivals import find_rivals
from kg.resolve.rulings import Ruled, Ruling
from kg.resolve.told import EventTold, FigureTold, StatementTold
from kg.resolve.wording import marks_of

__all__ = [
    "CanonicalEvent",
    "Communication",
    "EventLinks",
    "EventTold",
    "FigureTold",
    "Mapping",
    "Rival",
    "Ruled",
    "Ruling",
    "StatementTold",
    "find_communications",
    "find_reprints",
    "find_rivals",
    "link_events",
    "marks_of",
]

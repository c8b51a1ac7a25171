"""What people decided: read from lines that are only ever added to, replayed to what is in force.

Nothing here knows RDF or a store. The order of files, and where they lie, makes no difference.
"""

from kg.decisions.files import append_decision, read_decisions
from kg.decisions.lines import Decision, LineError, Sort, What, decision_of, path_of, sort_of
from kg.decisions.replay import NO_DECISIONS, Decisions, Status, replay

__all__ = [
    "NO_DECISIONS",
    "Decision",
    "Decisions",
    "LineError",
    "Sort",
    "Status",
    "What",
    "append_decision",
    "decision_of",
    "path_of",
    "read_decisions",
    "replay",
    "sort_of",
]

"""Views over the answers of saved queries: the dispute map as a graph, rival speakers, wording."""

from kg.analysis.disputes import dispute_map, dispute_network
from kg.analysis.drift import Drift, drift_rows, wording_drift
from kg.analysis.graphml import to_graphml
from kg.analysis.wording import Place, Recurrence, recurring_wording

__all__ = [
    "Drift",
    "Place",
    "Recurrence",
    "dispute_map",
    "dispute_network",
    "drift_rows",
    "recurring_wording",
    "to_graphml",
    "wording_drift",
]

"""Views over the answers of saved queries: the dispute map as a graph, rival speakers, recurring wording."""

from kg.analysis.disputes import dispute_map, dispute_network
from kg.analysis.graphml import to_graphml
from kg.analysis.wording import Place, Recurrence, recurring_wording

__all__ = ["Place", "Recurrence", "dispute_map", "dispute_network", "recurring_wording", "to_graphml"]

"""What stands between articles: disputes, reliance, origins, silence, incidents, recurring wording."""

from kg.analysis.catalogue import ANALYSES, Analysis, analyse
from kg.analysis.disputes import dispute_map, dispute_network
from kg.analysis.drift import Drift, drift_rows, wording_drift
from kg.analysis.findings import End, Findings
from kg.analysis.forms import FORMS, to_geojson, to_graph, write
from kg.analysis.gexf import to_gexf
from kg.analysis.graphml import to_graphml
from kg.analysis.wording import Place, Recurrence, recurring_wording

__all__ = [
    "ANALYSES",
    "FORMS",
    "Analysis",
    "Drift",
    "End",
    "Findings",
    "Place",
    "Recurrence",
    "analyse",
    "dispute_map",
    "dispute_network",
    "drift_rows",
    "recurring_wording",
    "to_geojson",
    "to_gexf",
    "to_graph",
    "to_graphml",
    "wording_drift",
    "write",
]

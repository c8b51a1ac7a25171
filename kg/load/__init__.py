"""Makes a SPARQL server hold what a store holds."""

from kg.load.comparing import Difference
from kg.load.loading import LoadReport, load

__all__ = ["Difference", "LoadReport", "load"]

"""Makes a SPARQL server hold what a store holds, or writes files for the server's own bulk loader."""

from kg.load.bulk import Bulk, loader_of, write_bulk
from kg.load.commands import Loader
from kg.load.comparing import Difference
from kg.load.loading import LoadReport, load

__all__ = ["Bulk", "Difference", "LoadReport", "Loader", "load", "loader_of", "write_bulk"]

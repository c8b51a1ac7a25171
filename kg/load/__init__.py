"""Copies a store into a SPARQL server, or writes it as files for the server's own bulk loader."""

from kg.load.bulk import Bulk, loader_of, write_bulk
from kg.load.commands import Loader
from kg.load.loading import LoadReport, load

__all__ = ["Bulk", "LoadReport", "Loader", "load", "loader_of", "write_bulk"]

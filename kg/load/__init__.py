"""Copies a store into a SPARQL server."""

from kg.load.loading import LoadReport, load

__all__ = ["LoadReport", "load"]

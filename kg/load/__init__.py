"""Copies a store into a SPARQL server, and asks servers questions."""

from kg.load.endpoint import Answer, ask
from kg.load.loading import LoadReport, load

__all__ = ["Answer", "LoadReport", "ask", "load"]

"""Writes a store, an incident or an article to a file: Turtle, TriG, N-Triples, N-Quads, JSON-LD."""

from kg.export.files import export, write
from kg.export.forms import Form, form_of
from kg.export.selection import select

__all__ = ["Form", "export", "form_of", "select", "write"]

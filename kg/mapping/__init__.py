"""Maps what was read, the registry and the code lists to RDF: pure functions, no blank nodes."""

from kg.mapping.articles import article_path
from kg.mapping.catalog import catalog_quads, tombstone_quads, tool_quads
from kg.mapping.copies import merge_articles
from kg.mapping.graph import TextGraph, Triple
from kg.mapping.record import article_graph, article_quads
from kg.mapping.registry import registry_quads, row_triples
from kg.mapping.vocabulary import vocabulary_quads

__all__ = [
    "TextGraph",
    "Triple",
    "article_graph",
    "article_path",
    "article_quads",
    "catalog_quads",
    "merge_articles",
    "registry_quads",
    "row_triples",
    "tombstone_quads",
    "tool_quads",
    "vocabulary_quads",
]

"""Maps what was read, the registry and the code lists to RDF quads: pure functions, no blank nodes."""

from kg.mapping.articles import article_path
from kg.mapping.catalog import catalog_quads, tombstone_quads, tool_quads
from kg.mapping.copies import merge_articles
from kg.mapping.record import article_quads
from kg.mapping.registry import registry_quads, row_quads
from kg.mapping.vocabulary import vocabulary_quads

__all__ = [
    "article_path",
    "article_quads",
    "catalog_quads",
    "merge_articles",
    "registry_quads",
    "row_quads",
    "tombstone_quads",
    "tool_quads",
    "vocabulary_quads",
]

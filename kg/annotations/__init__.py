"""A person's annotations of articles (W3C Web Annotation) as records, in place of the rules, and back."""

from kg.annotations.document import Annotation, parse_annotations, read_annotations
from kg.annotations.reading import annotate
from kg.annotations.sources import Annotations, digest, is_one_article, load_annotations
from kg.annotations.writing import to_annotations

__all__ = [
    "Annotation",
    "Annotations",
    "annotate",
    "digest",
    "is_one_article",
    "load_annotations",
    "parse_annotations",
    "read_annotations",
    "to_annotations",
]

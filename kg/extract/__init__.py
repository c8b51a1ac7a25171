"""Reading an article: who says what, in which words, about which event. Pure functions, rules as data."""

from kg.extract.article import extract

__all__ = ["extract"]

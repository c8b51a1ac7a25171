"""Counted people, strikes and reports: the number, what it counts, and what befell them."""

from kg.extract.counts.finding import find_counts
from kg.extract.counts.parts import Count

__all__ = ["Count", "find_counts"]

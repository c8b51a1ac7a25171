"""Finds wording drift: one proposition told in several passages with another bound, noun, source or hedge."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import networkx as nx

from kg.analysis.drift_of_figures import drift_of_figures
from kg.analysis.drift_of_quotes import drift_of_quotes
from kg.analysis.drift_rows import COLUMNS, Change, Drift, drift_rows
from kg.queries import Result
from kg.registry import Registry

__all__ = ["COLUMNS", "QUERIES", "Change", "Drift", "drift_rows", "wording_drift"]

QUERIES: Final = ("wording-of-figures", "recurring-wording")
"""The saved queries whose answers are wanted, in order; neither takes a parameter."""
_Key = tuple[str, int, str, int]


def wording_drift(figures: Result, statements: Result, *, registry: Registry) -> tuple[Drift, ...]:
    """All drifts, numbered from 1 by case, from the answers of the two saved queries in ``QUERIES``.

    A case is one proposition with its variants. Cases are in the order of their first passage, by day,
    article and characters; the order depends on the answers alone.

    Raises:
        QueryError: an answer is not one of its query.
    """
    cases = [*drift_of_figures(figures, registry), *drift_of_quotes(statements, registry)]
    told = sorted((sorted(case, key=_place) for case in _merged(cases)), key=lambda case: _place(case[0]))
    return tuple(replace(drift, case=number) for number, case in enumerate(told, 1) for drift in case)


def _merged(cases: Iterable[tuple[Drift, ...]]) -> Iterator[list[Drift]]:
    """A number and a quotation between the same two sentences are one proposition."""
    listed = list(cases)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(listed)))
    first: dict[_Key, int] = {}
    for number, case in enumerate(listed):
        for drift in case:
            graph.add_edge(number, first.setdefault(_sentences(drift), number))
    for numbers in nx.connected_components(graph):
        yield [drift for number in sorted(numbers) for drift in listed[number]]


def _sentences(drift: Drift) -> _Key:
    one, other = drift.one, drift.other
    return one.article, one.passage_start, other.article, other.passage_start


def _place(drift: Drift) -> tuple[date, str, int, str, date, str, int, str, str]:
    one, other = drift.one, drift.other
    return (
        one.published or date.max, one.article, one.start, one.statement,
        other.published or date.max, other.article, other.start, other.statement,
        drift.change,
    )  # fmt: skip

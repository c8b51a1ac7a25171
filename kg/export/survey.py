"""Counts what an export holds, and gives the RDFC-1.0 hashes by which any RDF library knows it again.

Where there is no blank node, RDFC-1.0 changes nothing: its canonical form are the sorted lines of N-Quads.
Those are sorted on disk, so that a graph of any size takes little memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.errors import ExportError
from kg.export.selection import Section
from kg.store.lines import sorted_lines
from kg.vocab import CAMPAIGN, FIGURE, INCIDENT, P_REDACTED, RDF, SCHEMA, SSSOM, STATEMENT, STRIKE

_TYPE: Final = ox.NamedNode(RDF + "type")
_COUNTED: Final = {
    SCHEMA + "NewsArticle": "articles",
    SCHEMA + "MediaObject": "texts",
    STATEMENT: "statements",
    FIGURE: "figures",
    INCIDENT: "incidents",
    STRIKE: "strikes",
    CAMPAIGN: "campaigns",
    SSSOM + "Mapping": "mappings",
}


@dataclass(frozen=True, slots=True)
class Survey:
    """Numbers by what they count, and two hashes: with the names of the graphs, and of all graphs as one."""

    counts: dict[str, int]
    dataset: str
    flat: str


def survey(sections: Iterable[Section]) -> Survey:
    """The numbers and hashes of an export.

    Raises:
        ExportError: there is a blank node, which has no name that is the same in every export.
        OSError: there is no room to sort.
    """
    counts: Counter[str] = Counter()
    names = sorted({"altered", "quads", "triples", *_COUNTED.values()})
    with (
        sorted_lines(_counted(sections, counts)) as lines,
        sorted_lines(flattened(lines.quads())) as triples,
    ):
        counts.update(quads=lines.count, triples=triples.count)
        return Survey({name: counts[name] for name in names}, lines.digest, triples.digest)


def flattened(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The same without the names of their graphs; what stands in two graphs comes twice."""
    return (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def is_blank(quad: ox.Quad) -> bool:
    """True where a part of the quad has no IRI and is no literal."""
    parts = (quad.subject, quad.object, quad.graph_name)
    return any(isinstance(part, ox.BlankNode | ox.Triple) for part in parts)


def _counted(sections: Iterable[Section], counts: Counter[str]) -> Iterator[ox.Quad]:
    for section in sections:
        for quad in section.quads:
            if is_blank(quad):
                message = f"graph/{section.name}: has a blank node; only kg may write to the store"
                raise ExportError(message)
            if quad.predicate.value == P_REDACTED:
                counts["altered"] += 1
            if quad.predicate == _TYPE and isinstance(quad.object, ox.NamedNode):
                kind = _COUNTED.get(quad.object.value)
                if kind is not None:
                    counts[kind] += 1
            yield quad

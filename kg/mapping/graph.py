"""The graph of one text as plain strings, so that what checks, hashes and stores it makes no RDF terms."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Quad, RdfFormat, parse

Triple = tuple[str, str, str, str]
"""IRI of the subject, IRI of the property, the value as plain text, and the value as N-Triples writes it."""


@dataclass(frozen=True, slots=True)
class TextGraph:
    """The named graph of one text: what is told in it, and the spans and mentions that it points to.

    There are no blank nodes in it, and no triple twice.
    """

    name: str
    told: tuple[Triple, ...]
    pointed: tuple[Triple, ...]

    def __iter__(self) -> Iterator[Triple]:
        yield from self.told
        yield from self.pointed

    def nquads(self) -> bytes:
        """Sorted lines of N-Quads, as Oxigraph writes them."""
        return "".join(sorted(self._lines())).encode()

    def quads(self) -> list[Quad]:
        """The same as quads, what is told first."""
        return list(parse("".join(self._lines()), format=RdfFormat.N_QUADS))

    def _lines(self) -> Iterator[str]:
        end = f" <{self.name}> .\n"
        for subject, predicate, _, written in self:
            yield f"<{subject}> <{predicate}> {written}{end}"

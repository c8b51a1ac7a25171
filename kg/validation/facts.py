"""Quads laid out by subject and property, for checks that want no query."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import RDF

_TYPE = RDF + "type"


class Facts:
    """What the quads say, whatever graph they stand in: property values by subject."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        said: dict[str, dict[str, list[str]]] = {}
        self.blank_nodes: set[str] = set()
        for quad in quads:
            subject, value = quad.subject, quad.object
            for term in (subject, value):
                if not isinstance(term, NamedNode | Literal):
                    self.blank_nodes.add(str(term))
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                properties = said.setdefault(subject.value, {})
                properties.setdefault(quad.predicate.value, []).append(value.value)
        self._said: Mapping[str, Mapping[str, list[str]]] = said

    def of_class(self, *classes: str) -> Iterator[str]:
        """The subjects of these classes, sorted."""
        wanted = set(classes)
        yield from sorted(s for s, said in self._said.items() if not wanted.isdisjoint(said.get(_TYPE, ())))

    def subjects(self, predicate: str) -> Iterator[str]:
        """The subjects with this property, sorted."""
        yield from sorted(s for s, said in self._said.items() if predicate in said)

    def values(self, subject: str, *path: str) -> list[str]:
        """What stands at the end of a path of properties: IRIs and literals as text."""
        reached = [subject]
        for predicate in path:
            reached = [v for node in reached for v in self._said.get(node, {}).get(predicate, ())]
        return reached

    def value(self, subject: str, *path: str) -> str | None:
        """The first value at the end of the path; None where there is none."""
        return next(iter(self.values(subject, *path)), None)

    def number(self, subject: str, predicate: str) -> int | None:
        """The whole number; None where there is none, or it is not one."""
        value = self.value(subject, predicate)
        try:
            return None if value is None else int(value)
        except ValueError:
            return None

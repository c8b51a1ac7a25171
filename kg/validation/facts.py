"""Quads laid out by subject and property, for checks that want no query."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import RDF

_TYPE = RDF + "type"
_NOTHING: Mapping[str, list[str]] = {}
_PLAIN = (NamedNode, Literal)  # a check against the union of both takes five times as long


class Facts:
    """What the quads say, whatever graph they stand in: property values by subject."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        said: dict[str, dict[str, list[str]]] = {}
        classes: dict[str, set[str]] = {}
        self.blank_nodes: set[str] = set()
        for subject, predicate, value, _ in quads:
            if not isinstance(subject, NamedNode):
                self.blank_nodes.add(str(subject))
            if not isinstance(value, _PLAIN):
                self.blank_nodes.add(str(value))
            elif isinstance(subject, NamedNode):
                node, name, text = subject.value, predicate.value, value.value
                said.setdefault(node, {}).setdefault(name, []).append(text)
                if name == _TYPE:
                    classes.setdefault(text, set()).add(node)
        self._said: Mapping[str, Mapping[str, list[str]]] = said
        self._classes: Mapping[str, set[str]] = classes

    def of_class(self, *classes: str) -> Iterator[str]:
        """The subjects of these classes, sorted."""
        yield from sorted(set().union(*(self._classes.get(name, ()) for name in classes)))

    def subjects(self, predicate: str) -> Iterator[str]:
        """The subjects with this property, sorted."""
        yield from sorted(s for s, said in self._said.items() if predicate in said)

    def values(self, subject: str, *path: str) -> list[str]:
        """What stands at the end of a path of properties: IRIs and literals as text."""
        reached = self._said.get(subject, _NOTHING).get(path[0], [])
        for predicate in path[1:]:
            reached = [v for node in reached for v in self._said.get(node, _NOTHING).get(predicate, ())]
        return reached

    def value(self, subject: str, *path: str) -> str | None:
        """The first value at the end of the path; None where there is none."""
        values = self.values(subject, *path)
        return values[0] if values else None

    def number(self, subject: str, predicate: str) -> int | None:
        """The whole number; None where there is none, or it is not one."""
        value = self.value(subject, predicate)
        try:
            return None if value is None else int(value)
        except ValueError:
            return None

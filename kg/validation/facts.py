"""What a graph says, laid out by subject and property, for checks that want no query."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.mapping import Triple
from kg.vocab import RDF

_TYPE = RDF + "type"
_BLANK = "_:"
_NOTHING: Mapping[str, list[str]] = {}
_PLAIN = (NamedNode, Literal)  # a check against the union of both takes five times as long


class Facts:
    """Property values by subject, whatever graph they stand in; IRIs and literals as text."""

    def __init__(self, triples: Iterable[Triple], *, blank_nodes: Iterable[str] = ()) -> None:
        said: dict[str, dict[str, list[str]]] = {}
        classes: dict[str, set[str]] = {}
        for node, name, text, _ in triples:
            values = said.get(node)
            if values is None:
                values = said[node] = {}
            if name in values:
                values[name].append(text)
            else:
                values[name] = [text]
            if name == _TYPE:
                classes.setdefault(text, set()).add(node)
        self.blank_nodes = frozenset(blank_nodes)
        self._said: Mapping[str, Mapping[str, list[str]]] = said
        self._classes: Mapping[str, set[str]] = classes

    def of_class(self, *classes: str) -> Iterator[str]:
        """The subjects of these classes, sorted."""
        yield from sorted(set().union(*(self._classes.get(name, ()) for name in classes)))

    def subjects(self, predicate: str) -> Iterator[str]:
        """The subjects with this property, sorted."""
        yield from sorted(s for s, said in self._said.items() if predicate in said)

    def of(self, subject: str) -> Mapping[str, list[str]]:
        """The values of each property of a subject."""
        return self._said.get(subject, _NOTHING)

    def values(self, subject: str, *path: str) -> list[str]:
        """What stands at the end of a path of properties."""
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


def facts_of(quads: Iterable[Quad]) -> Facts:
    """The same of quads; blank nodes are told of and left out."""
    plain: list[Triple] = []
    blank: set[str] = set()
    for triple in triples_of(quads):
        found = {name for name in (triple[0], triple[3]) if name.startswith(_BLANK)}
        blank |= found
        if not found:
            plain.append(triple)
    return Facts(plain, blank_nodes=blank)


def triples_of(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The quads as strings; a blank node is its label, ``_:b``."""
    for subject, predicate, value, _ in quads:
        node = subject.value if isinstance(subject, NamedNode) else str(subject)
        text = value.value if isinstance(value, _PLAIN) else str(value)
        yield node, predicate.value, text, str(value)

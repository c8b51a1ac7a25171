"""Says what the shapes can see of a node, alike for nodes that they cannot tell apart."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.mapping import Triple
from kg.validation.sight import Sight
from kg.vocab import XSD

Description = tuple[str | int, ...]
_SUBCLASS: Final = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_ORDERED: Final = {
    f"^^<{XSD}integer>": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    f"^^<{XSD}decimal>": re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{0,17}[1-9])?"),
    f"^^<{XSD}date>": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_Values = Mapping[str, list[Triple]]
_NOTHING: Final[_Values] = {}


class Scene:
    """The triples of one graph, by what they are seen from; ``plain`` is False where more may be seen.

    That is where blank nodes or classes of classes are told of, or literals stand in the place of nodes.
    """

    def __init__(self, triples: Iterable[Triple], sight: Sight, *, known: Container[str]) -> None:
        self.plain = True
        self._sight = sight
        self._said: dict[str, dict[str, list[Triple]]] = {}
        self._inbound: dict[str, dict[str, list[Triple]]] = {}
        looked_back = sight.inverse | sight.targeted
        for triple in dict.fromkeys(triples):
            subject, predicate, text, written = triple
            if predicate not in known:
                continue
            self._said.setdefault(subject, {}).setdefault(predicate, []).append(triple)
            if predicate in looked_back:
                self._inbound.setdefault(text, {}).setdefault(predicate, []).append(triple)
                if written[0] != "<":
                    self.plain = False
            if subject[0] == "_" or written[0] == "_" or predicate == _SUBCLASS:
                self.plain = False

    def nodes(self) -> list[str]:
        """Everything that a shape may be held against, sorted."""
        return sorted(self._said.keys() | self._inbound.keys())

    def describe(self, node: str) -> Description:
        """What can be seen of the node. Others that no shape names are told apart, but not by their names."""
        view = _View(node, self._sight)
        for predicate, triples in self._said.get(node, _NOTHING).items():
            view.add(predicate, triples)
            for name in self._sight.second.get(predicate, ()):
                for _, _, value, _ in triples:
                    view.add(name, self._said.get(value, _NOTHING).get(name, ()))
        for predicate, triples in self._inbound.get(node, _NOTHING).items():
            backward = predicate in self._sight.inverse
            view.add("^" + predicate, [(s, p, s, f"<{s}>") for s, p, _, _ in triples] if backward else ())
        return view.description()

    def around(self, nodes: Iterable[str]) -> list[Triple]:
        """All that can be seen of the nodes, each triple once."""
        return list(dict.fromkeys(triple for node in nodes for triple in self._around(node)))

    def _around(self, node: str) -> Iterator[Triple]:
        for predicate, triples in self._said.get(node, _NOTHING).items():
            yield from triples
            for name in self._sight.second.get(predicate, ()):
                for _, _, value, _ in triples:
                    yield from self._said.get(value, _NOTHING).get(name, ())
        for triples in self._inbound.get(node, _NOTHING).values():
            yield from triples


class _View:
    """A description being written: each property with how many values it has, then those."""

    def __init__(self, node: str, sight: Sight) -> None:
        self._sight = sight
        self._found: list[str | int] = []
        self._seen = {f"<{node}>": 0}
        self._days: list[tuple[int, date]] = []
        self._numbers: list[tuple[int, Decimal]] = []

    def add(self, predicate: str, triples: Sequence[Triple]) -> None:
        found, seen = self._found, self._seen
        found += (predicate, len(triples))
        patterns = self._sight.patterns.get(predicate, ())
        length = self._sight.lengths.get(predicate, 0)
        met = predicate in self._sight.met
        for _, _, text, written in triples:
            if written[0] == "<" and text not in self._sight.named and not patterns and not length:
                found.append(seen.setdefault(written, len(seen)) if met else 0)
            elif written[0] == '"' and written[-1] == '"':
                same = seen.setdefault(written, len(seen)) if met else 0
                found += ('"', same, min(len(text), length))
                found += (pattern.search(text) is not None for pattern in patterns)
            elif written[0] == "<" or patterns or length:
                found.append(written)
            elif written[-1] != ">":
                found.append(written.rpartition('"')[2] if not met else written)
            else:
                self._add_ordered(text, written)

    def _add_ordered(self, text: str, written: str) -> None:
        value = _value(text, written)
        if value is None:
            self._found.append(written)
            return
        self._found += (written[len(text) + 2 :], 0, 0)
        if isinstance(value, Decimal):
            self._numbers.append((len(self._found), value))
        else:
            self._days.append((len(self._found), value))

    def description(self) -> Description:
        """With days and numbers by their order alone, and by the bounds that shapes set."""
        bounds = self._sight.bounds
        days = sorted({day for _, day in self._days})
        for place, day in self._days:
            self._found[place - 1] = days.index(day)
        numbers = sorted({number for _, number in self._numbers})
        for place, number in self._numbers:
            self._found[place - 1] = numbers.index(number)
            self._found[place - 2] = bisect_left(bounds, number) + bisect_right(bounds, number)
        return tuple(self._found)


@lru_cache(maxsize=100_000)
def _value(text: str, written: str) -> Decimal | date | None:
    """The number or day, where the literal is one in the one form that all stores keep."""
    for ending, form in _ORDERED.items():
        if written.endswith(ending) and form.fullmatch(text):
            try:
                return date.fromisoformat(text) if ending.endswith("date>") else Decimal(text)
            except ValueError:
                return None
    return None

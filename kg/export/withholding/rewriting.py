"""Writes the graphs anew by a plan: without what goes, and with a mark where words were altered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

import pyoxigraph as ox

from kg.errors import ProfileError
from kg.export.selection import Section
from kg.export.withholding.gathering import path_of
from kg.export.withholding.matching import Matcher
from kg.export.withholding.renaming import Renaming
from kg.vocab import (
    DCTERMS,
    OWL,
    P_REDACTED,
    P_SAME_AGENT_AS,
    PREFIXES,
    RDF,
    SCHEMA,
    SEMAPV,
    SSSOM,
    XSD,
)

_NAME: Final = SCHEMA + "name"
_KEPT: Final = frozenset({RDF + "type", _NAME, P_SAME_AGENT_AS})
"""What is left of somebody who is masked."""
_COORDINATES: Final = (SCHEMA + "latitude", SCHEMA + "longitude")
_WHY: Final = DCTERMS + "description"
_OF_A_PERSON: Final = (SSSOM + "author_label", SSSOM + "mapping_date")
_BY_HAND: Final = SEMAPV + "ManualMappingCuration"
_DECIDED: Final = "[decided by a person]"
_WITHDRAWN: Final = "[withdrawn]"
_WORDS: Final = frozenset({XSD + "string", RDF + "langString"})
_TERMS: Final = tuple(PREFIXES.values())
_SOURCE: Final = OWL + "annotatedSource"


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes. Paths are IRIs of the store without the base."""

    base: str
    matcher: Matcher
    renaming: Renaming
    masked: Mapping[str, str]
    """Who keeps nothing but a role for a name."""
    gone: frozenset[str]
    """Rows for which a wider place stands."""
    left_out: Mapping[str, frozenset[str]]
    """Properties of an article that were not published, and of a row by which its name could be looked up."""
    is_coarse: bool = False


def rewritten(sections: Iterable[Section], plan: Plan) -> Iterator[Section]:
    """Each graph but the reviews, which are left out whole; the code lists are as they were."""
    for section in sections:
        if section.name == "vocabulary":
            yield section
        elif section.name != "reviews":
            yield Section(section.name, tuple(_Rewriter(section, plan).quads()))


class _Rewriter:
    """One graph on its way."""

    def __init__(self, section: Section, plan: Plan) -> None:
        self._section = section
        self._plan = plan
        self._decided = _decided(section) if section.name == "links" else set()
        self._unsaid = _of_masked(section, plan) if section.name == "links" else {}
        self._words: dict[str, str] = {}
        self._altered: set[tuple[str, str]] = set()

    def quads(self) -> Iterator[ox.Quad]:
        """What is left, sorted by nothing, each once, and the marks."""
        seen: set[ox.Quad] = set()
        graph = None
        for quad in self._section.quads:
            graph = quad.graph_name
            new = self._quad(quad)
            if new is not None and new not in seen:
                seen.add(new)
                yield new
        mark = ox.NamedNode(P_REDACTED)
        for node, predicate in sorted(self._altered):
            yield ox.Quad(ox.NamedNode(node), mark, ox.NamedNode(predicate), graph)

    def _quad(self, quad: ox.Quad) -> ox.Quad | None:
        plan, predicate = self._plan, quad.predicate.value
        path = path_of(quad.subject, plan.base)
        if path is None:
            raise ProfileError(f"{quad.subject}: has another base than the store; only kg may write to it")
        is_gone = path in plan.gone or predicate in plan.left_out.get(path, ())
        if is_gone or (plan.is_coarse and predicate in _COORDINATES):
            return None
        if (path in plan.masked and predicate not in _KEPT) or self._is_persons(quad):
            return None
        node = plan.base + plan.renaming.path(path)
        value = self._value(quad, path, node)
        return None if value is None else ox.Quad(ox.NamedNode(node), quad.predicate, value, quad.graph_name)

    def _value(self, quad: ox.Quad, path: str, node: str) -> ox.NamedNode | ox.Literal | None:
        predicate, value = quad.predicate.value, quad.object
        if isinstance(value, ox.NamedNode):
            return self._node(value, node, predicate)
        assert isinstance(value, ox.Literal)
        if value.datatype.value not in _WORDS:
            return value
        text = self._text(value.value, quad, path)
        if text == value.value:
            return value
        self._altered.add((node, predicate))
        return ox.Literal(text, language=value.language) if value.language is not None else ox.Literal(text)

    def _text(self, text: str, quad: ox.Quad, path: str) -> str:
        predicate = quad.predicate.value
        if path in self._plan.masked and predicate == _NAME:
            return f"[{self._plan.masked[path]}]"
        if predicate == _WHY and self._section.name == "catalog":
            return _WITHDRAWN
        if predicate == _WHY and str(quad.subject) in self._decided:
            return _DECIDED
        if predicate == _WHY and str(quad.subject) in self._unsaid:
            return f"[{self._unsaid[str(quad.subject)]}]"
        replaced = self._words.get(text)
        if replaced is None:
            replaced = self._words[text] = self._plan.matcher.replace(text)
        return replaced

    def _node(self, value: ox.NamedNode, node: str, predicate: str) -> ox.NamedNode | None:
        """The node by its new name; None for an address in which a name stands."""
        if value.value.startswith(_TERMS):
            return value
        if path_of(value, self._plan.base) is not None:
            return ox.NamedNode(self._plan.renaming.iri(value.value))
        if self._plan.matcher.finds(unquote(value.value)) or self._plan.matcher.finds(value.value):
            self._altered.add((node, predicate))
            return None
        return value

    def _is_persons(self, quad: ox.Quad) -> bool:
        """True for the day and the author of a decision."""
        return quad.predicate.value in _OF_A_PERSON


def _decided(section: Section) -> set[str]:
    """The mappings that a person decided."""
    return {
        str(quad.subject)
        for quad in section.quads
        if quad.predicate.value in _OF_A_PERSON
        or (isinstance(quad.object, ox.NamedNode) and quad.object.value == _BY_HAND)
        or (quad.predicate.value == _WHY and str(quad.object.value).startswith("decided:"))  # type: ignore[union-attr]
    }


def _of_masked(section: Section, plan: Plan) -> dict[str, str]:
    """The mappings of somebody of whom only a role is left, with it: their reasons tell more."""
    sources = {
        str(quad.subject): path_of(quad.object, plan.base)
        for quad in section.quads
        if quad.predicate.value == _SOURCE
    }
    return {node: plan.masked[path] for node, path in sources.items() if path and path in plan.masked}

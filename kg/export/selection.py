"""Chooses what is exported: everything, one incident, or one article, always with the code lists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg.errors import ExportError
from kg.ids import link_id
from kg.store import Store
from kg.vocab import OA, OWL, P_CLAIM, P_EXCLUDES, P_RIVAL_TO, P_SAME_AGENT_AS, P_SAME_EVENT_AS, SCHEMA, SSSOM

_ALWAYS: Final = "vocabulary"
_SHARED: Final = ("registry", "links", "derived", "reviews", "catalog", _ALWAYS)
_MODIFIER: Final = SSSOM + "predicate_modifier"
_POINTING: Final = (OWL + "annotatedSource", OWL + "annotatedTarget")


@dataclass(frozen=True, slots=True)
class Section:
    """A graph by its short name, with the quads of it that are exported, in no order."""

    name: str
    quads: tuple[ox.Quad, ...]

    def facts(self) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
        """Subject, predicate and object of each, once and sorted.

        Raises:
            ExportError: there is a blank node, which has no name that is the same in every export.
        """
        for quad in sorted(set(self.quads), key=str):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                raise ExportError(f"graph/{self.name}: has a blank node; only kg may write to the store")
            yield subject.value, quad.predicate.value, value


def select(store: Store, *, incident: str | None = None, article: str | None = None) -> Iterator[Section]:
    """The graphs of an export: those of articles by key, then the shared ones.

    Raises:
        ExportError: there is no such incident or article.
        StoreError: graphs are missing, as after a crash; nothing is handed on with less than was stored.
    """
    store.check_whole()
    if incident is None and article is None:
        names = sorted(store.graphs(), key=order)
        return (Section(name, store.quads(name)) for name in names)
    chosen = _Chosen(store)
    if incident is not None:
        chosen.add_incident(incident)
    if article is not None:
        chosen.add_article(article)
    return chosen.sections()


class _Chosen:
    """The part of a store that belongs to an incident or an article, growing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: set[str] = set()
        self._quads: defaultdict[str, set[ox.Quad]] = defaultdict(set)

    def add_incident(self, iri: str) -> None:
        """All that any article says of the event or of strikes that are part of it."""
        events = self._accounts({iri})
        events |= self._accounts(self._subjects(SCHEMA + "superEvent", events))
        claims = self._subjects(SCHEMA + "about", events) | self._subjects(P_EXCLUDES, events)
        statements = self._subjects(P_CLAIM, claims)
        rivals = self._subjects(P_RIVAL_TO, claims)
        reviews = self._subjects(OA + "hasTarget", statements)
        reasons = {node for name in _POINTING for node in self._subjects(name, events)}
        reasons -= {node for node in reasons if self._objects(node, _MODIFIER)}  # not another event's refusal
        if not self._follow(events):
            raise ExportError(f"{iri}: no such event; kg queries lists what finds them")
        self._follow(claims | statements | rivals | reviews | reasons)

    def add_article(self, key: str) -> None:
        """The graph of one text, and what other graphs hold about its nodes."""
        quads = self._store.quads(key)
        if not quads:
            raise ExportError(f"{key}: no such article; see which there are: kg query article-metadata")
        nodes = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        reasons = {node for name in _POINTING for node in self._subjects(name, nodes)}
        self._follow(nodes | reasons | self._subjects(OA + "hasTarget", nodes))

    def sections(self) -> Iterator[Section]:
        """What was chosen, with where its graphs came from, and the code lists whole."""
        base = self._store.base
        self._complete()
        self._follow({f"{base}graph/{name}" for name in tuple(self._quads)})
        self._quads[_ALWAYS] = set(self._store.quads(_ALWAYS))
        for name in sorted(self._quads, key=order):
            yield Section(name, tuple(self._quads[name]))

    def _complete(self) -> None:
        """Adds what a chosen node is nothing without: of a claim who says it, of an identity its reason."""
        done: set[str] = set()
        while new := self._seen - done:
            done |= new
            reasons = {
                self._reason(node, claimed, other)
                for node in new
                for claimed in (P_SAME_EVENT_AS, P_SAME_AGENT_AS)
                for other in self._objects(node, claimed)
            }
            self._follow(self._subjects(P_CLAIM, new) | reasons)

    def _reason(self, node: str, claimed: str, other: str) -> str:
        base = self._store.base
        return base + link_id(node.removeprefix(base), claimed, other.removeprefix(base))

    def _accounts(self, events: Iterable[str]) -> set[str]:
        """The events with the canonical ones they are linked to and all accounts of those."""
        found = set(events)
        for event in sorted(found):
            found |= self._objects(event, P_SAME_EVENT_AS)
        return found | self._subjects(P_SAME_EVENT_AS, found)

    def _follow(self, nodes: Iterable[str]) -> int:
        """Takes the nodes and all they lead to; how many quads that added."""
        added, waiting = 0, sorted(set(nodes))
        while waiting:
            node = waiting.pop()
            if node in self._seen:
                continue
            self._seen.add(node)
            for quad in self._store.pattern(ox.NamedNode(node), None, None):
                assert isinstance(quad.graph_name, ox.NamedNode)
                self._quads[quad.graph_name.value.removeprefix(f"{self._store.base}graph/")].add(quad)
                added += 1
                if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(self._store.base):
                    waiting.append(quad.object.value)
        return added

    def _subjects(self, predicate: str, values: Iterable[str]) -> set[str]:
        name = ox.NamedNode(predicate)
        found = (q.subject for v in values for q in self._store.pattern(None, name, ox.NamedNode(v)))
        return {subject.value for subject in found if isinstance(subject, ox.NamedNode)}

    def _objects(self, subject: str, predicate: str) -> set[str]:
        found = (q.object for q in self._store.pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None))
        return {value.value for value in found if isinstance(value, ox.NamedNode)}


def order(name: str) -> tuple[int, str]:
    """Articles by key, then the graphs that they share, the code lists last."""
    return (_SHARED.index(name) + 1, name) if name in _SHARED else (0, name)

"""Gives new IRIs where an old one has a name in it, or a hash by which a name could be guessed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.export.selection import Section, order
from kg.export.withholding.gathering import path_of
from kg.ids import link_id, short_hash, slug
from kg.vocab import (
    CIV,
    OWL,
    P_ALLEGED_ACTOR,
    P_CLAIM,
    P_IN_SERIES,
    P_ISSUER,
    P_MEANS,
    P_SAID_IN,
    P_SAME_AGENT_AS,
    P_SPEAKER,
    P_STANCE,
    P_UNIT,
    SCHEMA,
)

_HASHED: Final = re.compile(r"(doc/[0-9a-f]{16}/)(statement|responsibility)-(\d+)-(\d+)-[0-9a-f]{8}\Z")
_SHARED: Final = re.compile(r"event/(\d{4}-\d{2}-\d{2}|undated)-(.*)-([0-9a-f]{8})\Z")
_READ: Final = {
    P_SPEAKER, P_STANCE, P_CLAIM, P_ALLEGED_ACTOR, P_MEANS, P_SAID_IN, P_SAME_AGENT_AS, P_IN_SERIES, P_ISSUER,
    P_UNIT, OWL + "annotatedSource", OWL + "annotatedProperty", OWL + "annotatedTarget",
}  # fmt: skip
_WHERE: Final = (SCHEMA + "location", CIV + "near")
WITHHELD: Final = "withheld"
Values = dict[str, list[str]]


class Renaming:
    """New paths by old ones; what is not among them keeps its name."""

    def __init__(self, base: str, paths: dict[str, str]) -> None:
        self._base = base
        self.paths = paths

    def path(self, path: str) -> str:
        """The path after the base."""
        return self.paths.get(path, path)

    def iri(self, iri: str) -> str:
        """The whole IRI."""
        path = iri.removeprefix(self._base)
        return self._base + self.path(path) if path != iri else iri

    def follow(self, sections: Iterable[Section], finds: Callable[[str], bool]) -> None:
        """Renames all whose name is a hash over something that was renamed, articles first.

        ``finds`` tells whether a name that is to go stands in words.
        """
        for section in sections:
            if section.name in ("reviews", "vocabulary", "registry", "catalog"):
                continue
            nodes = self._nodes(section)
            if order(section.name)[0] == 0:
                self._follow_article(nodes)
            elif section.name == "links":
                self._follow_links(nodes, finds)
            else:
                self._follow_series(nodes)

    def _nodes(self, section: Section) -> dict[str, Values]:
        nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in section.quads:
            subject = path_of(quad.subject, self._base)
            predicate, value = quad.predicate.value, quad.object
            wanted = predicate in _READ or (predicate in _WHERE and section.name == "links")
            if wanted and subject is not None and isinstance(value, ox.NamedNode):
                nodes[subject][predicate].append(value.value.removeprefix(self._base))
            elif section.name == "links" and subject is not None and subject.startswith("event/"):
                nodes[subject]  # an event without a place is one too
        return {node: dict(values) for node, values in nodes.items()}

    def _follow_article(self, nodes: dict[str, Values]) -> None:
        """Responsibilities first, because statements take stances on them."""
        for kind in ("responsibility", "statement"):
            for node, values in nodes.items():
                named = _HASHED.match(node)
                if named is None or named[2] != kind:
                    continue
                if kind == "statement":
                    parts = [
                        self._one(values, P_SPEAKER),
                        _local(values, P_STANCE),
                        self._one(values, P_CLAIM),
                    ]
                else:
                    parts = [self._one(values, P_ALLEGED_ACTOR), _local(values, P_MEANS)]
                old = [_first(values, P_SPEAKER), _first(values, P_CLAIM), _first(values, P_ALLEGED_ACTOR)]
                if any(self.path(path) != path for path in old):
                    self.paths[node] = f"{named[1]}{kind}-{named[3]}-{named[4]}-{short_hash(*parts)}"

    def _follow_links(self, nodes: dict[str, Values], finds: Callable[[str], bool]) -> None:
        for node, values in nodes.items():
            shared = _SHARED.match(node)
            if shared is not None:
                self._rename_event(node, shared, values, finds)
        self._follow_members(nodes, P_SAME_AGENT_AS, "agent/")
        self._follow_members(nodes, P_SAID_IN, "communication/")
        for node, values in nodes.items():
            source, target = _first(values, OWL + "annotatedSource"), _first(values, OWL + "annotatedTarget")
            if node.startswith("link/") and (self.path(source) != source or self.path(target) != target):
                claimed = _first(values, OWL + "annotatedProperty")
                self.paths[node] = link_id(self.path(source), claimed, self.path(target))

    def _rename_event(
        self, node: str, shared: re.Match[str], values: Values, finds: Callable[[str], bool]
    ) -> None:
        places = [place for name in _WHERE for place in values.get(name, ())]
        moved = [self.path(place) for place in places if self.path(place) != place]
        if not moved and not finds(shared[2]):
            return
        where = slug(moved[0].rpartition("/")[2]) if moved else WITHHELD
        where = WITHHELD if finds(where) or where.startswith(WITHHELD) else where
        self.paths[node] = f"event/{shared[1]}-{where}-{shared[3]}"

    def _follow_members(self, nodes: dict[str, Values], predicate: str, kind: str) -> None:
        """Those that are named by a hash of the smallest of their members."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for node, values in nodes.items():
            for whole in values.get(predicate, ()):
                if whole.startswith(kind):
                    members[whole].append(node)
        for whole, parts in members.items():
            if any(self.path(part) != part for part in parts):
                head = whole.rpartition("-")[0] + "-" if "-" in whole else kind
                self.paths[whole] = f"{head}{short_hash(min(map(self.path, parts)))}"

    def _follow_series(self, nodes: dict[str, Values]) -> None:
        members: defaultdict[str, list[str]] = defaultdict(list)
        for node, values in nodes.items():
            for series in values.get(P_IN_SERIES, ()):
                members[series].append(self.path(node))
        for node, values in nodes.items():
            issuers = values.get(P_ISSUER, [])
            if node.startswith("series/") and any(self.path(issuer) != issuer for issuer in issuers):
                parts = [*sorted(map(self.path, issuers)), _local(values, P_UNIT), *sorted(members[node])]
                self.paths[node] = f"series/{short_hash(*parts)}"

    def _one(self, values: Values, predicate: str) -> str:
        return self.path(_first(values, predicate))


def numbered(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each path with one of its kind that tells nothing: ``person/withheld-1``, in the order given."""
    counts: defaultdict[str, int] = defaultdict(int)
    for path in paths:
        kind = path.partition("/")[0]
        counts[kind] += 1
        yield path, f"{kind}/{WITHHELD}-{counts[kind]}"


def _first(values: Values, predicate: str) -> str:
    return next(iter(values.get(predicate, ())), "")


def _local(values: Values, predicate: str) -> str:
    return _first(values, predicate).removeprefix(CIV)

"""Asks pySHACL once about all nodes that the shapes cannot tell apart, and remembers what it said.

Most nodes of an article look to the shapes as nodes of earlier articles did. This imports rdflib.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from kg import resources
from kg.mapping import Triple
from kg.validation.report import Finding
from kg.validation.scene import Description, Scene
from kg.validation.shacl import check_shapes, load_shapes
from kg.validation.sight import read_sight

_MOST: Final = 100_000
"""Descriptions that are remembered: some tens of megabytes. The benchmark's articles have some hundred."""

_FEW: Final = 50
"""pySHACL goes through a list of the nodes wanted again and again: a long one takes longer than all nodes."""


def judge(
    triples: Sequence[Triple], *, where: str, without: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """The findings of :func:`check_shapes` on the same triples, in no order."""
    yield from _verdicts(resources.shapes(), without).findings(triples, where)


@cache
def _verdicts(folder: Path, without: frozenset[str]) -> "_Verdicts":
    return _Verdicts(folder, without)


class _Verdicts:
    """What pySHACL found of nodes by what it could see of them, by one set of shapes."""

    def __init__(self, folder: Path, without: frozenset[str]) -> None:
        shapes, self._known = load_shapes(folder, without)
        self._sight = read_sight(shapes.graph)
        self._without = without
        self._found: dict[Description, tuple[Finding, ...]] = {}

    def findings(self, triples: Sequence[Triple], where: str) -> Iterator[Finding]:
        scene = Scene(triples, self._sight, known=self._known) if self._sight is not None else None
        if scene is None or not scene.plain:
            yield from check_shapes(triples, where=where, without=self._without)
            return
        new: dict[str, Description] = {}
        for node in scene.nodes():
            description = scene.describe(node)
            known = self._found.get(description)
            if known is None:
                new[node] = description
            else:
                yield from (replace(found, where=where, node=node) for found in known)
        if new:
            yield from self._ask(scene, new, where)

    def _ask(self, scene: Scene, new: dict[str, Description], where: str) -> Iterator[Finding]:
        found: defaultdict[str, list[Finding]] = defaultdict(list)
        about = new if len(new) < _FEW else ()
        for finding in check_shapes(scene.around(new), where=where, without=self._without, about=about):
            if finding.node in new:
                found[finding.node].append(finding)
                yield finding
        if len(self._found) > _MOST:
            self._found.clear()
        # A message that names the value it found would name another's.
        self._found |= {
            description: tuple(found[node])
            for node, description in new.items()
            if not any(" Found: " in finding.message for finding in found[node])
        }

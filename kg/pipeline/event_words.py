"""Reads the words by which an article tells of an event: those that name it, its target, and what follows."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kg.vocab import OA, P_PASSAGE, P_TARGET, SCHEMA, STATEMENT

if TYPE_CHECKING:
    from kg.pipeline.telling import _Nodes

READ: Final = (P_PASSAGE, OA + "exact")
"""What is read here beside what resolving of events reads."""
_AFTER: Final = 60
"""So many characters behind the event's own words: "that killed three | at a school in the town"."""
_SPAN: Final = re.compile(r"-(\d+)-(\d+)$")
_BREAK: Final = re.compile(r"[.;:\n]")


def find_passages(nodes: "_Nodes", key: str) -> Mapping[tuple[int, int], str]:
    """The sentences around the article's statements, by where they start and end."""
    found = {}
    for _, node in nodes.of(STATEMENT):
        passage = nodes.value(node, P_PASSAGE) or ""
        at = _SPAN.search(passage)
        if at is not None:
            start, end = int(at[1]), int(at[2])
            text = nodes.value(f"doc/{key}/quote-{start}-{end}", OA + "exact")
            if text is not None:
                found[start, end] = text
    return found


def words_of(nodes: "_Nodes", event: str, passages: Mapping[tuple[int, int], str]) -> str:
    """The words that name the event, its target, and the next few of the same sentence."""
    told = [nodes.value(event, SCHEMA + "name"), nodes.value(event, P_TARGET)]
    at = _SPAN.search(event)
    if at is not None:
        start, end = int(at[1]), int(at[2])
        around = [(s, e) for s, e in passages if s <= start and end <= e]
        if around:
            s, e = min(around, key=lambda span: (span[1] - span[0], span))
            told.append(_BREAK.split(passages[s, e][end - s : end - s + _AFTER])[0])
    return " ".join(filter(None, told))

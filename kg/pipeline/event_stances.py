"""Reads what is said of an event as a whole: whether its toll is acknowledged, and whether all deny it."""

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.vocab import BROADER, FIGURE, P_CLAIM, P_STANCE, SCHEMA, STATEMENT, Stance

if TYPE_CHECKING:
    from kg.pipeline.telling import _Nodes

_ABOUT: Final = SCHEMA + "about"
_STATUS: Final = frozenset({Stance.ACKNOWLEDGES, Stance.INVESTIGATES})


def find_status(nodes: "_Nodes") -> defaultdict[str, set[Stance]]:
    """Whether the toll of each event is acknowledged or investigated."""
    counted = {node for _, node in nodes.of(FIGURE)}
    found: defaultdict[str, set[Stance]] = defaultdict(set)
    for _, node in nodes.of(STATEMENT):
        claim, stance = nodes.value(node, P_CLAIM) or "", nodes.concept(node, P_STANCE)
        about = nodes.value(claim, _ABOUT)
        if about is not None and claim in counted and stance in _STATUS:
            found[about].add(Stance(stance))
    return found


def find_denied(nodes: "_Nodes") -> set[str]:
    """The events of which all who speak of them say that they were not."""
    spoken: defaultdict[str, set[bool]] = defaultdict(set)
    for _, node in nodes.of(STATEMENT):
        about = nodes.value(nodes.value(node, P_CLAIM) or "", _ABOUT)
        if about is not None:
            spoken[about].add(BROADER.get(nodes.concept(node, P_STANCE) or "") == Stance.OPPOSES)
    return {event for event, opposed in spoken.items() if opposed == {True}}

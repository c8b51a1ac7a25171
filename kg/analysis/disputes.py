"""Turns the answer of the saved query dispute-map into networkx graphs."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

import networkx as nx

from kg.queries import Result, Value

_EVIDENCE = ("words", "article", "start", "end", "passage_start", "passage_end", "published", "resolved")


def dispute_map(result: Result, incident: str) -> "nx.MultiDiGraph[str]":
    """Speakers, claims and the incident as nodes; who takes which stance on which claim as edges.

    An edge from a speaker to a claim is one statement: its key is the statement, and it carries stance,
    position and where the words stand. Unknown values are left out. The order of nodes and edges
    depends on the answer alone.

    Raises:
        QueryError: the answer is not one of dispute-map.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(incident, kind="incident")
    for row in _rows(result):
        speaker, claim = str(row["speaker_iri"]), str(row["claim"])
        graph.add_node(speaker, kind="speaker", label=str(row["speaker"]))
        graph.add_node(claim, kind="claim", part=str(row["part"]), label=str(row["claimed"] or ""))
        graph.add_edge(claim, incident, key="about", kind="about")
        known = {name: _plain(row[name]) for name in _EVIDENCE if row[name] is not None}
        stance, position = str(row["stance"]), str(row["position"])
        graph.add_edge(
            speaker,
            claim,
            key=str(row["statement"]),
            kind="stance",
            stance=stance,
            position=position,
            **known,
        )
    return graph


def dispute_network(result: Result) -> "nx.Graph[str]":
    """Speakers as nodes; an edge where one supports and another opposes the same part and content.

    ``count`` of an edge says on how many contents they differ, ``on`` which; a speaker who does both
    alone gives no edge. It shows who differs, not who answers whom.

    Raises:
        QueryError: the answer is not one of dispute-map.
    """
    sides: defaultdict[tuple[str, str], dict[str, set[str]]]
    sides = defaultdict(lambda: {"supports": set(), "opposes": set()})
    graph: nx.Graph[str] = nx.Graph()
    for row in _rows(result):
        speaker = str(row["speaker_iri"])
        graph.add_node(speaker, kind="speaker", label=str(row["speaker"]))
        side = sides[str(row["part"]), str(row["claimed"] or "")].get(str(row["position"]))
        if side is not None:
            side.add(speaker)
    differ: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (part, claimed), side_of in sorted(sides.items()):
        for one, other in product(sorted(side_of["supports"]), sorted(side_of["opposes"])):
            if one != other:
                differ[min(one, other), max(one, other)].append(f"{part}: {claimed}" if claimed else part)
    for (one, other), contents in sorted(differ.items()):
        graph.add_edge(one, other, count=len(contents), on="; ".join(contents))
    return graph


def _rows(result: Result) -> Iterable[dict[str, Value]]:
    for name in ("part", "position", "claimed", "speaker", "speaker_iri", "stance", "claim", "statement"):
        result.index(name)
    return sorted(result, key=lambda row: (str(row["claim"]), str(row["statement"])))


def _plain(value: Value) -> str | int:
    return value if isinstance(value, int) else str(value)

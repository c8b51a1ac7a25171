"""Writes findings as CSV, JSON, GraphML, GEXF or GeoJSON: the same bytes for the same findings."""

import json
from collections.abc import Mapping
from typing import Final

import networkx as nx

from kg.analysis.findings import End, Findings
from kg.analysis.gexf import to_gexf
from kg.analysis.graphml import to_graphml
from kg.analysis.incidents import Places
from kg.errors import QueryError
from kg.queries import Source, Value, formats

FORMS: Final = ("csv", "json", "graphml", "gexf", "geojson")
_POINT: Final = ("latitude", "longitude")


def write(source: Source, findings: Findings, form: str) -> bytes:
    """The findings in one of FORMS, as UTF-8.

    Raises:
        QueryError: the form is none of these, or the rows are no edges or bear no incident to show.
    """
    match form:
        case "csv":
            return formats.delimited(findings.columns, findings.rows, ",").encode()
        case "json":
            return formats.json_list(findings.columns, findings.rows).encode()
        case "graphml":
            return to_graphml(to_graph(findings))
        case "gexf":
            return to_gexf(to_graph(findings))
        case "geojson":
            return to_geojson(source, findings)
    raise QueryError(f"no form {form!r}; there are {', '.join(FORMS)}")


def to_graph(findings: Findings) -> "nx.MultiDiGraph[str]":
    """Every row as an edge that bears all its values, between nodes with a label and a kind.

    Raises:
        QueryError: the rows are no edges.
    """
    if findings.ends is None:
        raise QueryError(f"{findings.name}: its rows are no edges; use csv, json or geojson")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, row in enumerate(findings):
        ends = [_node(graph, row, end) for end in findings.ends]
        values = {name: _plain(value) for name, value in row.items() if value is not None}
        graph.add_edge(ends[0], ends[1], key=str(number), **values)
    return graph


def to_geojson(source: Source, findings: Findings) -> bytes:
    """Every row as a feature; its point is that of its event's place, and null where no point is known.

    Rows without a point of their own take that of their incident. No point is made up: see Places.

    Raises:
        QueryError: the rows have neither a point nor an incident.
    """
    own = set(_POINT) <= set(findings.columns)
    if not own and "incident" not in findings.columns:
        raise QueryError(f"{findings.name}: its rows are of no incident, so there is no map; use csv or json")
    places = None if own else Places(source, {row[findings.index("incident")] for row in findings.rows})
    features = []
    for row in findings:
        if places is not None:
            place, precision, latitude, longitude, _ = places.place(row["incident"])
            found = {"place": place, "precision": precision, "latitude": latitude, "longitude": longitude}
            row = row | found
        features.append(_feature(row))
    lines = ",".join(f"\n{json.dumps(one, ensure_ascii=False, separators=(',', ':'))}" for one in features)
    return f'{{"type":"FeatureCollection","features":[{lines}\n]}}\n'.encode()


def _feature(row: Mapping[str, Value]) -> dict[str, object]:
    latitude, longitude = (row[name] for name in _POINT)
    point = None
    if latitude is not None and longitude is not None:
        point = {"type": "Point", "coordinates": [float(str(longitude)), float(str(latitude))]}
    values = {name: _plain(value) for name, value in row.items() if name not in _POINT}
    return {"type": "Feature", "geometry": point, "properties": values}


def _node(graph: "nx.MultiDiGraph[str]", row: Mapping[str, Value], end: End) -> str:
    number = next(place for place, name in enumerate(end.ids) if row[name] is not None)
    node = str(row[end.ids[number]])
    if node not in graph:
        kind = end.kinds[number]
        label = row.get(end.labels[number])
        graph.add_node(node, label=str(node if label is None else label), kind=str(row.get(kind, kind)))
    return node


def _plain(value: Value) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)

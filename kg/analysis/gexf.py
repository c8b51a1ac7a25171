"""Writes a networkx graph as GEXF for Gephi, the same bytes for the same graph."""

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import quoteattr

import networkx as nx

from kg.analysis.graphml import xml_text

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<graph mode="static" defaultedgetype="directed">"""

_Values = Mapping[str, str | int]


def to_gexf(graph: "nx.MultiDiGraph[str]") -> bytes:
    """The graph as GEXF 1.2 in UTF-8; characters that XML lacks become U+FFFD.

    The value ``label`` is the label of a node or edge, every other value an attribute. The writer of networkx
    puts the day of the run into the file; this one does not.
    """
    return ("\n".join(_lines(graph)) + "\n").encode()


def _lines(graph: "nx.MultiDiGraph[str]") -> Iterator[str]:
    nodes: list[tuple[str, _Values]] = [(node, values) for node, values in graph.nodes(data=True)]
    edges: list[tuple[str, str, _Values]] = [
        (start, end, values) for start, end, _, values in graph.edges(keys=True, data=True)
    ]
    node_types = _types(values for _, values in nodes)
    edge_types = _types(values for *_, values in edges)
    yield _HEAD
    yield from _declared("node", node_types)
    yield from _declared("edge", edge_types)
    yield "<nodes>"
    for node, values in nodes:
        opening = f"<node id={_quoted(node)} label={_quoted(values.get('label', node))}>"
        yield f"{opening}{_attributes(values, node_types)}</node>"
    yield "</nodes>\n<edges>"
    for number, (start, end, values) in enumerate(edges):
        label = f" label={_quoted(values['label'])}" if "label" in values else ""
        opening = f'<edge id="{number}" source={_quoted(start)} target={_quoted(end)}{label}>'
        yield f"{opening}{_attributes(values, edge_types)}</edge>"
    yield "</edges>\n</graph>\n</gexf>"


def _types(all_values: Iterable[_Values]) -> dict[str, str]:
    """The attributes in the order of their names, each a whole number only where all its values are."""
    types: dict[str, str] = {}
    for values in all_values:
        for name, value in values.items():
            number = isinstance(value, int) and types.get(name) != "string"
            types[name] = "integer" if number else "string"
    return {name: types[name] for name in sorted(types) if name != "label"}


def _declared(kind: str, types: Mapping[str, str]) -> Iterator[str]:
    yield f'<attributes class="{kind}">'
    for number, (name, of) in enumerate(types.items()):
        yield f'<attribute id="{number}" title={_quoted(name)} type="{of}"/>'
    yield "</attributes>"


def _attributes(values: _Values, types: Mapping[str, str]) -> str:
    cells = (
        f'<attvalue for="{number}" value={_quoted(values[name])}/>'
        for number, name in enumerate(types)
        if name in values
    )
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _quoted(value: object) -> str:
    return quoteattr(xml_text(value))

"""Writes a networkx graph as GraphML, the same bytes for the same graph."""

import re

import networkx as nx

# XML 1.0 has no way to write these; they can stand in a text as it came.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_graphml(graph: "nx.Graph[str]") -> bytes:
    """The graph as UTF-8, with a line feed at the end; characters that XML lacks become U+FFFD."""
    plain: nx.Graph[str] = graph.__class__()
    for node, values in graph.nodes(data=True):
        plain.add_node(xml_text(node), **_clean(values))
    if isinstance(plain, nx.MultiGraph) and isinstance(graph, nx.MultiGraph):
        for start, end, key, values in graph.edges(keys=True, data=True):
            plain.add_edge(xml_text(start), xml_text(end), key=xml_text(key), **_clean(values))
    else:
        for start, end, values in graph.edges(data=True):
            plain.add_edge(xml_text(start), xml_text(end), **_clean(values))
    return ("\n".join(nx.generate_graphml(plain)) + "\n").encode()


def xml_text(value: object) -> str:
    """The value as text that XML can hold; it is still to be escaped."""
    return _NOT_XML.sub("\ufffd", str(value))


def _clean(values: dict[str, str | int]) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else xml_text(value) for name, value in values.items()}

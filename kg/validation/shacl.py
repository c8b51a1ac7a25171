"""Runs the shapes over one graph by pySHACL: no inference, nothing fetched, the shapes read once.

pySHACL and rdflib are imported on first use: they take half a second, which ``kg --help`` must not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import resources
from kg.errors import OntologyError, RecordError
from kg.mapping import Triple
from kg.validation.report import Finding, Severity

if TYPE_CHECKING:
    from pyshacl.shapes_graph import ShapesGraph
    from rdflib import Graph, Node, URIRef

_SH: Final = "http://www.w3.org/ns/shacl#"


def check_shapes(
    triples: Iterable[Triple],
    *,
    where: str,
    without: frozenset[str] = frozenset(),
    about: Collection[str] = (),
) -> Iterator[Finding]:
    """One finding a fault: the shape's local name and message, about the focus node.

    ``without`` names files of shapes that are not wanted, such as ``span``; ``about`` the only nodes that
    are, where it is not empty.

    Raises:
        RecordError: a blank node stands where a day or number is compared.
    """
    from pyshacl.errors import ReportableRuntimeError
    from pyshacl.graph_abstraction import DataGraph
    from pyshacl.validator import Validator
    from rdflib import Graph, URIRef

    from kg.validation.indexed import to_graph

    shapes, known = load_shapes(resources.shapes(), without)
    data = DataGraph.from_rdflib_graph(to_graph(triples, known=known))
    options = {"allow_warnings": True, "inplace": True, "focus_nodes": list(about)}
    validator = Validator(data, shacl_graph=Graph(), options=options)
    validator.shacl_graph = shapes  # shared: harvesting the shapes anew takes longer than an article
    run: Callable[[], tuple[bool, Graph, str]] = validator.run
    try:
        _, results, _ = run()
    except ReportableRuntimeError as error:
        raise RecordError(f"{where}: {error} Give a day or number in the place of the blank node.") from error
    for result in results.objects(predicate=URIRef(_SH + "result")):
        severity = results.value(result, URIRef(_SH + "resultSeverity"))
        yield Finding(
            str(results.value(result, URIRef(_SH + "sourceShape"))).rpartition("#")[2],
            _message(results, result),
            where,
            severity=Severity.WARNING if severity == URIRef(_SH + "Warning") else Severity.VIOLATION,
            node=str(results.value(result, URIRef(_SH + "focusNode"))),
        )


def _message(results: Graph, result: Node) -> str:
    from rdflib import URIRef

    message = str(results.value(result, URIRef(_SH + "resultMessage")))
    value = results.value(result, URIRef(_SH + "value"))
    return message if value is None else f"{message} Found: {value}."


@cache
def load_shapes(folder: Path, without: frozenset[str]) -> tuple[ShapesGraph, Mapping[str, URIRef]]:
    """The shapes of a folder, and every name in them: a property that none names makes no difference.

    Raises:
        OntologyError: a file is no Turtle, or there is none.
    """
    from pyshacl.shapes_graph import ShapesGraph
    from rdflib import RDF, RDFS, Graph, URIRef

    from kg.validation.indexed import index

    files = sorted(path for path in folder.glob("*.ttl") if path.stem not in without)
    if not files:
        raise OntologyError(f"{folder}: there are no shapes; install civharm-kg again")
    graph = Graph()
    for path in files:
        try:
            graph.parse(path, format="turtle")
        except (SyntaxError, ValueError) as error:
            raise OntologyError(f"{path}: this is no Turtle: {error}") from error
    shapes = ShapesGraph(graph)
    shapes.graph = index(graph)
    named = [
        RDF.type,
        RDFS.subClassOf,
        *(node for node in shapes.graph.objects() if isinstance(node, URIRef)),
    ]
    return shapes, {str(node): node for node in named}

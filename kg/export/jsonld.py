"""JSON-LD with its context inside, so that reading it fetches nothing: one named graph after the other."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg import resources
from kg.errors import OntologyError
from kg.export.context import Context
from kg.export.selection import Section
from kg.vocab import RDF

_TYPE = RDF + "type"


def jsonld(sections: Iterable[Section], base: str) -> Iterator[str]:
    """The document in pieces, a node on each line; keys and values are sorted."""
    context = _context()
    yield f'{{"@context": {_dump(context.document)},\n"@graph": ['
    for number, section in enumerate(sections):
        yield f'{"," if number else ""}\n{{"@id": {_dump(f"{base}graph/{section.name}")}, "@graph": ['
        for count, node in enumerate(_nodes(section, context)):
            yield f"{',' if count else ''}\n{_dump(node)}"
        yield "]}"
    yield "]}\n"


@cache
def _context() -> Context:
    path = resources.ontology().with_name("context.jsonld")
    try:
        return Context(json.loads(path.read_text(encoding="utf-8"))["@context"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OntologyError(f"{path}: no JSON-LD context ({error}); install civharm-kg again") from error


def _nodes(section: Section, context: Context) -> Iterator[dict[str, Any]]:
    """Each node as a JSON object; ``Any`` because JSON is."""
    nodes: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in section.facts():
        if predicate == _TYPE and isinstance(value, ox.NamedNode):
            nodes[subject]["@type"].append(context.concept(value.value))
        else:
            term = context.term(predicate)
            nodes[subject][term.key].append(context.value(value, term))
    for iri in sorted(nodes):
        values = {key: nodes[iri][key] for key in sorted(nodes[iri])}
        yield {"@id": iri, **{key: one[0] if len(one) == 1 else one for key, one in values.items()}}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""JSON-LD with its context inside, so that reading it fetches nothing: one named graph after the other."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import pyoxigraph as ox

from kg import resources
from kg.errors import OntologyError
from kg.export.selection import Section
from kg.vocab import RDF, XSD

_TYPE: Final = RDF + "type"


def jsonld(sections: Iterable[Section], base: str) -> Iterator[str]:
    """The document in pieces; keys and values are sorted. ``Any`` below because JSON is."""
    context = _context()
    names = _Names(context)
    yield f'{{"@context": {_dump(context)},\n"@graph": ['
    for number, section in enumerate(sections):
        yield f'{"," if number else ""}\n{{"@id": {_dump(f"{base}graph/{section.name}")}, "@graph": ['
        for count, node in enumerate(_nodes(section, names)):
            yield f"{',' if count else ''}\n{_dump(node)}"
        yield "]}"
    yield "]}\n"


class _Names:
    """Terms and prefixes of the context that need no rule of their own to be understood."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        plain = {name: iri for name, iri in context.items() if isinstance(iri, str) and name[0] != "@"}
        self._prefixes = {iri: name for name, iri in sorted(plain.items()) if iri[-1:] in ("/", "#")}
        self._defined = set(context)

    def short(self, iri: str) -> str:
        """The IRI with a prefix where the context has one for it and no rule for the result."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix, local = self._prefixes.get(iri[:cut]), iri[cut:]
        name = f"{prefix}:{local}"
        return iri if prefix is None or not local or name in self._defined else name


@cache
def _context() -> dict[str, Any]:
    path = resources.ontology().with_name("context.jsonld")
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        context = document["@context"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OntologyError(f"{path}: no JSON-LD context ({error}); install civharm-kg again") from error
    if not isinstance(context, dict):
        raise OntologyError(f"{path}: its @context must be one object")
    return context


def _nodes(section: Section, names: _Names) -> Iterator[dict[str, Any]]:
    nodes: defaultdict[str, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in section.facts():
        if predicate == _TYPE and isinstance(value, ox.NamedNode):
            nodes[subject]["@type"].append(names.short(value.value))
        else:
            nodes[subject][names.short(predicate)].append(_value(value, names))
    for iri in sorted(nodes):
        values = {key: nodes[iri][key] for key in sorted(nodes[iri])}
        yield {"@id": iri, **{key: one[0] if len(one) == 1 else one for key, one in values.items()}}


def _value(term: ox.NamedNode | ox.Literal, names: _Names) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"@id": names.short(term.value)}
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    return (
        {"@value": term.value}
        if kind == XSD + "string"
        else {"@value": term.value, "@type": names.short(kind)}
    )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

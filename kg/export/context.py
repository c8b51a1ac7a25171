"""A JSON-LD context read backwards: the shortest way to write a term that means the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from kg.vocab import XSD

_SIMPLE: Final = frozenset({"@id", "@type"})
"""Terms with any other rule (containers, languages, reversal) are not used."""


@dataclass(frozen=True, slots=True)
class Term:
    """The key of a property, and the type its plain values have; None where they are strings."""

    key: str
    type: str | None
    explicit: bool = False
    """True where a plain value would not be understood."""


class Context:
    """The names of a context. ``Any`` because JSON is."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = dict(document)
        names = {name: value for name, value in document.items() if not name.startswith("@")}
        self._prefixes = {
            value: name
            for name, value in sorted(names.items())
            if isinstance(value, str) and value[-1:] in "/#"
        }
        self._expansions = {value: name for name, value in self._prefixes.items()}
        self._vocabulary = str(document.get("@vocab", ""))
        self._names = frozenset(names)
        self._terms = {
            self._expanded(value["@id"]): Term(name, self._kind(value.get("@type")))
            for name, value in sorted(names.items())
            if isinstance(value, dict) and "@id" in value and value.keys() <= _SIMPLE
        }

    def term(self, predicate: str) -> Term:
        """The key to write a property with."""
        return self._terms.get(predicate) or Term(self.short(predicate), None, explicit=True)

    def value(self, value: ox.NamedNode | ox.Literal, term: Term) -> str | dict[str, str]:
        """A plain string where the term says the rest, else an object that says it."""
        if isinstance(value, ox.NamedNode):
            if term.type == "@vocab":
                return self.concept(value.value)
            return self.short(value.value) if term.type == "@id" else {"@id": self.short(value.value)}
        if value.language is not None:
            return {"@value": value.value, "@language": value.language}
        kind = value.datatype.value
        if not term.explicit and kind == (term.type or XSD + "string"):
            return value.value
        if kind == XSD + "string":
            return {"@value": value.value}
        return {"@value": value.value, "@type": self.short(kind)}

    def concept(self, iri: str) -> str:
        """A class or concept: its bare name where it is of the context's own vocabulary."""
        name = iri.removeprefix(self._vocabulary)
        is_bare = bool(self._vocabulary) and name != iri and name.isalnum() and name not in self._names
        return name if is_bare else self.short(iri)

    def short(self, iri: str) -> str:
        """The IRI with a prefix where the context has one for it and no other meaning for the result."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix, local = self._prefixes.get(iri[:cut]), iri[cut:]
        name = f"{prefix}:{local}"
        return iri if prefix is None or not local or name in self._names else name

    def _expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return self._expansions[prefix] + local if colon and prefix in self._expansions else name

    def _kind(self, name: str | None) -> str | None:
        return name if name is None or name.startswith("@") else self._expanded(name)

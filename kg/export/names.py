"""Short names for IRIs in Turtle and TriG: prefixes of vocabularies, of the base, and one for each text."""

import re
from typing import Final

from kg.ids import is_key
from kg.vocab import PREFIXES

_OF_THE_BASE: Final = {
    "article": "article/",
    "communication": "communication/",
    "event": "event/",
    "g": "graph/",
    "link": "link/",
    "org": "org/",
    "person": "person/",
    "place": "place/",
    "review": "review/",
    "tool": "tool/",
}
_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\Z")


class Names:
    """Prefixes declared so far; an IRI that none fits is written in full."""

    def __init__(self, base: str) -> None:
        self._base = base
        own = {prefix: base + path for prefix, path in _OF_THE_BASE.items()}
        self._prefixes = {**own, **PREFIXES}
        self._by_namespace = {namespace: prefix for prefix, namespace in self._prefixes.items()}
        self._known: dict[str, str] = {}

    def declarations(self) -> str:
        """The prefixes that every file begins with."""
        return "".join(_declared(prefix, iri) for prefix, iri in sorted(self._prefixes.items()))

    def declare_text(self, key: str) -> str:
        """The prefix of what stands under one text, ``d`` and its key; "" for a graph that is no text's."""
        if not is_key(key):
            return ""
        namespace = f"{self._base}doc/{key}/"
        self._by_namespace[namespace] = f"d{key}"
        return _declared(f"d{key}", namespace)

    def short(self, iri: str) -> str:
        """The IRI as ``prefix:name``, or in angle brackets."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        if prefix is None or _LOCAL.match(iri[cut:]) is None:
            return f"<{iri}>"
        return f"{prefix}:{iri[cut:]}"


def _declared(prefix: str, iri: str) -> str:
    return f"@prefix {prefix}: <{iri}> .\n"

"""Finds a thing of the graph by its IRI, by its path after the base, or by its name."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from kg.errors import AmbiguousError, QueryError
from kg.ids import DEFAULT_BASE
from kg.queries.engines import Source, select, value_of
from kg.queries.values import is_iri, term_of
from kg.vocab import CAMPAIGN, P_SAME_AGENT_AS, RDF, SCHEMA, UNNAMED_SOURCE

MAX_LISTED: Final = 20
_NAMES: Final = f"<{SCHEMA}name>|<{SCHEMA}alternateName>"
_PLACES: Final = frozenset(SCHEMA + kind for kind in ("Place", "City", "Country", "AdministrativeArea"))
_OF_ARTICLES: Final = re.compile(r"/(?:doc|agent)/")
"""In the IRIs of whom articles tell of, each in one article or in several, and no row of the registry."""
_BODIES: Final = frozenset({SCHEMA + "Person", SCHEMA + "NGO", UNNAMED_SOURCE})

Kind = Callable[[str], bool]


def find_agent(source: Source, value: str) -> str:
    """A person, body or unnamed source, by IRI, path, name or alias.

    Registry rows win over namesakes that one article alone names.

    Raises:
        AmbiguousError: several have the name.
        QueryError: none has it.
    """
    return _find(source, value, "person or body", _is_agent)


def find_place(source: Source, value: str) -> str:
    """A place, by IRI, path, name or alias. Raises as :func:`find_agent`."""
    return _find(source, value, "place", _PLACES.__contains__)


def find_campaign(source: Source, value: str) -> str:
    """A campaign, by IRI, path, name or alias. Raises as :func:`find_agent`."""
    return _find(source, value, "campaign", lambda kind: kind == CAMPAIGN)


def known_iri(source: Source, value: str) -> str | None:
    """The IRI, or the path as IRI, where the graph tells something of it; None where it is neither.

    Raises:
        QueryError: it is an IRI or a path, and the graph holds nothing of that name.
    """
    base = str(getattr(source, "base", DEFAULT_BASE))
    iri = value if is_iri(value) else base + value
    if not is_iri(iri) or (not is_iri(value) and "/" not in value):
        return None
    _, rows = select(source, f"SELECT ?type WHERE {{ <{iri}> a ?type }} LIMIT 1", "kg")
    if any(rows):
        return iri
    if is_iri(value):
        raise QueryError(f"<{iri}> is not in this store; kg query incidents lists events")
    return None


def choose(found: Mapping[str, str], value: str, what: str) -> str:
    """The one IRI among those found with their names.

    Raises:
        AmbiguousError: there are several; the message lists them.
    """
    if len(found) > 1:
        rows = [f"  {iri}  {name}" for iri, name in sorted(found.items())]
        more = [] if len(rows) <= MAX_LISTED else [f"  and {len(rows) - MAX_LISTED} more"]
        listed = "\n".join(rows[:MAX_LISTED] + more)
        raise AmbiguousError(f"{value!r} fits {len(rows)} of what is told; give one of these:\n{listed}")
    return next(iter(found))


def near(value: str, names: Iterable[str]) -> str:
    """A sentence that lists the names most like the value."""
    close = difflib.get_close_matches(value, sorted(set(names)), n=5, cutoff=0.4)
    return f"near it: {', '.join(close)}" if close else "nothing is near it"


def _find(source: Source, value: str, what: str, wanted: Kind) -> str:
    iri = known_iri(source, value)
    if iri is not None:
        return iri
    exact = " ".join(f"{text} {text}@en" for text in [term_of(value, "text", what)])
    found = _among(source, f"VALUES ?name {{ {exact} }} ?node {_NAMES} ?name", wanted)
    if not found:
        folded = term_of(value.casefold(), "text", what)
        scan = f"?node {_NAMES} ?name . FILTER (CONTAINS(LCASE(STR(?name)), {folded}))"
        found = _among(source, scan, wanted)
        found = [row for row in found if row[1].casefold() == value.casefold()] or found
    if not found:
        names = [name for _, name in _among(source, f"?node {_NAMES} ?name", wanted)]
        raise QueryError(f"no {what} is called {value!r}; {near(value, names)}")
    return choose(_curated(found), value, what)


def _among(source: Source, pattern: str, wanted: Kind) -> list[tuple[str, str]]:
    sparql = f"""SELECT DISTINCT ?known ?name ?type WHERE {{ {pattern} . ?node <{RDF}type> ?type .
OPTIONAL {{ ?node <{P_SAME_AGENT_AS}> ?same }} BIND(COALESCE(?same, ?node) AS ?known) }}"""
    _, rows = select(source, sparql, "kg")
    plain = (tuple(str(value_of(term)) for term in row) for row in rows)
    return [(iri, name) for iri, name, kind in plain if wanted(kind)]


def _curated(found: Sequence[tuple[str, str]]) -> dict[str, str]:
    rows = dict(sorted(found, reverse=True))
    return {iri: name for iri, name in rows.items() if not _OF_ARTICLES.search(iri)} or rows


def _is_agent(kind: str) -> bool:
    return kind in _BODIES or (kind.startswith(SCHEMA) and kind.endswith("Organization"))

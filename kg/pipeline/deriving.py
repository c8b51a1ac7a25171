"""Writes the ledger as facts of the derived graph: series of totals, and what arithmetic makes of them."""

from collections.abc import Iterator

import pyoxigraph as ox

from kg.mapping.terms import A, concept, day, integer, term, words
from kg.registry import Registry
from kg.resolve import Ledger
from kg.resolve.arithmetic import Derivation
from kg.resolve.tallies import Series
from kg.vocab import (
    DCTERMS,
    DERIVATION,
    P_ADDEND,
    P_COMPARED_WITH,
    P_FINDING,
    P_IN_SERIES,
    P_ISSUER,
    P_SUBTRAHEND,
    P_TOLD_BY,
    P_UNIT,
    PROV,
    SCHEMA,
    SERIES,
)

Facts = Iterator[tuple[str, ox.NamedNode, str | ox.NamedNode | ox.Literal]]
"""Subject, predicate, object; texts are paths after the base."""


def ledger_facts(ledger: Ledger, registry: Registry) -> Facts:
    """All of the ledger. Nothing here is a claim: nobody said it, and nothing has words of its own."""
    for series in ledger.series:
        yield from _series_facts(series, registry)
    for derivation in ledger.derivations:
        yield from _derivation_facts(derivation)


def _series_facts(series: Series, registry: Registry) -> Facts:
    yield series.path, A, term(SERIES)
    yield series.path, term(SCHEMA + "name"), words(_name(series, registry))
    yield series.path, term(P_UNIT), concept(series.unit)
    if series.start is not None:
        yield series.path, term(SCHEMA + "startDate"), day(series.start)
    for issuer in series.issuers:
        yield series.path, term(P_ISSUER), issuer
    for entry in series.entries:
        yield entry.told.statement, term(P_IN_SERIES), series.path
        if entry.told_by is not None:
            yield entry.told.statement, term(P_TOLD_BY), day(entry.told_by)


def _name(series: Series, registry: Registry) -> str:
    """Who counts: the names of the registry, or the article's for one who has no row."""
    local = {entry.told.issuer: entry.told.name for entry in series.entries}
    rows = ((issuer, registry.row(issuer)) for issuer in series.issuers)
    names = [row.name if row is not None else local.get(issuer) or issuer for issuer, row in rows]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _derivation_facts(derivation: Derivation) -> Facts:
    yield derivation.path, A, term(DERIVATION)
    yield derivation.path, term(P_FINDING), concept(derivation.finding)
    yield derivation.path, term(DCTERMS + "description"), words(derivation.description)
    yield derivation.path, term(P_UNIT), concept(derivation.unit)
    for name, number in (
        ("value", derivation.value),
        ("minValue", derivation.min),
        ("maxValue", derivation.max),
    ):
        if number is not None:
            yield derivation.path, term(SCHEMA + name), integer(number)
    for told in derivation.addends:
        yield derivation.path, term(P_ADDEND), told.figure
    for told in derivation.subtrahends:
        yield derivation.path, term(P_SUBTRAHEND), told.figure
    if derivation.compared is not None:
        yield derivation.path, term(P_COMPARED_WITH), derivation.compared.figure
    for told in derivation.figures:
        yield derivation.path, term(PROV + "wasDerivedFrom"), told.statement

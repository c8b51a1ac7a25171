"""Runs a saved query: parameters looked up, then the answer read strictly or as of a day if wanted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg.errors import EndpointError, QueryError
from kg.queries.asked import ask
from kg.queries.engines import Row, Source, Term, select
from kg.queries.lookup import look_up
from kg.queries.remote import Remote
from kg.queries.result import Result
from kg.queries.saved import SavedQuery, load
from kg.queries.values import term_of
from kg.store import Store
from kg.vocab import CIV, P_CLAIM_BASIS, P_SPEAKER_RESOLUTION, SCHEMA, Basis, Resolution
from kg.worker import DEFAULT_LIMITS, Limits

_BATCH = 500

_STRICT = f"""SELECT ?statement WHERE {{
  VALUES ?statement {{ %s }}
  ?statement <{P_SPEAKER_RESOLUTION}> <{CIV}{Resolution.NAMED}> .
  ?statement <{P_CLAIM_BASIS}> <{CIV}{Basis.STATED}> . }}"""

_PUBLISHED = f"""SELECT ?article WHERE {{
  VALUES ?article {{ %s }}
  ?article <{SCHEMA}datePublished> ?published . FILTER (?published %s %s) }}"""
WHOLE = "derivation"
"""The column of answers whose rows belong together: a sum and the figures it is made of."""
UNTIL = "until"
"""A parameter of queries that work something out from several articles: the last day of publication."""
SINCE = "since"
"""A parameter of every query that has none of that name: the first day of publication."""


def run(
    source: Source,
    query: SavedQuery | str | Path,
    params: Mapping[str, object] | None = None,
    *,
    strict: bool = False,
    as_of: date | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Result:
    """The answer of a saved query, by its name, file or as loaded.

    ``source`` is a store of ours, a pyoxigraph store, or an rdflib graph (a Dataset with
    ``default_union=True``). Every query takes ``since``, unless it has a parameter of that name: only
    articles published on that day or later. ``strict`` keeps the statements whose speaker is named in the
    passage and whose claim the passage itself states; ``as_of`` keeps articles published by that day. Those
    whose day is not known stay: unknown is neither later nor earlier.

    A query that did not ship with the program is asked of a store of ours in a process of its own, within
    ``limits``; ``truncated`` of the answer says where rows or bytes were too many. The graphs of others are
    asked in this process, without limits.

    Raises:
        AmbiguousError: a parameter fits several things.
        LimitError: the query took too long or too much memory, or crashed the engine.
        QueryError: the query or a parameter cannot be used.
    """
    saved = query if isinstance(query, SavedQuery) else load(query)
    given = dict(params or {})
    own = {parameter.name for parameter in saved.parameters}
    since = None if SINCE in own else given.pop(SINCE, None)
    if as_of is not None and UNTIL in own:
        given.setdefault(UNTIL, as_of)  # what the query works out rests on what was known then
    sparql = saved.bind(look_up(source, saved.parameters, given))
    result = _answer(source, saved, sparql, limits)
    every = result
    if strict:
        result = _strictly(source, result)
    if since is not None:
        result = _published(source, result, "<", since, f"{saved.name}: since")
    if as_of is not None:
        result = _published(source, result, ">", as_of, f"{saved.name}: as of")
    return _whole(every, result)


def _answer(source: Source, saved: SavedQuery, sparql: str, limits: Limits) -> Result:
    if isinstance(source, Remote) and not saved.is_shipped and not source.answers(sparql):
        # The copy that saved queries are asked of lies in this process, which has no limits.
        raise QueryError(
            f"{saved.name}: Virtuoso is trusted with plain patterns alone (statements, VALUES, LIMIT) in a "
            "query of your own; ask the folder of the store, or another server; see docs/stores.md"
        )
    if saved.is_shipped or not isinstance(source, Store):
        columns, rows = select(source, sparql, saved.name)
        if isinstance(source, Remote) and saved.is_shipped and columns != saved.columns:
            raise EndpointError(
                f"{source.address.questions}: answers another question, in columns {', '.join(columns)}; "
                f"{saved.name} has {', '.join(saved.columns)}; nothing of it is shown"
            )
        return Result(columns, tuple(rows), saved.name)
    asked = ask(source, sparql, saved.name, limits)
    return Result(asked.columns, asked.rows, saved.name, asked.truncated)


def _strictly(source: Source, result: Result) -> Result:
    if "statement" not in result.columns:
        raise QueryError(f"{result.name}: has no statements to read strictly; leave out --strict")
    place = result.index("statement")
    kept = _among(source, _STRICT, (row[place] for row in result.terms))
    return result.only([row[place] in kept for row in result.terms])


def _whole(every: Result, kept: Result) -> Result:
    """Without sums of which a row is gone: what is reckoned from a figure left out is left out too."""
    if WHOLE not in kept.columns or len(kept) == len(every):
        return kept
    before, after = Counter(every.column(WHOLE)), Counter(kept.column(WHOLE))
    return kept.only([before[value] == after[value] for value in kept.column(WHOLE)])


def _published(source: Source, result: Result, sign: str, day: object, where: str) -> Result:
    """Leaves out rows of articles published before or after the day; unknown is neither."""
    if "article" not in result.columns:
        raise QueryError(f"{where} a day: the answer has no articles; leave it out")
    place = result.index("article")
    limit = term_of(day, "date", where)
    gone = _among(source, _PUBLISHED, (row[place] for row in result.terms), sign, limit)
    return result.only([row[place] not in gone for row in result.terms])


def _among(source: Source, sparql: str, nodes: Iterable[Term | None], *more: str) -> set[Term | None]:
    """Those of the nodes that the query keeps; asked in batches, because lists can be long."""
    wanted = sorted({str(node) for node in nodes if isinstance(node, ox.NamedNode)})
    return {row[0] for batch in _batches(wanted) for row in _rows(source, sparql % (" ".join(batch), *more))}


def _rows(source: Source, sparql: str) -> Iterator[Row]:
    return select(source, sparql, "kg")[1]


def _batches(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]

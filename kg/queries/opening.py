"""Opens a SPARQL server as a source of answers: asks first whether it shows all its graphs as one.

No saved query names a graph. A server whose default graph is without the triples of its named graphs would
answer every one of them with no row, and without an error.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.errors import EndpointError
from kg.queries.remote import Remote
from kg.vocab import SCHEMA

if TYPE_CHECKING:
    from kg.endpoint import ServerLimits

_OURS: Final = f"?text <{SCHEMA}sha256> ?sum ; <{SCHEMA}encodesCreativeWork> ?article"
_SEEN: Final = f"""SELECT ?article WHERE {{
  {{ SELECT ?article WHERE {{ GRAPH ?graph {{ {_OURS} }} }} LIMIT 1 }}
  ?any <{SCHEMA}encodesCreativeWork> ?article }} LIMIT 1"""
_THERE: Final = f"ASK {{ GRAPH ?graph {{ {_OURS} }} }}"
_FLAT: Final = f"SELECT ?article WHERE {{ {_OURS} }} LIMIT 1"
_WAYS: Final[Mapping[str, Mapping[str, str]]] = {
    "oxigraph": {"union-default-graph": "true"},
    "fuseki": {"default-graph-uri": "urn:x-arq:UnionGraph"},
}
"""What can be said with a question, by the kind of server, for it to show all graphs as one."""
_SETTINGS: Final[Mapping[str, str]] = {
    "oxigraph": "start it with --union-default-graph",
    "fuseki": "set tdb2:unionDefaultGraph true for its dataset",
    "virtuoso": "take DefaultGraph out of [SPARQL] in its virtuoso.ini",
    "rdf4j": "query the repository itself, without a default graph",
}
_PATH: Final = "article/"


def open_remote(
    url: str,
    *,
    kind: str | None = None,
    limits: "ServerLimits | None" = None,
    environment: Mapping[str, str] | None = None,
) -> Remote:
    """A server at this address, seen to show all its graphs as one.

    ``kind`` is needed where neither the address nor the server tells it; who asks is read from the
    environment, as ``kg load`` does.

    Raises:
        EndpointError: the address is not allowed, the server does not answer, or hides its graphs; the
            message has the setting.
        UsageError: there is no such kind.
    """
    from kg.endpoint import ServerLimits, find_address, kind_named, login_for, origin_of

    login = login_for(origin_of(url), environment or {})
    address = find_address(url, kind=kind_named(kind), login=login)
    return shown_as_one(Remote(address, limits or ServerLimits()))


def shown_as_one(remote: Remote) -> Remote:
    """The same server, with what has to be said to it, and the base of what it holds.

    Raises:
        EndpointError: it hides its graphs whatever is said.
    """
    kind = str(remote.address.kind)
    if (article := _article(remote, _SEEN)) is not None:
        return _with_base(remote, article)
    if remote.ask(_THERE).yes:
        told = replace(remote, also=_WAYS.get(kind, {}))
        if told.also and (article := _article(told, _FLAT)) is not None:
            return _with_base(told, article)
        setting = _SETTINGS.get(kind, "set its default graph to the union of all graphs")
        raise EndpointError(
            f"{remote.address.questions}: hides the triples of named graphs, so every answer would be empty; "
            f"{setting}; see docs/stores.md"
        )
    article = _article(remote, _FLAT)  # somebody loaded an export without graphs, or it is empty
    return remote if article is None else _with_base(remote, article)


def _article(remote: Remote, query: str) -> str | None:
    rows = remote.ask(query).rows
    if rows and "article" not in rows[0]:
        raise EndpointError(f"{remote.address.questions}: answers another question; is it a SPARQL server?")
    return rows[0]["article"]["value"] if rows else None


def _with_base(remote: Remote, article: str) -> Remote:
    base, found, _ = article.rpartition(_PATH)
    return replace(remote, base=base) if found else remote

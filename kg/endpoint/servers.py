"""The servers that are known: where each takes questions, updates and graphs, as one table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.errors import UsageError


class Kind(StrEnum):
    """A kind of SPARQL server; ``other`` is any whose three addresses were given one by one."""

    OXIGRAPH = "oxigraph"
    FUSEKI = "fuseki"
    VIRTUOSO = "virtuoso"
    RDF4J = "rdf4j"
    OTHER = "other"


class Auth(StrEnum):
    """How a server wants to be told who asks."""

    BASIC = "basic"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Paths:
    """What stands behind the root of a server's address."""

    questions: str
    updates: str
    graphs: str


@dataclass(frozen=True, slots=True)
class Server:
    """One kind of server.

    ``signed`` are the paths for those who log in. ``own`` are ends of paths that no other kind has, ``also``
    others that it answers at; ``port`` is where it listens by default.
    """

    open: Paths
    signed: Paths
    own: tuple[str, ...]
    port: int | None
    also: tuple[str, ...] = ()
    auth: Auth = Auth.BASIC

    @property
    def ends(self) -> tuple[str, ...]:
        """Ends of paths that are not part of the root, the longest first."""
        all_of = (self.open, self.signed)
        ends = {end for paths in all_of for end in (paths.questions, paths.updates, paths.graphs)}
        return tuple(sorted((ends | {*self.own, *self.also}) - {""}, key=len, reverse=True))


_OXIGRAPH: Final = Paths("/query", "/update", "/store")
_FUSEKI: Final = Paths("/query", "/update", "/data")
_RDF4J: Final = Paths("", "/statements", "/rdf-graphs/service")
SERVERS: Final = {
    Kind.OXIGRAPH: Server(_OXIGRAPH, _OXIGRAPH, ("/store",), 7878),
    Kind.FUSEKI: Server(_FUSEKI, _FUSEKI, ("/data", "/get"), 3030, also=("/sparql",)),
    Kind.VIRTUOSO: Server(
        Paths("/sparql", "/sparql", "/sparql-graph-crud"),
        Paths("/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth"),
        ("/sparql-auth", "/sparql-graph-crud", "/sparql-graph-crud-auth"),
        8890,
        auth=Auth.DIGEST,
    ),
    # Its root is .../repositories/ID, which tells it from all others (and fits GraphDB too).
    Kind.RDF4J: Server(_RDF4J, _RDF4J, ("/statements", "/rdf-graphs/service"), None),
}
KINDS: Final = tuple(str(kind) for kind in SERVERS)


def kind_named(name: str | None) -> Kind | None:
    """The kind that a user names; None where none is named.

    Raises:
        UsageError: there is none of that name.
    """
    if name is not None and name not in KINDS:
        raise UsageError(f"--kind {name}: no kind of server that is known; one of {', '.join(KINDS)}")
    return None if name is None else Kind(name)

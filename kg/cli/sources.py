"""What a command asks: the folder of a store, or a server that a store was loaded into."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.limits import USUAL, Bounds
from kg.cli.stores import reading
from kg.network import reaching

if TYPE_CHECKING:
    from kg.queries import Remote
    from kg.store import Store

_SERVERS = "Where --store is a server"

Asked = Annotated[
    str,
    typer.Option(
        "--store", envvar="KG_STORE", metavar="DIR|URL", help="Folder of the store, or address of a server."
    ),
]
ServerKind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="KIND", rich_help_panel=_SERVERS,
        help="oxigraph, fuseki, virtuoso or rdf4j, where the address does not tell.",
    ),
]  # fmt: skip


def is_address(store: str) -> bool:
    """True where it is no folder but the address of a server."""
    return "://" in store


@contextmanager
def open_source(store: str, *, kind: str | None = None, bounds: Bounds = USUAL) -> Iterator["Store | Remote"]:
    """The store in the folder, or the server at the address, to be asked while the block runs.

    Raises:
        EndpointError: the address is not allowed, or the server does not answer or hides its graphs.
        StoreError: it is no store.
    """
    if not is_address(store):
        with reading(store) as opened:
            yield opened
        return
    from kg.queries.opening import open_remote

    with reaching(store):
        yield open_remote(store, kind=kind, limits=bounds.of_server(), environment=os.environ)

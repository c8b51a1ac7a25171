"""What a command asks: the folder of a store, or a server that a store was loaded into."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

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
Deadline = Annotated[
    float,
    typer.Option(
        "--deadline", metavar="SECONDS", min=0.1, rich_help_panel=_SERVERS,
        help="How long a server may take for one answer.",
    ),
]  # fmt: skip
MaxRows = Annotated[
    int,
    typer.Option(
        "--max-rows", metavar="N", min=1, rich_help_panel=_SERVERS,
        help="A server's answer of more rows is refused.",
    ),
]  # fmt: skip
MaxMegabytes = Annotated[
    int,
    typer.Option(
        "--max-mb", metavar="N", min=1, rich_help_panel=_SERVERS, help="A larger answer is refused."
    ),
]  # fmt: skip
ServerKind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="KIND", rich_help_panel=_SERVERS,
        help="oxigraph, fuseki, virtuoso or rdf4j, where the address does not tell.",
    ),
]  # fmt: skip
DEADLINE = 60.0
MAX_ROWS = 100_000
MAX_MB = 64


def is_address(store: str) -> bool:
    """True where it is no folder but the address of a server."""
    return "://" in store


@contextmanager
def open_source(
    store: str,
    *,
    kind: str | None = None,
    deadline: float = DEADLINE,
    max_rows: int = MAX_ROWS,
    max_mb: int = MAX_MB,
) -> Iterator["Store | Remote"]:
    """The store in the folder, or the server at the address, to be asked while the block runs.

    Raises:
        EndpointError: the address is not allowed, or the server does not answer or hides its graphs.
        StoreError: it is no store.
    """
    if not is_address(store):
        from kg.store import open_store

        with open_store(store, read_only=True) as opened:
            yield opened
        return
    from kg.endpoint import Limits
    from kg.queries.probing import open_remote

    limits = Limits(deadline, max_mb, max_rows)
    yield open_remote(store, kind=kind, limits=limits, environment=os.environ)

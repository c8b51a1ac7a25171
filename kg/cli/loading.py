"""The command that copies a store into a SPARQL server."""

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, Store
from kg.cli.talk import progress_bar, say


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(load)


def load(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL|DIR",
            help="Address of a server that takes the Graph Store Protocol; with --bulk a new folder.",
        ),
    ],
    store: Store = DEFAULT_STORE,
    bulk: Annotated[
        str | None,
        typer.Option(
            "--bulk",
            metavar="NAME",
            help="Write files for the bulk loader of oxigraph, fuseki, virtuoso, rdf4j or qlever instead.",
        ),
    ] = None,
) -> None:
    """Put every graph in place of the server's, and count them there afterwards."""
    from kg.load import load as copy
    from kg.store import open_store

    if bulk is not None:
        _write_bulk(store, bulk, url)
        return
    with open_store(store, read_only=True) as opened, progress_bar("loading") as progress:
        report = copy(opened, url, progress=progress)
    say(f"{report.graphs:,} graphs, {report.quads:,} quads are there now")
    if report.others:
        say(f"the server has {len(report.others):,} graphs that are not from this store")


def _write_bulk(store: str, name: str, folder: str) -> None:
    from kg.load import loader_of, write_bulk
    from kg.store import open_store

    loader = loader_of(name)
    with open_store(store, read_only=True) as opened:
        written = write_bulk(opened, loader, folder)
    print(written.commands, end="")
    told = f"{written.graphs:,} graphs, {written.quads:,} quads"
    say(f"{written.folder}: {told}; its README.md has the commands")

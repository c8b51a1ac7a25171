"""The command that copies a store into a SPARQL server."""

from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, Store
from kg.cli.stores import reading
from kg.cli.talk import progress_bar, say


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(load)


def load(
    url: Annotated[str, typer.Argument(help="Address of a server that takes the Graph Store Protocol.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Put every graph in place of the server's, and count them there afterwards."""
    from kg.load import load as copy

    with reading(store) as opened, progress_bar("loading") as progress:
        report = copy(opened, url, progress=progress)
    say(f"{report.graphs:,} graphs, {report.quads:,} quads are there now")
    if report.others:
        say(f"the server has {len(report.others):,} graphs that are not from this store")

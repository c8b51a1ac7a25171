"""The command that writes a store to a file for others."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, Store
from kg.cli.talk import say


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(export)


def export(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Ends in .ttl .trig .nt .nq .jsonld .sssom.tsv, or these .gz."),
    ],
    store: Store = DEFAULT_STORE,
    incident: Annotated[
        str | None, typer.Option("--incident", help="Only what is said of one event: IRI or DATE[@PLACE].")
    ] = None,
    article: Annotated[
        str | None, typer.Option("--article", help="Only one article: file name, key or IRI.")
    ] = None,
) -> None:
    """Write the graph to a file: the same store gives the same bytes."""
    from kg.cli.stores import find_key
    from kg.export import export as write
    from kg.queries.events import find_event
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        event = None if incident is None else find_event(opened, incident)
        key = None if article is None else find_key(opened, article)
        write(opened, file, incident=event, article=key)
    say(f"{file}: {file.stat().st_size:,} bytes")

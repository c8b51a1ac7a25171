"""Commands that give to others: export to a file, load into a server, diff between two exports."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, Store
from kg.cli.output import Form, write_rows
from kg.cli.talk import progress_bar, say


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    for command in (export, load, diff):
        app.command()(command)


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


def load(
    url: Annotated[str, typer.Argument(help="Address of a server that takes the Graph Store Protocol.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Put every graph in place of the server's, and count them there afterwards."""
    from kg.load import load as copy
    from kg.store import open_store

    with open_store(store, read_only=True) as opened, progress_bar("loading") as progress:
        report = copy(opened, url, progress=progress)
    say(f"{report.graphs:,} graphs, {report.quads:,} quads are there now")
    if report.others:
        say(f"the server has {len(report.others):,} graphs that are not from this store")


def diff(
    old: Annotated[Path, typer.Argument(help="A store or an export.")],
    new: Annotated[Path, typer.Argument(help="Another one.")],
    form: Form = None,
) -> None:
    """Show which statements were added, are gone or changed, in words; exit code 1 where any did."""
    from kg.compare import differences

    columns = ("change", "speaker", "stance", "words", "article", "start", "end", "what")
    rows = []
    for found in differences(old, new):
        told = found.new or found.old
        assert told is not None
        place = (told.article, told.start, told.end)
        rows.append((found.change, told.speaker, told.stance, told.words, *place, found.what))
    if rows:
        write_rows(columns, rows, form)
        raise typer.Exit(1)
    say("no statement differs")

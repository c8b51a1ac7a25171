"""The command that tells what two stores or exports say differently."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.limits import Allow
from kg.cli.output import Form, write_rows
from kg.cli.talk import say


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(diff)


def diff(
    old: Annotated[Path, typer.Argument(help="A store or an export.")],
    new: Annotated[Path, typer.Argument(help="Another one.")],
    form: Form = None,
    allow: Allow = None,
) -> None:
    """Show which statements were added, are gone or changed, in words; exit code 1 where any did."""
    from kg.compare import differences
    from kg.foreign import Allowed

    columns = ("change", "speaker", "stance", "words", "article", "start", "end", "what")
    rows = []
    for found in differences(old, new, allow=[Allowed(kind) for kind in allow or []]):
        told = found.new or found.old
        assert told is not None
        place = (told.article, told.start, told.end)
        rows.append((found.change, told.speaker, told.stance, told.words, *place, found.what))
    if rows:
        write_rows(columns, rows, form)
        raise typer.Exit(1)
    say("no statement differs")

"""The command that tells what two stores, exports or packages say differently."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.limits import Allow
from kg.cli.output import Format, write_rows
from kg.cli.talk import say, visible

COLUMNS = (
    "change", "speaker", "stance", "words", "article", "start", "end", "what", "headline", "claim", "figure",
    "actor", "about", "told",
)  # fmt: skip


class DiffFormat(StrEnum):
    """The forms of the answer: those of other commands, and sentences."""

    WORDS = "words"
    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(diff)


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A store, an export or a package.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another one.")],
    form: Annotated[
        DiffFormat | None, typer.Option("-f", "--format", help="Words on a terminal, CSV in a pipe.")
    ] = None,
    allow: Allow = None,
) -> None:
    """Show which statements were added, are gone, changed or moved, in words; exit code 1 where any did."""
    from kg.compare import differences, lines_of, sentence, summary
    from kg.export import graph_file
    from kg.foreign import Allowed

    sides = (graph_file(side) or side for side in (old, new))
    found = list(differences(*sides, allow=[Allowed(kind) for kind in allow or []]))
    form = form or (DiffFormat.WORDS if sys.stdout.isatty() else DiffFormat.CSV)
    if found and form is DiffFormat.WORDS:
        for line in lines_of(found):
            print(visible(line))
    elif found:
        rows = []
        for difference in found:
            told = difference.told
            place = (told.words, told.article, told.start, told.end, difference.what, told.headline)
            claim = (told.claim, told.figure, told.actor, told.about, sentence(difference))
            rows.append((difference.change, told.speaker, told.stance, *place, *claim))
        write_rows(COLUMNS, rows, Format(form))
    say(summary(found))
    if found:
        raise typer.Exit(1)

"""Commands that keep a store: verify, rebuild, retract, backup and restore."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.named import find_key, find_withdrawn
from kg.cli.options import (
    DEFAULT_STORE,
    MAX_SOURCES,
    AnnotationPaths,
    DecisionFolder,
    Store,
    annotations_of,
    decisions_of,
)
from kg.cli.talk import progress_bar, say, say_error, visible
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.store import Store as OpenStore


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    for command in (verify, rebuild, retract, backup, restore):
        app.command()(command)


def verify(
    package: Annotated[
        Path | None,
        typer.Argument(metavar="PACKAGE", help="A package or file that somebody exported; else the store."),
    ] = None,
    store: Store = DEFAULT_STORE,
    signers: Annotated[
        Path | None,
        typer.Option(
            "--signers", metavar="FILE", help="Who may sign a package: allowed_signers of ssh-keygen."
        ),
    ] = None,
) -> None:
    """Compare every stored word with its text and hash, or a package with its manifest; name what differs."""
    from kg.store import open_store

    if package is not None or signers is not None:
        from kg.cli.exporting import verify_exported

        verify_exported(package, signers)
        return

    with open_store(store, read_only=True) as opened:
        articles = len(opened.entries)
        faults = 0
        for mismatch in opened.verify():
            print(visible(str(mismatch)))
            faults += 1
    if faults:
        told = "1 mismatch" if faults == 1 else f"{faults:,} mismatches"
        say(f"{told} in {articles:,} articles; see: kg errors verify")
        raise typer.Exit(1)
    say(f"{articles} articles: every word stands where the graph says it stands.")


def rebuild(
    store: Store = DEFAULT_STORE,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="How many processes read at a time.")] = 1,
    annotations: AnnotationPaths = None,
    decisions: DecisionFolder = None,
) -> None:
    """Make the graph again from the stored texts, beside the old one, and put it in its place."""
    from kg.pipeline import rebuild as make_again

    marks = annotations_of(annotations, ())
    with progress_bar("reading") as progress:
        report = make_again(
            store, annotations=marks, decisions=decisions_of(decisions, store), jobs=jobs, progress=progress
        )
    for left in report.left:
        say_error(str(left), "verify")
    for name in report.changed:
        say_error(f"{name}: the same version made something else of it than the ledger said", "verify")
    if report.other_version:
        say(
            f"{len(report.other_version):,} articles had been read by another version of kg or its rules, "
            "and are now as this one reads them; kg diff with a backup shows what that changed"
        )
    if report.kept:
        names = ", ".join(report.kept[:MAX_SOURCES])
        say(f"{len(report.kept):,} graphs were taken over as they were: {names}")
    say(f"{store}: the graphs of {len(report.again):,} articles made again, {len(report.left):,} are missing")
    if report.left or report.changed:
        raise typer.Exit(1)


def retract(
    article: Annotated[str, typer.Argument(help="File name, path, sha256, key or IRI of the article.")],
    why: Annotated[str, typer.Option("--why", help="The reason; it stays, with the day. Name nobody in it.")],
    store: Store = DEFAULT_STORE,
    day: Annotated[
        datetime | None,
        typer.Option("--day", formats=["%Y-%m-%d"], help="The day of withdrawal, if it is not today."),
    ] = None,
    decisions: DecisionFolder = None,
) -> None:
    """Take an article out, every byte of it; a tombstone with key, day and reason stays."""
    from kg.cli.building import WITHOUT_DECISIONS
    from kg.pipeline import retract as withdraw
    from kg.pipeline import uses_decisions
    from kg.store import open_store

    today = date.today()
    withdrawn = today if day is None else day.date()
    if withdrawn > today:
        raise UsageError(
            f"--day {withdrawn}: is still to come; give the day of the withdrawal, or leave it out"
        )
    decided = decisions_of(decisions, store)
    with open_store(store) as opened:
        before = find_withdrawn(opened, article)
        key = find_key(opened, article) if before is None else before
        lost = uses_decisions(opened) and not decided.digest
        stone = withdraw(opened, key, why=why, day=withdrawn.isoformat(), decisions=decided)
    when = "" if before is None else f" on {stone.day} already ({stone.why})"
    say(
        f"{key} withdrawn{when}; kg build leaves it out from now on. "
        "Backups and exports made before still hold it: delete them."
    )
    if lost:
        say(WITHOUT_DECISIONS)


def backup(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Copy the whole store; withdrawing an article later does not reach the copy."""
    from kg.store import backup as copy
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        copy(opened, folder)
    say(f"{folder}: a whole copy of {store}")


def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that kg backup made.")],
    store: Store = DEFAULT_STORE,
) -> None:
    """Make the store from a backup; nothing may be there yet."""
    from kg.store import restore as copy

    copy(folder, store)
    say(f"{store}: as it was when {folder} was made")


@contextmanager
def reading(store: str) -> "Iterator[OpenStore]":
    """The store, open for reading, once stderr was told what its graph lacks."""
    from kg.store import open_store

    with open_store(store, read_only=True) as opened:
        if opened.stale:
            say(
                f"warning: {store}: {len(opened.stale):,} graphs are missing or not as the ledger says, and "
                "answers lack what they tell; kg verify names them, kg build or kg rebuild makes them again"
            )
        yield opened

"""The command that checks files of RDF, or a whole store, against the shapes and everything beyond them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.limits import Allow, AllowedKind
from kg.cli.options import DEFAULT_STORE, Store
from kg.cli.talk import progress_bar, say, say_error, visible
from kg.errors import KgError, LimitError, RecordError

if TYPE_CHECKING:
    from kg.store import Store as OpenStore
    from kg.validation import Finding


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(validate)


def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Files of RDF; without any, the store.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as faults.")] = False,
    allow: Allow = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Check files or the store; each finding says where, what, and what to do."""
    unreadable = violations = warnings = 0
    for finding in _of_files(files, allow or []) if files else _of_store(store):
        if isinstance(finding, KgError):
            say_error(str(finding), finding.id)
            unreadable += 1
            continue
        print(visible(str(finding)))
        if finding.severity == "violation":
            violations += 1
        else:
            warnings += 1
    if not files or unreadable < len(files):
        say(f"{violations:,} violations, {warnings:,} warnings")
    if unreadable:
        raise typer.Exit(2)
    if violations or (strict and warnings):
        raise typer.Exit(1)


def _of_files(files: list[Path], allow: "list[AllowedKind]") -> "Iterator[Finding | KgError]":
    from kg.foreign import Allowed
    from kg.validation import check_graph

    allowed = [Allowed(kind) for kind in allow]

    for file in files:
        try:
            yield from check_graph(file, allow=allowed).findings
        except (LimitError, RecordError) as error:
            yield error


def _of_store(store: str) -> "Iterator[Finding]":
    from kg.pipeline import run_checks
    from kg.queries import names
    from kg.store import open_store

    with open_store(store, read_only=True) as opened, progress_bar("checking") as progress:
        for done, key in enumerate(sorted(opened.entries), start=1):
            yield from _of_article(opened, key)
            if progress is not None:
                progress(done, len(opened.entries))
        yield from run_checks(opened, names(checks=True))


def _of_article(store: "OpenStore", key: str) -> "Iterator[Finding]":
    from kg.registry import load_registry
    from kg.validation import check_quads, named_rows, reslice_quads

    article = store.articles(key)[0]
    quads = store.quads(key)
    yield from reslice_quads(quads, article.text, store.base, where=article.file)
    rows = named_rows(quads, store.base, load_registry())
    yield from check_quads([*quads, *rows], where=article.file).findings

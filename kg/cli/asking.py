"""Commands that ask a store: queries lists what can be asked, query asks it."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.limits import Bounds, MaxBytes, MaxMemory, MaxRows, Timeout
from kg.cli.options import DEFAULT_STORE, STDIN, parameters
from kg.cli.output import Form, write_rows
from kg.cli.sources import Asked, ServerKind, is_address, open_source
from kg.cli.talk import say
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.queries import SavedQuery


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    for command in (queries, query, explain):
        app.command()(command)


def queries(form: Form = None) -> None:
    """List the saved queries: the question each answers, and its parameters."""
    from kg.queries import load, names

    rows = [(saved.name, _wants(saved), saved.summary) for saved in map(load, names())]
    write_rows(("query", "parameters", "answers"), rows, form)


def query(
    name: Annotated[
        str, typer.Argument(metavar="NAME|FILE.rq", help="A saved query, a file, or - for stdin.")
    ],
    params: Annotated[
        list[str] | None,
        typer.Option(
            "-p", "--param", metavar="NAME=VALUE", help="As often as needed: incident=2017-03-17@mosul"
        ),
    ] = None,
    form: Form = None,
    strict: Annotated[bool, typer.Option("--strict", help="Leave out whatever was inferred.")] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what was published by that day."),
    ] = None,
    timeout: Timeout = None,
    max_rows: MaxRows = None,
    max_bytes: MaxBytes = None,
    max_memory: MaxMemory = None,
    kind: ServerKind = None,
    store: Asked = DEFAULT_STORE,
) -> None:
    """Ask a saved query; every row has its words, article and characters.

    A file of your own, or stdin, runs in a process of its own, within the limits. Where rows or bytes were
    too many, the answer ends with a mark that says so, and the exit code is 1.
    """
    from kg.queries import load, parse, run

    saved = parse(_stdin(), "standard input") if name == STDIN else load(name)
    values = parameters(saved.name, params or [])
    bounds = Bounds(timeout, max_rows, max_bytes, max_memory)
    with open_source(store, kind=kind, bounds=bounds) as opened:
        day = as_of.date() if as_of else None
        result = run(opened, saved, values, strict=strict, as_of=day, limits=bounds.of_worker())
    write_rows(result.columns, result.rows, form, cut=result.truncated)
    if result.truncated:
        say(f"truncated: only {result.truncated}; ask for less, or allow more: --max-rows, --max-bytes")
        raise typer.Exit(1)
    if not len(result):
        where = "server" if is_address(store) else "store"
        say(f"no row: nothing in this {where} answers that, which does not mean that it did not happen")


def explain(
    iri: Annotated[
        str, typer.Argument(metavar="IRI", help="Any IRI of the store, or its path after the base.")
    ],
    form: Form = None,
    store: Asked = DEFAULT_STORE,
    kind: ServerKind = None,
    timeout: Timeout = None,
    max_rows: MaxRows = None,
    max_bytes: MaxBytes = None,
) -> None:
    """Show what the graph says of a thing: its words and claim, who says what of it, why it is linked."""
    from kg import resources
    from kg.queries import run

    with open_source(store, kind=kind, bounds=Bounds(timeout, max_rows, max_bytes)) as opened:
        node = iri if "://" in iri else opened.base + iri.lstrip("/")
        result = run(opened, resources.queries() / "tools" / "explain.rq", {"node": node})
        if not len(result):
            raise QueryError(
                f"{iri}: nothing in {store} has this IRI; kg query article-metadata lists what there is"
            )
        write_rows(result.columns, result.rows, form)


def _wants(saved: "SavedQuery") -> str:
    return " ".join(p.name if p.required else f"[{p.name}]" for p in saved.parameters)


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError("standard input: not UTF-8; save the query as UTF-8") from error

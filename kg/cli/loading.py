"""The command that makes a SPARQL server hold what a store holds."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, Store
from kg.cli.talk import progress_bar, say
from kg.errors import UsageError
from kg.network import reaching

if TYPE_CHECKING:
    from kg.endpoint import Address
    from kg.load import LoadReport

_MOST_SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(load)


def load(
    url: Annotated[
        str | None,
        typer.Argument(
            metavar="URL",
            help="Address of the server: of its dataset, repository or root; a new folder with --bulk.",
        ),
    ] = None,
    store: Store = DEFAULT_STORE,
    strict: Annotated[
        bool, typer.Option("--strict", help="Compare every graph word for word, not a sample.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Send every graph, also those that are there.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take out graphs of another store that was loaded there.")
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="oxigraph, fuseki, virtuoso or rdf4j, where the address does not tell.",
        ),
    ] = None,
    graphs_url: Annotated[
        str | None,
        typer.Option(
            "--graphs-url", metavar="URL", help="Where any other server takes graphs; give all three."
        ),
    ] = None,
    query_url: Annotated[
        str | None, typer.Option("--query-url", metavar="URL", help="Where it takes queries.")
    ] = None,
    update_url: Annotated[
        str | None, typer.Option("--update-url", metavar="URL", help="Where it takes updates.")
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="For one request.")
    ] = 300.0,
    deadline: Annotated[
        float, typer.Option("--deadline", metavar="SECONDS", min=0.1, help="For the whole run.")
    ] = 43_200.0,
    bulk: Annotated[
        str | None,
        typer.Option(
            "--bulk",
            metavar="NAME",
            help="Only write files that oxigraph, fuseki, virtuoso, rdf4j or qlever loads itself.",
        ),
    ] = None,
) -> None:
    """Send a server each graph that it lacks, take out what was withdrawn, and compare the two."""
    from kg.load import load as copy
    from kg.store import open_store

    parts = (graphs_url, query_url, update_url)
    if bulk is not None:
        if url is None or strict or again or replace or kind is not None or any(parts):
            raise UsageError(f"kg load --bulk {bulk}: takes a new folder, and of the options --store alone")
        _write_bulk(store, bulk, url)
        return
    if url is not None and any(parts):
        raise UsageError("kg load: give URL, or --graphs-url, --query-url and --update-url, not both")
    with reaching(url, *parts):
        address = _address(url, kind) if url is not None else _address_by_parts(*parts)
        with open_store(store, read_only=True) as opened, progress_bar("loading") as progress:
            report = copy(
                opened, address, strict=strict, again=again, replace=replace,
                request_seconds=timeout, deadline_seconds=deadline, progress=progress,
            )  # fmt: skip
    _tell(report, address.origin)
    if report.mismatches:
        raise typer.Exit(1)


def _address(url: str, name: str | None) -> "Address":
    from kg.endpoint import find_address, kind_named, login_for, origin_of

    return find_address(url, kind=kind_named(name), login=login_for(origin_of(url), os.environ))


def _address_by_parts(graphs: str | None, questions: str | None, updates: str | None) -> "Address":
    from kg.endpoint import address_by_parts, login_for, origin_of

    if graphs is None or questions is None or updates is None:
        raise UsageError("kg load: give URL, or all of --graphs-url, --query-url and --update-url")
    login = login_for(origin_of(questions), os.environ)
    return address_by_parts(graphs=graphs, questions=questions, updates=updates, login=login)


def _tell(report: "LoadReport", origin: str) -> None:
    say(
        f"{len(report.sent):,} graphs sent, {len(report.skipped):,} were there, {len(report.deleted):,} "
        f"taken out, {len(report.compared):,} compared word for word"
    )
    if report.unknown:
        shown = ", ".join(report.unknown[:_MOST_SHOWN]) + (", ..." if report.unknown[_MOST_SHOWN:] else "")
        say(
            f"note: {len(report.unknown):,} graphs there are named like ours and no load put them there; "
            f"they were left alone: {shown}"
        )
    if report.foreign:
        say(f"note: {report.foreign:,} graphs there are not ours; they were left alone")
    if not report.mismatches:
        say(f"{origin} holds {report.graphs:,} graphs, {report.quads:,} statements of RDF, as the store does")
        return
    for found in report.mismatches[:_MOST_SHOWN]:
        say(f"differs: {found}")
    say(
        f"error: {origin}: {len(report.mismatches):,} graphs are not what the store has; the same command "
        "sends them again; see: kg errors load"
    )


def _write_bulk(store: str, name: str, folder: str) -> None:
    from kg.load import loader_of, write_bulk
    from kg.store import open_store

    loader = loader_of(name)
    with open_store(store, read_only=True) as opened:
        written = write_bulk(opened, loader, folder)
    print(written.commands, end="")
    told = f"{written.graphs:,} graphs, {written.quads:,} quads"
    say(f"{written.folder}: {told}; its README.md has the commands")

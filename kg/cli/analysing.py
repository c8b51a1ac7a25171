"""The command that asks what stands between articles: analyse, alone or with the name of an analysis."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.limits import Bounds, MaxBytes, MaxRows, Timeout
from kg.cli.options import DEFAULT_STORE, parameters
from kg.cli.output import Format, write_rows
from kg.cli.sources import Asked, ServerKind, open_source
from kg.cli.talk import say
from kg.errors import ExportError, QueryError

if TYPE_CHECKING:
    from kg.analysis import Findings
    from kg.queries import Source


class Shape(StrEnum):
    """The forms of findings."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    GRAPHML = "graphml"
    GEXF = "gexf"
    GEOJSON = "geojson"


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(analyse)


def analyse(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="An analysis; without one they are listed.")
    ] = None,
    params: Annotated[
        list[str] | None,
        typer.Option("-p", "--param", metavar="NAME=VALUE", help="incident=2017-03-17@mosul; all if none."),
    ] = None,
    form: Annotated[
        Shape | None, typer.Option("-f", "--format", help="Table on a terminal, CSV in a pipe.")
    ] = None,
    target: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Its ending tells the form.")
    ] = None,
    store: Asked = DEFAULT_STORE,
    kind: ServerKind = None,
    timeout: Timeout = None,
    max_rows: MaxRows = None,
    max_bytes: MaxBytes = None,
) -> None:
    """Tell what stands between articles: who contradicts whom, who rests on whom, who is silent."""
    from kg.analysis import ANALYSES
    from kg.analysis import analyse as answer

    if name is None:
        rows = [
            (key, " ".join(f"[{p}]" for p in one.parameters), one.summary) for key, one in ANALYSES.items()
        ]
        write_rows(("analysis", "parameters", "answers"), rows, _listed(form))
        return
    shape = _shape(form, target)
    with open_source(store, kind=kind, bounds=Bounds(timeout, max_rows, max_bytes)) as opened:
        findings = answer(opened, name, parameters(name, params or []))
        if shape == Shape.TABLE:
            write_rows(findings.columns, findings.rows, Format.TABLE)
        else:
            _write(opened, findings, shape, target)
    if not len(findings):
        say("no row: nothing in this store answers that, which does not mean that it did not happen")


def _write(source: "Source", findings: "Findings", shape: Shape, target: Path | None) -> None:
    from kg.analysis import write
    from kg.store.files import written_whole

    data = write(source, findings, shape)
    if target is None:
        sys.stdout.write(data.decode())
        return
    try:
        with written_whole(target) as stream:
            stream.write(data)
    except OSError as error:
        raise ExportError(f"{target}: cannot be written ({error.strerror}); name another file") from error


def _shape(form: Shape | None, target: Path | None) -> Shape:
    """What was asked for, else what the file's ending tells, else a table on a terminal and CSV in a pipe."""
    if target is None:
        return form or (Shape.TABLE if sys.stdout.isatty() else Shape.CSV)
    if form == Shape.TABLE:
        raise QueryError("a table is for the terminal; leave out -o, or take -f csv")
    ending = target.suffix.removeprefix(".").lower()
    if form is None and ending not in set(Shape) - {Shape.TABLE}:
        raise ExportError(f"{target}: its ending tells no form; give one with -f, such as -f csv")
    return form or Shape(ending)


def _listed(form: Shape | None) -> Format | None:
    if form is None:
        return None
    if form not in (Shape.TABLE, Shape.CSV, Shape.JSON):
        raise QueryError(f"the list of analyses is no {form}; use -f table, csv or json")
    return Format(form)

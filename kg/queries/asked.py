"""Asks the query of a stranger in a worker, on a checkpoint of the store, and takes over what it answers."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.queries.engines import Row, Term, select
from kg.store import Store
from kg.store.folder import ASKED
from kg.worker import Limits, run_task

_OPTIONS = "--timeout, --max-memory"


@dataclass(frozen=True, slots=True)
class Asked:
    """Columns and rows of an answer, and in words where it was cut (empty where it is whole)."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    truncated: str


def ask(store: Store, sparql: str, where: str, limits: Limits) -> Asked:
    """As :func:`kg.queries.engines.select`, within limits.

    Raises:
        LimitError: it took too long or too much memory, or it crashed the engine.
        QueryError: it is not SPARQL 1.1, or asks for triples.
    """
    with _checkpoint(store) as graph:
        given = {"graph": str(graph), "sparql": sparql, "where": where}
        lines = run_task(f"{__name__}:answer", given, where=where, limits=limits, more=_OPTIONS)
    rows = tuple(tuple(_term(cell) for cell in row) for row in lines.rows)
    return Asked(tuple(lines.head), rows, lines.truncated)


def answer(given: Mapping[str, Any]) -> Iterator[object]:
    """In the worker: the columns, then each row as JSON. ``Any`` because JSON is."""
    columns, rows = select(ox.Store.read_only(given["graph"]), given["sparql"], given["where"])
    yield columns
    for row in rows:
        yield [_cell(term, given["where"]) for term in row]


@contextmanager
def _checkpoint(store: Store) -> Iterator[Path]:
    """A folder with the graph as it is now, gone after the block.

    It lies in the store, where links to the files of the graph do; where nobody may write, elsewhere.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{ASKED}{os.getpid()}-", dir=store.path))
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="kg-asked-"))
    try:
        store.checkpoint(folder / "graph")
        yield folder / "graph"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _cell(term: Term | None, where: str) -> list[str] | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ["iri", term.value]
    if isinstance(term, ox.BlankNode):
        return ["blank", term.value]
    if not isinstance(term, ox.Literal):
        raise QueryError(
            f"{where}: has triples in its answer; ask for their parts (SUBJECT, PREDICATE, OBJECT)"
        )
    if term.language:
        return ["words", term.value, term.language]
    return ["value", term.value, term.datatype.value]


def _term(cell: Sequence[str] | None) -> Term | None:
    if cell is None:
        return None
    match cell[0]:
        case "iri":
            return ox.NamedNode(cell[1])
        case "blank":
            return ox.BlankNode(cell[1])
        case "words":
            return ox.Literal(cell[1], language=cell[2])
    return ox.Literal(cell[1], datatype=ox.NamedNode(cell[2]))

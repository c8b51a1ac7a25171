"""Options and arguments that several commands share."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from kg.errors import StoreError
from kg.ids import DEFAULT_BASE

STDIN = "-"

ArticlePaths = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLES", help="Files or folders (.txt .md .html .jsonl .jsonl.gz); - is stdin."
    ),
]


def _folder(store: str) -> str:
    if "://" in store:
        raise StoreError(
            f"{store}: a store is a folder; kg load copies one to a server, which answers by itself"
        )
    return store


Store = Annotated[
    str,
    typer.Option("--store", envvar="KG_STORE", metavar="DIR", help="Folder of the store.", callback=_folder),
]
Base = Annotated[
    str | None,
    typer.Option("--base", metavar="IRI", help=f"What all IRIs begin with; a new store takes {DEFAULT_BASE}"),
]

DEFAULT_STORE = "kg-store"


@contextmanager
def article_paths(arguments: Iterable[str]) -> Iterator[list[Path]]:
    """The arguments as paths; what comes on stdin stands in a temporary file while the block runs."""
    with TemporaryDirectory(prefix="kg-") as folder:
        yield [_stdin(Path(folder)) if item == STDIN else Path(item) for item in arguments]


def store_exists(store: str) -> bool:
    """True where there is something at the place of the store."""
    return Path(store).exists()


def _stdin(folder: Path) -> Path:
    data = sys.stdin.buffer.read()
    first = data.lstrip()[:1]
    suffix = {b"{": ".jsonl", b"<": ".html"}.get(first, ".txt")
    path = folder / f"stdin{suffix}"
    path.write_bytes(data)
    return path

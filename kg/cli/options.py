"""Options and arguments that several commands share."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.talk import say, say_error
from kg.errors import ArticleError, QueryError, StoreError
from kg.ids import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.annotations import Annotations
    from kg.decisions import Decisions

STDIN = "-"
MAX_SOURCES = 20

ArticlePaths = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLES", help="Files or folders (.txt .md .html .jsonl .jsonl.gz); - is stdin."
    ),
]


def _folder(store: str) -> str:
    if "://" in store:
        raise StoreError(
            f"{store}: this command works on the folder of a store; kg query, kg explain and kg analyse "
            "also ask a server"
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

AnnotationPaths = Annotated[
    list[str] | None,
    typer.Option(
        "--annotations",
        metavar="PATH",
        help="Web Annotations (.jsonld, or a folder), read in place of the rules; repeatable.",
    ),
]

DecisionFolder = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        envvar="KG_DECISIONS",
        metavar="DIR",
        help="Folder of what people decided; without it data/decisions, else decisions in the store.",
    ),
]

DEFAULT_STORE = "kg-store"
_OWN_DECISIONS = Path("data", "decisions")


@dataclass(frozen=True, slots=True)
class Given:
    """The articles that were given as paths; what came on stdin stands in a temporary folder."""

    paths: list[Path]
    folder: Path

    def tell(self, error: ArticleError) -> int:
        """Say what was not read, with the standard input called so; the exit code that it asks for."""
        place = re.escape(str(self.folder / "stdin"))
        told = re.sub(place + r"\.\w+", "standard input", str(error))
        if error.exit_code:
            say_error(told, error.id)
        else:
            say(f"note: {told}")
        return error.exit_code


@contextmanager
def article_paths(arguments: Iterable[str]) -> Iterator[Given]:
    """The arguments as paths, which can be read while the block runs."""
    with TemporaryDirectory(prefix="kg-") as name:
        folder = Path(name)
        yield Given([_stdin(folder) if item == STDIN else Path(item) for item in arguments], folder)


def annotations_of(arguments: Iterable[str] | None, articles: Sequence[Path]) -> "Annotations":
    """The annotations in files and folders, for these articles; none where None was given.

    Raises:
        AnnotationError: a document of annotations cannot be used.
    """
    from kg.annotations import is_one_article, load_annotations

    return load_annotations([Path(item) for item in arguments or ()], sole=is_one_article(articles))


def decision_folder(given: Path | None, store: str) -> Path:
    """Where decisions are: as given, else ``data/decisions`` here where there is one, else in the store."""
    if given is not None:
        return given
    return _OWN_DECISIONS if _OWN_DECISIONS.is_dir() else Path(store, "decisions")


def decisions_of(given: Path | None, store: str) -> "Decisions":
    """What people decided, replayed; nothing where no folder was given and there is none.

    Raises:
        DecisionError: a line is no decision, or the folder that was given is not there.
    """
    from kg.decisions import NO_DECISIONS, read_decisions, replay

    folder = decision_folder(given, store)
    return replay(read_decisions(folder)) if given is not None or folder.is_dir() else NO_DECISIONS


def parameters(asked: str, given: Iterable[str]) -> dict[str, str]:
    """The values of ``-p NAME=VALUE`` by name.

    Raises:
        QueryError: one has no value, or is given twice.
    """
    values: dict[str, str] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            raise QueryError(f"-p {item}: no value; write -p {name}=VALUE")
        if name in values:
            raise QueryError(f"-p {name}: given twice to {asked}; give it once")
        values[name] = value
    return values


def tell_unmatched(sources: Sequence[str]) -> int:
    """Say which annotations are of no article that was given; the exit code that it asks for."""
    for source in sources[:MAX_SOURCES]:
        say(
            f"note: annotations of {source[:200]!r} are of no article here; 'source' is the name of "
            "its file, its address (url in NAME.toml) or its IRI"
        )
    if len(sources) > MAX_SOURCES:
        say(f"note: and annotations of {len(sources) - MAX_SOURCES:,} more sources")
    return int(bool(sources))


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

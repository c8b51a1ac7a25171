"""Finds the gold that lies beside articles: our own form, records as JSON lines, brat standoff."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.articles import read_file
from kg.errors import ArticleError, GoldError
from kg.evaluation.brat import read_brat
from kg.evaluation.found import Row, sheet_of
from kg.evaluation.goldfile import read_gold_file
from kg.evaluation.sheets import Part, Sheet
from kg.folders import files_under
from kg.model import Article

_OWN, _BRAT, _RECORDS = ".gold.json", ".ann", ".jsonl"
_FORMS = f"NAME{_OWN}, NAME{_BRAT} or records in NAME{_RECORDS}, beside the articles"
_RECORD_PARTS = (Part.STRIKES, Part.STATEMENTS, Part.FIGURES, Part.DISPUTES, Part.ATTRIBUTIONS)
_TEXTS = (".txt", ".md", ".html")


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and what a person found in it."""

    article: Article
    gold: Sheet


def read_gold(paths: Sequence[Path]) -> Iterator[Annotated]:
    """The annotated articles of files and folders (walked in sorted order).

    Raises:
        GoldError: no gold there, gold without its article, or gold that does not fit its text.
        ArticleError: an article cannot be read.
    """
    for path in paths:
        files = _of_folder(path) if path.is_dir() else [path]
        if not files:
            raise GoldError(f"{path}: no gold here; wanted is {_FORMS}")
        for file in files:
            yield from _of_file(file)


def _of_folder(folder: Path) -> list[Path]:
    """The gold in a folder and below it; records count where no other gold is there."""
    try:
        own = list(files_under(folder, (_OWN, _BRAT)))
        return own or list(files_under(folder, (_RECORDS,)))
    except OSError as error:
        raise GoldError(f"{error.filename}: cannot be read: {error.strerror}") from error


def _of_file(path: Path) -> Iterator[Annotated]:
    if not path.is_file():
        raise GoldError(f"{path}: no such file or folder")
    if path.name.endswith(_OWN):
        article = _article_beside(path, path.name.removesuffix(_OWN))
        yield Annotated(article, read_gold_file(path, article.text))
    elif path.name.endswith(_BRAT):
        article = _article_beside(path, path.stem)
        yield Annotated(article, read_brat(path, article.text))
    elif path.name.endswith(_RECORDS):
        yield from _records(path)
    else:
        raise GoldError(f"{path}: not gold; wanted is {_FORMS}")


def _article_beside(gold: Path, name: str) -> Article:
    for suffix in _TEXTS:
        path = gold.with_name(name + suffix)
        if path.is_file():
            return _read(path)
    raise GoldError(f"{gold}: its article {name}.txt does not lie beside it")


def _read(path: Path) -> Article:
    articles = list(read_file(path))
    if len(articles) != 1:
        raise GoldError(f"{path}: holds {len(articles)} articles; gold is beside files of one")
    [article] = articles
    if isinstance(article, ArticleError):
        raise article
    return article


def read_records(path: Path) -> Iterator[tuple[str, Row]]:
    """The records of a file of JSON lines, each with its place.

    Raises:
        GoldError: the file cannot be read, holds none, or holds what is no record.
    """
    number = 0
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                record = json.loads(line)
                str(record["article"]["file"] + record["article"]["sha256"])
                yield f"{path}:{number}", record
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        told = type(error).__name__ if isinstance(error, UnicodeError) else repr(error)[:120]
        raise GoldError(f"{path}:{number}: no record as kg extract prints it: {told}") from error
    if not number:
        raise GoldError(f"{path}: empty; wanted are records as kg extract prints them")


def _records(path: Path) -> Iterator[Annotated]:
    """Records as ``kg extract`` prints them, corrected by a person: the article is found by name and hash."""
    for where, record in read_records(path):
        article = _read(path.with_name(Path(record["article"]["file"]).name))
        if article.sha256 != record["article"]["sha256"]:
            raise GoldError(f"{where}: {article.file} is not the text that was annotated")
        try:
            yield Annotated(article, sheet_of(record, article.text, parts=_RECORD_PARTS))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise GoldError(f"{where}: no record as kg extract prints it: {error!r}") from error

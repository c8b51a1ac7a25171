"""Articles from files and folders: text, Markdown, HTML and JSON lines, one error per thing that is none."""

import gzip
import logging
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from kg import strict_json
from kg.articles.decoding import check_kind, decode, is_writable
from kg.articles.metadata import make_article
from kg.articles.pagelimits import fault_of_page
from kg.articles.pages import read_page
from kg.articles.sidecar import KEYS, Given, given_from, read_sidecar
from kg.errors import ArticleError, LinkError
from kg.ids import sha256
from kg.model import Article

log = logging.getLogger(__name__)

TEXT_SUFFIXES = (".txt", ".md")
PAGE_SUFFIXES = (".html", ".htm")
LINE_SUFFIXES = (".jsonl", ".jsonl.gz")
SUFFIXES = (*TEXT_SUFFIXES, *PAGE_SUFFIXES, *LINE_SUFFIXES)
MAX_TEXT = 400_000  # characters; a report of 130 pages, read within 10 s even where it is all claims
MAX_BYTES = 20_000_000  # of a file or a line
_BAD_LINES = 1_000  # in a row, after which a file is taken for something else
_EMPTY_LINES = 1_000_000  # in a row; a packed file of 1 MB can hold a thousand times as many


def read_articles(paths: Iterable[Path]) -> Iterator[Article | ArticleError]:
    """The articles in files and folders, in the order given, folders in sorted order.

    What cannot be read comes as an error in its place, and the others follow. In a folder hidden files,
    sidecars and files of other kinds are passed over.
    """
    for file in find_files(paths):
        if isinstance(file, ArticleError):
            yield file
        else:
            yield from _articles_or_errors(file)


def find_files(paths: Iterable[Path]) -> Iterator[Path | ArticleError]:
    """The files that :func:`read_articles` reads, in its order.

    There is an error for a folder that has none, for each folder or path that cannot be looked into, and
    for each that is no file: a pipe, a socket or a device. Links in a folder are followed inside it only; a
    link that leads out is told, because nobody asked for what is there.
    """
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield _unreadable(path, error)
            continue
        if stat.S_ISREG(mode):
            yield path
        elif stat.S_ISDIR(mode):
            files = list(_walk(path))
            if all(isinstance(file, LinkError) for file in files):
                yield ArticleError(path, f"no article in this folder; articles end in {', '.join(SUFFIXES)}")
            yield from files
        else:  # reading a pipe or a device can wait for ever
            yield ArticleError(path, "not a regular file; save its text as one, or give - and pipe it in")


def read_file(path: Path) -> Iterator[Article]:
    """The article of a text or page, or the articles of a file of JSON lines.

    Raises:
        ArticleError: at the first thing that cannot be read, with where, what and the way out.
    """
    for item in read_articles([path]):
        if isinstance(item, ArticleError):
            raise item
        yield item


def _articles_or_errors(path: Path) -> Iterator[Article | ArticleError]:
    try:
        if path.name.endswith(LINE_SUFFIXES):
            yield from _read_lines(path)
        else:
            yield _read_single(path)
    except ArticleError as error:
        yield error
    except (OSError, EOFError, zlib.error) as error:
        yield _unreadable(path, error)


def _unreadable(path: Path, error: Exception) -> ArticleError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return ArticleError(path, f"cannot be read ({reason}); check the name, the rights and the file")


def _walk(folder: Path) -> Iterator[Path | ArticleError]:
    closed: list[OSError] = []
    home = os.path.realpath(folder)
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from _leading_out(folders, parent, home)
        for name in sorted(files):
            if name.startswith(".") or name.endswith(".toml"):
                continue
            if not name.endswith(SUFFIXES):
                log.info("%s: passed over, not an article's suffix", Path(parent, name))
                continue
            links = list(_leading_out([name, f"{Path(name).stem}.toml"], parent, home))
            yield from links or find_files([Path(parent, name)])
    for error in closed:
        yield _unreadable(Path(error.filename or folder), error)


def _leading_out(names: Iterable[str], parent: str, home: str) -> Iterator[LinkError]:
    for name in names:
        path = Path(parent, name)
        if path.is_symlink() and not Path(target := os.path.realpath(path)).is_relative_to(home):
            yield LinkError(path, f"leads out of the folder to {target}; give it by itself, or copy it in")


def _read_single(path: Path) -> Article:
    if not is_writable(path.name):
        raise ArticleError(path, "the name of the file is not UTF-8; rename it")
    if path.suffix not in (*TEXT_SUFFIXES, *PAGE_SUFFIXES):
        hint = "; a sidecar is read with its article" if path.suffix == ".toml" else ""
        raise ArticleError(
            path, f"'{path.suffix}' is no article's suffix; known are {', '.join(SUFFIXES)}{hint}"
        )
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ArticleError(path, f"longer than {MAX_BYTES:,} bytes; this is no single article, split it")
    text = decode(data, path)
    given = read_sidecar(path)
    if path.suffix in TEXT_SUFFIXES:
        _check_text(text, path)
        return make_article(path.name, text, given=given)
    return _page_article(path.name, text, original=sha256(data), given=given, where=path)


def _page_article(file: str, source: str, *, original: str, given: Given, where: str | Path) -> Article:
    if "\x00" in source:
        raise ArticleError(where, "holds a NUL character; this is no text, save the page again")
    fault = fault_of_page(source)
    if fault is not None:
        raise ArticleError(where, f"{fault}; save its text as .txt instead")
    page = read_page(source)
    if page is None:
        raise ArticleError(where, "no running text was found in this page; save its text as .txt instead")
    _check_text(page.text, where)
    return make_article(
        file, page.text, original_sha256=original, given=given.over(page.given), kinds=page.kinds
    )


def _read_lines(path: Path) -> Iterator[Article | ArticleError]:
    empty = bad = 0
    found = False
    with path.open("rb") as raw:
        file = cast("BinaryIO", gzip.GzipFile(fileobj=raw) if path.name.endswith(".gz") else raw)
        number = 0
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            if number == 1:
                check_kind(line, path)
            if len(line) > MAX_BYTES:
                raise ArticleError(f"{path}:{number}", f"a line longer than {MAX_BYTES:,} bytes; split it")
            if not line.strip():
                empty += 1
                _check_rows(empty, _EMPTY_LINES, f"{path}:{number}", "empty")
                continue
            empty = 0
            found = True
            try:
                yield _read_line(line.rstrip(b"\r\n"), f"{path}:{number}")
                bad = 0
            except ArticleError as error:
                yield error
                bad += 1
                _check_rows(bad, _BAD_LINES, f"{path}:{number}", "no article")
    if not found:
        raise ArticleError(path, "holds no line; each line is one article as a JSON object")


def _check_rows(count: int, limit: int, where: str, what: str) -> None:
    if count >= limit:
        raise ArticleError(
            where, f"{limit:,} lines in a row are {what}; what follows is not read, mend the file"
        )


def _read_line(line: bytes, where: str) -> Article:
    values = _object(decode(line, where), where)
    name = values.pop("id", None)
    if not isinstance(name, str) or not name.strip() or not is_writable(name):
        raise ArticleError(where, "key 'id' is missing or no text in UTF-8; give each line an id")
    text, source = values.pop("text", None), values.pop("html", None)
    if (text is None) == (source is None):
        raise ArticleError(where, "give either 'text' or 'html', and not both")
    body = source if text is None else text
    if not isinstance(body, str):
        raise ArticleError(where, f"'{'html' if text is None else 'text'}' must be a text in quotation marks")
    nested = values.pop("metadata", {})
    if not isinstance(nested, dict):
        raise ArticleError(where, f"'metadata' must be an object with the keys {', '.join(KEYS)}")
    kept = {key: value for key, value in {**nested, **values}.items() if value is not None}
    given = given_from(kept, where)
    if text is None:
        return _page_article(name, body, original=sha256(line), given=given, where=where)
    _check_text(body, where)
    return make_article(name, body, original_sha256=sha256(line), given=given)


def _object(text: str, where: str) -> dict[str, object]:
    try:
        values = strict_json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArticleError(where, f"no JSON ({error}); each line is one article as a JSON object") from error
    if not isinstance(values, dict):
        raise ArticleError(where, "no JSON object; each line is one article as a JSON object")
    return values


def _check_text(text: str, where: str | Path) -> None:
    if not text.strip("\ufeff\u200b \t\r\n\xa0"):
        raise ArticleError(where, "is empty; there is nothing to read")
    if "\x00" in text:
        raise ArticleError(
            where, f"holds a NUL character at {text.index(chr(0))}; this is no text, save it again"
        )
    if len(text) > MAX_TEXT:
        raise ArticleError(
            where, f"{len(text):,} characters are no single article; split it below {MAX_TEXT:,}"
        )
    if not is_writable(text):
        raise ArticleError(where, "holds half of a surrogate pair; write the text as UTF-8")

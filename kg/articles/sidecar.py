"""What is known of an article from beside its text: a sidecar file, a line's keys, a page's head."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from kg.articles.decoding import is_writable
from kg.errors import ArticleError

KEYS = ("agency", "author", "language", "licence", "published", "publisher", "retrieved", "title", "url")
MAX_SIDECAR = 100_000  # bytes
_MAX_DOTS = 1_000  # in a line: tomllib takes memory by the square of the parts of a key
_DATES = ("published", "retrieved")
_ADDRESS = re.compile(r"(?i)https?://[^\s/]")
_NOT_IN_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\x9f\"<>\[\\\]^`{|}]|%(?![0-9A-Fa-f]{2})")  # RFC 3987
_AHEAD = timedelta(days=1)  # it is tomorrow already east of here
_FIRST = date(1605, 1, 1)  # of the first newspaper, the Relation of Strasbourg; 0001-01-01 means "not known"


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata from outside the text; None where it does not say."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    retrieved: date | None = None
    author: str | None = None
    agency: str | None = None
    language: str | None = None
    licence: str | None = None

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Sorted key and value of what is given, as strings."""
        values = ((key, getattr(self, key)) for key in KEYS)
        return tuple((key, str(value)) for key, value in values if value is not None)

    def over(self, other: "Given") -> "Given":
        """These values, and the other's where these say nothing."""
        return replace(other, **{key: getattr(self, key) for key in KEYS if getattr(self, key) is not None})


def read_sidecar(article: Path) -> Given:
    """The metadata in NAME.toml beside NAME.txt; nothing where there is no such file.

    Raises:
        ArticleError: it is not TOML in UTF-8, or a key or value is none of ours.
    """
    path = article.with_suffix(".toml")
    if not os.path.lexists(path):
        return Given()
    if not path.is_file():
        raise ArticleError(path, "the sidecar is not a regular file; mend or remove it")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIDECAR + 1)
        if len(data) > MAX_SIDECAR:
            raise ArticleError(path, f"the sidecar is longer than {MAX_SIDECAR:,} bytes; mend or remove it")
        if any(line.count(b".") > _MAX_DOTS for line in data.split(b"\n")):
            raise ArticleError(path, "the sidecar has a key of a thousand parts; mend or remove it")
        values = tomllib.loads(data.decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ArticleError(path, f"the sidecar is no TOML in UTF-8 ({error}); mend or remove it") from error
    return given_from(values, path)


def given_from(values: Mapping[str, object], where: str | Path) -> Given:
    """The metadata in a mapping of our keys.

    Raises:
        ArticleError: an unknown key, an empty text, a value of the wrong type, an address that is not of the
            web or a day that is still to come or older than newspapers are, with the key's name.
    """
    unknown = sorted(set(values) - set(KEYS))
    if unknown:
        raise ArticleError(where, f"unknown key '{unknown[0]}'; allowed are {', '.join(KEYS)}")
    texts = {key: _read_text(key, value, where) for key, value in values.items() if key not in _DATES}
    dates = {key: _read_date(key, values[key], where) for key in _DATES if key in values}
    return Given(**texts, published=dates.get("published"), retrieved=dates.get("retrieved"))


def has_newspapers(day: date) -> bool:
    """True for a day on which something can have been published."""
    return day >= _FIRST


def is_address(value: str) -> bool:
    """True for an address of the web: other kinds run something, or lead into someone's own machine."""
    return _fault_of_address(value) is None


def _fault_of_address(value: str) -> str | None:
    if _ADDRESS.match(value) is None:
        return f"must begin with http:// or https://, not {value!r}"
    wrong = _NOT_IN_ADDRESS.search(value)
    return wrong and f"holds {wrong[0]!r}, which no web address does; write it as {quote(wrong[0])}"


def _read_text(key: str, value: object, where: str | Path) -> str:
    if not isinstance(value, str):
        raise ArticleError(where, f"'{key}' must be a text in quotation marks, not {value!r}")
    if not value.strip() or "\x00" in value:
        raise ArticleError(where, f"'{key}' is empty or holds a NUL; leave the key out when it is not known")
    if not is_writable(value):
        raise ArticleError(where, f"'{key}' holds half of a surrogate pair; write the text as UTF-8")
    fault = _fault_of_address(value) if key == "url" else None
    if fault is not None:
        raise ArticleError(where, f"'url' {fault}")
    return value


def _read_date(key: str, value: object, where: str | Path) -> date:
    day = _day(key, value, where)
    is_ahead = day > date.today() + _AHEAD
    if is_ahead or not has_newspapers(day):
        what = "a day that is still to come" if is_ahead else "before there were newspapers"
        raise ArticleError(where, f"'{key}' is {day}, {what}; correct it, or leave it out")
    return day


def _day(key: str, value: object, where: str | Path) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str):
            return datetime.fromisoformat(value).date()
    except ValueError:
        pass
    raise ArticleError(where, f"'{key}' must be a date such as 2017-03-17, not {value!r}")

"""Saved queries: where they lie, what they ask for, and their text with parameters bound."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg import resources
from kg.errors import QueryError
from kg.queries.guard import check
from kg.queries.header import Header, read_header
from kg.queries.tokens import Kind, tokens, without_letter_escapes
from kg.queries.values import TYPES, term_of

_VARIABLE = re.compile(r"[?$](?P<mark>__?)(?P<name>[a-zA-Z0-9]\w*?)(?:_(?P<type>" + "|".join(TYPES) + r"))?$")
_SUFFIX = ".rq"
_SHOWN = 60  # characters of a name that no file can have


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something a query wants to be told. ``type`` is the suffix of its variable, text without one."""

    name: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its header; the text is as in the file, with its parameters unbound."""

    name: str
    text: str
    header: Header
    parameters: tuple[Parameter, ...]
    is_shipped: bool = False
    """True for a query that came with the program; any other is a stranger's."""

    @property
    def summary(self) -> str:
        """The question it answers, as one sentence."""
        return self.header.summary

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the answer's columns, as the header gives them."""
        return tuple(self.header.columns)

    def bind(self, values: Mapping[str, object]) -> str:
        """The query as SPARQL: each parameter's token replaced by the term of its value.

        An optional parameter without a value stays a variable; ``\\u`` escapes in strings are written out.

        Raises:
            QueryError: a required parameter is missing, one is unknown, or a value has the wrong type.
        """
        given = {**self.header.defaults, **values}
        self._check_names(given)
        terms = {
            parameter.name: term_of(given[parameter.name], parameter.type, f"{self.name}: {parameter.name}")
            for parameter in self.parameters
            if parameter.name in given
        }
        return "".join(self._pieces(terms))

    def _check_names(self, given: Mapping[str, object]) -> None:
        known = {parameter.name for parameter in self.parameters}
        wanted = ", ".join(sorted(known)) or "none"
        for name in given:
            if name not in known:
                raise QueryError(f"{self.name}: no parameter {name!r}; it has: {wanted}")
        for parameter in self.parameters:
            if parameter.required and parameter.name not in given:
                kind = "" if parameter.type == "text" else f" ({parameter.type})"
                raise QueryError(
                    f"{self.name}: parameter {parameter.name!r}{kind} is missing; "
                    f"give it with -p {parameter.name}=..."
                )

    def _pieces(self, terms: Mapping[str, str]) -> Iterator[str]:
        done = 0
        for token in tokens(self.text):
            parameter = _parameter(token.text) if token.kind is Kind.VARIABLE else None
            if parameter is not None and parameter.name in terms:
                written = terms[parameter.name]
            elif token.kind is Kind.STRING:
                written = without_letter_escapes(token.text)
            else:
                continue
            yield self.text[done : token.start]
            yield written
            done = token.start + len(token.text)
        yield self.text[done:]


def load(name_or_path: str | Path) -> SavedQuery:
    """A shipped query by its name, or any query by its file (a path, or a name ending in ``.rq``).

    Raises:
        QueryError: there is none, it is not UTF-8, or it does what queries must not do.
    """
    path = _path(name_or_path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise QueryError(f"{path}: cannot be read: {error.strerror}") from error
    is_shipped = path.resolve().is_relative_to(resources.queries().resolve())
    return replace(parse(text, _name(path)), is_shipped=is_shipped)


def parse(text: str, name: str = "query") -> SavedQuery:
    """A query from its text.

    Raises:
        QueryError: it does what queries must not do, or names one parameter in two ways.
    """
    check(text, name)
    found: dict[str, Parameter] = {}
    for token in tokens(text):
        parameter = _parameter(token.text) if token.kind is Kind.VARIABLE else None
        if parameter is not None and found.setdefault(parameter.name, parameter) != parameter:
            raise QueryError(f"{name}: parameter {parameter.name!r} is named in two ways; use one variable")
    return SavedQuery(name, text, read_header(text, name), tuple(found.values()))


def names(*, checks: bool = False) -> tuple[str, ...]:
    """The shipped queries, sorted; with ``checks`` those that return no row on a sound graph."""
    folder = resources.queries()
    found = sorted((folder / "checks" if checks else folder).glob(f"*{_SUFFIX}"))
    return tuple(_name(path) for path in found)


def _parameter(variable: str) -> Parameter | None:
    match = _VARIABLE.match(variable)
    if match is None:
        return None
    return Parameter(match["name"], match["type"] or "text", match["mark"] == "_")


def _path(name_or_path: str | Path) -> Path:
    given = Path(name_or_path)
    try:
        if given.suffix == _SUFFIX or given.is_file():
            return given
    except OSError as error:
        raise QueryError(f"{str(given)[:_SHOWN]!r}: cannot be read: {error.strerror}") from error
    if re.fullmatch(r"(checks/)?[a-z0-9-]+", str(name_or_path)):
        path = resources.queries() / f"{name_or_path}{_SUFFIX}"
        if path.is_file():
            return path
    raise QueryError(f"no saved query {str(name_or_path)!r}; kg queries lists them, a file ends in {_SUFFIX}")


def _name(path: Path) -> str:
    shipped = resources.queries()
    if path.parent == shipped / "checks":
        return f"checks/{path.stem}"
    return path.stem if path.parent == shipped else str(path)

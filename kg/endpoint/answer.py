"""SPARQL JSON results, read to the end or refused."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import EndpointError

_TYPES: Final = frozenset({"uri", "bnode", "literal", "typed-literal"})


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows as SPARQL JSON results have them; a term is a mapping with type and value.

    ``yes`` is the answer of ASK, None for SELECT.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Mapping[str, str]], ...]
    yes: bool | None = None


def parsed(data: bytes, *, where: str) -> Answer:
    """The answer in these bytes.

    Raises:
        EndpointError: they are not the whole of one, and nothing else.
    """
    try:
        document: dict[str, Any] = json.loads(data)  # Any: whatever a stranger sends, checked below
        if "boolean" in document:
            if not isinstance(document["boolean"], bool):
                raise ValueError("the truth value is none")
            return Answer((), (), document["boolean"])
        columns, rows = tuple(document["head"]["vars"]), tuple(document["results"]["bindings"])
        if not all(isinstance(column, str) for column in columns):
            raise ValueError("a column has no name")
        for row in rows:
            _check(row, columns)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EndpointError(
            f"{where}: the answer is no complete SPARQL result; is this its query address?"
        ) from error
    return Answer(columns, rows)


def _check(row: Mapping[str, Mapping[str, object]], columns: tuple[str, ...]) -> None:
    for column, term in row.items():
        texts = (term["value"], term.get("datatype", ""), term.get("xml:lang", ""))
        if column not in columns or term["type"] not in _TYPES:
            raise ValueError("a cell that is no term, or of no column")
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("a term that is no text")

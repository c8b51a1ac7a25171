"""An answer: columns and rows as plain values, with the RDF terms behind them."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.queries import formats
from kg.queries.engines import Row, Value, value_of

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Result:
    """Rows in the order of the query's ORDER BY; ``terms`` has the same shape as ``rows``.

    Values are str (words and IRIs), int, Decimal, bool, date, or None where nothing is known.
    """

    columns: tuple[str, ...]
    terms: tuple[Row, ...] = field(repr=False)
    name: str = "query"
    truncated: str = ""
    """In words where a limit cut the answer: "the first 10,000 rows"; empty where it is whole."""

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows as plain values."""
        return tuple(tuple(value_of(term) for term in row) for row in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """Each row as a mapping from column to value."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def column(self, name: str) -> tuple[Value, ...]:
        """One column, top to bottom.

        Raises:
            QueryError: there is none of that name.
        """
        return tuple(row[self.index(name)] for row in self.rows)

    def index(self, name: str) -> int:
        """Which column has this name, from 0.

        Raises:
            QueryError: there is none of that name.
        """
        if name not in self.columns:
            raise QueryError(f"{self.name}: no column {name!r}; it has: {', '.join(self.columns)}")
        return self.columns.index(name)

    def only(self, kept: Sequence[bool]) -> "Result":
        """The rows for which ``kept`` is true."""
        terms = tuple(row for row, keep in zip(self.terms, kept, strict=True) if keep)
        return Result(self.columns, terms, self.name, self.truncated)

    def to_csv(self) -> str:
        """Comma-separated, with a header.

        Cells that a spreadsheet would run get a leading apostrophe; control characters are written out.
        """
        return formats.delimited(self.columns, self.rows, ",", cut=self.truncated)

    def to_tsv(self) -> str:
        """Tab-separated, with a header, guarded like CSV; tabs and line ends in cells become blanks."""
        return formats.delimited(self.columns, self.rows, "\t", cut=self.truncated)

    def to_json(self) -> str:
        """A list of objects, one a row; unknown is null."""
        return formats.json_list(self.columns, self.rows, cut=self.truncated)

    def to_jsonl(self) -> str:
        """One object a line."""
        return formats.json_lines(self.columns, self.rows, cut=self.truncated)

    def to_md(self) -> str:
        """A Markdown table."""
        return formats.markdown(self.columns, self.rows, cut=self.truncated)

    def to(self, form: str) -> str:
        """The answer in one of csv, tsv, json, jsonl and md.

        Raises:
            QueryError: the form is none of these.
        """
        forms = {
            "csv": self.to_csv,
            "tsv": self.to_tsv,
            "json": self.to_json,
            "jsonl": self.to_jsonl,
            "md": self.to_md,
        }
        if form not in forms:
            raise QueryError(f"no form {form!r}; there are {', '.join(forms)}")
        return forms[form]()

    def df(self) -> "pandas.DataFrame":
        """The answer as a pandas data frame; unknown is None.

        Raises:
            QueryError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise QueryError("pandas is not installed; install civharm-kg[data]") from error
        return pandas.DataFrame(list(self.rows), columns=list(self.columns), dtype=object)

    def _repr_html_(self) -> str:
        """What a notebook shows; every cell is escaped."""
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(formats.plain(value))}</td>" for value in row) + "</tr>"
            for row in self.rows
        )
        cut = f"<p>{html.escape(formats.mark(self.truncated))}</p>" if self.truncated else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{cut}"

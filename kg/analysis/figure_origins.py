"""Counts for each figure how many articles carry it and from how many origins: N articles, M origins."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from kg.analysis.findings import End, Findings
from kg.queries import Result, Source, Value, run

QUERY: Final = "origins-of-figures"
_TELLS: Final = "tells it"
_GROUP: Final = ("value", "counted", "about")
_ENDS: Final = (
    End(("article",), ("article",), ("article",)),
    End(("origin", "article"), ("origin_name", "speaker"), ("origin", "article")),
)
COLUMNS: Final = ("articles", "origins", "unshown")


@dataclass(frozen=True, slots=True)
class Carried:
    """One figure: who carries it, from where, and the rows of the answer that say so.

    ``unshown`` are the articles that tell it in their own voice only: of these no origin can be shown, so
    they are no proof that sources are independent.
    """

    value: int
    counted: str
    about: str | None
    articles: tuple[str, ...]
    origins: tuple[str, ...]
    unshown: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]


def origins_of_figures(result: Result) -> tuple[Carried, ...]:
    """The figures of the answer of origins-of-figures, those that most articles carry first.

    Numbers of one event, or of tallies, that count the same in the widest sense are one figure: deaths and
    casualties are, because many tell one as the other.

    Raises:
        QueryError: the answer is not one of origins-of-figures.
    """
    for name in (*_GROUP, "part", "origin", "article"):
        result.index(name)
    groups: defaultdict[tuple[str, ...], list[dict[str, Value]]] = defaultdict(list)
    for row in result:
        if row["part"] != _TELLS:
            continue
        groups[tuple("" if row[name] is None else _family(str(row[name])) for name in _GROUP)].append(row)
    found = [_carried(rows) for rows in groups.values()]
    return tuple(sorted(found, key=lambda c: (-len(c.articles), c.value, c.counted, c.about or "")))


def find_origins(source: Source, value: str | None = None, unit: str | None = None) -> Findings:
    """One row a statement that tells a figure, behind the counts of its figure: N articles, M origins."""
    given = {name: text for name, text in (("value", value), ("unit", unit)) if text is not None}
    result = run(source, QUERY, given)
    rows = tuple(
        (len(one.articles), len(one.origins), len(one.unshown), *(row[name] for name in result.columns))
        for one in origins_of_figures(result)
        for row in one.rows
    )
    return Findings("origins", (*COLUMNS, *result.columns), rows, _ENDS)


def _carried(rows: list[dict[str, Value]]) -> Carried:
    shown = {str(row["article"]) for row in rows if row["origin"] is not None}
    articles = {str(row["article"]) for row in rows}
    about = rows[0]["about"]
    return Carried(
        int(str(rows[0]["value"])),
        _family(str(rows[0]["counted"])),
        str(about) if about is not None else None,
        tuple(sorted(articles)),
        tuple(sorted({str(row["origin"]) for row in rows if row["origin"] is not None})),
        tuple(sorted(articles - shown)),
        tuple(rows),
    )


def _family(counted: str) -> str:
    """Casualties count as deaths: the widest thing that both may be."""
    return "people killed" if counted.startswith("casualties") else counted

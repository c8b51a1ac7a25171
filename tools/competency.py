"""Asks the competency questions of a graph and shows which words of their evidence no row reaches.

    python tools/competency.py                 build ../shared/articles in a scratch folder, ask all
    python tools/competency.py --graph FILE    ask a TriG file instead
    python tools/competency.py CQ10 CQ11 -v    ask some, and print their rows

A question is right where the words or the passage of some row of the right article overlap every
span of its evidence, and no row of a question about an incident is about another event.
"""

import argparse
import json
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.ids import doc_key
from kg.pipeline import build
from kg.queries import Result, Source, load, run
from kg.queries.engines import select, value_of
from kg.queries.events import find_event
from kg.store import open_store

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
QUESTIONS = SHARED / "competency" / "questions.json"

_SAME = "<https://w3id.org/civharm/ns#sameEventAs>"
_WHOLE = "<https://schema.org/superEvent>"
_EVENTS = f"""SELECT ?event ?first ?last WHERE {{
  <%s> {_SAME}?/^{_WHOLE}?/^{_SAME}?/^{_WHOLE}? ?event .
  OPTIONAL {{ ?event <https://schema.org/startDate> ?first ; <https://schema.org/endDate> ?last }} }}"""
_ABOUT = """SELECT ?event WHERE {
  <%s> <https://w3id.org/civharm/ns#claim>/<https://schema.org/about> ?event }"""


@dataclass(frozen=True, slots=True)
class Span:
    """Words that an answer must reach; ``key`` names their article."""

    name: str
    key: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one question."""

    question: str
    query: str
    rows: int
    missing: tuple[Span, ...] = ()
    strangers: tuple[str, ...] = ()
    error: str | None = None
    waits: str | None = None

    @property
    def right(self) -> bool:
        """True where nothing is missing and nothing is of another event."""
        return not (self.missing or self.strangers or self.error)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every question that need not wait is right, 1 where one is not, 2 without the questions."""
    options = _options(arguments)
    if not QUESTIONS.is_file():
        print(f"{QUESTIONS}: not here; the competency questions stand beside the checkout", file=sys.stderr)
        return 2
    questions = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    table = tomllib.loads((HERE / "competency.toml").read_text(encoding="utf-8"))
    with _Graph(options.graph) as source:
        verdicts = [
            _ask(source, name, table[name], _evidence(question, questions["articles"]), options.verbose)
            for question in questions["questions"]
            if (name := question["id"]) in (options.questions or table)
        ]
    for verdict in verdicts:
        _print(verdict)
    right = sum(verdict.right for verdict in verdicts)
    print(f"{right} of {len(verdicts)} right")
    return int(any(not verdict.right and verdict.waits is None for verdict in verdicts))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("questions", nargs="*", help="ids such as CQ10; all if none is given")
    parser.add_argument("--graph", type=Path, help="a TriG file to ask instead of a fresh build")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the rows of each answer")
    return parser.parse_args(arguments)


class _Graph:
    """The graph to ask: a TriG file in memory, or the articles built in a folder that goes away."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._close: list[Callable[[], None]] = []

    def __enter__(self) -> Source:
        if self._path is not None:
            graph = ox.Store()
            graph.load(path=str(self._path), format=ox.RdfFormat.TRIG)
            return graph
        folder = tempfile.TemporaryDirectory()
        store = open_store(Path(folder.name) / "store")
        self._close = [store.close, folder.cleanup]
        build([SHARED / "articles"], store)
        return store

    def __exit__(self, *_: object) -> None:
        for close in self._close:
            close()


def _evidence(question: dict[str, Any], articles: dict[str, Any]) -> tuple[Span, ...]:
    return tuple(
        Span(
            item["article"],
            doc_key(articles[item["article"]]["sha256"]),
            item["start"],
            item["end"],
            item["exact"],
        )
        for item in question["evidence"]
    )


def _ask(source: Source, name: str, row: dict[str, Any], wanted: Sequence[Span], verbose: bool) -> Verdict:
    query, params, waits = row["query"], row.get("params", {}), row.get("waits")
    try:
        result = run(source, load(query), params)
        strangers = _strangers(source, result, params)
    except KgError as error:
        return Verdict(name, query, 0, tuple(wanted), error=str(error), waits=waits)
    if verbose:
        print(f"{name}\n{result.to_md()}")
    rows = list(result)
    missing = tuple(span for span in wanted if not any(_reaches(row, span) for row in rows))
    return Verdict(name, query, len(rows), missing, strangers, waits=waits)


def _reaches(row: dict[str, Any], span: Span) -> bool:
    if f"article/{span.key}" not in (row["article"] or ""):
        return False
    pairs = (("start", "end"), ("passage_start", "passage_end"))
    return any(
        row.get(first) is not None and row[first] < span.end and span.start < row[last]
        for first, last in pairs
    )


def _strangers(source: Source, result: Result, params: dict[str, Any]) -> tuple[str, ...]:
    """Events that rows are about and that are no member of the incident, or of another day."""
    if "incident" not in params:
        return ()
    members, clashing = _members(source, find_event(source, params["incident"]))
    about = {event for row in result for event in _events_of(source, row)}
    return tuple(sorted(event for event in about if event not in members or event in clashing))


def _members(source: Source, incident: str) -> tuple[set[str], set[str]]:
    """Its members, and those of them whose days cannot hold the day of the incident."""
    _, rows = select(source, _EVENTS % incident, "competency")
    days = {str(value_of(row[0])): (value_of(row[1]), value_of(row[2])) for row in rows}
    own = days.get(incident, (None, None))
    return set(days), {event for event, other in days.items() if _apart(own, other)}


def _apart(one: tuple[object, object], other: tuple[object, object]) -> bool:
    bounds = (*one, *other)
    if not all(isinstance(day, date) for day in bounds):
        return False
    first, last, other_first, other_last = (str(day) for day in bounds)
    return last < other_first or other_last < first


def _events_of(source: Source, row: dict[str, Any]) -> Iterator[str]:
    if row.get("event"):
        yield row["event"]
    if row.get("statement"):
        _, rows = select(source, _ABOUT % row["statement"], "competency")
        yield from (str(value_of(found[0])) for found in rows)


def _print(verdict: Verdict) -> None:
    waits = f"  (may wait for {verdict.waits})" if verdict.waits and not verdict.right else ""
    state = "OK  " if verdict.right else "MISS"
    print(f"{state} {verdict.question} {verdict.query}: {verdict.rows} rows{waits}")
    if verdict.error:
        print(f"       {verdict.error}")
    for span in verdict.missing:
        print(f"       not reached: {span.name} {span.start}-{span.end} {span.words[:80]!r}")
    for event in verdict.strangers:
        print(f"       of another event: {event}")


if __name__ == "__main__":
    sys.exit(main())

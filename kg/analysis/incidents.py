"""The incidents on a map: days, place as told, the point of the registry, and the figures as said."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from kg.analysis.accounts import NUMBER, Account, read_accounts
from kg.analysis.facts import Properties, first, labels, properties
from kg.analysis.findings import End, Findings, in_order
from kg.queries import Result, Source, Value, run
from kg.vocab import P_DATE_WORDS, P_NEAR, SCHEMA

COLUMNS: Final = (
    "incident", "level", "kind", "first_day", "last_day", "date_words", "place", "precision", "latitude",
    "longitude", "figures", "articles", "words", "article", "start", "end", "published", "event", "place_iri",
)  # fmt: skip
_ENDS: Final = (
    End(("event",), ("words",), ("kind",)),
    End(("place_iri", "event"), ("place", "words"), ("place", "kind")),
)
_EVENT: Final = (SCHEMA + "startDate", SCHEMA + "endDate", P_DATE_WORDS, SCHEMA + "location", P_NEAR)
_POINT: Final = (SCHEMA + "latitude", SCHEMA + "longitude")


def find_incidents(source: Source, incident: str | None = None) -> Findings:
    """One row an event: the one that several accounts share (level ``shared``), each article's own (``own``).

    The words are those that name the event, for a shared one those of its earliest account. The point is
    that of the registry's row for the place; a place that only an article names has none.

    Raises:
        AmbiguousError: ``incident`` fits several events.
        QueryError: it fits none.
    """
    told = run(source, "tellings", {} if incident is None else {"incident": incident})
    places = Places(source, [*told.column("event"), *told.column("incident")])
    figures = _figures(read_accounts(source, incident))
    rows: list[tuple[Value, ...]] = []
    for row in told:
        own = figures.get((str(row["incident"]), str(row["article"])), [])
        rows.append(_row(row, "own", row["event"], places, figures=own, articles=1))
    for group in _shared(told).values():
        one = min(group, key=lambda row: (str(row["kind"]), str(row["published"] or "9999"), *_at(row)))
        name = str(one["incident"])
        said = [text for (of, _), texts in sorted(figures.items()) if of == name for text in texts]
        articles = len({row["article"] for row in group})
        rows.append(_row(one, "shared", one["incident"], places, figures=said, articles=articles))
    return Findings("incidents", COLUMNS, in_order(rows), _ENDS)


class Places:
    """Days, place, precision and point of events."""

    def __init__(self, source: Source, events: Iterable[Value]) -> None:
        self._events = properties(source, events, _EVENT)
        spots = [value for of in self._events.values() for name in _EVENT[3:] for value in of.get(name, ())]
        self._points: Properties = properties(source, spots, _POINT)
        self._names = labels(source, spots)

    def days(self, event: Value) -> tuple[Value, Value, Value]:
        """First day, last day and the words for them; None where nothing is known."""
        start, end, words = (first(self._events, event, name) for name in _EVENT[:3])
        return start, end, words

    def place(self, event: Value) -> tuple[Value, Value, Value, Value, Value]:
        """Name, ``in`` or ``near``, latitude, longitude and IRI of the place; None where nothing is known."""
        inside, near = (first(self._events, event, name) for name in _EVENT[3:])
        spot = near if inside is None else inside
        if spot is None:
            return None, None, None, None, None
        latitude, longitude = (first(self._points, spot, name) for name in _POINT)
        return self._names.get(str(spot)), "near" if inside is None else "in", latitude, longitude, spot


def _row(
    row: Mapping[str, Value],
    level: str,
    event: Value,
    places: Places,
    *,
    figures: Iterable[str],
    articles: int,
) -> tuple[Value, ...]:
    place, precision, latitude, longitude, spot = places.place(event)
    return (
        row["incident"], level, row["kind"], *places.days(event), place, precision, latitude, longitude,
        "; ".join(figures) or None, articles, row["words"], row["article"], row["start"], row["end"],
        row["published"], event, spot,
    )  # fmt: skip


def _shared(told: Result) -> dict[str, list[dict[str, Value]]]:
    """The rows of events that are not one article's own."""
    groups: defaultdict[str, list[dict[str, Value]]] = defaultdict(list)
    for row in told:
        groups[str(row["incident"])].append(row)
    return {name: rows for name, rows in sorted(groups.items()) if all(row["event"] != name for row in rows)}


def _figures(by_incident: Mapping[str, list[Account]]) -> dict[tuple[str, str], list[str]]:
    """By incident and article, each figure as said: the number with its hedge, the speaker, the stance."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, accounts in by_incident.items():
        for item in accounts:
            text = f"{item.claimed}: {item.speaker} {item.stance}"
            if item.part == NUMBER and text not in found[name, item.article]:
                found[name, item.article].append(text)
    return dict(found)


def _at(row: Mapping[str, Value]) -> tuple[str, int]:
    return str(row["article"]), int(str(row["start"]))

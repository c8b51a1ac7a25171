"""Reads the statements of a store or an export."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.compare.told import Told
from kg.errors import RecordError
from kg.foreign import ENDINGS, Allowed, is_rdf, read_rdf
from kg.queries import Source, Value, run
from kg.store import open_store


def read_statements(path: Path, *, allow: Collection[Allowed] = ()) -> list[Told]:
    """The statements of a store, or of an export.

    Raises:
        LimitError: the file took too much time or memory, or crashed the parser.
        RecordError: the file cannot be read, or is not in the format its name says.
        StoreError: the folder is no store.
    """
    if path.is_dir():
        with open_store(path, read_only=True) as store:
            return _statements(store)
    if not is_rdf(path):
        raise RecordError(
            f"{path}: neither a store nor an export nor a package; exports end in {', '.join(ENDINGS)}"
        )
    graph = ox.Store()
    graph.bulk_extend(read_rdf(path, allow=allow).quads)
    return _statements(graph)


def figure_in_words(value: Value, fewest: Value, most: Value, unit: str) -> str:
    """A number with its bounds; what has a lower bound alone never reads as an exact number.

    >>> figure_in_words(352, 352, None, "civilians killed"), figure_in_words(2000, None, 1999, "killed")
    ('at least 352 civilians killed', 'at most 1999 killed')
    >>> figure_in_words(30, None, None, "people killed"), figure_in_words(None, None, None, "people killed")
    ('about 30 people killed', 'people killed, no number')
    """
    if fewest is not None and most is not None:
        number = f"{fewest}" if fewest == most else f"{fewest} to {most}"
    elif fewest is not None:
        number = f"at least {fewest}"
    elif most is not None:
        number = f"at most {most}"
    elif value is not None:
        number = f"about {value}"
    else:
        return f"{unit}, no number" if unit else ""
    return f"{number} {unit}".rstrip()


@dataclass(frozen=True, slots=True)
class _Claim:
    words: str = ""
    figure: str = ""
    actor: str = ""
    about: str = ""


def _statements(source: Source) -> list[Told]:
    claims, nothing = _claims(source, _events(source)), _Claim()
    found = []
    for row in _rows(source, "compared-statements"):
        claim = claims.get(str(row["claim"]), nothing)
        found.append(
            Told(
                article=str(row["article"]),
                headline=_text(row["headline"]),
                start=int(str(row["start"])),
                end=int(str(row["end"])),
                words=str(row["words"]),
                speaker=_text(row["speaker"]),
                stance=_text(row["stance"]),
                claim=claim.words,
                figure=claim.figure,
                actor=claim.actor,
                about=claim.about,
            )
        )
    return found


def _claims(source: Source, events: Mapping[str, str]) -> dict[str, _Claim]:
    """Each claim in words; one that is about several events has all of them."""
    parts: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(source, "compared-claims"):
        claim = parts[str(row["claim"])]
        claim["words"].add(_text(row["told"]) or _text(row["topic"]))
        claim["figure"].add(figure_in_words(row["value"], row["min"], row["max"], _text(row["unit"])))
        claim["actor"].add(_text(row["actor"]))
        claim["about"].add(events.get(_text(row["about"]), ""))
    names = ("words", "figure", "actor", "about")
    return {claim: _Claim(*(_all(told[name]) for name in names)) for claim, told in parts.items()}


def _events(source: Source) -> dict[str, str]:
    """Each event in words: its kind, places and days, as far as they are known."""
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(source, "compared-events"):
        event = found[str(row["event"])]
        event["kind"].add(_text(row["kind"]))
        event["place"].add(_text(row["place"]))
        event["days"].add(_days(_text(row["first"]), _text(row["last"])))
    return {name: _event_in_words(parts) for name, parts in found.items()}


def _event_in_words(parts: Mapping[str, set[str]]) -> str:
    kind, places, days = (_all(parts[name]) for name in ("kind", "place", "days"))
    return f"{kind}{f' in {places}' if places else ''}{f', {days}' if days else ''}"


def _days(first: str, last: str) -> str:
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else ""


def _all(values: Collection[str]) -> str:
    return " and ".join(sorted(filter(None, values)))


def _rows(source: Source, name: str) -> Iterator[dict[str, Value]]:
    yield from run(source, resources.queries() / "tools" / f"{name}.rq")


def _text(value: Value) -> str:
    return "" if value is None else str(value)

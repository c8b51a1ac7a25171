"""Keeps what articles tell in a file of the store, so that linking reads back only those that changed.

The file is no more than a shortcut: it is made again when it is missing, damaged or of another version,
and goes whole when any article is withdrawn.
"""

import json
import logging
from collections.abc import Mapping
from datetime import date
from typing import Final

from kg.model import EventKind
from kg.pipeline.agents import Plain, agent_of, plain_agent
from kg.pipeline.tallying import from_plain, to_plain
from kg.pipeline.telling import Told
from kg.pipeline.versions import build_version, link_version
from kg.resolve import EventTold, FigureTold, StatementTold
from kg.store import Store
from kg.store.files import written_whole
from kg.vocab import Means, Qualifier, Stance, Unit

log = logging.getLogger(__name__)
_FAULTS: Final = (OSError, ValueError, TypeError, KeyError, IndexError)


def recall(store: Store) -> dict[str, Told]:
    """What is told by the articles whose graph has not changed since it was written down."""
    try:
        with store.folder.told.open(encoding="utf-8") as lines:
            if json.loads(next(lines, "null")) != _version():
                return {}
            return {
                key: Told(
                    [_event(item, key) for item in events],
                    [_statement(item, key) for item in said],
                    [from_plain(item, key) for item in tallies],
                    [agent_of(item, key) for item in agents],
                )
                for key, digest, events, said, tallies, agents in map(json.loads, lines)
                if key in store.entries and store.entries[key].digest == digest and key not in store.stale
            }
    except _FAULTS:
        return {}


def remember(store: Store, told: Mapping[str, Told]) -> None:
    """Writes down what each article tells; where that cannot be written, linking takes longer next time."""
    try:
        with written_whole(store.folder.told) as stream:
            stream.write(_line(_version()))
            for key in sorted(told.keys() - store.stale):
                events = [_plain_event(event) for event in told[key].events]
                said = [_plain_statement(statement) for statement in told[key].statements]
                tallies = [to_plain(tally) for tally in told[key].tallies]
                agents = [plain_agent(agent) for agent in told[key].agents]
                stream.write(_line([key, store.entries[key].digest, events, said, tallies, agents]))
    except OSError as error:
        log.warning("%s: not written (%s)", store.folder.told, error.strerror)


def _version() -> str:
    return f"{build_version()} {link_version()}"


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain_event(event: EventTold) -> Plain:
    figures = [
        [f.path, f.about, f.unit, f.qualifier, f.value, f.min, f.max, f.who, f.part] for f in event.figures
    ]
    place = [event.place, event.place_name, event.near]
    days = [_plain_day(event.first), _plain_day(event.last), event.inferred]
    who = [sorted(event.actors), event.means, event.part_of]
    more = [_plain_day(event.published), event.count, event.words]
    marks = [
        sorted(event.around),
        sorted(event.causes),
        sorted(event.quotes),
        sorted(event.narrated),
        sorted(event.status),
        event.denied,
    ]
    return [event.path, event.kind, days, place, who, figures, more, marks]


def _event(plain: Plain, key: str) -> EventTold:
    (
        path,
        kind,
        (first, last, inferred),
        (place, place_name, near),
        (actors, means, part_of),
        figures,
        more,
        marks,
    ) = plain
    published, count, words = more
    around, causes, quotes, narrated, status, denied = marks
    return EventTold(
        path,
        key,
        EventKind(kind),
        _day(first),
        _day(last),
        inferred=inferred,
        place=place,
        place_name=place_name,
        near=near,
        actors=frozenset(actors),
        means=Means(means) if means is not None else None,
        part_of=part_of,
        figures=tuple(_figure(item) for item in figures),
        published=_day(published),
        count=count,
        words=words,
        around=frozenset(around),
        causes=frozenset(map(Means, causes)),
        quotes=frozenset(quotes),
        narrated=frozenset(narrated),
        status=frozenset(map(Stance, status)),
        denied=denied,
    )


def _figure(plain: Plain) -> FigureTold:
    path, about, unit, qualifier, value, low, high, who, part = plain
    return FigureTold(path, about, Unit(unit), Qualifier(qualifier), value, low, high, who=who, part=part)


def _plain_statement(said: StatementTold) -> Plain:
    return [
        said.path,
        said.issuer,
        _plain_day(said.first),
        _plain_day(said.last),
        said.dated,
        said.figure,
        said.text,
        said.quoted,
        _plain_day(said.published),
    ]


def _statement(plain: Plain, key: str) -> StatementTold:
    path, issuer, first, last, dated, figure, text, quoted, published = plain
    counted = (int(figure[0]), Unit(figure[1])) if figure is not None else None
    return StatementTold(
        path,
        key,
        issuer,
        _day(first),
        _day(last),
        dated=dated,
        figure=counted,
        text=text,
        quoted=quoted,
        published=_day(published),
    )


def _plain_day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(plain: str | None) -> date | None:
    return date.fromisoformat(plain) if plain is not None else None

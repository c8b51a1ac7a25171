"""An account of a sentence as lines of text for reading, and as JSON for programs."""

import json
from collections.abc import Iterator

from kg.model import Event, Figure, Responsibility, Statement
from kg.records import plain
from kg.rulebook.explaining import Account
from kg.vocab import Resolution

_LONGEST = 300  # characters of a block that is not read


def to_json(account: Account) -> str:
    """One line of JSON without a line feed; ``article`` is the name of the file."""
    told = plain(account)
    return json.dumps({"article": told.pop("file"), **told}, ensure_ascii=False, separators=(",", ":"))


def to_lines(account: Account) -> Iterator[str]:
    """The sentence with its offsets, then a line for each thing read and each thing left."""
    yield f"[{account.start}-{account.end} {account.block}] {_flat(account.exact)}"
    yield from (f"  statement       {_statement(item)}" for item in account.statements)
    yield from (f"  figure          {_figure(item)}" for item in account.figures)
    yield from (f"  responsibility  {_responsibility(item)}" for item in account.responsibilities)
    yield from (f"  event           {_event(item)}" for item in account.events)
    for item in account.left:
        row = f" ({item.row})" if item.row else ""
        words = (
            "" if item.kind in ("block", "sentence") else f"{_words(item.exact, item.start, item.end)}{row}: "
        )
        yield f"  left            {words}{item.why}"


def _statement(item: Statement) -> str:
    how = f", by {item.rule.rpartition('-by-')[2]}" if item.resolved == Resolution.ANAPHOR else ""
    chain = [f"via {source.name}" for source in item.via] + [f"on {source.name}" for source in item.relies_on]
    parts = [
        f"{item.speaker} ({item.resolved}{how}) {item.stance}: {_words(item.exact, item.start, item.end)}",
        f"cue “{item.cue}”" if item.cue else "no cue",
        f"claims {item.claim}" if item.claim else f"topic {item.topic}",
        _about(item.about),
        *chain,
        f"rule {item.rule} {item.confidence}",
    ]
    return "; ".join(parts)


def _figure(item: Figure) -> str:
    number = str(item.value) if item.value is not None else "no one number"
    bounds = f" [{_or_open(item.min)}..{_or_open(item.max)}]"
    parts = [
        f"{item.qualifier} {number}{bounds} {item.unit}: {_words(item.exact, item.start, item.end)}",
        f"tally {item.tally}",
        _about(item.about),
        f"rule {item.rule} {item.confidence}",
    ]
    return "; ".join(parts)


def _responsibility(item: Responsibility) -> str:
    who = " by ".join(part for part in (item.means, item.actor) if part)
    words = _words(item.exact, item.start, item.end)
    return f"{who}: {words}; {_about(item.about)}; rule {item.rule} {item.confidence}"


def _event(item: Event) -> str:
    known = ", ".join(part for part in (item.means, item.date, item.place) if part) or "nothing else known"
    words = _words(item.exact, item.start, item.end)
    return f"{item.kind} ({known}): {words}; {item.id}; rule {item.rule} {item.confidence}"


def _about(event: str | None) -> str:
    return f"about {event}" if event else "about no event"


def _or_open(bound: int | None) -> str:
    return "" if bound is None else str(bound)


def _words(exact: str, start: int, end: int) -> str:
    return f"“{_flat(exact)}” {start}-{end}"


def _flat(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]} ..."

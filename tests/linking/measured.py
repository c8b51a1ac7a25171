"""Builds the reports of a set, links them, and scores the links against its gold."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.evaluation.linking import LinkingScore, score_linking
from kg.pipeline import build
from kg.pipeline.telling import read_told
from kg.registry import load_registry
from kg.resolve import EventTold, link_events
from kg.store import open_store

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a report tells of an incident, and the event that we read there; None where we read none."""

    report: str
    incident: str
    words: str
    optional: bool
    event: EventTold | None
    group: str


@dataclass(frozen=True, slots=True)
class Measured:
    """All mentions of a set that count, in the order of the gold, with what became of them."""

    mentions: tuple[Mention, ...]

    @property
    def read(self) -> tuple[Mention, ...]:
        """Those for which an event was read at all: what linking has to work with."""
        return tuple(mention for mention in self.mentions if mention.event is not None)

    @property
    def all(self) -> LinkingScore:
        """The score over every mention; one that was not read stands alone."""
        return _score(self.mentions)

    @property
    def wrongly_linked(self) -> int:
        """Pairs of accounts that linking put together and that are of two incidents.

        What one report tells of two incidents and was read as one event is no fault of linking.
        """
        return sum(
            a.group == b.group and a.incident != b.incident and a.event != b.event
            for n, a in enumerate(self.read)
            for b in self.read[n + 1 :]
            if not self._read_as_one(a, b)
        )

    def _read_as_one(self, a: Mention, b: Mention) -> bool:
        """True where the one's event was also read for a mention of the other's incident."""
        return any(
            (c.event == a.event and c.incident == b.incident)
            or (c.event == b.event and c.incident == a.incident)
            for c in self.read
        )

    @property
    def linking(self) -> LinkingScore:
        """The score over mentions that were read: of linking alone."""
        return _score(self.read)


def measure(name: str) -> Measured:
    """Scores set ``name``: ``a``, ``b`` or ``c``. Mentions marked optional are left out."""
    folder = HERE / f"reports_{name}"
    gold = tomllib.loads((HERE / f"gold_{name}.toml").read_text(encoding="utf-8"))["mention"]
    with TemporaryDirectory() as scratch, open_store(Path(scratch) / "store") as store:
        build([folder], store)
        told = read_told(store, known={})
        key = {Path(copy.file).stem: k for k, entry in store.entries.items() for copy in entry.copies}
    events = [event for one in told.values() for event in one.events]
    groups = _groups(events)
    found = []
    for number, row in enumerate(gold):
        if row.get("optional"):
            continue
        text = (folder / f"{row['report']}.txt").read_text(encoding="utf-8")
        start = text.index(row["words"])
        event = _event_at(told[key[row["report"]]].events, start, start + len(row["words"]))
        group = groups[event.path] if event is not None else f"unread {number}"
        found.append(Mention(row["report"], row["incident"], row["words"], False, event, group))
    return Measured(tuple(found))


def _groups(events: Iterable[EventTold]) -> dict[str, str]:
    """What each event belongs to: the incident that several articles tell of, else its own."""
    told = list(events)
    links = link_events(told, load_registry())
    same = {member: event.path for event in links.events for member in event.members}
    whole = {event.path: event.part_of for event in links.events}
    groups = {}
    for event in told:
        path = same.get(event.path) or same.get(event.part_of or "") or event.part_of or event.path
        groups[event.path] = whole.get(path) or path
    return groups


def _event_at(events: Iterable[EventTold], start: int, end: int) -> EventTold | None:
    """The event whose words, or those of a figure of it, overlap the mention most; None where none does."""
    best: tuple[tuple[int, int], EventTold] | None = None
    for event in events:
        own, *figures = _spans(event)
        of_event = min(end, own[1]) - max(start, own[0])
        widest = max(min(end, e) - max(start, s) for s, e in (own, *figures))
        if widest > 0 and (best is None or (of_event, widest) > best[0]):
            best = (of_event, widest), event
    return best[1] if best is not None else None


def _spans(event: EventTold) -> Iterator[tuple[int, int]]:
    for path in (event.path, *(figure.path for figure in event.figures)):
        _, start, end = path.rpartition("/")[2].split("-")[:3]
        yield int(start), int(end)


def _score(mentions: Iterable[Mention]) -> LinkingScore:
    found: defaultdict[str, list[str]] = defaultdict(list)
    gold: defaultdict[str, list[str]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        name = f"{mention.report} {number}"
        found[mention.group].append(name)
        gold[mention.incident].append(name)
    return score_linking(found.values(), gold.values())

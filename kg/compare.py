"""Tells what two stores or exports say differently, statement by statement, in words."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import pyoxigraph as ox

from kg import resources
from kg.foreign import Allowed, read_rdf
from kg.queries import Source, run
from kg.store import open_store

_PLACE = {"article", "headline", "start", "end"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader would notice of a statement; ``article`` is its IRI, ``start`` and ``end`` characters."""

    article: str
    headline: str
    start: int
    end: int
    words: str
    speaker: str
    stance: str
    claim: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement that was added (no ``old``), is gone (no ``new``), moved or changed, and in what."""

    old: Told | None
    new: Told | None

    @property
    def change(self) -> str:
        """added, gone, moved (the same words at another place or in another text) or changed."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "gone"
        return "changed" if self._changes().keys() - _PLACE else "moved"

    @property
    def what(self) -> str:
        """Which fields changed, from what to what; of where it stands only the article, if that changed."""
        shown = {
            name: told for name, told in self._changes().items() if name == "article" or name not in _PLACE
        }
        return "; ".join(f"{name}: {old} -> {new}" for name, (old, new) in shown.items())

    def _changes(self) -> dict[str, tuple[object, object]]:
        if self.old is None or self.new is None:
            return {}
        pairs = {f.name: (getattr(self.old, f.name), getattr(self.new, f.name)) for f in fields(Told)}
        return {name: (old, new) for name, (old, new) in pairs.items() if old != new}


def differences(old: Path, new: Path, *, allow: Collection[Allowed] = ()) -> Iterator[Difference]:
    """Every difference between two stores or exports, in the order of articles and words.

    A statement has changed where the same speaker says something else at an overlapping place; it has
    moved where the same speaker takes the same stance in the same words elsewhere.

    ``allow`` names kinds of files that are else not read.

    Raises:
        LimitError: a file took too much time or memory, or crashed the parser.
        RecordError: one of them is neither a store nor an export.
        StoreError: a store cannot be opened.
    """
    before, after = read_statements(old, allow=allow), read_statements(new, allow=allow)
    known, kept = set(before), set(after)
    gone = [told for told in before if told not in kept]
    added = [told for told in after if told not in known]
    found = [Difference(*pair) for pair in _paired(gone, added)]
    found += [Difference(told, None) for told in gone] + [Difference(None, told) for told in added]
    yield from sorted(found, key=_order)


def read_statements(path: Path, *, allow: Collection[Allowed] = ()) -> list[Told]:
    """The statements of a store or of an export.

    Raises:
        LimitError: the file took too much time or memory, or crashed the parser.
        RecordError: the file cannot be read, or is not in the format its name says.
    """
    if path.is_dir():
        with open_store(path, read_only=True) as store:
            return _statements(store)
    graph = ox.Store()
    graph.bulk_extend(read_rdf(path, allow=allow).quads)
    return _statements(graph)


def _statements(source: Source) -> list[Told]:
    answer = run(source, resources.queries() / "tools" / "statements.rq")
    return [
        Told(
            article=str(row["article"]),
            headline=str(row["headline"] or ""),
            start=int(str(row["start"])),
            end=int(str(row["end"])),
            words=str(row["words"]),
            speaker=str(row["speaker"]),
            stance=str(row["stance"]),
            claim=str(row["claim"]),
        )
        for row in answer
    ]


def _paired(gone: list[Told], added: list[Told]) -> list[tuple[Told, Told]]:
    """Takes out of both lists what is one statement that changed."""
    pairs = []
    by_speaker = _by_speaker(added)
    for old in list(gone):
        rivals = by_speaker.get(old.speaker, [])
        match = next((new for new in rivals if _is_moved(old, new)), None)
        match = match or next((new for new in rivals if _overlap(old, new) or old.words == new.words), None)
        if match is not None:
            rivals.remove(match)
            gone.remove(old)
            added.remove(match)
            pairs.append((old, match))
    return pairs


def _by_speaker(told: Sequence[Told]) -> Mapping[str, list[Told]]:
    grouped: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        grouped[one.speaker].append(one)
    return grouped


def _is_moved(old: Told, new: Told) -> bool:
    return (old.words, old.stance, old.claim) == (new.words, new.stance, new.claim)


def _overlap(old: Told, new: Told) -> bool:
    return old.article == new.article and old.start < new.end and new.start < old.end


def _order(found: Difference) -> tuple[str, int, int, str, str]:
    told = found.new or found.old
    assert told is not None
    return told.article, told.start, told.end, found.change, told.stance

"""What has to hold of a place after a job was killed there, and after it was run again."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import StoreError
from kg.store import open_store
from tests.store.samples import CANARY
from tests.torture.jobs import EXPORTS, acknowledged
from tests.torture.running import Ended, Runs, copied
from tests.torture.steps import When
from tests.torture.views import EMPTY, NONE, Seen, Whole, faults, graphs_in, holding, seen_in, whole

_NEW: Final = frozenset({"first_load", "bulk", "large"})
"""Jobs that begin without a store."""
_WORKED_OUT_AGAIN: Final = frozenset({"links", "derived"})
"""Graphs that go with a text that is withdrawn, until links are worked out without it."""
_OFTEN: Final = 4
"""So many times a step is met that is done often."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A job, the place where it begins, and what it leaves where nobody kills it."""

    job: str
    before: Path
    graphs: dict[str, str]
    clean: Whole
    exports: dict[str, bytes]
    steps: tuple[str, ...]
    seconds: float


def make_trial(runs: Runs, job: str, scratch: Path, *, before: Path | None = None) -> Trial:
    """Runs the job without a kill, and once more to know its steps; ``before`` is made where it is None."""
    if before is None:
        before = scratch / "before"
        before.mkdir()
        if job not in _NEW:
            runs.finish("prepare", before)
    place = copied(before, scratch / "clean")
    seconds = runs.finish(job, place).seconds
    steps = runs.steps(job, copied(before, scratch / "steps"))
    clean = whole(place / "store")
    assert faults(place / "store") == []
    return Trial(job, before, graphs_in(before / "store"), clean, _exports(place), tuple(steps), seconds)


def points(steps: Sequence[str], seed: int) -> list[tuple[int, When]]:
    """Before and after each named step: the first time, the last time, and at random in between."""
    at = defaultdict(list)
    for number, name in enumerate(steps):
        at[name].append(number)
    chosen = set()
    for name, numbers in at.items():
        between = random.Random(f"{seed} {name}").sample(numbers, min(_OFTEN - 2, len(numbers)))
        chosen |= {numbers[0], numbers[-1], *between}
    whens: tuple[When, ...] = ("before", "after")
    return [(number, when) for number in sorted(chosen) for when in whens]


def wrong_after(runs: Runs, trial: Trial, place: Path) -> Iterator[str]:
    """All that is wrong in a place where the job was killed, and after it was run there again."""
    yield from _wrong_now(trial, place)
    ended = runs.run(trial.job, place)
    if ended.code != 0:
        yield f"run again it ended with {ended.code}: {ended.talk}"
        return
    yield from _wrong_then(trial, place)


def _wrong_now(trial: Trial, place: Path) -> Iterator[str]:
    """What is wrong right after the kill, before anybody has put anything right."""
    store, acks = place / "store", acknowledged(place / "acks")
    for part in _parts(store):
        seen, clean = seen_in(store, part), trial.clean.graphs
        now = seen.graphs
        yield from (f"{name}: is not what is noted of it" for name in _noted_otherwise(seen))
        for name in sorted({*now, *trial.graphs, *clean}):
            whole_ones = {trial.graphs.get(name, NONE), clean.get(name, NONE)}
            if trial.clean.tombstones and name in _WORKED_OUT_AGAIN:
                whole_ones.add(NONE)
            if now.get(name, NONE) not in whole_ones:
                yield f"{name}: in part in {part}"
        yield from (f"{n}: acknowledged, lost" for n, digest in acks.items() if now.get(n, NONE) != digest)
    yield from (f"{name}: in part" for name in EXPORTS if not _is_whole(trial, place, name))
    if acks and not (store / "withdrawal.json").exists():
        yield from _wrong_in_ledger(store, acks)


def _parts(store: Path) -> list[str]:
    """The folders that hold the graph; two while a withdrawal puts the new one in place of the old."""
    if not (store / "withdrawal.json").exists():
        return ["graph"]
    swapped = ["graph"] if (store / "graph").exists() else ["graph.old"]
    return [*swapped, *(["graph.new"] if (store / "graph.new").exists() else [])]


def _wrong_in_ledger(store: Path, acks: Mapping[str, str]) -> Iterator[str]:
    with open_store(store, read_only=True) as opened:
        for name, digest in acks.items():
            if len(name) != 16 or digest == NONE:
                continue
            entry = opened.entries.get(name)
            if entry is None or entry.digest != digest:
                yield f"{name}: acknowledged, and the ledger does not know it"
                continue
            try:
                opened.originals.text(entry.sha256)
            except StoreError as error:
                yield f"{name}: acknowledged, and its text is gone: {error}"


def _wrong_then(trial: Trial, place: Path) -> Iterator[str]:
    store = place / "store"
    after = whole(store)
    for what in Whole.__slots__:
        found, wanted = getattr(after, what), getattr(trial.clean, what)
        if found != wanted:
            yield f"{what}: {_difference(found, wanted)}"
    yield from faults(store)
    if trial.clean.tombstones:
        yield from (f"{name}: holds what was withdrawn" for name in holding(store, CANARY))
    if _exports(place) != trial.exports:
        yield "the exports are others"
    names = {path.name for path in place.iterdir()}
    known = {"store", "talk", "acks", "steps", "command", *EXPORTS}
    yield from (f"{name}: left behind" for name in sorted(names - known))


def _difference(found: object, wanted: object) -> str:
    if isinstance(found, dict) and isinstance(wanted, dict):
        return ", ".join(_unlike(found, wanted))
    assert isinstance(found, tuple)
    assert isinstance(wanted, tuple)
    return ", ".join(sorted(set(found) ^ set(wanted)))


def _noted_otherwise(seen: Seen) -> list[str]:
    """Graphs whose note is of another one; a graph without a quad is not there, and may be noted."""
    names = sorted(seen.graphs.keys() | seen.notes.keys())
    return [name for name in names if seen.graphs.get(name, EMPTY) != seen.notes.get(name, EMPTY)]


def _unlike(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _is_whole(trial: Trial, place: Path, name: str) -> bool:
    allowed = (_bytes(trial.before / name), trial.exports.get(name))
    return _bytes(place / name) in allowed


def _exports(place: Path) -> dict[str, bytes]:
    return {name: data for name in EXPORTS if (data := _bytes(place / name)) is not None}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def killed_at(runs: Runs, trial: Trial, place: Path, number: int, *, when: When) -> list[str]:
    """All that is wrong after a kill at one step."""
    copied(trial.before, place)
    ended = runs.kill_at(trial.job, place, number, when=when)
    where = f"{trial.job}, {when} step {number} ({trial.steps[number]})"
    return _told(where, ended, wrong_after(runs, trial, place))


def killed_after(runs: Runs, trial: Trial, place: Path, seconds: float) -> tuple[bool, list[str]]:
    """Whether the kill met the job at work, and all that is wrong after it."""
    copied(trial.before, place)
    ended = runs.kill_after(trial.job, place, seconds)
    if not ended.killed:
        return False, [] if ended.code == 0 else [f"{trial.job} ended with {ended.code}: {ended.talk}"]
    where = f"{trial.job}, after {seconds:.4f} s of {trial.seconds:.4f}"
    return True, _told(where, ended, wrong_after(runs, trial, place))


def _told(where: str, ended: Ended, wrong: Iterator[str]) -> list[str]:
    if not ended.killed:
        return [f"{where}: was not killed, ended with {ended.code}: {ended.talk}"]
    return [f"{where}: {what}" for what in wrong]

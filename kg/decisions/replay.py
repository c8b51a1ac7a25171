"""Replays the lines of all files to what is in force: by day, file and line, a later one over an earlier."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.decisions.lines import Decision, What
from kg.ids import sha256


class Status(StrEnum):
    """What became of a line."""

    IN_FORCE = "in force"
    PUT_OFF = "put off"
    SUPERSEDED = "superseded by a later line"
    UNDONE = "undone"
    IDLE = "undoes nothing"


Topic = tuple[str, ...]
"""What a line is about: the two of an identity, or a statement with the person who judges it."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Every line with its status, in the order of day, file name and line."""

    lines: tuple[tuple[Decision, Status], ...] = ()

    def with_status(self, *wanted: Status) -> Iterator[Decision]:
        """The lines with one of these statuses, in order."""
        return (decision for decision, status in self.lines if status in wanted)

    @property
    def identities(self) -> tuple[Decision, ...]:
        """What is in force on two being the same or not."""
        return tuple(d for d in self.with_status(Status.IN_FORCE) if d.what in (What.SAME, What.NOT_SAME))

    @property
    def verdicts(self) -> tuple[Decision, ...]:
        """What is in force on statements: the last word of each person on each."""
        return tuple(d for d in self.with_status(Status.IN_FORCE) if d.what is What.STATEMENT)

    @property
    def standing(self) -> tuple[Decision, ...]:
        """All of that, and what was put off."""
        return tuple(d for d in self.with_status(Status.IN_FORCE, Status.PUT_OFF) if d.what is not What.UNDO)

    @property
    def digest(self) -> str:
        """A short name for what is in force, the same whichever lines led there; empty where nothing is."""
        names = sorted({decision.name for decision in (*self.identities, *self.verdicts)})
        return sha256("\n".join(names))[:16] if names else ""

    def named(self, name: str) -> Decision | None:
        """The last line of this name; None where there is none."""
        return next((decision for decision, _ in reversed(self.lines) if decision.name == name), None)


NO_DECISIONS: Final = Decisions()


def replay(lines: Iterable[Decision]) -> Decisions:
    """What the lines come to, whichever order they are given in.

    Lines count by day, then by the name of their file, then by their place in it; of those about one pair,
    or by one person about one statement, the last one holds. An undo takes back every line of that name
    before it, on its own day also those of other files, because two people write two files; the line that
    was superseded before then holds again. An undo can be undone.
    """
    ordered = sorted(lines, key=_order)
    undone = _undone(ordered)
    last: dict[Topic, Decision] = {}
    for decision in ordered:
        if decision.what is not What.UNDO and id(decision) not in undone:
            last[topic_of(decision)] = decision
    held = {id(decision) for decision in last.values()}
    names = {decision.name for decision in ordered}
    found = []
    for decision in ordered:
        if id(decision) in undone:
            status = Status.UNDONE
        elif decision.what is What.UNDO:
            status = Status.IN_FORCE if decision.undoes in names else Status.IDLE
        elif id(decision) not in held:
            status = Status.SUPERSEDED
        else:
            status = Status.PUT_OFF if decision.what is What.LATER else Status.IN_FORCE
        found.append((decision, status))
    return Decisions(tuple(found))


def topic_of(decision: Decision) -> Topic:
    """What two lines share where the later one takes the place of the earlier."""
    return decision.subjects if len(decision.subjects) > 1 else (*decision.subjects, decision.author)


def _order(decision: Decision) -> tuple[object, ...]:
    return decision.day, decision.file, decision.line


def _undone(ordered: list[Decision]) -> set[int]:
    """The ids of the lines that an undo takes back which is not taken back itself.

    Looked at from the last line on, because only what comes later decides about an undo; one of the same
    day in another file is looked at when it is needed.
    """
    undoing: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in ordered:
        if decision.undoes is not None:
            undoing[decision.undoes].append(decision)
    known: dict[int, bool] = {}

    def is_undone(decision: Decision) -> bool:
        if id(decision) not in known:
            known[id(decision)] = False  # two lines that name each other cannot be, short of a chosen hash
            mine = [undo for undo in undoing[decision.name] if _comes_after(undo, decision)]
            known[id(decision)] = any(not is_undone(undo) for undo in mine)
        return known[id(decision)]

    return {id(decision) for decision in reversed(ordered) if is_undone(decision)}


def _comes_after(undo: Decision, decision: Decision) -> bool:
    if undo.day != decision.day:
        return undo.day > decision.day
    return undo.file != decision.file or undo.line > decision.line

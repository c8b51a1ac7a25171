"""Walks through questions: shows each, takes a key and a reason, writes the decision, takes it back."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from kg.decisions import (
    NO_DECISIONS,
    Decision,
    LineError,
    What,
    append_decision,
    decision_of,
    read_decisions,
    replay,
)
from kg.review.questions import Question
from kg.vocab import Stance

_IDENTITY: Final = {"s": What.SAME, "n": What.NOT_SAME, "l": What.LATER}
_STATEMENT: Final = {"r": "right", "w": "wrong", "l": "later"}
_DEFAULTS: Final = {"l": "put off", "r": "read as the words say"}
"""Reasons that may be left out; whoever joins two, or keeps them apart, says why."""
_ASK_IDENTITY: Final = "s same, n not, l later, u undo, q quit"
_ASK_STATEMENT: Final = "r right, r STANCE right with this stance, w wrong, l later, u undo, q quit"
_ASK_END: Final = "no more; u undo, Enter quit"
Ask = Callable[[str], str | None]
"""Shows a prompt and gives the line that was typed; None where there is no more."""
Show = Callable[[str], None]


class Session:
    """One person at work: ``ask`` and ``show`` are the terminal, ``folder`` is where decisions go.

    ``written`` counts the lines that were added.
    """

    def __init__(self, folder: Path, *, author: str, day: date, ask: Ask, show: Show) -> None:
        self._folder = folder
        self._author = author
        self._day = day
        self._ask = ask
        self._show = show
        self._done: list[tuple[int, Decision]] = []
        self.written = 0

    def walk(self, questions: Iterable[Question]) -> None:
        """Asks one question after the other until they end, or the person does.

        What is written stays written, however the session ends.
        """
        asked: list[Question] = []
        waiting = iter(questions)
        place = 0
        while True:
            if place == len(asked):
                asked += islice(waiting, 1)
            if place < len(asked):
                self._show("\n".join(asked[place].lines))
                step = self._answer(asked[place], place)
            else:
                step = self._end()
            if step is None:
                return
            place = step

    def undo(self, name: str, reason: str, *, of: date) -> Decision:
        """Takes back the line of this name and day; what it took the place of holds again.

        The day of the line that takes it back is no earlier, even where the other was misdated.

        Raises:
            LineError: this is no name of a line, or no reason.
        """
        day = max(self._day, of).isoformat()
        return self._write({"day": day, "what": What.UNDO.value, "undoes": name, "reason": reason})

    def _end(self) -> int | None:
        """After the last question decisions can still be taken back."""
        if not self._done and not self._mine():
            self._show("nothing waits for a decision")
            return None
        typed = self._ask(_ASK_END)
        return self._take_back() if typed is not None and typed.strip().lower() == "u" else None

    def _answer(self, question: Question, place: int) -> int | None:
        """Which question comes next; None where the person has had enough."""
        keys = _IDENTITY if question.is_identity else _STATEMENT
        while True:
            typed = self._ask(_ASK_IDENTITY if question.is_identity else _ASK_STATEMENT)
            key, _, rest = (typed if typed is not None else "q").strip().partition(" ")
            key = key.lower()
            if key == "q":
                return None
            if key == "u":
                back = self._take_back()
                if back is not None:
                    return back
                continue
            if key not in keys:
                self._show(f"{key[:20] or 'nothing'}: not one of the keys")
                continue
            values = self._values(question, key, rest.strip())
            if values is None:
                return None
            try:
                self._done.append((place, self._write(values)))
            except LineError as error:
                self._show(str(error))
                continue
            return place + 1

    def _values(self, question: Question, key: str, rest: str) -> dict[str, object] | None:
        values: dict[str, object] = {"subjects": list(question.subjects)}
        if question.is_identity or key == "l":
            values["what"] = _IDENTITY[key].value
        else:
            values |= {"what": What.STATEMENT.value, "verdict": _STATEMENT[key]}
            first, _, after = rest.partition(" ")
            if key == "r" and first in set(Stance):
                values["stance"], rest = first, after.strip()
        while not rest:
            typed = _DEFAULTS.get(key) or self._ask("why?")
            if typed is None:
                return None
            rest = typed.strip()
        return {**values, "reason": rest}

    def _take_back(self) -> int | None:
        """Undoes the last decision of the session, else the person's last one before; where to go on."""
        if self._done:
            place, decision = self._done.pop()
            self._undone(decision)
            return place
        mine = self._mine()
        if not mine:
            self._show(f"nothing that {self._author} decided is in force")
        else:
            self._undone(mine[-1])
        return None

    def _mine(self) -> list[Decision]:
        found = replay(read_decisions(self._folder)) if self._folder.is_dir() else NO_DECISIONS
        return [decision for decision in found.standing if decision.author == self._author]

    def _undone(self, decision: Decision) -> None:
        self.undo(decision.name, "taken back in review", of=decision.day)
        self._show(f"undone: {decision.what}, {' and '.join(decision.subjects)}: {decision.reason}")

    def _write(self, values: dict[str, object]) -> Decision:
        said = {"day": self._day.isoformat(), "author": self._author, **values}
        written = append_decision(self._folder, decision_of(said))
        self.written += 1
        return written

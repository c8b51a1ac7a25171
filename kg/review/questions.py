"""What a person is asked: which proposed identities hold, and whether statements were read rightly."""

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import resources
from kg.decisions import Decisions, Sort, What, path_of, sort_of
from kg.errors import DecisionError
from kg.queries import run
from kg.review.evidence import accounts_of, of_agent, of_event, of_statement
from kg.store import Store
from kg.vocab import CIV, Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """Two that may be one, or one statement, as paths after the base; ``lines`` are the evidence."""

    subjects: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def is_identity(self) -> bool:
        """True where it asks whether two are one."""
        return len(self.subjects) > 1


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A proposal: the accounts that are decided about, what is shown for them, and the reason."""

    subjects: tuple[str, ...]
    shown: tuple[str, str]
    why: str


def about_identities(store: Store, decisions: Decisions, *, outcome: Outcome) -> Iterator[Question]:
    """Identities with this outcome that no person has ruled on; what was put off comes last."""

    @cache
    def account(path: str) -> str:
        # The name of an event that several share can change; that of an article's own account cannot.
        return next(iter(accounts_of(store, path)), path) if path.startswith("event/") else path

    held = {frozenset(map(account, decision.subjects)) for decision in decisions.identities}
    put_off = {frozenset(map(account, d.subjects)) for d in decisions.standing if d.what is What.LATER}
    proposed = run(
        store, resources.queries() / "tools" / "proposed-identities.rq", {"outcome": CIV + outcome}
    )
    waiting: list[_Waiting] = []
    seen: set[frozenset[str]] = set()
    for _, source, target, confidence, reason in proposed.rows:
        shown = (str(source).removeprefix(store.base), str(target).removeprefix(store.base))
        paths = (account(shown[0]), account(shown[1]))
        if frozenset(paths) in held or frozenset(paths) in seen or len(set(paths)) < 2:
            continue
        seen.add(frozenset(paths))
        waiting.append(_Waiting(paths, shown, f"why asked: {reason} (confidence {confidence})"))
    for one in sorted(waiting, key=lambda one: frozenset(one.subjects) in put_off):
        yield Question(one.subjects, _each_on_one_line(_both(store, one)))


def about_statements(store: Store, paths: Iterable[str]) -> Iterator[Question]:
    """The statements, in the order given.

    Raises:
        DecisionError: one of them is not in the store.
    """
    for path in paths:
        lines = _each_on_one_line(of_statement(store, path))
        if not lines:
            what = f"{path}: no such statement in {store.path}"
            raise DecisionError(f"{what}; take its IRI from the column statement of an answer")
        yield Question((path,), lines)


def statements_in(given: Collection[str]) -> tuple[str, ...]:
    """The statements that arguments name, each once: IRIs, paths, or files of answers with that column.

    Raises:
        DecisionError: a file cannot be read or has no such column, or something is no statement.
    """
    found: dict[str, None] = {}
    for item in given:
        for name in _column(Path(item)) if item.endswith(".csv") else [item]:
            try:
                path = path_of(name)
            except ValueError as error:
                raise DecisionError(f"{item}: {error}") from error
            if sort_of(path) is not Sort.STATEMENT:
                raise DecisionError(f"{item}: {name} is no statement; name doc/KEY/statement-...")
            found[path] = None
    return tuple(found)


def _column(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if "statement" not in (rows.fieldnames or ()):
                raise DecisionError(f"{file}: has no column 'statement'; save an answer: kg query ... -f csv")
            return [row["statement"] for row in rows if row["statement"]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DecisionError(
            f"{file}: cannot be read ({error}); save an answer: kg query ... -f csv"
        ) from error


def _both(store: Store, waiting: _Waiting) -> Iterator[str]:
    for number, path in enumerate(waiting.shown, start=1):
        yield f"[{number}] {path}"
        told = of_event(store, path) if sort_of(path) is Sort.EVENT else of_agent(store, path)
        yield from (f"  {line}" for line in told)
    yield waiting.why


def _each_on_one_line(lines: Iterable[str]) -> tuple[str, ...]:
    """Words of an article must not look like lines of ours."""
    return tuple(" ".join(line.splitlines()) for line in lines)

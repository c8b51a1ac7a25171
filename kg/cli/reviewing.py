"""The command in which a person decides what the program leaves open, and what it read rightly."""

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_STORE, DecisionFolder, Store, decision_folder, decisions_of
from kg.cli.output import Form, write_rows
from kg.cli.talk import say, visible
from kg.errors import DecisionError

if TYPE_CHECKING:
    from kg.decisions import Decision, Decisions
    from kg.review import Session
    from kg.store import Store as OpenStore

COLUMNS = ("decision", "status", "day", "author", "what", "subjects", "reason", "file", "line")


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(review)


def review(
    store: Store = DEFAULT_STORE,
    decisions: DecisionFolder = None,
    author: Annotated[
        str | None, typer.Option("--author", envvar="KG_AUTHOR", help="Who decides; stands in the graph.")
    ] = None,
    show_list: Annotated[
        bool, typer.Option("--list", help="Show every decision and what became of it.")
    ] = False,
    statements: Annotated[
        list[str] | None,
        typer.Option(
            "--statements",
            metavar="IRI|FILE.csv",
            help="Judge statements: an IRI, or an answer (.csv) with that column; repeatable.",
        ),
    ] = None,
    refused: Annotated[
        bool, typer.Option("--refused", help="Walk through what was refused, not what waits.")
    ] = False,
    undo: Annotated[
        str | None, typer.Option("--undo", metavar="NAME", help="Take back a decision that --list shows.")
    ] = None,
    form: Form = None,
) -> None:
    """Decide which events are one, and which statements were read rightly; kg build brings it into force."""
    from kg.store import open_store

    decided = decisions_of(decisions, store) if decisions is None or decisions.exists() else _none()
    with open_store(store, read_only=True) as opened:
        if show_list:
            _list(opened, decided, form)
            return
        session = _session(decision_folder(decisions, store), author)
        if undo is not None:
            _undo(session, decided, undo)
        elif statements:
            from kg.review import about_statements, statements_in

            session.walk(about_statements(opened, statements_in(statements)))
        else:
            from kg.review import about_identities
            from kg.vocab import Outcome

            outcome = Outcome.REFUSED if refused else Outcome.CANDIDATE
            session.walk(about_identities(opened, decided, outcome=outcome))
    folder = decision_folder(decisions, store)
    if session.written:
        again = f"kg build ARTICLES --store {shlex.quote(store)}"
        say(f"{session.written:,} lines written to {folder}; {again} brings them into force")
    else:
        say("nothing was decided")


def _session(folder: Path, author: str | None) -> "Session":
    from kg.decisions import LineError, What, decision_of
    from kg.review import Session

    if author is None or not author.strip():
        raise DecisionError("no author: a decision has one; give --author NAME, or set KG_AUTHOR")
    name, today = author.strip(), date.today()
    try:
        sample = {"day": today.isoformat(), "what": What.UNDO, "undoes": "0" * 8, "reason": "a sample"}
        decision_of({**sample, "author": name})
    except LineError as error:
        raise DecisionError(f"--author: {error}") from error
    return Session(folder, author=name, day=today, ask=_ask, show=_show)


def _undo(session: "Session", decided: "Decisions", name: str) -> None:
    from kg.decisions import LineError

    found = decided.named(name)
    if found is None:
        raise DecisionError(f"--undo {name}: no decision has this name; kg review --list shows them")
    _show(f"{found}: {found.what}, {' and '.join(found.subjects) or found.undoes}: {found.reason}")
    reason = _ask("why is it taken back?")
    if reason is None or not reason.strip():
        return
    try:
        session.undo(name, reason.strip(), of=found.day)
    except LineError as error:
        raise DecisionError(f"--undo {name}: {error}") from error


def _list(store: "OpenStore", decided: "Decisions", form: Form) -> None:
    from kg.pipeline import find_vanished
    from kg.registry import load_registry

    gone = {id(vanished.decision) for vanished in find_vanished(store, decided, load_registry())}
    rows = []
    for decision, status in decided.lines:
        told = f"{status}; not in this store" if id(decision) in gone else str(status)
        about = " ".join(decision.subjects) or decision.undoes or ""
        where = (decision.file, decision.line)
        day = decision.day.isoformat()
        rows.append(
            (decision.name, told, day, decision.author, _what(decision), about, decision.reason, *where)
        )
    write_rows(COLUMNS, rows, form)


def _what(decision: "Decision") -> str:
    told = [str(item) for item in (decision.what, decision.verdict, decision.stance) if item is not None]
    return " ".join(told)


def _none() -> "Decisions":
    from kg.decisions import NO_DECISIONS

    return NO_DECISIONS


def _show(text: str) -> None:
    print(visible(text), flush=True)


def _ask(prompt: str) -> str | None:
    print(f"{prompt} > ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    return line if line else None

"""The command that builds a store from articles, and tells what became of each."""

import shlex
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import (
    DEFAULT_STORE,
    AnnotationPaths,
    ArticlePaths,
    Base,
    DecisionFolder,
    Given,
    Store,
    annotations_of,
    article_paths,
    decisions_of,
    store_exists,
    tell_unmatched,
)
from kg.cli.talk import progress_bar, say, say_error

if TYPE_CHECKING:
    from kg.pipeline import BuildReport

MAX_NOTES = 20
WITHOUT_DECISIONS = (
    "warning: the links were made with decisions of people before, and now without any; see --decisions"
)


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(build)


def build(
    articles: ArticlePaths,
    store: Store = DEFAULT_STORE,
    base: Base = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="How many processes read at a time.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check, store nothing.")] = False,
    readmit: Annotated[
        list[str] | None,
        typer.Option("--readmit", metavar="KEY", help="A withdrawn article that may come back; repeatable."),
    ] = None,
    annotations: AnnotationPaths = None,
    decisions: DecisionFolder = None,
) -> None:
    """Read articles, check them, put them into the store, link what they tell of the same events."""
    from kg.pipeline import build as build_store
    from kg.store import open_store

    decided = decisions_of(decisions, store)
    no_store = dry_run and not store_exists(store)
    opening = nullcontext() if no_store else open_store(store, base=base, read_only=dry_run)
    with article_paths(articles) as given, opening as opened, progress_bar("reading") as progress:
        report = build_store(
            given.paths,
            opened,
            jobs=jobs,
            dry_run=dry_run,
            readmit=readmit or (),
            annotations=annotations_of(annotations, given.paths),
            decisions=decided,
            progress=progress,
        )
    code = tell(report, given, store, dry_run=dry_run)
    if code:
        raise typer.Exit(code)


def tell(report: "BuildReport", given: Given, store: str, *, dry_run: bool = False) -> int:
    """Say what was built and what was not; the exit code: 2 unreadable, 1 left out or in part, 0 fine."""
    code = max([given.tell(error) for error in report.unreadable], default=0)
    for withdrawn in report.withdrawn:
        say_error(str(withdrawn), "withdrawn")
    for refused in report.refused:
        for finding in refused.findings:
            say(str(finding))
        say_error(f"{refused.file}: not stored, it does not pass the gate", "gate")
    for rejected in report.rejected:
        for finding in rejected.findings:
            say(str(finding))
        say_error(f"{rejected.file}: stored without what does not pass the gate", "gate")
    for left in report.not_taken:
        for item in left.rejected:
            say(f"{left.file}: not taken: {item.why}")
    for stone in report.returned:
        say(f"note: {stone.key} was withdrawn on {stone.day} ({stone.why}) and is back now")
    code = max(code, tell_unmatched(report.unmatched))
    _tell_versions(report)
    tell_decisions(report)
    read = ", ".join(f"{number:,} {name}" for name, number in report.read.items())
    verb = "would be built" if dry_run else "built"
    counts = f"{len(report.built):,} {verb}, {len(report.unchanged):,} unchanged"
    say(f"{counts}, {report.left_out:,} left out" + (f": {read}" if report.built else ""))
    if report.repaired:
        say(f"{len(report.repaired):,} of them were in the store and their graphs missing or old")
    for unrepaired in report.unrepaired:
        say_error(str(unrepaired), "verify")
    if report.annotated:
        say(f"{len(report.annotated):,} of them by annotations, the others by the rules")
    if report.warnings:
        where = "" if dry_run else f"; kg validate --store {shlex.quote(store)} shows them"
        say(f"{report.warnings:,} warnings{where}")
    found = report.withdrawn or report.refused or report.rejected or report.not_taken or report.clashes
    return code or int(bool(found or report.unrepaired))


def tell_decisions(report: "BuildReport") -> None:
    """Say how many decisions of people hold, and which do not."""
    for finding in report.clashes:
        say(str(finding))
    if report.clashes:
        say_error("identities are stored that the evidence speaks against", "decisions")
    if report.decided:
        say(f"{report.decided:,} decisions of people replayed")
    for vanished in report.vanished:
        say(f"note: {vanished}")
    for decision in report.unheld:
        say(
            f"note: {decision}: {' and '.join(decision.subjects)} are not joined, because others keep them "
            "apart, or none of them tells a day and a place"
        )
    if report.undecided:
        say(WITHOUT_DECISIONS)


def _tell_versions(report: "BuildReport") -> None:
    """Say which files stand beside or in place of another version, or are read in another way than before."""
    notes = [
        f"{new.file}: {new.key} stands beside {', '.join(new.others)}; if it is the same article edited, "
        "take the old one out with kg retract KEY --why REASON"
        for new in report.beside
    ]
    notes += [
        f"{file}: the text was stored; its new metadata took the place of the old" for file in report.replaced
    ]
    notes += [
        f"{file}: stood as annotated and is now read by the rules; give --annotations to have it back"
        for file in report.by_rules_again
    ]
    for note in notes[:MAX_NOTES]:
        say(f"note: {note}")
    if len(notes) > MAX_NOTES:
        say(f"note: and {len(notes) - MAX_NOTES:,} more files with another version of their name or reading")

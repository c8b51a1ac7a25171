"""The commands for those who write rules: test runs the examples, explain shows what is read and why."""

from typing import Annotated

import typer

from kg.cli.talk import say, visible


def register(app: typer.Typer) -> None:
    """Add the group of this module."""
    group = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="Test and explain the rules of reading."
    )
    group.command("test")(check)
    app.add_typer(group, name="rules")


def check(
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="STEM", help="Only this file of rules, without its ending: cues."),
    ] = None,
) -> None:
    """Check that each row of the rules reads its example and leaves its counter-example alone."""
    from kg.rulebook import check_rules, rule_files

    if file is not None and file not in rule_files():
        raise typer.BadParameter(f"no file of rules is called {file!r}; there are {', '.join(rule_files())}")
    rows = counters = faults = 0
    for verdict in check_rules(file):
        rows += 1
        counters += verdict.has_counter
        if verdict.faults:
            faults += len(verdict.faults)
            print(visible(str(verdict)), flush=True)
    say(f"{rows:,} rows, {counters:,} counter-examples, {faults:,} faults")
    if faults:
        raise typer.Exit(1)

"""The command that shows what an error means and what to do, from the page that ships with the program."""

import re
from collections.abc import Mapping
from typing import Annotated

import typer

_SECTION = re.compile(r"^## ([a-z-]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(errors)


def errors(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="As a message gives it; without one, the whole page.")
    ] = None,
) -> None:
    """Show what an error means and what to do about it."""
    from kg import resources

    page = resources.errors().read_text(encoding="utf-8")
    sections: Mapping[str, str] = dict(_SECTION.findall(page))
    if name is not None and name not in sections:
        raise typer.BadParameter(f"no error is called {name!r}; there are {', '.join(sections)}")
    print((page if name is None else f"{name}\n{sections[name]}").strip())

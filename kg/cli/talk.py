"""What the command line says on stderr: errors, notes and progress, never data."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_STEERING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_POINTER = re.compile(r"; see docs/errors\.md#[a-z-]+$")  # for those who read the message in Python
Progress = Callable[[int, int], None]
"""Called with how many articles are done and how many there are (0 = not known)."""


def say(text: str) -> None:
    """One line on stderr."""
    print(visible(text), file=sys.stderr)


def visible(text: str) -> str:
    """The text with what would steer a terminal or turn the direction of reading written out.

    Line ends and tabs stay.

    >>> visible("\\x1b[2Jnot \\u202edead")
    '\\\\x1b[2Jnot \\\\u202edead'
    """
    return _STEERING.sub(lambda match: ascii(match[0])[1:-1], text)


def say_error(what: str, error_id: str) -> None:
    """An error with the command that explains it; in one line, unless it lists something."""
    told = _POINTER.sub("", what)
    between = "\n" if "\n" in told else "; "
    say(f"error: {told}{between}see: kg errors {error_id}")


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """A bar on stderr while the block runs; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)

"""Puts the commands together and turns every error into a message, a way out and an exit code."""

import errno
import logging
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from kg.cli import articles, asking, building, checking, sharing, stores
from kg.cli.talk import say_error
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="Who says what about which harm to civilians, in which words, in which article, where in it.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: the decorated one costs 0.6 s of start-up
    pretty_exceptions_enable=False,
)
for group in (building, articles, asking, checking, sharing, stores):
    group.register(app)

INTERNAL = 3


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code.

    0 fine, 1 it ran and found something, 2 wrong use or bad input, 3 the store (or a fault of ours).
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    verbose = any(argument in ("-v", "--verbose") for argument in arguments)
    arguments = [argument for argument in arguments if argument not in ("-v", "--verbose")]
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, stream=sys.stderr)
    try:
        app(args=arguments, prog_name="kg")
    except KgError as error:
        _fail(error, str(error), error_id=error.id, code=error.exit_code, verbose=verbose)
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader of our pipe has had enough
            sys.exit(0)
        where = f"{error.filename}: " if error.filename else ""
        _fail(error, f"{where}{error.strerror or error}", error_id="system", code=INTERNAL, verbose=verbose)
    except Exception as error:  # the edge: whatever it is, no traceback unless asked for
        what = f"{type(error).__name__}: {error}"
        _fail(error, what, error_id="internal", code=INTERNAL, verbose=verbose)
    sys.exit(0)


@app.callback()
def _options(
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say more, and show the traceback of an error.")
    ] = False,
) -> None:
    """Read before any command; ``main`` has taken -v out, so that it may stand anywhere."""


def _fail(error: BaseException, what: str, *, error_id: str, code: int, verbose: bool) -> NoReturn:
    say_error(what, error_id)
    if verbose:
        import traceback

        traceback.print_exception(error)
    sys.exit(code)

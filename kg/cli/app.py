"""Puts the commands together and turns every error into a message, a way out and an exit code."""

import errno
import logging
import sys
from collections.abc import Sequence
from typing import Annotated, Final, NoReturn

import typer

from kg.cli import (
    analysing,
    articles,
    asking,
    building,
    checking,
    comparing,
    evaluating,
    exporting,
    loading,
    manual,
    reviewing,
    rules,
    stores,
)
from kg.cli.talk import say, say_error
from kg.errors import KgError
from kg.network import network_off

app = typer.Typer(
    name="kg",
    help="Who says what about which harm to civilians, in which words, in which article, where in it.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: the decorated one costs 0.6 s of start-up
    pretty_exceptions_enable=False,
)
_GROUPS: Final = (
    building, articles, asking, analysing, checking, evaluating, reviewing, exporting, loading, comparing,
    stores, rules, manual,
)  # fmt: skip
for group in _GROUPS:
    group.register(app)

INTERNAL = 3
INTERRUPTED = 130
_USAGE: type = typer.BadParameter.__mro__[1]
"""What wrong use is raised as; some versions of typer have it from click, some have their own."""


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code.

    0 fine, 1 it ran and found something, 2 wrong use or bad input, 3 the store (or a fault of ours),
    130 interrupted.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    verbose = any(argument in ("-v", "--verbose") for argument in arguments)
    arguments = [argument for argument in arguments if argument not in ("-v", "--verbose")]
    logging.basicConfig(level=logging.INFO if verbose else logging.ERROR, stream=sys.stderr)
    try:
        with network_off():
            code = app(args=arguments, prog_name="kg", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except KgError as error:
        _fail(error, str(error), error_id=error.id, code=error.exit_code, verbose=verbose)
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader of our pipe has had enough
            sys.exit(0)
        where = f"{error.filename}: " if error.filename else ""
        _fail(error, f"{where}{error.strerror or error}", error_id="system", code=INTERNAL, verbose=verbose)
    except Exception as error:  # the edge: whatever it is, no traceback unless asked for
        if isinstance(error, _USAGE):
            _fail_usage(error, verbose=verbose)
        what = f"{type(error).__name__}: {error}"
        _fail(error, what, error_id="internal", code=INTERNAL, verbose=verbose)
    if code == INTERRUPTED:
        say("interrupted; what was stored before is kept, run the same command again to go on")
    sys.exit(code or 0)


@app.callback()
def _options(
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say more, and show the traceback of an error.")
    ] = False,
) -> None:
    """Read before any command; ``main`` has taken -v out, so that it may stand anywhere."""


def _fail_usage(error: Exception, *, verbose: bool) -> NoReturn:
    """An option or argument that does not fit; ``kg`` alone asks for help and gets it."""
    context, told = getattr(error, "ctx", None), str(getattr(error, "format_message", error.__str__)())
    command = "kg" if context is None else context.command_path
    if type(error).__name__ == "NoArgsIsHelpError":
        say(told)
        sys.exit(2)
    what = f"{command}: {told.rstrip('.')}; {command} --help shows what it takes"
    _fail(error, what, error_id="usage", code=2, verbose=verbose)


def _fail(error: BaseException, what: str, *, error_id: str, code: int, verbose: bool) -> NoReturn:
    say_error(what, error_id)
    if verbose:
        import traceback

        traceback.print_exception(error)
    sys.exit(code)

"""Starts a worker, takes its answer while the time lasts, and kills it whatever happens."""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from kg import errors
from kg.errors import KgError, LimitError
from kg.worker.limits import DEFAULT_LIMITS, Limits
from kg.worker.lines import END, ERROR, HEAD, OUT_OF_MEMORY, READY

_STARTING_SECONDS: Final = 60.0
_CHUNK: Final = 1 << 16
_SLACK: Final = 1 << 20
_TOLD: Final = 300
_NO_MEMORY: Final = ("memory allocation of", "bad_alloc", "MemoryError", "Cannot allocate memory")


@dataclass(frozen=True, slots=True)
class Lines:
    """An answer: what it began with, its rows, and in words where it was cut (empty where it is whole).

    ``Any`` because JSON is.
    """

    head: Any
    rows: Sequence[Any]
    truncated: str


def run_task(
    task: str, given: Mapping[str, object], *, where: str, limits: Limits = DEFAULT_LIMITS, more: str = ""
) -> Lines:
    """What the function ``module:name`` yields for ``given``, run in a process of its own.

    Nothing but JSON goes either way. The process is gone when this returns or raises. ``more`` names the
    options that allow more time and memory, if there are any.

    Raises:
        LimitError: it took too long or too much memory, or it crashed.
        KgError: as the function raised it.
    """
    work = _Work(
        where, limits, f"ask for less, or allow more: {more}" if more else "cut it into smaller parts"
    )
    request = {"task": task, "given": given, "limits": asdict(limits), "parent": os.getpid()}
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
        asked.write(json.dumps(request).encode())
        asked.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.worker.child"],
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_environment(),
            start_new_session=True,  # Ctrl-C reaches us alone, and we kill it
        )
        try:
            return _collected(process, work)
        except _Gone:
            process.wait()
            raise _verdict(process.returncode, _end_of(said), work) from None
        finally:
            _kill(process)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is told of a task that was stopped."""

    where: str
    limits: Limits
    way_out: str


class _Gone(Exception):  # noqa: N818 - it is no error of anyone's
    """The worker ended before its answer did."""


def _collected(process: "subprocess.Popen[bytes]", work: _Work) -> Lines:
    head: Any = None
    rows: list[Any] = []
    for line in _lines(process, work):
        if not isinstance(line, dict):
            rows.append(line)
        elif ERROR in line:
            raise _told(line[ERROR], work)
        elif HEAD in line:
            head = line[HEAD]
        elif END in line:
            return Lines(head, rows, str(line[END]))
    raise _Gone


def _lines(process: "subprocess.Popen[bytes]", work: _Work) -> Iterator[Any]:
    """Each value as it comes; the clock starts with the first, which says that the worker is ready."""
    assert process.stdout is not None
    deadline, taken, rest = time.monotonic() + _STARTING_SECONDS, 0, b""
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not ready.select(max(deadline - time.monotonic(), 0)):
                raise LimitError(f"{work.where}: stopped after {work.limits.seconds:g} s; {work.way_out}")
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            taken += len(chunk)
            if not chunk or taken > work.limits.size + _SLACK:
                return
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                value = json.loads(line)
                if value == {READY: True}:
                    deadline = time.monotonic() + work.limits.seconds
                else:
                    yield value


def _told(error: Sequence[str], work: _Work) -> KgError:
    name, text = error
    if name == OUT_OF_MEMORY:
        return _no_memory(work)
    kind = getattr(errors, name, KgError)
    return kind(text) if isinstance(kind, type) and issubclass(kind, KgError) else KgError(text)


def _verdict(code: int, said: str, work: _Work) -> LimitError:
    if any(words in said for words in _NO_MEMORY):
        return _no_memory(work)
    if code == -getattr(signal, "SIGALRM", 0):
        return LimitError(f"{work.where}: stopped after {work.limits.seconds:g} s; {work.way_out}")
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    last = said.strip().rpartition("\n")[2][-_TOLD:]
    return LimitError(
        f"{work.where}: crashed the process that worked on it ({how}{': ' + last if last else ''}), nothing "
        "else; simplify it"
    )


def _no_memory(work: _Work) -> LimitError:
    return LimitError(
        f"{work.where}: needs more than {work.limits.memory / 2**20:,.0f} MiB of memory; {work.way_out}"
    )


def _end_of(said: IO[bytes]) -> str:
    size = said.seek(0, os.SEEK_END)
    said.seek(max(size - _CHUNK, 0))
    return said.read().decode("utf-8", "replace")


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        elif process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _environment() -> dict[str, str]:
    """Ours, and where this program lies; few arenas, or the limit of memory goes to what is only reserved."""
    package = str(Path(errors.__file__).resolve().parent.parent)
    paths = [path for path in (package, *sys.path) if path and path != os.curdir]
    settings = {"PYTHONPATH": os.pathsep.join(paths), "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}
    return {**os.environ, **settings, "PYTHONFAULTHANDLER": ""}

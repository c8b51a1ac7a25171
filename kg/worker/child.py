"""What runs in the worker: reads a request, does the task, and writes the answer line by line."""

import importlib
import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from kg import network
from kg.errors import KgError
from kg.worker.isolation import isolate, limit_time
from kg.worker.limits import Limits
from kg.worker.lines import END, ERROR, OUT_OF_MEMORY, READY


def main() -> None:
    """Serve the one request on stdin, as JSON; the answer goes to stdout, one JSON value a line."""
    request = json.loads(sys.stdin.buffer.read())
    limits = Limits(**request["limits"])
    isolate(limits.memory, request["parent"])
    network.switch_off()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    try:
        module, _, name = str(request["task"]).partition(":")
        task = getattr(importlib.import_module(module), name)
        _write(out, {READY: True})
        limit_time(limits.seconds)
        _answer(out, task(request["given"]), limits)
    except KgError as error:
        _write(out, {ERROR: [type(error).__name__, str(error)]})
    except MemoryError:
        _write(out, {ERROR: [OUT_OF_MEMORY, ""]})
    out.close()
    os._exit(0)  # closing the store would only take time


def _answer(out: BinaryIO, values: Iterable[object], limits: Limits) -> None:
    """The first value tells what is coming (columns); each of the others is a row, and they are counted."""
    written = 0
    cut = ""
    for number, value in enumerate(values):
        line = _line({"head": value} if number == 0 else value)
        written += len(line)
        if number > limits.rows:
            cut = f"the first {limits.rows:,} rows"
        elif written > limits.size:
            cut = f"the first {limits.size:,} bytes"
        if cut:
            break
        out.write(line)
    _write(out, {END: cut})


def _write(out: BinaryIO, value: Mapping[str, object]) -> None:
    out.write(_line(value))
    out.flush()


def _line(value: Any) -> bytes:
    """One line; ``Any`` because JSON is."""
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


if __name__ == "__main__":
    main()

"""Counts whatever changes the disk on behalf of kg, names each such step, and dies before or after one.

There are no hooks for this in ``kg``: the interpreter reports each call of a function written in C, and
those that write, bring onto the disk, rename, delete or change the graph are the steps. A step is named
by the function of kg that asked for it, so that new code has its steps without anyone listing them.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Final, Literal

When = Literal["before", "after"]

_SYSTEM: Final = frozenset(
    {
        "chmod", "copy_file_range", "fdatasync", "fsync", "ftruncate", "link", "mkdir", "pwrite", "remove",
        "rename", "replace", "rmdir", "sendfile", "symlink", "truncate", "unlink", "utime", "write",
    }
)  # fmt: skip
_FILE: Final = frozenset({"__exit__", "close", "flush", "truncate", "write", "writelines"})
_GRAPH: Final = frozenset(
    {
        "add", "add_graph", "backup", "bulk_extend", "bulk_load", "clear", "clear_graph", "extend", "flush",
        "load", "optimize", "remove", "remove_graph", "update",
    }
)  # fmt: skip
_KINDS: Final = {"BufferedWriter": _FILE, "BufferedRandom": _FILE, "FileIO": _FILE, "Store": _GRAPH}


class Steps:
    """The steps of this process from :meth:`watch` on."""

    def __init__(self, *, at: int | None = None, when: When = "before", then: Callable[[], None]) -> None:
        self.names: list[str] = []
        self._at = at
        self._when = when
        self._then = then
        self._inside = 0

    def watch(self) -> None:
        """Begins to count; what is to be done at the step with the number ``at``, counted from 0, is done."""
        sys.setprofile(self._called)

    def stop(self) -> None:
        """Counts no more."""
        sys.setprofile(None)

    def write(self, path: Path) -> None:
        """Writes the names, one a line."""
        path.write_text("".join(f"{name}\n" for name in self.names), encoding="utf-8")

    def _called(self, frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and (what := _effect(called)) and (who := _asker(frame)):
            if self._when == "before" and len(self.names) == self._at:
                self._then()
            self.names.append(f"{who}: {what}")
            self._inside = id(frame)
        elif event in ("c_return", "c_exception") and self._inside == id(frame) and _effect(called):
            self._inside = 0
            if self._when == "after" and len(self.names) - 1 == self._at:
                self._then()


def die() -> None:
    """Ends this process as ``kill -9`` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def _effect(called: object) -> str | None:
    """What a function written in C does to the disk; None where it does nothing."""
    owner, name = getattr(called, "__self__", None), getattr(called, "__name__", "")
    if getattr(called, "__module__", None) == "posix":
        return name if name in _SYSTEM else None
    kind = type(owner).__name__
    return f"{kind}.{name}" if name in _KINDS.get(kind, ()) else None


def _asker(frame: FrameType | None) -> str | None:
    """The innermost function of kg that is at work; None where none is."""
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("kg."):
            return f"{module}.{frame.f_code.co_qualname}"
        frame = frame.f_back
    return None

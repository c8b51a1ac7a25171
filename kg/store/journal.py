"""The journal: what a writer noted since the ledger was sealed, one chained line each.

A line is written before the graph is changed. It says what is to be in the graph: if the writer is killed,
or a damaged log loses the graph, it tells what has to be built again. A mark says that all before it was
brought onto the disk with its graph.
"""

import errno
import json
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreError
from kg.folders import sync_folder
from kg.ids import sha256
from kg.store.chain import WAY_OUT, Line, chained, dumped, raw_lines

log = logging.getLogger(__name__)
_MARK: Final = "kept"


class Journal:
    """The lines of one writer; ``head`` is the hash of the last line of the ledger that they follow on."""

    def __init__(self, path: Path, *, head: str, chained: bool = True) -> None:
        self.path = path
        self._chained = chained
        self._begin = self._head = head
        self._before: tuple[int, str] = (0, head)
        self._unsynced = self._unmarked = False

    def append(self, value: Mapping[str, Any]) -> Line:
        """Writes a line behind the others; what cannot be written whole leaves no part.

        Raises:
            OSError: it cannot be written.
        """
        with self.path.open("ab", buffering=0) as stream:
            self._before = (stream.tell(), self._head)
            data = chained(dumped(value), self._head)
            try:
                if stream.write(data) != len(data):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            except BaseException:
                os.truncate(self.path, self._before[0])
                raise
        if self._before[0] == 0:  # that a run is at work has to outlive a power cut
            sync_folder(self.path.parent)
        self._head = sha256(data)
        self._unsynced = self._unmarked = True
        return Line(self.path, self._before[0], len(data), 0)

    def take_back(self) -> None:
        """Takes the last line out again, where what it announced could not be done."""
        offset, self._head = self._before
        os.truncate(self.path, offset)

    def sync(self) -> None:
        """Brings all lines onto the disk."""
        if self._unsynced:
            with self.path.open("rb") as stream:
                os.fsync(stream.fileno())
            self._unsynced = False

    def mark(self) -> None:
        """Notes that all lines are on the disk, and so is the graph that they tell of."""
        self.sync()  # before the mark is written: it must not reach the disk ahead of the lines
        if self._unmarked:
            self.append({"key": "", "kind": _MARK})
            self.sync()
            self._unmarked = False

    def lines(self) -> Iterator[tuple[Line, dict[str, Any], bool]]:
        """Every line of a run that was killed, and whether a mark stands behind it.

        What is torn behind the last mark was never brought onto the disk; it is passed over.

        Raises:
            StoreError: a line before a mark was changed or taken out.
        """
        kept, whole = self._extent()
        for line, data in raw_lines(self.path):
            if line.offset >= whole:
                return
            value = json.loads(data)
            value.pop("before", None)
            if value["kind"] != _MARK:
                yield line, value, line.offset < kept

    def follows(self) -> bool:
        """False where it was written behind another ledger than this one."""
        first = next((self._link(data) for _, data in raw_lines(self.path)), None)
        return first in (None, self._begin) or not self._chained

    def _extent(self) -> tuple[int, int]:
        """Where the last mark ends, and where the lines end that follow on one another."""
        head, kept, whole, broken = None, 0, 0, None
        for line, data in raw_lines(self.path):
            is_mark = b'"kind":"' + _MARK.encode() in data and data.endswith(b"\n")
            before = self._link(data) if data.endswith(b"\n") else None
            if broken is None and before is not None and head in (None, before):
                head, whole = sha256(data) if self._chained else "", line.offset + line.length
                kept = whole if is_mark else kept
                continue
            broken = broken or line.number
            if is_mark:
                raise StoreError(
                    f"{self.path}, line {broken}: damaged: it does not follow on the one before: one of the "
                    f"two was changed, or a line between was taken out; {WAY_OUT}"
                )
        if broken is not None:
            log.warning("%s, line %d: torn where a run was killed; passed over", self.path, broken)
        return kept, whole

    def _link(self, data: bytes) -> str | None:
        """The hash of the line before, as a line carries it; None where it is no line."""
        try:
            value = json.loads(data)
        except ValueError:
            return None
        if not isinstance(value, dict) or not {"key", "kind"} <= value.keys():
            return None
        return str(value.get("before")) if self._chained else ""

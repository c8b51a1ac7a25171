"""Reads the files of a folder of decisions strictly, and adds a line to one of them for good."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.decisions.lines import Decision, LineError, parse_line, to_line
from kg.errors import DecisionError
from kg.folders import sync_folder
from kg.ids import short_hash, slug

_SUFFIX: Final = ".jsonl"
_LONGEST_LINE: Final = 20_000
"""Bytes of a line: more than any decision takes."""


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Every line of every ``.jsonl`` in the folder, by the names of the files; () where there is none.

    Raises:
        DecisionError: there is no such folder, or a line is no decision. Nothing is replayed in part.
    """
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == _SUFFIX)
        return tuple(decision for path in files for decision in _read(path))
    except OSError as error:
        where = error.filename or folder
        raise DecisionError(
            f"{where}: {error.strerror}; --decisions names the folder of the files .jsonl"
        ) from error


def append_decision(folder: Path, decision: Decision) -> Decision:
    """Adds the decision to the file of its author and brings it onto the disk; with its file and line.

    What stands there already is left as it is. The folder is made where it is missing.

    Raises:
        DecisionError: the file cannot be written.
    """
    path = folder / f"{slug(decision.author) or short_hash(decision.author)}{_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as stream:
            stream.seek(0)
            before = stream.read()
            # A file edited by hand may lack its last line feed.
            data = b"" if before.endswith(b"\n") or not before else b"\n"
            stream.write(data + to_line(decision).encode())
            stream.flush()
            os.fsync(stream.fileno())
        sync_folder(folder)
    except OSError as error:
        raise DecisionError(
            f"{path}: not written ({error.strerror}); give a folder that can be written: --decisions DIR"
        ) from error
    return replace(decision, file=path.name, line=(before + data).count(b"\n") + 1)


def _read(path: Path) -> Iterator[Decision]:
    if path.exists() and not path.is_file():
        raise DecisionError(f"{path}: not a regular file; decisions are lines of a file")
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            if len(line) > _LONGEST_LINE:
                raise LineError(f"longer than {_LONGEST_LINE} bytes; a decision is one short line")
            yield replace(parse_line(line.decode("utf-8")), file=path.name, line=number)
        except UnicodeDecodeError as error:
            raise DecisionError(f"{path}, line {number}: not UTF-8; save the file as UTF-8") from error
        except LineError as fault:
            raise DecisionError(f"{path}, line {number}: {fault}") from fault

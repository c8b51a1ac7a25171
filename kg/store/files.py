"""Files and folders that are either written whole or not at all."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO

from kg.folders import sync_folder

if sys.platform != "win32":
    import fcntl


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A binary stream that becomes ``path`` when the block ends well, and leaves no trace when not.

    Readers see the old file or the new one, never a part; after the block the new one is on the disk.
    What a run that was killed left of the same file is taken away.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    _drop_dead(path)
    try:
        with draft.open("wb") as stream:
            _lock(stream)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


@contextmanager
def folder_whole(target: Path) -> Iterator[Path]:
    """A new folder that becomes ``target`` when the block ends well, and leaves no trace when not.

    What a run that was killed left of the same folder is taken away.
    """
    where = target.resolve().parent
    _drop_dead_folders(where, target.name)
    draft = where / f".{target.name}.{os.getpid()}.part"
    draft.mkdir()
    try:
        yield draft
        sync_folder(draft)
        draft.replace(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync_folder(where)


def _drop_dead_folders(where: Path, name: str) -> None:
    """Takes away drafts of a folder whose writers do not run any more."""
    with suppress(OSError):  # whoever writes next says what is wrong with the place
        for path in list(where.glob(f".{escape(name)}.[0-9]*.part")):
            found = re.fullmatch(r"\.(\d{1,10})\.part", path.name.removeprefix(f".{name}"))
            if found and path.is_dir() and not path.is_symlink() and not _is_running(int(found[1])):
                shutil.rmtree(path)


def _is_running(pid: int) -> bool:
    if os.name != "posix":
        return True  # there a signal 0 is no question
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _drop_dead(path: Path) -> None:
    """Takes away drafts of a file whose writers were killed; a living writer holds a lock on its own."""
    for draft in path.parent.glob(f".{escape(path.name)}.[0-9]*.part"):
        if not draft.is_file():
            continue
        with suppress(OSError), draft.open("rb") as stream:
            if _lock(stream):
                draft.unlink()


def _lock(stream: BinaryIO) -> bool:
    """True where nobody else had a lock on the file and this stream has one now."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

"""The folder of a store: where its parts lie, which base its IRIs have, and who may write to it."""

import errno
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import StoreError, StoreLockedError, UsageError
from kg.ids import DEFAULT_BASE
from kg.store.files import written_whole

if sys.platform != "win32":
    import fcntl

FORMAT: Final = 2
UNCHAINED: Final = 1
"""The format before this one: no hash of the line before in the ledger, no digests in the graph."""
LEDGER: Final = "ledger"
"""The named graph in which the graph notes the digests of the others; no part of any answer or export."""
ASKED: Final = ".asked-"
"""How the folder begins in which a copy of the graph lies while a query of one's own is asked of it."""
_BASE: Final = re.compile(r"""(?:https?://|urn:)[^\s\x00-\x20\x7f-\x9f"<>\[\\\]^`{|}%]*[/#:]""")
FAULTS: Final = (OSError, RuntimeError)
"""What Oxigraph and the file system raise; corruption comes as a RuntimeError."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Paths inside the folder of a store."""

    root: Path
    texts: Path | None = None
    """Where the originals lie, if that is another store, for which this one is a draft."""

    @property
    def settings(self) -> Path:
        """Format and base IRI; its presence makes a folder a store."""
        return self.root / "store.json"

    @property
    def originals(self) -> Path:
        """The stored texts as ``{sha256}.txt`` and the files they came from as ``{sha256}.orig``."""
        return self.root / "originals" if self.texts is None else self.texts

    @property
    def graph(self) -> Path:
        """The folder of Oxigraph."""
        return self.root / "graph"

    @property
    def ledger(self) -> Path:
        """One line per article, shared graph and withdrawal, sorted."""
        return self.root / "ledger.jsonl"

    @property
    def journal(self) -> Path:
        """Lines written since the ledger was; there only while a writer is at work, or was killed."""
        return self.root / "journal.jsonl"

    @property
    def told(self) -> Path:
        """What articles tell of events, for linking; made again where it is missing."""
        return self.root / "told.jsonl"

    @property
    def decisions(self) -> Path:
        """What people decided, where they have no other folder for it; the store itself never reads it."""
        return self.root / "decisions"

    @property
    def draft(self) -> Path:
        """A store in which the graph is made again, before it takes the place of this one's."""
        return self.root / ".rebuilding"

    @property
    def withdrawal(self) -> Path:
        """Marks that a new graph and ledger are being put in place: after a withdrawal names its text, and
        the files that have to go."""
        return self.root / "withdrawal.json"

    @property
    def new_graph(self) -> Path:
        """The graph without a text that is being withdrawn, or made again."""
        return self.root / "graph.new"

    @property
    def old_graph(self) -> Path:
        """The graph before, on its way out."""
        return self.root / "graph.old"

    @property
    def new_ledger(self) -> Path:
        """The ledger that fits the new graph."""
        return self.root / "ledger.new"

    @property
    def lock(self) -> Path:
        """Held while the store is open."""
        return self.root / "lock"


def prepare(root: Path, *, base: str | None, read_only: bool) -> tuple[Folder, str, int]:
    """The folder, the base of its IRIs and its format; a new store is made unless it is only to be read.

    Raises:
        UsageError: it has another base, or ``base`` is none.
        StoreError: it is no store, or cannot be read.
    """
    folder = Folder(root)
    try:
        if not folder.settings.is_file():
            _create(folder, DEFAULT_BASE if base is None else base, read_only=read_only)
        settings = json.loads(folder.settings.read_text(encoding="utf-8"))
        stored, version = str(settings["base"]), int(settings["format"])
        if _BASE.fullmatch(stored) is None:
            raise ValueError("its base is no IRI")
    except OSError as error:
        raise StoreError(f"{root}: {reason(error)}") from error
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise StoreError(f"{folder.settings}: damaged ({error}); take it from a backup") from error
    if version not in (UNCHAINED, FORMAT):
        raise StoreError(
            f"{root}: made by a version of kg with store format {version}; this one reads {FORMAT}"
        )
    if base is not None and base != stored:
        raise UsageError(
            f"{root}: its IRIs begin with {stored}, not {base}; leave out --base, or use another store"
        )
    return folder, stored, version


def _create(folder: Folder, base: str, *, read_only: bool) -> None:
    root = folder.root
    if folder.ledger.exists() or folder.journal.exists():
        raise StoreError(
            f"{folder.settings}: lost, and the rest of a store is there; take it from a backup, or write "
            f'into it: {{"base": "{DEFAULT_BASE}", "format": {FORMAT}}}, with the base of this store'
        )
    if read_only:
        raise StoreError(f"{root}: there is no store here; make one with: kg build ARTICLES --store {root}")
    if root.exists() and (not root.is_dir() or any(path.suffix != ".part" for path in root.iterdir())):
        raise StoreError(f"{root}: not a store and not an empty folder; name a new folder")
    if _BASE.fullmatch(base) is None:
        raise UsageError(f"{base}: a base IRI begins with http:// or https:// and ends with / or #")
    root.mkdir(parents=True, exist_ok=True)
    write_settings(folder, base)


def write_settings(folder: Folder, base: str) -> None:
    """Makes the folder a store of the present format.

    Raises:
        OSError: it cannot be written.
    """
    with written_whole(folder.settings) as stream:
        stream.write(json.dumps({"base": base, "format": FORMAT}, sort_keys=True).encode() + b"\n")


def acquire(folder: Folder, *, read_only: bool) -> int | None:
    """Holds the store until the number returned is closed: alone for writing, with others for reading.

    None where the folder cannot carry a lock (a read-only disk).

    Raises:
        StoreLockedError: someone else has it.
    """
    try:
        handle = os.open(folder.lock, os.O_RDONLY if read_only else os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        if read_only and error.errno in (errno.ENOENT, errno.EROFS):
            return None
        raise StoreError(f"{folder.root}: {reason(error)}") from error
    if sys.platform == "win32":
        return handle  # Oxigraph's own lock keeps a second writer out
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if read_only else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.ENOLCK, errno.ENOTSUP):
            return handle
        os.close(handle)
        raise locked(folder.root, read_only=read_only) from error
    return handle


def locked(root: Path, *, read_only: bool) -> StoreLockedError:
    """The error for a store that someone else has open."""
    if read_only:
        way_out = "wait until the other kg has ended, or ask a backup of it (--store BACKUP)"
        return StoreLockedError(f"{root}: the store is being written; {way_out}")
    return StoreLockedError(
        f"{root}: the store is open elsewhere; wait until the other kg has ended, or use another --store"
    )


def damaged(folder: Folder, error: OSError | RuntimeError) -> StoreError:
    """The error for a graph that Oxigraph cannot read: it can be made again from the rest of the store."""
    what = known_reason(error)
    if what is None:
        what = (
            f"Oxigraph cannot read it ({_told(error)}); make it again from the stored texts: "
            f"kg rebuild --store {folder.root}, or restore a backup: kg restore BACKUP --store NEW"
        )
    return StoreError(f"{folder.graph}: {what}")


def reason(error: OSError | RuntimeError) -> str:
    """What went wrong with a file of the store, and the way out, in words."""
    backup = "restore a backup: kg restore BACKUP --store NEW"
    if is_damage(error):
        return f"{_told(error)}; make the graph again with kg rebuild, or {backup}"
    return known_reason(error) or f"{_told(error)}; if this lasts, {backup}"


def is_damage(error: Exception) -> bool:
    """True where Oxigraph met bytes that are not those which it wrote."""
    return isinstance(error, RuntimeError) and "Corruption" in str(error)


def known_reason(error: OSError | RuntimeError) -> str | None:
    """The same where the disk is full or closed to us; None for anything else."""
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "no right to read or write here; change the rights of the folder, or use another --store"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "the disk is full; free some space and run again: what was stored before is still there"
    if "No space left" in str(error) or "File too large" in str(error):
        return "the disk is full; free some space and run again: what was stored before is still there"
    return None


def _told(error: OSError | RuntimeError) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)

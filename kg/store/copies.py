"""Backups: a whole copy of a store in another folder, and a store made from one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError, UsageError
from kg.folders import unplain
from kg.store.folder import FAULTS, Folder, prepare, reason
from kg.store.opening import open_store
from kg.store.originals import Originals

if TYPE_CHECKING:
    from kg.store.store import Store


def backup(store: "Store", target: Path | str) -> None:
    """Copies the store into a folder that does not exist yet; the store may be open and in use.

    Withdrawing an article later does not reach the copy.

    Raises:
        UsageError: the folder exists, or would lie in the store.
        StoreError: the store lacks graphs, or the copy cannot be written.
    """
    store.check_whole()
    copy = Folder(Path(target))
    if copy.root.exists():
        raise UsageError(f"{copy.root}: exists already; name a new folder for the backup")
    _check_outside(copy.root, store.path)
    store.seal()
    try:
        copy.root.mkdir(parents=True)
        with _whole_or_gone(copy.root):
            store.checkpoint(copy.graph)
            shutil.copytree(store.folder.originals, copy.originals)
            _check_originals(store, Originals(copy.originals))
            if store.folder.decisions.is_dir():
                shutil.copytree(store.folder.decisions, copy.decisions)
            for part in ("ledger", "settings"):
                source: Path = getattr(store.folder, part)
                if source.exists():
                    shutil.copy2(source, copy.root)
    except FAULTS as error:
        raise StoreError(f"{copy.root}: {reason(error)}") from error


def restore(source: Path | str, target: Path | str) -> None:
    """Makes a store in a folder that does not exist yet from a backup, once every word of it stands.

    Raises:
        UsageError: the target exists, or would lie in the backup.
        StoreError: the source is no backup or is damaged, or the target cannot be written.
    """
    _check_backup(Path(source))
    folder, *_ = prepare(Path(source), base=None, read_only=True)
    new = Path(target)
    if new.exists() and (not new.is_dir() or any(new.iterdir())):
        raise UsageError(f"{new}: exists already; move it away, then restore")
    _check_outside(new, folder.root)
    _check_plain(folder.root)
    draft = new.with_name(f".{new.name}.restoring")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        with _whole_or_gone(draft):
            shutil.copytree(folder.root, draft, ignore=shutil.ignore_patterns("lock", "LOCK"))
            _check_words(draft, source)
            draft.replace(new)
    except FAULTS as error:
        raise StoreError(f"{new}: {reason(error)}") from error


@contextmanager
def _whole_or_gone(copy: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        shutil.rmtree(copy, ignore_errors=True)
        raise


def _check_outside(copy: Path, whole: Path) -> None:
    """Refuses to copy a folder into itself: the copy would hold a part of itself and go with the folder."""
    if copy.resolve().is_relative_to(whole.resolve()):
        raise UsageError(f"{copy}: lies in {whole}, which is to be copied; name a folder outside it")


def _check_originals(store: "Store", copied: Originals) -> None:
    """Refuses a copy that could not be restored, while there may still be an older one that can."""
    files = sorted({name for entry in store.entries.values() for name in entry.files})
    wrong = [name for name in files if copied.fault(name) is not None]
    if wrong:
        raise StoreError(
            f"{store.path}: {len(wrong):,} of its originals are missing or were changed, such as {wrong[0]}; "
            "nothing was copied: kg verify names them, kg build of their articles puts back what is missing"
        )


def _check_words(draft: Path, source: Path | str) -> None:
    """Refuses what is no whole store: a damaged backup must not pass for the store that was lost."""
    try:
        with open_store(draft, read_only=True) as store:
            fault = next(iter(store.verify()), None)
    except StoreError as error:
        raise StoreError(f"{source}: the backup is damaged; try another ({error})") from error
    if fault is not None:
        raise StoreError(f"{source}: the backup is damaged; try another ({fault})")


def _check_plain(source: Path) -> None:
    """Refuses links, pipes and devices: a copy would bring in what lies elsewhere, or wait for ever."""
    odd = next(unplain(source), None)
    if odd is not None:
        raise StoreError(f"{odd}: no plain file; a backup has no links, pipes or devices, try another")


def _check_backup(source: Path) -> None:
    if Folder(source).settings.is_file():
        return
    what = "no backup" if source.exists() else "there is nothing here"
    raise StoreError(f"{source}: {what}; kg backup FOLDER --store DIR makes a backup of a store")

"""Takes away what exports left half-written that were killed, and nothing of those that are still at work."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

_DRAFT: Final = re.compile(r"\.(?P<pid>\d{1,10})\.part\Z")


def drop_drafts(where: Path, *names: str) -> None:
    """Drafts of these names in a folder, as :func:`kg.store.files.written_whole` calls them."""
    with suppress(OSError):  # whoever writes next says what is wrong with the folder
        for path in list(where.iterdir()):
            found = _DRAFT.search(path.name)
            own = found is not None and path.name in {f".{name}.{found['pid']}.part" for name in names}
            if found is None or not own or _is_running(int(found["pid"])):
                continue
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


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

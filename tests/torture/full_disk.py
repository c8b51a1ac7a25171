"""Runs a command on disks that are full, then on the same disks with more room.

``unshare -rm python -m tests.torture.full_disk PLACE`` makes the disks in memory, in a namespace of their
own that ends with the process. ``PLACE/disks.json`` says what to do, ``PLACE/told.json`` what came of it,
``PLACE/KILOBYTES`` is what the disk then held.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

ROOM: Final = 262_144
"""Kilobytes that are enough."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said on a full disk, and what it said there again when the disk had room."""

    kilobytes: int
    code: int
    talk: str
    left: list[str]
    code_again: int
    talk_again: str


def main() -> None:
    """Tries every size."""
    place = Path(sys.argv[1])
    order = json.loads((place / "disks.json").read_text(encoding="utf-8"))
    disk = place / "disk"
    disk.mkdir()
    told = [asdict(_tried(place, disk, order, kilobytes)) for kilobytes in order["kilobytes"]]
    (place / "told.json").write_text(json.dumps(told), encoding="utf-8")


def _tried(place: Path, disk: Path, order: dict[str, list[str]], kilobytes: int) -> Told:
    """Runs the command on a disk of this size with what stands in ``before``."""
    _mount(disk, "-t", "tmpfs", "-o", f"size={ROOM}k", "none")
    try:
        shutil.copytree(place / "before", disk, dirs_exist_ok=True)
        used = shutil.disk_usage(disk).used // 1024
        _mount(disk, "-o", f"remount,size={used + kilobytes}k")
        full = _run(order["command"])
        left = sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.name.startswith("."))
        _mount(disk, "-o", f"remount,size={ROOM}k")
        again = _run(order["command"])
        shutil.copytree(disk, place / str(kilobytes))
    finally:
        subprocess.run(["umount", disk], check=True)
    return Told(kilobytes, full.returncode, full.stderr, left, again.returncode, again.stderr)


def _mount(disk: Path, *options: str) -> None:
    subprocess.run(["mount", *options, disk], check=True)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main()

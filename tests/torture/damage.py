"""Damages the write-ahead log of a store in the ways that disks and power cuts do."""

from enum import StrEnum
from pathlib import Path
from random import Random
from typing import assert_never


class Damage(StrEnum):
    """What happens to the log."""

    CUT = "cut"
    FLIPPED = "flipped"
    ZEROED = "zeroed"
    REMOVED = "removed"


def damage(folder: Path, kind: Damage, chance: Random) -> str:
    """Damages one log of the store at a random place; which, and where."""
    logs = sorted(path for path in (folder / "graph").glob("*.log") if path.stat().st_size)
    [log] = chance.choices(logs, weights=[path.stat().st_size for path in logs])
    data = bytearray(log.read_bytes())
    at = chance.randrange(len(data))
    match kind:
        case Damage.CUT:
            log.write_bytes(data[:at])
        case Damage.FLIPPED:
            for _ in range(chance.randint(1, 8)):
                data[at] ^= 1 << chance.randrange(8)
                at = chance.randrange(at, min(at + 64, len(data)))
            log.write_bytes(data)
        case Damage.ZEROED:
            log.write_bytes(bytes(data[:at]).ljust(len(data), b"\0"))
        case Damage.REMOVED:
            log.unlink()
        case _:
            assert_never(kind)
    return f"{log.name} {kind} at {at} of {len(data)}"

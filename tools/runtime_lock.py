"""Prints the part of requirements.lock that the installed program needs, without the tools of its developers.

Every pin in the lock says who asked for it ("# via ..."); what the project itself asks for, and whatever that
asks for in turn, is kept with its markers and hashes.
"""

import re
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
PROJECT = "civharm-kg (pyproject.toml)"


def runtime_part(lock: str) -> str:
    """The blocks of the lock that are reached from the project's own dependencies, in their order."""
    blocks = [block for block in re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE) if "==" in block]
    wanted = {PROJECT}
    while True:
        reached = {_name(block) for block in blocks if wanted & _askers(block)}
        if reached <= wanted:
            return "".join(block for block in blocks if _name(block) in wanted)
        wanted |= reached


def _name(block: str) -> str:
    return block.partition("==")[0]


def _askers(block: str) -> set[str]:
    comments = re.findall(r"^\s+#(?: via)?\s*(.*)$", block, flags=re.MULTILINE)
    return {comment.strip() for comment in comments if comment.strip()}


if __name__ == "__main__":
    sys.stdout.write(runtime_part(LOCK.read_text(encoding="utf-8")))

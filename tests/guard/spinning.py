"""Tasks for workers: one tells who it is and then spins in compiled code, deaf to signals of Python."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path


def spin(given: Mapping[str, object]) -> Iterator[object]:
    """Writes its process id where ``SPINNING`` says, and never ends."""
    Path(os.environ["SPINNING"]).write_text(str(os.getpid()), encoding="utf-8")
    yield None
    yield sum(range(10**15))

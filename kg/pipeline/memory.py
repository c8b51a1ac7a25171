"""Has Python look for garbage less often while many articles are read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_NEW: Final = 50_000
_TIMES: Final = 50
"""New objects before the youngest are looked through, and how often that before the others are.
Python's own 700 and 10 have it go through rules and registry again and again: a tenth of a build."""


def collect_rarely() -> None:
    """From now on; what no cycle holds is freed at once all the same."""
    gc.set_threshold(_NEW, _TIMES, _TIMES)


@contextmanager
def rare_collections() -> Iterator[None]:
    """While the block runs."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)

"""The process that is killed, and the jobs with what they leave where nobody kills them."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.torture.running import Runs
from tests.torture.trials import Trial, make_trial

_MEMORY: Final = Path("/dev/shm")
_ROOM: Final = 2 * 2**30


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder in memory where there is room: a process that is killed loses the same there, and sooner."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    with tempfile.TemporaryDirectory(prefix="kg-torture-", dir=_MEMORY if roomy else None) as name:
        yield Path(name)


@pytest.fixture
def place(scratch: Path) -> Iterator[Path]:
    """A folder of its own for one test."""
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def runs() -> Iterator[Runs]:
    with Runs() as running:
        yield running


@pytest.fixture(scope="session")
def trial_of(runs: Runs, scratch: Path) -> Callable[[str], Trial]:
    """Makes the trial of a job, once a session."""
    return cache(lambda job: make_trial(runs, job, Path(tempfile.mkdtemp(dir=scratch))))

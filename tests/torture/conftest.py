"""The process that is killed, and the jobs with what they leave where nobody kills them."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.torture.running import Runs
from tests.torture.trials import Trial, make_trial


@pytest.fixture(scope="session")
def runs() -> Iterator[Runs]:
    with Runs() as running:
        yield running


@pytest.fixture(scope="session")
def trial_of(runs: Runs, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Trial]:
    """Makes the trial of a job, once a session."""
    return cache(lambda job: make_trial(runs, job, tmp_path_factory.mktemp(job)))

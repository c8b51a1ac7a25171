"""A bulk load that is killed leaves all of it or nothing, and no file of its own."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.torture.jobs import acknowledged
from tests.torture.running import Runs, copied
from tests.torture.trials import Trial, wrong_after
from tests.torture.views import graphs_in

SEED = 20170317
KILLS = 50
Trials = Callable[[str], Trial]


def _wrong(runs: Runs, trial: Trial, place: Path, wanted: int) -> Iterator[str]:
    """All that is wrong after so many kills that met a bulk load at work, each at another moment."""
    [number, *more] = [n for n, name in enumerate(trial.steps) if name.endswith("Store.bulk_load")]
    assert not more
    copied(trial.before, place)
    whole = runs.kill_after_step(trial.job, place, number, seconds=600).seconds
    chance, met = random.Random(SEED), 0
    for _ in range(10 * wanted):
        if met == wanted:
            return
        copied(trial.before, place)
        seconds = chance.uniform(0, whole)
        if not runs.kill_after_step(trial.job, place, number, seconds=seconds).killed:
            continue
        met += 1
        there, wholly = graphs_in(place / "store"), trial.clean.graphs
        if there not in ({}, wholly):
            yield f"after {seconds:.4f} s: {len(there)} of {len(wholly)} graphs are there"
        if acknowledged(place / "acks") and there != wholly:
            yield f"after {seconds:.4f} s: acknowledged, and not there"
        yield from (f"after {seconds:.4f} s: {what}" for what in wrong_after(runs, trial, place))
    yield f"only {met} kills met it at work"


def test_two_killed_bulk_loads_leave_all_or_nothing(runs: Runs, trial_of: Trials, place: Path) -> None:
    assert list(_wrong(runs, trial_of("bulk"), place / "run", 2)) == []


@pytest.mark.nightly
def test_fifty_killed_bulk_loads_leave_all_or_nothing(runs: Runs, trial_of: Trials, place: Path) -> None:
    assert list(_wrong(runs, trial_of("large"), place / "run", KILLS)) == []

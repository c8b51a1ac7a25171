"""A load, a withdrawal or an export that is killed loses nothing, leaves nothing, and can be run again."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.running import Runs
from tests.torture.trials import Trial, killed_after, killed_at, points

JOBS = ("load", "first_load", "withdraw", "write_exports")
RANDOM_KILLS = 50
"""For each of the four jobs: 200."""
SEED = 20170317
Trials = Callable[[str], Trial]


def _random_kills(runs: Runs, trial: Trial, place: Path, wanted: int) -> list[str]:
    """Kills at random moments until so many have met the job at work."""
    chance, wrong, met = random.Random(f"{SEED} {trial.job}"), list[str](), 0
    for _ in range(10 * wanted):
        hit, found = killed_after(runs, trial, place, chance.uniform(0, trial.seconds))
        met, wrong = met + hit, wrong + found
        if met == wanted:
            return wrong
    return [*wrong, f"{trial.job}: only {met} kills met it at work"]


@pytest.mark.parametrize("job", JOBS)
def test_every_kind_of_step_is_seen(job: str, trial_of: Trials) -> None:
    steps = "\n".join(trial_of(job).steps)

    seen = {
        "load": ("Store.load", "Store.update", "Store.flush", "BufferedWriter.write", ": replace"),
        "first_load": ("Store.load", "Store.flush", "fsync", "mkdir", "BufferedWriter.write", ": replace"),
        "withdraw": ("Store.bulk_extend", "finish_withdrawal: rename", "finish_withdrawal: unlink"),
        "write_exports": ("BufferedWriter.write", "fsync", "replace"),
    }[job]
    assert [name for name in seen if name not in steps] == []


@pytest.mark.parametrize("job", JOBS)
def test_a_few_kills_cost_nothing(job: str, runs: Runs, trial_of: Trials, place: Path) -> None:
    trial = trial_of(job)
    some = random.Random(SEED).sample(points(trial.steps, SEED), 3)

    wrong = [w for n, when in some for w in killed_at(runs, trial, place / "run", n, when=when)]

    assert wrong == []
    assert _random_kills(runs, trial, place / "run", 1) == []


@pytest.mark.nightly
@pytest.mark.parametrize("job", JOBS)
def test_a_kill_at_any_named_step_costs_nothing(job: str, runs: Runs, trial_of: Trials, place: Path) -> None:
    trial = trial_of(job)

    wrong = [
        what
        for number, when in points(trial.steps, SEED)
        for what in killed_at(runs, trial, place / "run", number, when=when)
    ]

    assert wrong == []


@pytest.mark.nightly
@pytest.mark.parametrize("job", JOBS)
def test_a_kill_at_any_moment_costs_nothing(job: str, runs: Runs, trial_of: Trials, place: Path) -> None:
    assert _random_kills(runs, trial_of(job), place / "run", RANDOM_KILLS) == []

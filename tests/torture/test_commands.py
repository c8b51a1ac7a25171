"""The commands themselves can be killed and given again: build, retract, rebuild, export."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.torture.jobs import SAMPLES
from tests.torture.running import ROOT, Runs, copied
from tests.torture.trials import Trial, killed_at, make_trial, points, wrong_after

SEED = 20170317
KILLS = 12
"""For each command."""
ARTICLE = "mock-courier-mosul.txt"
COMMANDS = {
    "build": ["build", str(SAMPLES)],
    "retract": ["retract", ARTICLE, "--why", "the source asked", "--day", "2026-11-20"],
    "rebuild": ["rebuild"],
    "export": ["export", "store.nq"],
}
Trials = Callable[[str], Trial]


@pytest.fixture(scope="module")
def command_of(runs: Runs, scratch: Path) -> Trials:
    """Makes the trial of a command, once."""
    built = Path(tempfile.mkdtemp(dir=scratch))
    _write(built, COMMANDS["build"])

    def make(name: str) -> Trial:
        before = Path(tempfile.mkdtemp(dir=scratch))
        if name != "build":
            if not (built / "store").exists():
                runs.finish("command", built)
            shutil.copytree(built, before, dirs_exist_ok=True)
        _write(before, COMMANDS[name])
        return make_trial(runs, "command", Path(tempfile.mkdtemp(dir=scratch)), before=before)

    return cache(make)


def _write(place: Path, command: list[str]) -> None:
    lines = [*command, "--store", "store"]
    (place / "command").write_text("".join(f"{argument}\n" for argument in lines))


def _real(place: Path) -> subprocess.Popen[bytes]:
    """The command in a process of its own, as a user starts it."""
    line = (place / "command").read_text().splitlines()
    with (place / "talk").open("wb") as talk:
        return subprocess.Popen(
            [sys.executable, "-m", "kg", *line], cwd=place, stdout=talk, stderr=talk,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip


def _wrong(runs: Runs, trial: Trial, place: Path, wanted: int) -> Iterator[str]:
    """All that is wrong after so many kills at random moments; there is nothing to kill before it opens."""
    copied(trial.before, place)
    assert _real(place).wait() == 0
    chance, met, begin, end = random.Random(SEED), 0, 0.0, 60.0
    while met < wanted:
        copied(trial.before, place)
        seconds = chance.uniform(begin, end)
        process = _real(place)
        try:
            process.wait(seconds)
            end = min(end, seconds)
            continue
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        met += 1
        yield from (f"after {seconds:.3f} s: {what}" for what in wrong_after(runs, trial, place))


@pytest.mark.nightly
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_can_be_given_again(
    name: str, runs: Runs, command_of: Trials, place: Path
) -> None:
    assert list(_wrong(runs, command_of(name), place / "run", KILLS)) == []


@pytest.mark.nightly
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_at_any_step_can_be_given_again(
    name: str, runs: Runs, command_of: Trials, place: Path
) -> None:
    trial = command_of(name)
    every = points(trial.steps, SEED)

    wrong = [
        what
        for number, when in random.Random(SEED).sample(every, min(2 * KILLS, len(every)))
        for what in killed_at(runs, trial, place / "run", number, when=when)
    ]

    assert wrong == []

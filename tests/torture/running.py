"""Has jobs run in processes that are killed, and copies places so that each run begins alike."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.torture.steps import When

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended: its exit code, negative where a signal ended it, and what it said."""

    code: int
    seconds: float
    talk: str

    @property
    def killed(self) -> bool:
        """True where it was killed before it had finished."""
        return self.code == -9


class Runs:
    """The process that runs jobs and kills them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self, job: str, place: Path, **order: object) -> Ended:
        """Runs a job to its end, or to the kill that is ordered."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"job": job, "place": str(place)} | order) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        talk = (place / "talk").read_text(encoding="utf-8", errors="replace")
        return Ended(answer["code"], answer["seconds"], talk)

    def finish(self, job: str, place: Path) -> Ended:
        """Runs a job that has to end well."""
        ended = self.run(job, place)
        assert ended.code == 0, f"{job} ended with {ended.code}: {ended.talk}"
        return ended

    def kill_at(self, job: str, place: Path, number: int, *, when: When) -> Ended:
        """Kills a job before or after its step of this number."""
        return self.run(job, place, at=number, when=when)

    def kill_after(self, job: str, place: Path, seconds: float) -> Ended:
        """Kills a job when it has run so long, if it still runs."""
        return self.run(job, place, after_seconds=seconds)

    def kill_after_step(self, job: str, place: Path, number: int, *, seconds: float) -> Ended:
        """Kills a job so long after its step of this number began, if it still runs."""
        return self.run(job, place, at=number, after_seconds=seconds)

    def steps(self, job: str, place: Path) -> list[str]:
        """The names of all steps of a job, in their order; it is done on the way."""
        ended = self.run(job, place, record=True)
        assert ended.code == 0, f"{job} ended with {ended.code}: {ended.talk}"
        return (place / "steps").read_text(encoding="utf-8").splitlines()


def copied(place: Path, to: Path) -> Path:
    """A copy of a place in which another run can begin."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(place, to)
    return to

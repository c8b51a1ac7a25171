"""Readers beside a writer never meet an error, nor an answer of two versions."""

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.torture.readers import Seen
from tests.torture.running import ROOT
from tests.torture.views import graphs_in


def _run(place: Path, *, articles: int, quads: int, seconds: float, readers: int) -> list[Seen]:
    """Runs the writer with half of the readers in its process and half in processes of their own."""
    shape = ["--articles", str(articles), "--quads", str(quads), "--seconds", str(seconds)]
    with ExitStack() as running:
        writer = _started(running, "write", str(place), *shape, "--threads", str(readers // 2))
        _wait_for(writer, "copied")
        reading = ["read", str(place), *shape, "--seed"]
        others = [_started(running, *reading, str(number)) for number in range(readers - readers // 2)]
        for other in others:
            _wait_for(other, "reading")
        told = [process.communicate("go\n")[0] for process in (writer, *others)]
    assert [process.returncode for process in (writer, *others)] == [0] * (1 + len(others))
    return [Seen(**seen) for said in told for seen in json.loads(said)]


def _started(running: ExitStack, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.torture.readers", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    running.enter_context(process)
    running.callback(process.kill)
    return process


def _wait_for(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == f"{word}\n"


def _check(place: Path, seen: list[Seen]) -> None:
    writer, *readers = seen

    assert [error for one in seen for error in one.errors] == []
    assert [mixed for one in seen for mixed in one.mixed] == []
    assert writer.written > 0
    assert all(one.asked for one in readers)
    written = dict(line.split() for line in (place / "written").read_text().splitlines())
    there = graphs_in(place / "store")
    assert [key for key, digest in written.items() if there.get(key) != digest] == []


def test_two_readers_and_a_writer_meet_no_error_and_mix_no_versions(place: Path) -> None:
    seen = _run(place, articles=30, quads=100, seconds=1.5, readers=2)

    _check(place, seen)


@pytest.mark.nightly
def test_eight_readers_and_a_writer_meet_no_error_and_mix_no_versions_in_a_million_triples(
    place: Path,
) -> None:
    seen = _run(place, articles=3_400, quads=300, seconds=60, readers=8)

    assert len(seen) == 9
    _check(place, seen)

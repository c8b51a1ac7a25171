"""On a full disk a command ends with 3 and says so; with more room the same command goes on to the end."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.torture.full_disk import Told
from tests.torture.jobs import SAMPLES
from tests.torture.running import ROOT, Runs
from tests.torture.views import faults, whole

FULL = re.compile("the disk is full|No space left on device")
KILOBYTES = (8, 60, 120, 180, 250, 400, 1_600, 4_000, 6_400, 8_000, 9_600, 11_200)
"""Room for ever more of the writes of a build of the sample reports; some 25,000 are enough."""
TIMES = 10


def _namespace_is_refused() -> bool:
    """True where no disk can be mounted for one process alone."""
    probe = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        return subprocess.run(probe, capture_output=True, check=False).returncode != 0
    except OSError:
        return True


pytestmark = pytest.mark.skipif(
    _namespace_is_refused(), reason="a small disk needs unshare -rm, which is not allowed or not there"
)


def _tried(place: Path, command: Sequence[str], kilobytes: Sequence[int]) -> list[Told]:
    """Runs a command on disks with so much room beside what ``place/before`` holds."""
    (place / "before").mkdir(exist_ok=True)
    (place / "disks.json").write_text(json.dumps({"command": list(command), "kilobytes": list(kilobytes)}))
    tried = ["unshare", "-rm", sys.executable, "-m", "tests.torture.full_disk", str(place)]
    done = subprocess.run(tried, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return _told(place)


def _told(place: Path) -> list[Told]:
    return [Told(**told) for told in json.loads((place / "told.json").read_text())]


def _wrong_words(told: Told, code: int) -> Iterator[str]:
    if told.code == 0:  # there was room enough
        return
    if told.code != code or FULL.search(told.talk) is None or "Traceback" in told.talk:
        yield f"{told.kilobytes} kB: ended with {told.code}: {told.talk}"
    if told.code_again != 0:
        yield f"{told.kilobytes} kB, then with room: ended with {told.code_again}: {told.talk_again}"


def _wrong_store(place: Path, tried: Sequence[Told]) -> Iterator[str]:
    """All that is wrong with stores that were written on full disks, beside ``place/clean/store``."""
    clean = whole(place / "clean" / "store")
    for told in tried:
        yield from _wrong_words(told, 3)
        store = place / str(told.kilobytes) / "store"
        if whole(store) != clean:
            yield f"{told.kilobytes} kB, then with room: another store than a clean run"
        yield from (f"{told.kilobytes} kB, then with room: {fault}" for fault in faults(store))


def _export(runs: Runs, place: Path, kilobytes: Sequence[int]) -> list[str]:
    """All that is wrong with an export on disks of these sizes."""
    runs.finish("prepare", place)
    (place / "before").mkdir()
    (place / "before" / "out.nq").write_bytes(b"of another day\n")
    command = ["kg", "export", str(place / "disk" / "out.nq"), "--store", str(place / "store")]
    tried = _tried(place, command, kilobytes)
    whole_command = [*command[:2], str(place / "clean.nq"), *command[3:]]
    subprocess.run([sys.executable, "-m", *whole_command], capture_output=True, check=True)
    clean = (place / "clean.nq").read_bytes()
    wrong = [what for told in tried for what in _wrong_words(told, 3)]
    sizes = (told.kilobytes for told in tried)
    return wrong + [
        f"{k} kB: another export" for k in sizes if (place / str(k) / "out.nq").read_bytes() != clean
    ]


def test_an_export_on_a_full_disk_says_so_and_leaves_nothing(runs: Runs, place: Path) -> None:
    assert _export(runs, place, [4]) == []
    assert _told(place)[0].code == 3


def test_a_load_on_a_full_disk_says_so_and_goes_on_with_more_room(runs: Runs, place: Path) -> None:
    (place / "clean").mkdir()
    runs.finish("first_load", place / "clean")

    tried = _tried(place, ["tests.torture.jobs", "first_load", str(place / "disk")], [60, 180])

    assert list(_wrong_store(place, tried)) == []
    assert [told.code for told in tried] == [3, 3]


@pytest.mark.nightly
def test_a_build_goes_on_wherever_the_disk_was_full(place: Path) -> None:
    store = place / "clean" / "store"
    clean = [sys.executable, "-m", "kg", "build", SAMPLES, "--store", store]
    subprocess.run(clean, capture_output=True, check=True)

    tried = _tried(place, ["kg", "build", str(SAMPLES), "--store", str(place / "disk/store")], KILOBYTES)

    assert list(_wrong_store(place, tried)) == []
    assert sum(told.code == 3 for told in tried) >= TIMES


@pytest.mark.nightly
def test_an_export_says_so_wherever_the_disk_was_full(runs: Runs, place: Path) -> None:
    assert _export(runs, place, [0, 4, 8, 12, 16, 24, 32, 48, 64, 80, 96, 112]) == []
    assert sum(told.code == 3 for told in _told(place)) >= TIMES

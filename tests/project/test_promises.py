"""Promises that hold for the whole program: the same bytes, nothing sent, the variable for the store."""

import subprocess
import sys
from pathlib import Path

from .conftest import ROOT, Kg

ALONE = """
import sys
def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        raise RuntimeError(f"{event} {arguments}")
sys.addaudithook(refuse)
from kg.cli import main
main(sys.argv[1:])
"""


def alone(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """``kg`` in a process that ends with an error as soon as it turns to the network."""
    command = [sys.executable, "-c", ALONE, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def test_building_asking_and_exporting_send_nothing(samples: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"

    runs = [
        alone("build", samples, "--store", store),
        alone("query", "who-disputes", "-p", "incident=2017-03-17@mosul", "--store", store),
        alone("export", tmp_path / "harm.jsonld", "--store", store),
    ]

    assert [(run.returncode, run.stderr) for run in runs if run.returncode] == []


def test_the_probe_for_the_network_does_see_it(built: Path) -> None:
    run = alone("load", "http://127.0.0.1:9", "--store", built)

    assert run.returncode == 3
    assert "socket." in run.stderr


def test_order_workers_seed_and_place_make_no_difference_to_the_bytes(
    kg: Kg, built: Path, samples: Path, tmp_path: Path
) -> None:
    elsewhere = {"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    files = sorted(path for path in samples.iterdir() if path.suffix != ".toml")
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        *files[::-1],
        "--jobs",
        "2",
        "--store",
        tmp_path / "store",
    ]
    subprocess.run(command, cwd=ROOT, env=elsewhere, check=True, capture_output=True)

    kg("export", tmp_path / "here.nq", "--store", built)
    kg("export", tmp_path / "there.nq", "--store", tmp_path / "store")

    assert (tmp_path / "here.nq").read_bytes() == (tmp_path / "there.nq").read_bytes()


def test_the_store_may_be_named_by_a_variable(built: Path) -> None:
    command = [sys.executable, "-m", "kg", "verify"]

    run = subprocess.run(
        command,
        cwd=ROOT,
        env={"KG_STORE": str(built), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stderr.startswith("7 articles")

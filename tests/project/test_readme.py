"""The session of the README runs as it stands there."""

import re
import sys
from pathlib import Path

import pytest

from tools import readme_session

from .conftest import Kg

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def binaries(tmp_path: Path) -> Path:
    """``kg`` and ``python`` as an environment with this checkout in it would have them."""
    for name, command in {"kg": "-m kg", "python": ""}.items():
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {command} "$@"\n')
        script.chmod(0o755)
    return tmp_path


def test_every_command_of_the_session_succeeds(binaries: Path) -> None:
    played = readme_session.played(README, binaries)

    assert readme_session.commands(played) == readme_session.commands(README)
    assert len(readme_session.commands(README)) >= 5


@pytest.mark.parametrize("incident", sorted(set(re.findall(r"-p (incident=\S+)", README))))
def test_every_incident_that_is_asked_for_is_one_of_the_samples(kg: Kg, built: Path, incident: str) -> None:
    done = kg("query", "who-disputes", "-p", incident, "--store", built)

    assert (done.code, done.err) == (0, "")


def test_a_command_that_fails_is_named(binaries: Path) -> None:
    with pytest.raises(SystemExit, match="kg query no-such-query"):
        readme_session.played("```console\n$ kg query no-such-query\n```\n", binaries)


def test_a_python_session_that_prints_something_else_is_told(binaries: Path) -> None:
    with pytest.raises(SystemExit, match="Expected:"):
        readme_session.played("```python\n>>> 1 + 1\n3\n```\n", binaries)


def test_what_a_command_prints_now_takes_the_place_of_what_it_printed(binaries: Path) -> None:
    played = readme_session.played("```console\n$ echo new\nold\n```\n", binaries)

    assert played == "```console\n$ echo new\nnew\n```\n"

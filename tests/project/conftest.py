"""The command line, in this process or in one of its own, and a store of the sample reports."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code, its data and its talk."""

    code: int
    out: str
    err: str


Kg = Callable[..., Done]


def run_here(*arguments: str | Path, stdin: bytes = b"") -> Done:
    """``kg`` in this process, where rules and registry are loaded once for all tests; no terminal."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        patch.setenv("COLUMNS", "120")
        patch.delenv("KG_STORE", raising=False)
        patch.delenv("KG_RULES", raising=False)
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
    code = ended.value.code
    assert isinstance(code, int | None)
    return Done(code or 0, out.getvalue(), err.getvalue())


def run_apart(
    *arguments: str | Path,
    stdin: bytes = b"",
    package: Path = ROOT,
    before: Callable[[], None] | None = None,
    rules: Path | None = None,
) -> Done:
    """``kg`` in a process of its own; ``before`` runs in it first, ``package`` holds the program.

    ``rules`` is a folder that stands in for the shipped one.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    own = {} if rules is None else {"KG_RULES": str(rules)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "kg", *map(str, arguments)],
        env={**kept, "PYTHONPATH": str(package), "COLUMNS": "120", **own},
        cwd=package, input=stdin, preexec_fn=before, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def kg() -> Kg:
    return run_here


@pytest.fixture(scope="session")
def kg_apart() -> Kg:
    return run_apart


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "data" / "articles"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A store of the sample reports, to be read only."""
    store = tmp_path_factory.mktemp("samples") / "store"
    done = run_here("build", samples, "--store", store)
    assert done.code == 0, done.err
    return store

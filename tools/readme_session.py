"""Runs the session of the README and compares what it prints, so that the README cannot rot.

Lines of a ``console`` block that begin with "$ " are run by bash, one after the other, in one new folder
that holds a copy of the sample reports; what follows is what they print on stdout. ``python`` blocks run as
doctests in the same folder. ``--bin`` is the folder of the environment to try; ``--update`` writes what was
printed into the README.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    """What is typed in a block, or in a whole page."""
    return [line[2:] for line in text.splitlines() if line.startswith("$ ")]


def run_console(block: str, folder: Path, environment: dict[str, str]) -> str:
    """The block with what its commands print now.

    Raises:
        SystemExit: a command failed; its stderr is shown.
    """
    printed = []
    for command in commands(block):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"README: $ {command}\nended with {done.returncode}\n{done.stderr}")
        lines = (line.rstrip() for line in done.stdout.splitlines())
        printed.append("".join(f"{line}\n" for line in (f"$ {command}", *lines)))
    return "".join(printed)


def run_python(block: str, folder: Path, environment: dict[str, str]) -> None:
    """Run the block as a doctest.

    Raises:
        SystemExit: it prints something else.
    """
    path = folder / "session.txt"
    path.write_text(block, encoding="utf-8")
    command = ["python", "-m", "doctest", path.name]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"README, the Python session:\n{done.stdout}{done.stderr}")


def played(readme: str, binaries: Path) -> str:
    """The README as it would be if it told what the commands print today."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("KG_", "PYTHON"))
    }
    environment |= {"PATH": f"{binaries.resolve()}{os.pathsep}{environment['PATH']}", "COLUMNS": "110"}
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")

        def play(match: re.Match[str]) -> str:
            if match[1] == "console":
                return f"```console\n{run_console(match[2], folder, environment)}```"
            run_python(match[2], folder, environment)
            return match[0]

        return BLOCK.sub(play, readme)


def main() -> None:
    """Compare, or with --update rewrite; the exit code is 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=Path, default=Path(sys.executable).parent)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    path = ROOT / "README.md"
    before = path.read_text(encoding="utf-8")
    after = played(before, options.bin)
    if options.update:
        path.write_text(after, encoding="utf-8")
    elif before != after:
        pairs = zip(before.splitlines(), after.splitlines(), strict=False)
        told, printed = next((pair for pair in pairs if pair[0] != pair[1]), ("(its end)", "(its end)"))
        raise SystemExit(
            f"README.md tells another story; run: make readme\n  told:    {told}\n  printed: {printed}"
        )


if __name__ == "__main__":
    main()

"""A folder with things beside it that nothing may touch, and ``kg`` run in it under limits."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Umbra-7f31c0-quod-nemo-videat"
"""Stands in every file beside; nothing that kg says or stores may hold it."""
SECONDS = 10  # of the processor, for one input
MEGABYTES = 512
_CLOCK = 240  # seconds after which a child that waits for something is killed


@dataclass(frozen=True)
class Done:
    """What a command left, and what it used."""

    code: int
    out: str
    err: str
    cpu: float
    megabytes: float


class Sandbox:
    """``here`` is for the input and its store; everything else in the sandbox has to stay as it is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.here = root / "here"
        self.store = self.here / "store"
        self.beside = root / "beside"
        for name in ("here", "beside", "home", "tmp"):
            (root / name).mkdir()
        for name in ("secret.txt", "secret.toml", "secret.jsonl", "secret.ttl", "passwd"):
            (self.beside / name).write_text(f'url = "{SECRET}"\n', encoding="utf-8")
        (self.beside / "closed").mkdir()
        self.before = self.snapshot()

    def kg(self, *arguments: str | Path, seconds: int = SECONDS, stdin: bytes = b"") -> Done:
        """``kg`` in a process of its own that may use so many seconds of the processor."""
        report = self.root.with_name(f"{self.root.name}.used.json")
        command = [sys.executable, "-W", "error", "-m", "kg", *map(os.fspath, arguments)]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
        own = {"HOME": f"{self.root}/home", "TMPDIR": f"{self.root}/tmp", "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [sys.executable, "-S", "-E", Path(__file__).with_name("launch.py"), report, str(seconds), *command],
            cwd=self.here, env={**kept, **own, "COLUMNS": "120", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            out, err = process.communicate(stdin, timeout=_CLOCK)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate()
            raise AssertionError(f"kg waits for something: {err[-2000:]!r}") from None
        used = json.loads(report.read_text(encoding="utf-8"))
        return Done(
            used["code"],
            out.decode("utf-8"),
            err.decode("utf-8"),
            used["cpu"],
            used["megabytes"],
        )

    def snapshot(self) -> dict[str, tuple[int, int, int, str]]:
        """Mode, size, time and hash of all that is outside ``here``, links not followed."""
        found = {}
        for folder, folders, files in os.walk(self.root):
            if Path(folder) == self.root:
                folders.remove("here")
            for name in (*folders, *files):
                path = Path(folder, name)
                stat = path.lstat()
                data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
                digest = hashlib.sha256(data).hexdigest()
                size = 0 if path.is_dir() else stat.st_size
                found[str(path)] = (stat.st_mode, size, 0 if name == "tmp" else stat.st_mtime_ns, digest)
        return found

    def assert_harmless(self, done: Done, *, megabytes: int = MEGABYTES) -> None:
        """Nothing outside touched or told, no fault of ours, no limit passed."""
        assert done.code in (0, 1, 2, 3), f"ended by a signal or a limit: {done.code}, {done.err[-2000:]}"
        assert "Traceback" not in done.err, done.err[-2000:]
        assert "kg errors internal" not in done.err, done.err[-2000:]
        assert self.snapshot() == self.before
        assert SECRET not in done.out + done.err
        assert not self._holds_secret()
        assert done.megabytes < megabytes

    def _holds_secret(self) -> bool:
        files = (path for path in self.store.rglob("*") if path.is_file() and not path.is_symlink())
        return any(SECRET.encode() in path.read_bytes() for path in files)

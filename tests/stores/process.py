"""A real server as a process: started on loopback, killed or stopped, started again on its data."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

START_SECONDS: Final = 90.0
LOOPBACK: Final = "127.0.0.1"


@dataclass(slots=True)
class Server:
    """A server that runs on loopback. ``url`` is what kg is given; the other three are for tests alone."""

    kind: "Kind"
    folder: Path
    port: int
    sql_port: int
    union: bool
    user: str | None = None
    password: str | None = None
    admin_password: str | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """oxigraph, fuseki, virtuoso or rdf4j."""
        return self.kind.name

    @property
    def url(self) -> str:
        """The address as a person would give it to kg."""
        return self._at(self.kind.root)

    @property
    def questions(self) -> str:
        """Where it takes queries."""
        return self._at(self.kind.questions)

    @property
    def updates(self) -> str:
        """Where it takes updates."""
        return self._at(self.kind.updates)

    @property
    def graphs(self) -> str:
        """Where it takes graphs (Graph Store Protocol)."""
        return self._at(self.kind.graphs)

    @property
    def data(self) -> Path:
        """The folder of its database."""
        return self.folder / "data"

    @property
    def log(self) -> str:
        """What it said up to now; the end of it."""
        path = self.folder / "log.txt"
        return path.read_text(encoding="utf-8", errors="replace")[-2000:] if path.is_file() else ""

    def start(self) -> None:
        """Runs it on the data that are there, and waits until it answers a query."""
        assert self.process is None, "it runs already"
        with (self.folder / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                self.kind.command(self),
                cwd=self.folder,
                env={**os.environ, "FUSEKI_BASE": str(self.folder / "run")},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait()

    def kill(self) -> None:
        """Ends it and all that it started at once, as a power cut would (SIGKILL)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ends it in good order (SIGTERM), so that another program may open its data."""
        self._end(signal.SIGTERM)

    def ask(self, query: str) -> httpx.Response:
        """The answer of its query address, without kg in between."""
        return httpx.post(
            self.questions,
            data={"query": query},
            headers={"Accept": "application/sparql-results+json"},
            timeout=60,
            trust_env=False,
        )

    def _at(self, path: str) -> str:
        return f"http://{LOOPBACK}:{self.port}{path}"

    def _end(self, number: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        try:
            process.wait(timeout=30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)

    def _wait(self) -> None:
        """Until its port takes requests; no event tells of that, so it is asked again and again."""
        assert self.process is not None
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(httpx.HTTPError):
                if httpx.get(self._at(self.kind.alive), timeout=5, trust_env=False).is_success:
                    return
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"{self.name} did not start: {self.log}")


@dataclass(frozen=True, slots=True)
class Kind:
    """How one of the four servers is found, set up and run, and where it answers."""

    name: str
    missing: Callable[[], str | None]
    command: Callable[[Server], list[str]]
    root: str
    questions: str
    updates: str
    graphs: str
    alive: str
    before: Callable[[Server], None] = lambda server: None
    after: Callable[[Server], None] = lambda server: None

"""A real Oxigraph server on loopback, in memory or in a folder, for the tests of loading."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SERVER = Path(sys.executable).with_name("oxigraph")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Oxigraph:
    """A server that can be killed and started again with the same data at the same address."""

    url: str
    folder: Path | None
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        place = ["--location", str(self.folder)] if self.folder is not None else []
        command = [SERVER, "serve", *place, "--bind", self.url.removeprefix("http://")]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert "Listening" in line, line

    def kill(self) -> None:
        """As by kill -9; the address is free again afterwards."""
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@contextmanager
def oxigraph(folder: Path | None = None) -> Iterator[Oxigraph]:
    """An Oxigraph server while the block runs; a test is skipped where there is none to start."""
    if not SERVER.exists():
        pytest.skip("the oxigraph wheel is not installed")
    server = Oxigraph(f"http://127.0.0.1:{free_port()}", folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()

"""The switch: what is off stays off in every thread, and one named host is reached and no other."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kg.cli.app import main
from kg.errors import NetworkError
from kg.network import network_off, reaching
from tests.guard.canary import SECRET, Canary, canary


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Canary]:
    with canary(tmp_path) as found:
        yield found


def datagram(url: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("127.0.0.1", int(url.rpartition(":")[2])))


def connection(url: str) -> None:
    socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=5).close()


def asynchronous(url: str) -> None:
    async def connect() -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.close()

    asyncio.run(connect())


def listener(url: str) -> None:
    with socket.socket() as waiting:
        waiting.bind(("127.0.0.1", 0))


def page(url: str) -> None:
    with urllib.request.urlopen(url, timeout=5):
        pass


WAYS = [
    pytest.param(page, id="urllib"),
    pytest.param(lambda url: httpx.get(url, trust_env=False), id="httpx"),
    pytest.param(connection, id="a socket"),
    pytest.param(datagram, id="a datagram"),
    pytest.param(listener, id="waiting for others"),
    pytest.param(lambda url: socket.getaddrinfo("localhost", 80), id="asking for a name"),
    pytest.param(lambda url: socket.gethostbyname("localhost"), id="asking in the old way"),
    pytest.param(asynchronous, id="asyncio"),
]


@pytest.mark.parametrize("reach", WAYS)
def test_nothing_is_reached_while_the_network_is_off(
    reach: Callable[[str], object], listening: Canary
) -> None:
    with network_off(), pytest.raises(NetworkError, match=r"127\.0\.0\.1|localhost"):
        reach(listening.url)

    assert listening.connections == 0


def test_a_thread_reaches_nothing_either(listening: Canary) -> None:
    caught: list[BaseException] = []

    def reach() -> None:
        try:
            connection(listening.url)
        except NetworkError as error:
            caught.append(error)

    with network_off():
        thread = threading.Thread(target=reach)
        thread.start()
        thread.join()

    assert len(caught) == 1
    assert listening.connections == 0


def test_a_file_is_not_read_as_if_it_were_a_page(listening: Canary) -> None:
    with network_off(), pytest.raises(NetworkError, match="file"):
        page(listening.file.as_uri())


def test_the_named_host_is_reached_and_no_other(listening: Canary, tmp_path: Path) -> None:
    with network_off(), reaching(listening.url):
        connection(listening.url)
        with pytest.raises(NetworkError, match=r"192\.0\.2\.1"):
            socket.create_connection(("192.0.2.1", 80), timeout=5)
        with pytest.raises(NetworkError, match=r"elsewhere\.example"):
            socket.getaddrinfo("elsewhere.example", 80)

    assert listening.connections == 1


def test_a_host_is_reached_by_its_name(listening: Canary) -> None:
    with network_off(), reaching(listening.url.replace("127.0.0.1", "localhost")):
        socket.create_connection(("localhost", listening.port), timeout=5).close()

    assert listening.connections == 1


def test_the_library_leaves_the_network_of_its_host_program_alone(listening: Canary) -> None:
    with network_off():
        pass

    connection(listening.url)

    assert listening.connections == 1


def test_a_socket_between_processes_of_this_machine_is_no_network(tmp_path: Path) -> None:
    path = str(Path(os.path.relpath(tmp_path)) / "s") if len(str(tmp_path)) > 90 else str(tmp_path / "s")
    with network_off(), socket.socket(socket.AF_UNIX) as waiting, socket.socket(socket.AF_UNIX) as caller:
        waiting.bind(path)
        waiting.listen()
        caller.connect(path)


def test_every_command_runs_with_the_network_off() -> None:
    """What a library does at the edge: a command that is made to reach out is refused there."""
    script = (
        "import socket, sys\nfrom kg.cli import app as edge\n"
        "def reach(**_):\n    socket.create_connection(('127.0.0.1', 9))\n"
        "edge.app = reach\nedge.main(['queries'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "127.0.0.1: would reach the network" in done.stderr


def test_a_query_reaches_the_server_that_is_its_store(listening: Canary) -> None:
    for command in (["query", "incidents"], ["explain", "http://e.org/a"]):
        before = listening.connections
        with pytest.raises(SystemExit) as ended:
            main([*command, "--store", listening.url, "--timeout", "5"])

        assert ended.value.code == 3  # it redirects to a file
        assert listening.connections > before


def test_a_load_follows_nobody_elsewhere_and_reads_no_file(
    listening: Canary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import kg

    with kg.open_store(tmp_path / "store"):
        pass

    for url in (listening.file.as_uri(), listening.url):
        with pytest.raises(SystemExit) as ended:
            main(["load", url, "--store", str(tmp_path / "store"), "--timeout", "5", "--deadline", "5"])
        assert ended.value.code in (2, 3)

    assert SECRET not in "".join(capsys.readouterr())

"""The servers listen on this machine alone, keep what they took, and start again after a kill."""

import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.stores import servers
from tests.stores.servers import KINDS, Server, isql, running

GRAPH = "https://example.org/graph/one"
TRIPLE = '<https://example.org/a> <https://example.org/b> "c" .\n'
SEEN = 'ASK { <https://example.org/a> <https://example.org/b> "c" }'
KEPT = 'ASK { GRAPH <https://example.org/graph/one> { <https://example.org/a> <https://example.org/b> "c" } }'


@pytest.mark.parametrize("name", KINDS)
def test_a_server_killed_at_once_has_what_it_said_it_took_and_answers_again(
    name: str, tmp_path: Path
) -> None:
    with running(name, tmp_path / name) as server:
        _put(server)
        server.kill()
        with pytest.raises(httpx.ConnectError):
            server.ask(KEPT)

        server.start()

        assert server.ask(KEPT).json()["boolean"] is True
        assert server.ask(SEEN).json()["boolean"] is True
        _listens_on_loopback_alone(server)
        server.stop()
    with socket.socket() as free:
        assert free.connect_ex(("127.0.0.1", server.port)) != 0


def test_virtuoso_has_no_administrator_with_the_password_that_it_comes_with(tmp_path: Path) -> None:
    with running("virtuoso", tmp_path / "virtuoso") as server:
        assert "1" in isql(server, "SELECT 1;")
        server.admin_password = "dba"
        with pytest.raises((AssertionError, subprocess.CalledProcessError)):
            isql(server, "SELECT 1;")


def test_a_missing_server_skips_and_fails_where_servers_are_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_SERVERS", "/nowhere")
    monkeypatch.setenv("PATH", "/nowhere")

    monkeypatch.delenv(servers.REQUIRED, raising=False)
    for name in ("fuseki", "virtuoso", "rdf4j"):
        with pytest.raises(pytest.skip.Exception, match=f"{name} is missing; "):
            servers.require(name)
    monkeypatch.setenv(servers.REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match="fuseki is missing; "):
        servers.require("fuseki")


def _put(server: Server) -> None:
    auth = httpx.DigestAuth(server.user, server.password or "") if server.user else None
    headers = {"Content-Type": "application/n-triples"}
    httpx.put(
        server.graphs, params={"graph": GRAPH}, content=TRIPLE, headers=headers, auth=auth, trust_env=False
    ).raise_for_status()


def _listens_on_loopback_alone(server: Server) -> None:
    assert server.process is not None
    inodes = set()
    for link in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile, so it listens nowhere
            inodes.add(str(link.readlink()).removeprefix("socket:[").removesuffix("]"))
    found = 0
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found += 1
                assert fields[1].partition(":")[0].endswith("0100007F"), line
    assert found > 0

"""The four real servers: how each is found, set up, and run on loopback with its data in a folder."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx
import pytest

from tests.stores.process import LOOPBACK, Kind, Server
from tools.fetch_servers import FUSEKI, JETTY, RDF4J, Pinned, folder

REQUIRED: Final = "KG_SERVERS_REQUIRED"
"""Where this is set, as ``.ci/run`` does, a server that is missing fails the tests that would skip."""
_JAVA: Final = ("java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def oxigraph_program() -> Path:
    """Oxigraph Server, as the wheel of the tools brings it."""
    return Path(sys.executable).parent / "oxigraph"


def fuseki_jar() -> Path:
    """The jar that is Fuseki and has Jena's commands (``tdb2.tdbloader``) in it."""
    return folder() / FUSEKI.file


def _oxigraph_missing() -> str | None:
    return None if oxigraph_program().is_file() else "pip install oxigraph"


def _oxigraph(server: Server) -> list[str]:
    options = ["--union-default-graph"] if server.union else []
    place = ["--location", str(server.data), "--bind", f"{LOOPBACK}:{server.port}"]
    return [str(oxigraph_program()), "serve", *place, *options]


def _java_missing(*files: Pinned) -> Callable[[], str | None]:
    def missing() -> str | None:
        if shutil.which("java") is None:
            return "apt-get install openjdk-17-jre-headless"
        if not all((folder() / file.file).is_file() for file in files):
            return "python tools/fetch_servers.py"
        return None

    return missing


def _fuseki(server: Server) -> list[str]:
    server.data.mkdir(exist_ok=True)
    options = ["--set", "tdb2:unionDefaultGraph=true"] if server.union else []
    place = ["--localhost", "--port", str(server.port), "--tdb2", f"--loc={server.data}"]
    return [*_JAVA, "-jar", str(fuseki_jar()), *place, "--update", *options, "/kg"]


def _rdf4j(server: Server) -> list[str]:
    temporary = server.folder / "tmp"
    temporary.mkdir(exist_ok=True)
    settings = [f"-Dorg.eclipse.rdf4j.appdata.basedir={server.data}", f"-Djava.io.tmpdir={temporary}"]
    jetty = [*_JAVA, *settings, "-jar", str(folder() / JETTY.file)]
    place = ["--host", LOOPBACK, "--port", str(server.port), "--path", "/rdf4j-server"]
    return [*jetty, *place, str(folder() / RDF4J.file)]


REPOSITORY: Final = """@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
@prefix native: <http://www.openrdf.org/config/sail/native#> .
[] a rep:Repository ; rep:repositoryID "kg" ;
  rep:repositoryImpl [ rep:repositoryType "openrdf:SailRepository" ;
    sr:sailImpl [ sail:sailType "openrdf:NativeStore" ; native:tripleIndexes "spoc,posc,cspo" ] ] .
"""


def _rdf4j_repository(server: Server) -> None:
    httpx.put(
        f"http://{LOOPBACK}:{server.port}/rdf4j-server/repositories/kg",
        content=REPOSITORY,
        headers={"Content-Type": "text/turtle"},
        timeout=60,
        trust_env=False,
    ).raise_for_status()


def _virtuoso_missing() -> str | None:
    found = all(shutil.which(name) for name in ("virtuoso-t", "isql-vt"))
    return None if found else "apt-get install virtuoso-opensource-7-bin"


_INI: Final = """[Database]
DatabaseFile = {data}/virtuoso.db
ErrorLogFile = {data}/virtuoso.log
LockFile = {data}/virtuoso.lck
TransactionFile = {data}/virtuoso.trx
xa_persistent_file = {data}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {data}/temp.db
TransactionFile = {data}/temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
ServerThreads = 20
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CheckpointInterval = 60
O_DIRECT = 0
CaseMode = 2
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
"""


def _virtuoso(server: Server) -> list[str]:
    return ["virtuoso-t", "+foreground", "+configfile", str(server.folder / "virtuoso.ini")]


def _virtuoso_database(server: Server) -> None:
    """An empty database whose administrators' passwords are nobody's default."""
    server.data.mkdir(exist_ok=True)
    places = {"data": server.data, "folder": server.folder, "port": server.port, "sql_port": server.sql_port}
    (server.folder / "virtuoso.ini").write_text(_INI.format_map(places), encoding="utf-8")
    server.admin_password = secrets.token_hex(8)
    passwords = ["+pwdold", "dba", "+pwddba", server.admin_password]
    passwords += ["+pwddav", secrets.token_hex(8)]
    with (server.folder / "log.txt").open("ab") as log:
        subprocess.run(
            [*_virtuoso(server), *passwords],
            check=True,
            cwd=server.folder,
            stdout=log,
            stderr=log,
            timeout=60,
        )


def _virtuoso_user(server: Server) -> None:
    server.user, server.password = "kg", secrets.token_hex(8)
    isql(
        server,
        f"DB.DBA.USER_CREATE ('{server.user}', '{server.password}'); "
        f'GRANT SPARQL_SELECT TO "{server.user}"; GRANT SPARQL_UPDATE TO "{server.user}"; checkpoint;',
    )


def isql(server: Server, statements: str) -> str:
    """What Virtuoso's own client prints for these statements, as administrator."""
    assert server.admin_password is not None
    address = ["isql-vt", f"{LOOPBACK}:{server.sql_port}", "dba", server.admin_password]
    done = subprocess.run(
        [*address, "VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF", "ERRORS=STDOUT", f"EXEC={statements}"],
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "*** Error" not in done.stdout, done.stdout
    return done.stdout


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            "oxigraph", _oxigraph_missing, _oxigraph,
            root="/", questions="/query", updates="/update", graphs="/store", alive="/query?query=ASK%7B%7D",
        ),
        Kind(
            "fuseki", _java_missing(FUSEKI), _fuseki,
            root="/kg", questions="/kg/query", updates="/kg/update", graphs="/kg/data",
            alive="/kg/query?query=ASK%7B%7D",
        ),
        Kind(
            "virtuoso", _virtuoso_missing, _virtuoso,
            root="/sparql", questions="/sparql", updates="/sparql-auth", graphs="/sparql-graph-crud-auth",
            alive="/sparql?query=ASK%7B%7D", before=_virtuoso_database, after=_virtuoso_user,
        ),
        Kind(
            "rdf4j", _java_missing(RDF4J, JETTY), _rdf4j,
            root="/rdf4j-server/repositories/kg", questions="/rdf4j-server/repositories/kg",
            updates="/rdf4j-server/repositories/kg/statements",
            graphs="/rdf4j-server/repositories/kg/rdf-graphs/service",
            alive="/rdf4j-server/protocol", after=_rdf4j_repository,
        ),
    )
}  # fmt: skip


def require(name: str) -> None:
    """Skips the test with a reason where this server is missing; fails it where servers are required."""
    reason = KINDS[name].missing()
    if reason is None:
        return
    said = f"{name} is missing; {reason}"
    if os.environ.get(REQUIRED):
        pytest.fail(said, pytrace=False)
    pytest.skip(said)


@contextmanager
def running(name: str, place: Path, *, union: bool = True) -> Iterator[Server]:
    """A new, empty server in this folder, which is made; it is killed at the end.

    ``union`` False leaves its default graph as it comes: without the triples of named graphs in Oxigraph
    and Fuseki. The two others always show all graphs as one.
    """
    require(name)
    place.mkdir(parents=True, exist_ok=True)
    port, sql_port = _free_ports()
    server = Server(KINDS[name], place.resolve(), port, sql_port, union)
    try:
        server.kind.before(server)
        server.start()
        server.kind.after(server)
        yield server
    finally:
        server.kill()


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for item in (one, other):
            item.bind((LOOPBACK, 0))
        return one.getsockname()[1], other.getsockname()[1]

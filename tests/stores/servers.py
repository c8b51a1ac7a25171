"""Real SPARQL servers of the tests: started on loopback with their data in a folder, killed, started again."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
import pytest

from tools.fetch_servers import FUSEKI, JETTY, RDF4J, Pinned, folder

REQUIRED: Final = "KG_SERVERS_REQUIRED"
"""Where this is set, as ``.ci/run`` does, a server that is missing fails the tests in place of skipping them."""
START_SECONDS: Final = 90.0
_JAVA: Final = ("java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_LOOPBACK: Final = "127.0.0.1"


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
        return f"http://{_LOOPBACK}:{self.port}{path}"

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
    place = ["--location", str(server.data), "--bind", f"{_LOOPBACK}:{server.port}"]
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
    place = ["--host", _LOOPBACK, "--port", str(server.port), "--path", "/rdf4j-server"]
    return [*jetty, *place, str(folder() / RDF4J.file)]


_REPOSITORY: Final = """@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
@prefix native: <http://www.openrdf.org/config/sail/native#> .
[] a rep:Repository ; rep:repositoryID "kg" ;
  rep:repositoryImpl [ rep:repositoryType "openrdf:SailRepository" ;
    sr:sailImpl [ sail:sailType "openrdf:NativeStore" ; native:tripleIndexes "spoc,posc,cspo" ] ] .
"""


def _rdf4j_repository(server: Server) -> None:
    httpx.put(
        f"http://{_LOOPBACK}:{server.port}/rdf4j-server/repositories/kg",
        content=_REPOSITORY,
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
ResultSetMaxRows = 1000000
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
    address = ["isql-vt", f"{_LOOPBACK}:{server.sql_port}", "dba", server.admin_password]
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
            item.bind((_LOOPBACK, 0))
        return one.getsockname()[1], other.getsockname()[1]

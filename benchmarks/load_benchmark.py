"""Measures how fast a store gets into each server: by ``kg load``, and by the server's own bulk loader.

Both load the same quads on the same machine into new databases, one after the other. A row is a command from
its start to its end, with the checks that ``kg load`` makes afterwards, and with the seconds of the processor
that it and the server took, for other work on the machine does not count there. ``kg load`` is then run
again on what the bulk loader left, which has to find all of it there. Linux only (``/proc``).
Prints a Markdown table for docs/performance.md, with the command that made it:
``python -m benchmarks.load_benchmark --quads 100000,500000``.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import write_articles
from kg.load import Bulk, Loader, write_bulk
from kg.store import open_store
from tests.stores.process import Server
from tests.stores.servers import KINDS, fuseki_jar, running

Times = tuple[float, float]
"""Seconds by the clock, and of the processor."""
QUADS_AN_ARTICLE = 1_760
QUADS_OF_EVERY_STORE = 35_000
JAVA = "-Xmx2g -XX:TieredStopAtLevel=4"
"""What a server in use has; those of the tests start quicker and work slower."""


def main() -> None:
    """Prints one table for all servers and sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quads", default="100000,500000")
    parser.add_argument("--servers", default=",".join(KINDS))
    given = parser.parse_args()
    os.environ["_JAVA_OPTIONS"] = JAVA
    sizes = [int(size) for size in given.quads.split(",")]
    load, cores = os.getloadavg()[0], os.cpu_count()
    print(f"`python -m benchmarks.load_benchmark {' '.join(sys.argv[1:])}`, ", end="")
    print(f"Python {platform.python_version()}, {cores} cores, load {load:.1f} before\n")
    print("| server | quads | loaded by | seconds | quads/s | CPU seconds | quads/CPU second |")
    print("|---|---:|---|---:|---:|---:|---:|")
    with TemporaryDirectory() as name:
        for size in sizes:
            store = build(Path(name, f"store-{size}"), size)
            for server in given.servers.split(","):
                measure(store, server, Path(name, f"{server}-{size}"))
    print(f"\nLoad {os.getloadavg()[0]:.1f} afterwards.")


def build(folder: Path, quads: int) -> Path:
    """A store of about as many quads."""
    articles = folder.with_name(f"{folder.name}-articles")
    write_articles(articles, max(1, (quads - QUADS_OF_EVERY_STORE) // QUADS_AN_ARTICLE))
    _kg("build", str(articles), "--store", str(folder))
    return folder


def measure(store: Path, name: str, place: Path) -> None:
    """Prints the rows of one server."""
    place.mkdir()
    with running(name, place / "one") as server:
        sent = _timed(_load(store, server), server)
    with _bulk_loaded(store, name, place) as (written, server, bulk):
        again = _timed(_load(store, server), server)
    for way, times in (("`kg load`", sent), ("its bulk loader", bulk), ("`kg load` after that", again)):
        rates = (f"{written.quads / seconds:,.0f}" if times is not again else "" for seconds in times)
        columns = (f"{seconds:.1f} | {rate}" for seconds, rate in zip(times, rates, strict=True))
        print(f"| {name} | {written.quads:,} | {way} | {' | '.join(columns)} |", flush=True)


@contextmanager
def _bulk_loaded(store: Path, name: str, place: Path) -> Iterator[tuple[Bulk, Server, Times]]:
    """A server on what its bulk loader loaded, and how long that took."""
    other = place / "other"
    other.mkdir()
    with open_store(store, read_only=True) as opened:
        written = write_bulk(opened, Loader(name), other / "bulk")
    data = str(other / "data")
    if name in (Loader.OXIGRAPH, Loader.FUSEKI):
        variables = {"OXIGRAPH_DB": data, "FUSEKI_DB": data, "FUSEKI_JAR": str(fuseki_jar())}
        times = _timed(_commands(written.commands, variables))
        with running(name, other) as server:
            yield written, server, times
        return
    with running(name, other) as server:
        variables = {"RDF4J": server.url, "VIRTUOSO": f"127.0.0.1:{server.sql_port}"}
        # Nobody is there to type the password of this database, which goes away.
        commands = written.commands.replace(" dba <", f" dba {server.admin_password} <")
        yield written, server, _timed(_commands(commands, variables), server)


def _load(store: Path, server: Server) -> Callable[[], None]:
    login = {"KG_USER": server.user, "KG_PASSWORD": server.password or ""} if server.user else {}
    return lambda: _kg("load", server.url, "--store", str(store), variables=login)


def _commands(commands: str, variables: Mapping[str, str]) -> Callable[[], None]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, **variables}
    return lambda: _run(["sh", "-eu", "-c", commands], environment)


def _timed(run: Callable[[], None], server: Server | None = None) -> Times:
    begin, used = time.perf_counter(), _processor_seconds(server)
    run()
    return time.perf_counter() - begin, _processor_seconds(server) - used


def _processor_seconds(server: Server | None) -> float:
    """What programs that have ended took, and the server up to now."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = usage.ru_utime + usage.ru_stime
    if server is None or server.process is None:
        return ended
    fields = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return ended + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _kg(*arguments: str, variables: Mapping[str, str] | None = None) -> None:
    _run([sys.executable, "-m", "kg", *arguments], {**os.environ, **(variables or {})})


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:])}: {done.stderr}")


if __name__ == "__main__":
    main()

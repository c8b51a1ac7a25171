"""Measures how fast a store gets into each server: by ``kg load``, and by the server's own bulk loader.

Both load the same quads on the same machine into new databases, one after the other. A row is a command from
its start to its end, with the checks that ``kg load`` makes afterwards. ``kg load`` is then run again on
what the bulk loader left, which has to find all of it there.
Prints a Markdown table for docs/performance.md, with the command that made it:
``python -m benchmarks.load_benchmark --quads 100000,500000``.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import write_articles
from kg.load import Bulk, Loader, write_bulk
from kg.store import open_store
from tests.stores.servers import KINDS, Server, fuseki_jar, running

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
    print("| server | quads | `kg load`, s | quads/s | bulk loader, s | quads/s | `kg load` after it, s |")
    print("|---|---:|---:|---:|---:|---:|---:|")
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
    """Prints the row of one server."""
    place.mkdir()
    with running(name, place / "one") as server:
        sent = _timed_load(store, server)
    with _bulk_loaded(store, name, place) as (written, server, seconds):
        again = _timed_load(store, server)
    quads = written.quads
    print(
        f"| {name} | {quads:,} | {sent:.1f} | {quads / sent:,.0f} "
        f"| {seconds:.1f} | {quads / seconds:,.0f} | {again:.1f} |",
        flush=True,
    )


@contextmanager
def _bulk_loaded(store: Path, name: str, place: Path) -> Iterator[tuple[Bulk, Server, float]]:
    """A server on what its bulk loader loaded, and how long that took."""
    other = place / "other"
    other.mkdir()
    with open_store(store, read_only=True) as opened:
        written = write_bulk(opened, Loader(name), other / "bulk")
    data = str(other / "data")
    if name in (Loader.OXIGRAPH, Loader.FUSEKI):
        variables = {"OXIGRAPH_DB": data, "FUSEKI_DB": data, "FUSEKI_JAR": str(fuseki_jar())}
        seconds = _timed(written.commands, variables)
        with running(name, other) as server:
            yield written, server, seconds
        return
    with running(name, other) as server:
        variables = {"RDF4J": server.url, "VIRTUOSO": f"127.0.0.1:{server.sql_port}"}
        # Nobody is there to type the password of this database, which goes away.
        commands = written.commands.replace(" dba <", f" dba {server.admin_password} <")
        yield written, server, _timed(commands, variables)


def _timed_load(store: Path, server: Server) -> float:
    login = {"KG_USER": server.user, "KG_PASSWORD": server.password or ""} if server.user else {}
    begin = time.perf_counter()
    _kg("load", server.url, "--store", str(store), variables=login)
    return time.perf_counter() - begin


def _timed(commands: str, variables: Mapping[str, str]) -> float:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    begin = time.perf_counter()
    subprocess.run(
        ["sh", "-eu", "-c", commands],
        check=True,
        env={**os.environ, "PATH": path, **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - begin


def _kg(*arguments: str, variables: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        env={**os.environ, **(variables or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"kg {' '.join(arguments)}: {done.stderr}")


if __name__ == "__main__":
    main()

"""Brings the servers of tests/stores that come from Maven, pinned and checked, into a folder.

Fuseki and RDF4J Server (with the Jetty that runs it) come through ``mvn``; the two others are installed:
Oxigraph with the tools of the developers, Virtuoso by Debian's package ``virtuoso-opensource-7-bin``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"


@dataclass(frozen=True, slots=True)
class Pinned:
    """An artifact of Maven Central; all three run on Java 17."""

    group: str
    name: str
    version: str
    form: str
    sha256: str

    @property
    def file(self) -> str:
        """Its name in the folder."""
        return f"{self.name}-{self.version}.{self.form}"


FUSEKI = Pinned(
    "org.apache.jena",
    "jena-fuseki-server",
    "5.6.0",  # from 6 on it wants Java 21
    "jar",
    "d28c1eaf703122ee628895a460c20fa4aa60a892f435d403ea8c036f241da1f8",
)
RDF4J = Pinned(
    "org.eclipse.rdf4j",
    "rdf4j-http-server",
    "4.1.3",  # the last that is in Maven Central as a war
    "war",
    "7cee02ac474451a09d8e012af9807aaa71e6e44c6380dc7f1a7e892fc8f629b3",
)
JETTY = Pinned(
    "org.eclipse.jetty",
    "jetty-runner",
    "9.4.58.v20250814",  # javax servlets, as that war has them
    "jar",
    "b692f66bb7a53bfa739b7eb466dc2bf75bddd5bfa0e7d425cd2a0434233987c2",
)


def folder() -> Path:
    """Where they lie: ``KG_SERVERS``, else ``kg-servers`` in the user's cache."""
    given = os.environ.get("KG_SERVERS")
    if given:
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg-servers"


def fetch(artifact: Pinned, into: Path) -> None:
    """Leaves the file in the folder, with the bytes that were pinned."""
    kept = into / artifact.file
    if kept.is_file() and _digest(kept) == artifact.sha256:
        return
    coordinates = f"{artifact.group}:{artifact.name}:{artifact.version}:{artifact.form}"
    new = into / f"new-{os.getpid()}"
    command = ["mvn", "-B", "-q", "-C", COPY, f"-Dartifact={coordinates}", f"-DoutputDirectory={new}"]
    try:
        subprocess.run(command, check=True, cwd=into)
        found = _digest(new / artifact.file)
        if found != artifact.sha256:
            sys.exit(f"{coordinates}: sha256 is {found}, not {artifact.sha256}; nothing was kept")
        (new / artifact.file).replace(kept)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    if shutil.which("mvn") is None:
        sys.exit("mvn is missing; on Debian: apt-get install maven openjdk-17-jre-headless")
    into = folder()
    into.mkdir(parents=True, exist_ok=True)
    for artifact in (FUSEKI, RDF4J, JETTY):
        fetch(artifact, into)
    sys.stdout.write(f"{into}\n")

"""Versions of what made an export: the program, and hashes over the files that it works by."""

from functools import cache
from pathlib import Path

from kg import __version__, resources
from kg.ids import sha256
from kg.vocab import ONTOLOGY_VERSION


@cache
def versions() -> dict[str, str]:
    """The program's version, the ontology's, and a sha256 each over ontology, rules, registry and shapes."""
    return {
        "ontology": ONTOLOGY_VERSION,
        "ontology_sha256": _digest(resources.ontology().parent),
        "program": __version__,
        "registry_sha256": _digest(resources.registry()),
        "rules_sha256": _digest(resources.rules()),
        "shapes_sha256": _digest(resources.shapes()),
    }


def _digest(folder: Path) -> str:
    """The sha256 over lines of hash, two spaces and path, as ``sha256sum`` prints them, in sorted order."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    lines = (f"{sha256(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n" for path in paths)
    return sha256("".join(lines))

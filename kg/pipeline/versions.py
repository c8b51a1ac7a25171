"""A short name for all that makes an article's graph: if it is the same, building again changes nothing."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import kg
from kg import resources
from kg.annotations import Annotation, digest
from kg.ids import sha256

_READING: Final = ("annotations", "articles", "extract", "mapping", "registry", "validation")
WITH: Final = "+"
"""Stands in a version before the digest of annotations."""
_SHARED: Final = ("ids.py", "model.py", "text.py", "vocab.py")


@cache
def build_version() -> str:
    """The first 16 digits of a hash over the program that reads, its rules, registry, ontology and shapes.

    Over the files themselves, because a version number that nobody raised would keep old graphs alive.
    """
    parts = (f"{name}\n{sha256(path.read_bytes())}" for name, path in _files())
    return sha256("\n".join(parts))[:16]


def version_with(annotations: Sequence[Annotation]) -> str:
    """The build version of an article that is made of these annotations; without any, that of the rules."""
    return f"{build_version()}{WITH}{digest(annotations)}" if annotations else build_version()


def is_annotated(versions: str) -> bool:
    """True where what the ledger calls by this version was made of annotations."""
    return WITH in versions


@cache
def link_version() -> str:
    """The same over the program that resolves, its weights and words."""
    package = Path(kg.__file__).parent
    paths = sorted([*package.glob("resolve/*.py"), *package.glob("pipeline/*.py")])
    paths += [resources.linking(), resources.agents()]
    return sha256("\n".join(sha256(path.read_bytes()) for path in paths))[:16]


def _files() -> Iterator[tuple[str, Path]]:
    package = Path(kg.__file__).parent
    for name in _SHARED:
        yield name, package / name
    folders = [(name, package / name, "*.py") for name in _READING]
    folders += [
        ("rules", resources.rules(), "*"),
        ("names", resources.registry(), "*"),
        ("ontology", resources.ontology().parent, "*.ttl"),
        ("shapes", resources.shapes(), "*.ttl"),
    ]
    for name, folder, pattern in folders:
        for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
            yield f"{name}/{path.relative_to(folder).as_posix()}", path

"""W3C Web Annotation documents as annotations: the framed, compact JSON-LD that the model prescribes.

https://www.w3.org/TR/annotation-model/. Contexts are compared and never fetched.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import strict_json
from kg.errors import AnnotationError
from kg.folders import files_under
from kg.ids import sha256

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
SUFFIXES: Final = (".jsonld", ".json")
MAX_BYTES: Final = 20_000_000  # some 20,000 annotations
MAX_DEPTH: Final = 40
_MAX_PAGES: Final = 10_000
_LISTS: Final = ("AnnotationPage", "AnnotationCollection")
_OURS: Final = frozenset(
    {"type", "id", "target", "source", "selector", "body", "exact", "start", "end", "items"}
)
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")
Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation as it was written; ``name`` is how reports call it.

    ``id`` None: it has none, and no other can refer to it. ``source`` None: it does not say of which text
    it is.
    """

    name: str
    id: str | None
    source: str | None
    target: object
    bodies: tuple[object, ...]
    digest: str
    """A hash over all of it but its name and what stands in no field above."""


def read_annotations(paths: Iterable[Path]) -> Iterator[Annotation]:
    """The annotations of files and folders (.jsonld and .json, sorted), in order.

    Raises:
        AnnotationError: a file is no such document, or a folder has none. What stands in for the rules must
            not be half there.
    """
    for path in paths:
        for file in _files(path):
            yield from parse_annotations(_read(file), where=file.name)


def parse_annotations(data: bytes, *, where: str) -> Iterator[Annotation]:
    """The annotations of one document: an annotation, an array of them, a page or a collection.

    Raises:
        AnnotationError: it is none.
    """
    root = _json(data, where)
    _check_values(root, where)
    for number, node in enumerate(_annotations(root, where), start=1):
        yield _annotation(node, number, where)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    home = Path(os.path.realpath(path))
    try:
        files = sorted(files_under(path, SUFFIXES))
    except OSError as error:
        raise AnnotationError(f"{error.filename}: cannot be read: {error.strerror}") from error
    for file in files:
        if not Path(os.path.realpath(file)).is_relative_to(home):
            raise AnnotationError(f"{file}: leads out of the folder; give it by itself, or copy it in")
    if not files:
        raise AnnotationError(f"{path}: no annotations in this folder; they end in {' or '.join(SUFFIXES)}")
    return files


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            what = "not a regular file" if path.exists() else "no such file"
            raise AnnotationError(f"{path}: {what}; give a document of annotations or a folder of them")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise AnnotationError(f"{path}: cannot be read ({error.strerror}); check its rights") from error
    if len(data) > MAX_BYTES:
        raise AnnotationError(f"{path}: longer than {MAX_BYTES:,} bytes; split it")
    return data


def _json(data: bytes, where: str) -> object:
    try:
        value: object = strict_json.loads(data.decode("utf-8-sig"))
        return value
    except (ValueError, RecursionError) as error:
        told = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise AnnotationError(f"{where}: no JSON in UTF-8 ({told}); export the annotations again") from error


def _check_values(root: object, where: str) -> None:
    """Refuses what no text can hold and what nobody writes, before anything is made of it."""
    level: list[object] = [root]
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict):
                below += [*value, *value.values()]
            elif isinstance(value, list):
                below += value
            elif isinstance(value, str) and _UNWRITABLE.search(value):
                raise AnnotationError(
                    f"{where}: {ascii(value)[:60]} holds a NUL or half of a surrogate pair, as no text "
                    "does; export the annotations again as UTF-8"
                )
        if not below:
            return
        level = below
    raise AnnotationError(f"{where}: nested deeper than {MAX_DEPTH}; no annotation is")


def _annotations(root: object, where: str) -> Iterator[Node]:
    if isinstance(root, list):
        if not root:
            raise AnnotationError(f"{where}: an empty list; give at least one annotation")
        for node in root:
            found = _node(node, where)
            _check_context(found, where)
            yield from _items(found, where)
        return
    node = _node(root, where)
    _check_context(node, where)
    yield from _items(node, where)


def _items(node: Node, where: str) -> Iterator[Node]:
    """The annotation itself, or those of a page or of the pages of a collection that are in the document."""
    for _ in range(_MAX_PAGES):
        kinds = _types(node)
        if "Annotation" in kinds:
            yield node
            return
        if not any(kind in kinds for kind in _LISTS):
            told = ", ".join(kinds) or "missing"
            raise AnnotationError(
                f"{where}: 'type' is {told[:60]}; known are Annotation, {' and '.join(_LISTS)}, in the "
                "compact form of the W3C model"
            )
        items = node.get("items", [])
        for item in items if isinstance(items, list) else [items]:
            found = _node(item, where)
            if "Annotation" not in _types(found):
                raise AnnotationError(f"{where}: an item is no annotation; each needs 'type': 'Annotation'")
            yield found
        follows = node.get("first", node.get("next"))
        if follows is None:
            return
        if isinstance(follows, str):
            raise AnnotationError(
                f"{where}: the page {follows[:80]!r} is not in the document, and nothing is fetched; put its "
                "items in, or give the page as a file"
            )
        node = _node(follows, where)


def _node(value: object, where: str) -> Node:
    if not isinstance(value, dict):
        raise AnnotationError(
            f"{where}: no JSON object where an annotation should be; see docs/annotations.md"
        )
    return value


def _types(node: Node) -> list[str]:
    kinds = node.get("type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _check_context(node: Node, where: str) -> None:
    given = node.get("@context")
    contexts = given if isinstance(given, list) else [given]
    if CONTEXT not in contexts:
        raise AnnotationError(
            f"{where}: '@context' must be {CONTEXT} or a list with it; other JSON-LD is not read, and no "
            "context is fetched"
        )
    for context in contexts:
        renamed = sorted(_OURS & context.keys()) if isinstance(context, dict) else []
        if renamed:
            raise AnnotationError(
                f"{where}: '@context' gives {renamed[0]!r} another meaning; leave the terms of the W3C alone"
            )


def _annotation(node: Node, number: int, where: str) -> Annotation:
    own = node.get("id")
    own = own if isinstance(own, str) and own.strip() else None
    target = node.get("target")
    if isinstance(target, list) and len(target) == 1:
        target = target[0]
    bodies = node.get("body", [])
    kept = tuple(bodies) if isinstance(bodies, list) else (bodies,)
    told = json.dumps([own, target, kept], ensure_ascii=False, sort_keys=True)
    name = f"annotation {number} of {where}" + (f" ({own[:80]})" if own is not None else "")
    return Annotation(name, own, _source(target), target, kept, sha256(told)[:16])


def _source(target: object) -> str | None:
    for _ in range(2):
        if isinstance(target, str):
            return target if target.strip() else None
        if not isinstance(target, dict):
            return None
        target = target.get("source", target.get("id"))
    return target if isinstance(target, str) and target.strip() else None

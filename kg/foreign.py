"""Reads files of RDF that others may have written: nothing is fetched, and no DTD is read.

Turtle, TriG, N-Triples and N-Quads name nothing that a parser would fetch, and JSON-LD whose contexts are all
inside does not either. The rest, RDF/XML and JSON-LD with a context elsewhere, is read where the user allows
it, in a worker; of contexts only our own is known.
"""

import gzip
import json
import re
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse, serialize

from kg import resources, strict_json
from kg.errors import LimitError, RecordError
from kg.worker import Limits, run_task

CONTEXT: Final = "https://w3id.org/civharm/context.jsonld"
"""The name under which a document may ask for the context that ships with the program."""
_FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}
ENDINGS: Final = tuple(_FORMATS)
_XML: Final = (".rdf", ".owl", ".xml")
_LIMITS: Final = Limits(rows=2**31, size=2**28)
_TRIPLE_TERMS: Final = 500
"""100,000 triple terms inside each other crash Oxigraph's parser; a file with so many goes to a worker."""
_UNPACKED: Final = 2**26
_RATIO: Final = 100
"""RDF packs to a twentieth; what has more than 64 MB and packs to a hundredth is made to fill the memory."""
_CHUNK: Final = 10_000
_NESTING: Final = (RdfFormat.TURTLE, RdfFormat.TRIG)
_DEPTH: Final = 10_000
_BRACKET: Final = re.compile(
    r"""(?s:\"{3}.*?\"{3})|(?s:'{3}.*?'{3})|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*|[()\[\]]"""
)
"""Brackets, and what may hold some that open nothing: strings, IRIs and comments."""


class Allowed(StrEnum):
    """Kinds of files that are only read where the user says so."""

    JSONLD = "jsonld"
    RDFXML = "rdfxml"


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file and its quads."""

    text: str
    quads: list[Quad]


def is_rdf(path: Path) -> bool:
    """True where the name ends as that of a file that can be read."""
    return _ending(path) in (*ENDINGS, *_XML)


def read_rdf(path: Path, *, allow: Collection[Allowed] = ()) -> Document:
    """A file, in the format that its ending says; the ending of a packed one is followed by ``.gz``.

    Raises:
        LimitError: it took too much time or memory, or crashed the parser.
        RecordError: it cannot be read, is not in that format, or would have to be allowed.
    """
    ending = _ending(path)
    if not is_rdf(path):
        raise RecordError(
            f"{path}: not a kind of file we read; use {', '.join(ENDINGS)}, or one of them .gz; "
            f"RDF/XML ({', '.join(_XML)}) with --allow rdfxml"
        )
    text = _read(path)
    if ending in _XML:
        return Document(text, _from_xml(path, text, allow))
    form = _FORMATS[ending]
    if form == RdfFormat.JSON_LD:
        return Document(text, _from_jsonld(path, text, allow))
    if text.count("<<") > _TRIPLE_TERMS:
        return Document(text, _in_worker(path, text, form))
    return Document(text, _parsed(path, text, form))


def parsed(given: Mapping[str, str]) -> Iterator[object]:
    """In the worker: nothing, then the quads as N-Quads, in pieces."""
    yield None
    form = RdfFormat.from_media_type(given["form"])
    assert form is not None
    chunk: list[Quad] = []
    for quad in _quads(given["where"], given["text"], form):
        chunk.append(quad)
        if len(chunk) == _CHUNK:
            yield _lines(chunk)
            chunk.clear()
    yield _lines(chunk)


def _ending(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix


def _read(path: Path) -> str:
    try:
        if path.suffix != ".gz":
            return path.read_bytes().decode("utf-8")
        most = max(_UNPACKED, _RATIO * path.stat().st_size)
        with gzip.open(path) as packed:
            data = packed.read(most + 1)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise RecordError(f"{path}: cannot be read: {error}") from error
    if len(data) > most:
        raise RecordError(f"{path}: packed to less than a hundredth, as no RDF is; unpack it to look at it")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(f"{path}: cannot be read: {error}") from error


def _parsed(path: Path, text: str, form: RdfFormat) -> list[Quad]:
    return list(_quads(str(path), text, form))


def _quads(where: str, text: str, form: RdfFormat) -> Iterator[Quad]:
    if form in _NESTING and _is_deep(text):
        raise RecordError(f"{where}: brackets deeper than {_DEPTH:,}; no RDF is written so")
    try:
        for quad in parse(text, format=form):
            value = quad.object
            if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction is not None):
                raise RecordError(f"{where}: triple terms and directions are RDF 1.2; RDF 1.1 is read")
            yield quad
    except (SyntaxError, ValueError) as error:
        raise RecordError(f"{where}: this is no {form.name}: {error}") from error


def _is_deep(text: str) -> bool:
    """True where brackets open inside each other so deep that the parser would fill the memory."""
    if text.count("(") + text.count("[") < _DEPTH:
        return False
    depth = 0
    for bracket in _BRACKET.finditer(text):
        opens = bracket[0] in ("(", "[")
        depth += 1 if opens else -1 if bracket[0] in (")", "]") else 0
        if depth > _DEPTH:
            return True
    return False


def _in_worker(path: Path, text: str, form: RdfFormat) -> list[Quad]:
    given = {"where": str(path), "text": text, "form": form.media_type}
    lines = run_task(f"{__name__}:parsed", given, where=str(path), limits=_LIMITS)
    if lines.truncated:
        raise LimitError(
            f"{path}: more than {_LIMITS.size / 2**20:,.0f} MiB of quads; cut it into smaller files"
        )
    return [quad for piece in lines.rows for quad in parse(piece, format=RdfFormat.N_QUADS)]


def _lines(quads: Collection[Quad]) -> str:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode("utf-8")


def _from_xml(path: Path, text: str, allow: Collection[Allowed]) -> list[Quad]:
    if Allowed.RDFXML not in allow:
        raise RecordError(f"{path}: RDF/XML is only read where you say so: --allow rdfxml")
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise RecordError(f"{path}: has a DTD, which can name files and grow without end; take it out")
    return _in_worker(path, text, RdfFormat.RDF_XML)


def _from_jsonld(path: Path, text: str, allow: Collection[Allowed]) -> list[Quad]:
    """As it is where all contexts are inside, which every export of ours has."""
    try:
        document = strict_json.loads(text)
        outside = sorted(set(_outside(document)))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{path}: this is no JSON_LD: {error}") from error
    if not outside:
        return _parsed(path, text, RdfFormat.JSON_LD)
    if Allowed.JSONLD not in allow:
        raise RecordError(
            f"{path}: has a context elsewhere ({outside[0]}), which is not fetched; put the context into the "
            f"file, or read it with --allow jsonld where it is {CONTEXT}"
        )
    strange = [name for name in outside if name != CONTEXT]
    if strange:
        raise RecordError(f"{path}: has a context that is not ours ({strange[0]}); put it into the file")
    return _in_worker(path, json.dumps(_with_ours(document, _ours())), RdfFormat.JSON_LD)


def _outside(node: Any) -> Iterator[str]:
    """Each context that would have to be fetched. ``Any`` because JSON is."""
    if isinstance(node, list):
        for one in node:
            yield from _outside(one)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "@context":
            for context in value if isinstance(value, list) else [value]:
                if isinstance(context, str):
                    yield context
        elif key == "@import":
            yield f"@import of {value}"
        yield from _outside(value)


def _with_ours(node: Any, ours: Any) -> Any:
    """The document with our context in place of its name. ``Any`` because JSON is."""
    if isinstance(node, list):
        return [_with_ours(one, ours) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _context(value, ours) if key == "@context" else _with_ours(value, ours)
        for key, value in node.items()
    }


def _context(value: Any, ours: Any) -> Any:
    """A context as it may stand in a document. ``Any`` because JSON is."""
    if isinstance(value, list):
        return [_context(one, ours) for one in value]
    return ours if value == CONTEXT else _with_ours(value, ours)


def _ours() -> Any:
    """What ships with the program. ``Any`` because JSON is."""
    path = resources.ontology().with_name("context.jsonld")
    return json.loads(path.read_text(encoding="utf-8"))["@context"]

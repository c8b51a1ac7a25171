"""Writes the chosen graphs in one form; a file is there whole or not at all."""

import errno
import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

from kg.errors import ExportError, FullDiskError
from kg.export.chosen import Chosen, choose
from kg.export.forms import Form, form_of
from kg.export.jsonld import jsonld
from kg.export.lines import nquads, ntriples
from kg.export.selection import Section
from kg.export.sssom import sssom
from kg.export.table import table
from kg.export.turtle import trig, turtle
from kg.export.withholding import Profile
from kg.store import Store
from kg.store.files import written_whole

WRITERS: Final[dict[Form, Callable[[Iterable[Section], str], Iterator[str]]]] = {
    Form.TURTLE: turtle,
    Form.TRIG: trig,
    Form.N_TRIPLES: ntriples,
    Form.N_QUADS: nquads,
    Form.JSON_LD: jsonld,
    Form.SSSOM: sssom,
    Form.CSV: table,
}


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Takes the bytes."""


def export(
    store: Store,
    path: Path | str,
    *,
    incident: str | None = None,
    article: str | None = None,
    profile: Profile | None = None,
) -> None:
    """Writes the file whose ending tells the form; the same store gives the same bytes.

    ``incident`` is the IRI of an event, canonical or one article's own: all that any article says of it.
    ``article`` is the key of a text. The code lists ride along in every export. ``profile`` says what is
    left out for a partner.

    Raises:
        ExportError: the ending is unknown, nothing is selected, or the file cannot be written.
        ProfileError: the profile cannot be kept.
    """
    form_of(path)  # an ending that is none of ours is told before anything is looked for
    export_chosen(choose(store, incident=incident, article=article, profile=profile), path)


def export_chosen(chosen: Chosen, path: Path | str) -> None:
    """Writes what was chosen, as :func:`export` does.

    Raises:
        ExportError: the ending is unknown, or the file cannot be written.
    """
    target = Path(path)
    form, packed = form_of(target)
    try:
        with written_whole(target) as stream:
            write(chosen.sections(), stream, form, base=chosen.base, packed=packed)
    except OSError as error:
        raise unwritten(target, error, "file") from error


def unwritten(target: Path, error: OSError, what: str) -> ExportError:
    """Why a file or folder cannot be written, and the way out."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FullDiskError(f"{target}: the disk is full; make room, or name another {what}")
    return ExportError(f"{target}: cannot be written ({error.strerror}); name another {what}")


def write(sections: Iterable[Section], stream: Sink, form: Form, *, base: str, packed: bool = False) -> None:
    """Writes graphs to an open stream, piece by piece, as UTF-8; packed ones without a name or time."""
    if packed:
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=cast("BinaryIO", stream), mtime=0) as zipped:
            write(sections, zipped, form, base=base)
        return
    for piece in WRITERS[form](sections, base):
        stream.write(piece.encode("utf-8"))

"""Writes a package: a folder with the graph in several forms and a manifest, there whole or not at all."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import ExportError
from kg.export import readme
from kg.export.chosen import Chosen
from kg.export.files import unwritten, write
from kg.export.forms import Form, form_of
from kg.export.manifest import NAME, SIGNATURE, SUMS, Listed, Manifest, sums
from kg.export.measuring import Measured
from kg.export.signing import sign
from kg.export.survey import survey
from kg.export.versions import versions
from kg.ids import sha256
from kg.store.files import folder_whole, written_whole

BESIDE: Final = ".manifest.json"
"""What the manifest of a single file is called: the name of the file with this."""
_STEMS: Final = {Form.SSSOM: "links", Form.CSV: "statements"}


def export_package(
    chosen: Chosen, folder: Path | str, forms: Sequence[str], *, key: Path | None = None
) -> Manifest:
    """Writes a folder with each form, a manifest, sums for ``sha256sum`` and a page that explains them.

    The folder is made beside its place and renamed. ``forms`` are endings, also with ``.gz``; with ``key``
    the manifest is signed. The same store gives the same bytes.

    Raises:
        ExportError: the folder is there already, a form is unknown, or it cannot be written.
        PackageError: the manifest cannot be signed.
    """
    target = Path(folder)
    names = _names(forms)
    if os.path.lexists(target) and not (target.is_dir() and not any(target.iterdir())):
        raise ExportError(f"{target}: is there already; name a new folder, or delete this one first")
    try:
        with folder_whole(target) as draft:
            files = [_write(chosen, draft / name) for name in names]
            manifest = _manifest(chosen, files)
            _put(draft / readme.NAME, readme.readme(is_altered=manifest.is_altered))
            data = manifest.to_bytes()
            _put(draft / NAME, data)
            hashes = [(file.name, file.sha256) for file in manifest.files]
            _put(draft / SUMS, sums([*hashes, (NAME, sha256(data))]))
            if key is not None:
                _synced(sign(draft / NAME, key))
    except OSError as error:
        raise unwritten(target, error, "folder") from error
    return manifest


def export_with_manifest(chosen: Chosen, path: Path | str, *, key: Path | None = None) -> Manifest:
    """Writes one file and ``FILE.manifest.json`` beside it; both are finished before the first has its name.

    Raises:
        ExportError: the ending is unknown, nothing is selected, or a file cannot be written.
        PackageError: the manifest cannot be signed.
    """
    target = Path(path)
    beside = target.with_name(target.name + BESIDE)
    signature = beside.with_name(beside.name + SIGNATURE)
    try:
        with written_whole(beside) as other, written_whole(target) as stream:
            file = _measured(chosen, stream, target.name)
            manifest = _manifest(chosen, [file], page=False)
            other.write(manifest.to_bytes())
            # The file takes its name before the manifest does: no manifest ever lies beside another's file.
            beside.unlink(missing_ok=True)
            signature.unlink(missing_ok=True)
        if key is not None:
            _synced(sign(beside, key))
    except OSError as error:
        raise unwritten(target, error, "file") from error
    return manifest


def _manifest(chosen: Chosen, files: Iterable[Listed], *, page: bool = True) -> Manifest:
    found = survey(chosen.sections())
    is_altered = found.counts["altered"] > 0
    text = readme.readme(is_altered=is_altered)
    listed = [*files, *([Listed(readme.NAME, len(text), sha256(text))] if page else [])]
    return Manifest(
        chosen.base,
        tuple(sorted(listed, key=lambda file: file.name)),
        found.counts,
        found.dataset,
        found.flat,
        versions(),
        tuple(sorted({entry.versions.partition("+")[0] for entry in chosen.store.entries.values()})),
        chosen.told(),
        None if chosen.profile is None else chosen.profile.plain(),
        is_altered=is_altered,
    )


def _names(forms: Iterable[str]) -> list[str]:
    found = []
    for ending in forms:
        form, _ = form_of(f"graph.{ending}")
        if f"graph.{ending.removesuffix('.gz')}" != f"graph.{form}":
            raise ExportError(f"{ending}: no form; there are {' '.join(Form)}, each also with .gz")
        found.append(f"{_STEMS.get(form, 'graph')}.{ending}")
    if not any(form_of(name)[0].is_rdf for name in found):
        raise ExportError("a package holds the graph in one form at least; add ttl, trig, nt, nq or jsonld")
    if len(set(found)) != len(found):
        raise ExportError(f"{', '.join(forms)}: a form is named twice")
    return sorted(found)


def _write(chosen: Chosen, path: Path) -> Listed:
    with path.open("wb") as stream:
        file = _measured(chosen, stream, path.name)
        stream.flush()
        os.fsync(stream.fileno())
    return file


def _measured(chosen: Chosen, stream: BinaryIO, name: str) -> Listed:
    form, packed = form_of(name)
    measured = Measured(stream)
    write(chosen.sections(), measured, form, base=chosen.base, packed=packed)
    return Listed(name, measured.size, measured.sha256, form)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    _synced(path)


def _synced(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())

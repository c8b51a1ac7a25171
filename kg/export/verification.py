"""Holds a package against its manifest: every changed, missing or added file, and where it differs."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from kg.errors import PackageError
from kg.export.contents import differences, digest_of, faults
from kg.export.manifest import NAME, OTHER_SIGNATURE, SIGNATURE, SUMS, Listed, Manifest, read_manifest, sums
from kg.export.opened import Place, UnsafeFileError, place_of
from kg.export.signing import signer_of
from kg.ids import sha256


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as the manifest says; ``file`` is a name in the package."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. ``signer`` is whose signature fits, None where none was asked for or none fits."""

    manifest: Manifest | None
    faults: tuple[Fault, ...]
    signer: str | None = None
    is_signed: bool = False
    """True where a signature lies there, checked or not."""


def verify_package(path: Path | str, *, signers: Path | None = None) -> Verified:
    """All that is wrong with a package; nothing outside of its folder is opened, and no link is followed.

    ``signers`` is a file of those who may sign (``allowed_signers`` of ssh-keygen); without it no
    signature is checked.

    Raises:
        PackageError: it is no package, its manifest asks for what none may, or a tool is missing.
    """
    place = place_of(Path(path))
    data = place.small(place.manifest)
    if data is None:
        raise PackageError(f"{place.folder / place.manifest}: no such file")
    try:
        manifest = read_manifest(data, where=str(place.folder / place.manifest))
    except PackageError as error:
        if place.only is None and not _is_summed(place, data):
            return Verified(None, (Fault(NAME, f"not the one of which {SUMS} has the hash ({error})"),))
        raise
    if place.only is not None and [file.name for file in manifest.files] != [place.only]:
        raise PackageError(f"{place.folder / place.manifest}: is not of {place.only}, or not of it alone")
    signature = place.small(place.manifest + SIGNATURE)
    found = [*_sums(place, manifest, data), *_files(place, manifest)]
    signer = None
    if signers is not None:
        signer = None if signature is None else signer_of(data, signature, signers)
        if signer is None:
            what = (
                "is not there: the package is not signed"
                if signature is None
                else "is of none of the signers"
            )
            found.append(Fault(place.manifest + SIGNATURE, what))
    other = place.small(place.manifest + OTHER_SIGNATURE)
    return Verified(manifest, tuple(found), signer, is_signed=signature is not None or other is not None)


def _is_summed(place: Place, data: bytes) -> bool:
    """False where the sums have another hash of the manifest."""
    told = (place.small(SUMS) or b"").decode("utf-8", "replace").splitlines()
    return not any(line.endswith(f"  {NAME}") and not line.startswith(sha256(data)) for line in told)


def _sums(place: Place, manifest: Manifest, data: bytes) -> Iterator[Fault]:
    if place.only is not None:
        return
    wanted = sums([*((file.name, file.sha256) for file in manifest.files), (NAME, sha256(data))])
    found = place.small(SUMS)
    if found is None:
        yield Fault(SUMS, "is missing")
    elif found != wanted:
        yield Fault(SUMS, f"changed: {_first_difference(found, wanted)}")


def _files(place: Place, manifest: Manifest) -> Iterator[Fault]:
    whole: list[Listed] = []
    changed: dict[str, str] = {}
    for file in manifest.files:
        try:
            with place.opened(file.name) as (stream, size):
                if size == file.size and digest_of(stream) == file.sha256:
                    whole.append(file)
                else:
                    told = "other bytes" if size == file.size else f"{size:,} bytes, not {file.size:,}"
                    changed[file.name] = f"changed: {told}"
        except FileNotFoundError:
            yield Fault(file.name, "is missing")
        except UnsafeFileError as error:
            yield Fault(file.name, f"not read: {error.strerror}")
        except OSError as error:
            yield Fault(file.name, f"cannot be read: {error.strerror}")
    for name in place.added(frozenset(file.name for file in manifest.files)):
        yield Fault(name, "was added: the manifest does not name it")
    for name, what in _read_apart(place, manifest, whole, changed):
        if name in changed:
            changed[name] += f"; {what}"
        else:
            yield Fault(name, what)
    yield from (Fault(name, what) for name, what in sorted(changed.items()))


def _read_apart(
    place: Place, manifest: Manifest, whole: list[Listed], changed: Iterable[str]
) -> list[tuple[str, str]]:
    """What reading the data tells. In a process of its own, because a hostile file can break a parser."""
    broken = [file for file in manifest.files if file.name in set(changed)]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as worker:
        try:
            return worker.submit(_read, place, manifest, whole, broken).result()
        except BrokenProcessPool:
            names = ", ".join(file.name for file in whole)
            return [(names, "the parser broke on one of them: no RDF that kg wrote")]


def _read(
    place: Place, manifest: Manifest, whole: list[Listed], broken: list[Listed]
) -> list[tuple[str, str]]:
    return [*faults(place, manifest, whole), *differences(place, manifest, whole, broken)]


def _first_difference(found: bytes, wanted: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b), None)
    at = min(len(found), len(wanted)) if at is None else at
    line = wanted.count(b"\n", 0, at) + 1
    return f"the first difference is at byte {at} (from 0), line {line}"

"""The manifest of a package: which files, of which bytes, made of what; written, and read with distrust."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg import strict_json
from kg.errors import ExportError, PackageError
from kg.export.forms import Form, form_of

NAME: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
SIGNATURE: Final = ".sig"
OTHER_SIGNATURE: Final = ".minisig"
MAX_BYTES: Final = 1 << 20
FORMAT: Final = 1
_MARK: Final = "civharm-kg-package"
_KEYS: Final = frozenset(
    {_MARK, "base", "built_with", "chosen", "counts", "files", "profile", "quotations", "rdfc10", "sha256",
     "versions"}
)  # fmt: skip
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ +=@,()-]{0,199}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_DEVICES: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_MAX_SIZE: Final = 1 << 50
Json = Mapping[str, Any]
"""An object of JSON; ``Any`` because JSON is."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the manifest has it; ``form`` is None for one that is not read as data."""

    name: str
    size: int
    sha256: str
    form: Form | None = None

    @property
    def is_packed(self) -> bool:
        """True where the data are compressed."""
        return self.name.endswith(".gz")

    @property
    def is_named(self) -> bool:
        """True where it tells which graph everything stands in."""
        return self.form is not None and self.form.names_graphs


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself; see docs/export.md for each key."""

    base: str
    files: tuple[Listed, ...]
    counts: Mapping[str, int]
    dataset: str
    flat: str
    versions: Mapping[str, str]
    built_with: tuple[str, ...] = ()
    chosen: Mapping[str, str | None] | None = None
    profile: Json | None = None
    is_altered: bool = False
    """True where words were replaced; where not, every quotation has all its words."""

    def to_bytes(self) -> bytes:
        """The manifest as it is written: sorted, in lines, with a hash over its own values."""
        values: dict[str, Any] = {
            _MARK: FORMAT,
            "base": self.base,
            "built_with": list(self.built_with),
            "chosen": dict(self.chosen or {"article": None, "incident": None}),
            "counts": dict(self.counts),
            "files": [_plain(file) for file in self.files],
            "profile": self.profile,
            "quotations": "altered" if self.is_altered else "whole",
            "rdfc10": {"dataset": self.dataset, "flat": self.flat},
            "versions": dict(self.versions),
        }
        return _dump({**values, "sha256": hashlib.sha256(_dump(values)).hexdigest()})


def sums(files: Iterable[tuple[str, str]]) -> bytes:
    """Names and hashes as ``sha256sum -c`` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files)).encode()


def read_manifest(data: bytes, *, where: str) -> Manifest:
    """The manifest in these bytes, which may come from anybody.

    Raises:
        PackageError: it is none of ours, was changed, or names a file that may lie elsewhere.
    """
    values = _object(data, where)
    if values.get(_MARK) != FORMAT or isinstance(values[_MARK], bool):
        told = f"its format is {values[_MARK]!r}" if _MARK in values else "it is no manifest of kg"
        raise PackageError(f"{where}: {told}; this kg reads packages of format {FORMAT}")
    rest = {key: value for key, value in values.items() if key != "sha256"}
    if set(values) != _KEYS or values["sha256"] != hashlib.sha256(_dump(rest)).hexdigest():
        raise PackageError(f"{where}: changed: its values are not those that its own hash is of")
    if data != _dump(values):
        raise PackageError(f"{where}: changed: it is not written as kg writes it")
    try:
        manifest = _manifest(values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackageError(f"{where}: a value is not as in a manifest ({error!r:.200})") from error
    _check_names(manifest, where)
    return manifest


def _manifest(values: Json) -> Manifest:
    quotations = values["quotations"]
    if quotations not in ("altered", "whole") or not isinstance(values["base"], str):
        raise ValueError("quotations or base")
    hashes = values["rdfc10"]
    if not all(isinstance(hashes[key], str) and _HASH.fullmatch(hashes[key]) for key in ("dataset", "flat")):
        raise ValueError("rdfc10")
    counts = {str(name): _number(number) for name, number in values["counts"].items()}
    return Manifest(
        values["base"],
        tuple(_listed(file) for file in values["files"]),
        counts,
        hashes["dataset"],
        hashes["flat"],
        {str(name): str(value) for name, value in values["versions"].items()},
        tuple(str(value) for value in values["built_with"]),
        {str(name): _scalar(value) for name, value in values["chosen"].items()},
        None if values["profile"] is None else _scalars(values["profile"]),
        is_altered=quotations == "altered",
    )


def _scalars(values: Json) -> Json:
    return {str(name): _scalar(value) for name, value in values.items()}


def _scalar(value: Any) -> Any:
    """The value, which must hold no others: deep ones break what reads them. ``Any`` because JSON is."""
    if value is not None and not isinstance(value, str | int):
        raise ValueError("no plain value")
    return value


def _listed(value: Json) -> Listed:
    name, digest, form = value["name"], value["sha256"], value["form"]
    if not isinstance(name, str) or not isinstance(digest, str) or _HASH.fullmatch(digest) is None:
        raise ValueError("name or sha256 of a file")
    if form != _form_by_name(name):  # one that says it has no form would be read by nobody
        raise ValueError(f"form {form} of {name[:80]}")
    return Listed(name, _number(value["bytes"]), digest, None if form is None else Form(form))


def _form_by_name(name: str) -> Form | None:
    try:
        return form_of(name)[0]
    except ExportError:
        return None


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MAX_SIZE:
        raise ValueError("a number")
    return value


def _check_names(manifest: Manifest, where: str) -> None:
    seen: set[str] = set()
    own = {NAME.casefold(), SUMS.casefold()}
    for file in manifest.files:
        name = file.name
        if _PLAIN.fullmatch(name) is None or _DEVICES.match(name) or name.endswith((".", " ")):
            message = "is no plain name of a file in the same folder; nothing was read"
            raise PackageError(f"{where}: {name[:200]!r} {message}")
        folded = name.casefold()
        if folded in seen or folded in own or folded.endswith((SIGNATURE, OTHER_SIGNATURE)):
            raise PackageError(f"{where}: {name!r} is named twice, or is a name of the package's own")
        if file.form is not None and not name.removesuffix(".gz").endswith(f".{file.form}"):
            raise PackageError(f"{where}: {name!r} does not end as its form {file.form} does")
        seen.add(folded)
    if not manifest.files:
        raise PackageError(f"{where}: names no file")


def _object(data: bytes, where: str) -> dict[str, Any]:
    try:
        if len(data) > MAX_BYTES:
            raise ValueError(f"longer than {MAX_BYTES:,} bytes")
        value = strict_json.loads(data.decode("utf-8"))
        if not isinstance(value, dict):
            raise ValueError("no object")
        return value
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{where}: no manifest, or cut or changed ({error!s:.200})") from error


def _plain(file: Listed) -> dict[str, Any]:
    return {"bytes": file.size, "form": file.form, "name": file.name, "sha256": file.sha256}


def _dump(values: Json) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"

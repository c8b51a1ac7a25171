"""Signs a manifest and checks its signature, by ssh-keygen: no secret key is ever read by this program."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.errors import PackageError
from kg.export.manifest import SIGNATURE

NAMESPACE: Final = "civharm-kg-package"
"""What a signature is for, so that one made for another purpose is not taken for it."""
_TOOL: Final = "ssh-keygen"
_SECONDS: Final = 20


def sign(file: Path, key: Path) -> Path:
    """Writes ``FILE.sig`` beside the file; ssh-keygen may ask for the passphrase on the terminal.

    Raises:
        PackageError: there is no ssh-keygen, or it refused.
    """
    if not key.is_file():
        raise PackageError(f"{key}: no such key; make one with: ssh-keygen -t ed25519 -f {key}")
    target = file.with_name(file.name + SIGNATURE)
    target.unlink(missing_ok=True)
    # No time limit: a person may have to find a passphrase or touch a token.
    done = _run(["-Y", "sign", "-f", str(key.resolve()), "-n", NAMESPACE, str(file.resolve())], None, None)
    if done.returncode != 0 or not target.is_file():
        raise PackageError(f"{key}: {_TOOL} did not sign: {_said(done)}")
    return target


def signer_of(data: bytes, signature: bytes, signers: Path) -> str | None:
    """Who of the allowed signers signed these bytes; None where nobody did.

    The signature is given as bytes, so that a name in somebody's package is never handed to another program.

    Raises:
        PackageError: there is no ssh-keygen, or no file of allowed signers.
    """
    if not signers.is_file():
        raise PackageError(f"{signers}: no such file; each line is NAME ssh-ed25519 KEY, as in {_TOOL}(1)")
    with TemporaryDirectory(prefix="kg-") as folder:
        copy = Path(folder, "signature")
        copy.write_bytes(signature)
        allowed, given = str(signers.resolve()), str(copy)
        found = _run(["-Y", "find-principals", "-s", given, "-f", allowed], b"", _SECONDS)
        for name in found.stdout.decode("utf-8", "replace").splitlines() if found.returncode == 0 else ():
            asked = ["-Y", "verify", "-f", allowed, "-I", name, "-n", NAMESPACE, "-s", given]
            if not name.startswith("-") and _run(asked, data, _SECONDS).returncode == 0:
                return name
    return None


def _run(
    arguments: Sequence[str], data: bytes | None, seconds: int | None
) -> "subprocess.CompletedProcess[bytes]":
    tool = shutil.which(_TOOL)
    if tool is None:
        raise PackageError(f"{_TOOL}: not on this machine; install openssh-client")
    try:
        return subprocess.run(
            [tool, *arguments], input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PackageError(f"{_TOOL}: no answer within {seconds} s") from error


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return " ".join(lines[-1:])[:300] or f"it ended with {done.returncode}"

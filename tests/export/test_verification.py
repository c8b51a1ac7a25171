"""A partner is told every byte that changed, and nothing in a package makes kg look elsewhere."""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import PackageError
from kg.export import choose, export_package, export_with_manifest, verification, verify_package
from kg.export.manifest import MAX_BYTES
from kg.export.package import BESIDE
from kg.store import Store
from tests.project.conftest import run_here

FORMS = ["trig", "nq", "ttl.gz", "sssom.tsv", "csv"]


@pytest.fixture(scope="module")
def original(small: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages") / "package"
    export_package(choose(small), folder, FORMS)
    return folder


@pytest.fixture
def package(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "package"))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads the data in this process, for tests that do so hundreds of times."""

    def read(place: Any, manifest: Any, whole: Any, changed: Any) -> list[tuple[str, str]]:
        broken = [file for file in manifest.files if file.name in set(changed)]
        return verification._read(place, manifest, whole, broken)

    monkeypatch.setattr(verification, "_read_apart", read)


def told(package: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for fault in verify_package(package).faults:
        found[fault.file] = "; ".join([*([found[fault.file]] if fault.file in found else []), fault.what])
    return found


def test_what_was_not_touched_has_no_fault(package: Path) -> None:
    found = verify_package(package)

    assert found.faults == ()
    assert (found.signer, found.is_signed) == (None, False)


NAMES = ["graph.trig", "graph.nq", "graph.ttl.gz", "links.sssom.tsv", "statements.csv", "README.txt",
         "manifest.json", "SHA256SUMS"]  # fmt: skip


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", NAMES)
def test_any_changed_byte_is_named(package: Path, name: str) -> None:
    file = package / name
    data = file.read_bytes()
    for at in {0, len(data) - 1, *range(0, len(data), max(len(data) // 9, 1))}:
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        found = told(package)

        assert name in found, f"byte {at}"
        assert set(found) <= {name, "SHA256SUMS"} or name == "manifest.json"


@pytest.mark.nightly
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", NAMES)
def test_any_of_three_hundred_changed_bytes_is_named(package: Path, name: str) -> None:
    file = package / name
    data = file.read_bytes()
    for at in range(0, len(data), max(len(data) // 300, 1)):
        file.write_bytes(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :])

        assert name in told(package), f"byte {at}"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["graph.trig", "graph.nq", "links.sssom.tsv", "statements.csv"])
def test_the_first_difference_is_told_by_another_form(package: Path, name: str) -> None:
    data = (package / name).read_bytes()
    at = len(data) // 2
    (package / name).write_bytes(data[:at] + b"\x00" + data[at + 1 :])

    line = data.count(b"\n", 0, at) + 1
    assert told(package)[name].endswith(f"the first difference is at byte {at} (from 0), line {line}")


@pytest.mark.usefixtures("here")
def test_cut_and_longer_files_are_told_by_their_sizes(package: Path) -> None:
    data = (package / "graph.nq").read_bytes()
    (package / "graph.nq").write_bytes(data[:-7])
    with (package / "statements.csv").open("ab") as stream:
        stream.write(b"more\n")

    found = told(package)
    assert f"{len(data) - 7:,} bytes, not {len(data):,}" in found["graph.nq"]
    assert f"byte {len(data) - 7} " in found["graph.nq"]
    assert "changed" in found["statements.csv"]


@pytest.mark.usefixtures("here")
def test_missing_and_added_files_are_named(package: Path) -> None:
    (package / "graph.trig").unlink()
    (package / "notes.txt").write_text("x")
    (package / "folder").mkdir()

    assert told(package) == {
        "graph.trig": "is missing",
        "notes.txt": "was added: the manifest does not name it",
        "folder": "was added: the manifest does not name it",
    }


@pytest.mark.usefixtures("here")
def test_a_single_file_is_held_against_its_manifest(small: Store, tmp_path: Path) -> None:
    file = tmp_path / "one.nq"
    export_with_manifest(choose(small), file)
    assert told(file) == told(tmp_path / f"one.nq{BESIDE}") == {}

    file.write_bytes(file.read_bytes().replace(b"101", b"102", 1))

    assert "changed: other bytes" in told(file)["one.nq"]


# --- manifests of strangers


def rewrite(package: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Changes the manifest as somebody would who knows how it is made: hashes and sums fit again."""
    path = package / "manifest.json"
    values = json.loads(path.read_bytes())
    change(values)
    write(package, values)


def write(package: Path, values: dict[str, Any]) -> None:
    def dump(these: dict[str, Any]) -> bytes:
        return json.dumps(these, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"

    rest = {key: value for key, value in values.items() if key != "sha256"}
    data = dump({**rest, "sha256": hashlib.sha256(dump(rest)).hexdigest()})
    (package / "manifest.json").write_bytes(data)
    files = values.get("files")
    lines = (
        [f"{f['sha256']}  {f['name']}\n" for f in files if isinstance(f, dict)]
        if isinstance(files, list)
        else []
    )
    lines.append(f"{hashlib.sha256(data).hexdigest()}  manifest.json\n")
    with (package / "SHA256SUMS").open("w", errors="replace") as stream:
        stream.writelines(sorted(lines, key=lambda line: line[66:]))


def named(name: Any) -> Callable[[dict[str, Any]], None]:
    def change(values: dict[str, Any]) -> None:
        values["files"][0] |= {"name": name, "form": None}

    return change


def put(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda values: values.__setitem__(key, value)


def of_first(key: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda values: values["files"][0].__setitem__(key, value)


@pytest.mark.parametrize(
    "change",
    [
        *(
            pytest.param(named(name), id=f"name {name!r:.20}")
            for name in (
                "../secret", "/etc/passwd", "..", ".", "a/b", "a\\b", "C:\\x", "", " ", "a\0b", "a\nb",
                ".hidden", "~root", "-x", "x" * 300, "CON", "nul.txt", "x.", "MANIFEST.json", "SHA256SUMS",
                "sha256sums",
                "x.sig", "a\u202eb", "//host/share", "file:///etc/passwd", 7, None, ["a"],
            )
        ),
        pytest.param(lambda v: v["files"].append(v["files"][1]), id="a file twice"),
        pytest.param(lambda v: v["files"].append(v["files"][1] | {"name": "GRAPH.NQ"}), id="case alone"),
        pytest.param(of_first("bytes", -1), id="negative size"),
        pytest.param(of_first("bytes", 10**30), id="huge size"),
        pytest.param(of_first("bytes", True), id="true for a size"),
        pytest.param(of_first("bytes", "7"), id="words for a size"),
        pytest.param(of_first("sha256", "x"), id="no hash"),
        pytest.param(of_first("form", "exe"), id="no form"),
        pytest.param(of_first("form", "ttl"), id="another form than the ending"),
        pytest.param(put("files", []), id="no file"),
        pytest.param(put("files", {}), id="files is no list"),
        pytest.param(put("files", None), id="no files"),
        pytest.param(put("civharm-kg-package", 2), id="a later format"),
        pytest.param(put("civharm-kg-package", True), id="true for a format"),
        pytest.param(put("more", 1), id="a key more"),
        pytest.param(lambda v: v.pop("base"), id="a key less"),
        pytest.param(put("counts", [1]), id="counts is a list"),
        pytest.param(lambda v: [f.update(form=None) for f in v["files"]], id="graphs that nobody reads"),
        pytest.param(put("rdfc10", {"dataset": "x"}), id="no hash of the graph"),
        pytest.param(put("quotations", "some"), id="another word"),
        pytest.param(put("profile", {"name": ["partner"]}), id="a list in the profile"),
        pytest.param(put("profile", json.loads("[" * 900 + "]" * 900)), id="a deep profile"),
        pytest.param(put("chosen", {"article": {}}), id="an object for an article"),
    ],
)  # fmt: skip
def test_a_manifest_that_asks_for_what_none_may_is_refused(
    package: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    (package.parent / "secret").write_text("secret")
    rewrite(package, change)

    with pytest.raises(PackageError):
        verify_package(package)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"7", b"null", b"{", b"\xff\xfe{}", b"{}\0", b'{"a":1,"a":2}', b"[" * 100_000, b"{}" * 3,
        b'{"civharm-kg-package": NaN}', b"1" * 5_000, b" " * (MAX_BYTES + 1), b'{"civharm-kg-package": 1}',
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_refused(package: Path, data: bytes) -> None:
    (package / "manifest.json").write_bytes(data)
    (package / "SHA256SUMS").unlink()

    with pytest.raises(PackageError):
        verify_package(package)


def _link(path: Path, target: Path) -> None:
    path.unlink()
    path.symlink_to(target)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("kind", ["link", "link to itself", "pipe", "folder", "device"])
def test_what_is_no_plain_file_is_named_and_not_read(original: Path, package: Path, kind: str) -> None:
    file = package / "graph.nq"
    if kind == "link":
        _link(file, original / "graph.nq")
    elif kind == "link to itself":
        _link(file, file)
    elif kind == "device":
        _link(file, Path("/dev/zero"))
    else:
        file.unlink()
        os.mkfifo(file) if kind == "pipe" else file.mkdir()

    assert told(package)["graph.nq"].startswith("not read: no plain file") or kind.startswith(
        ("link", "device")
    )
    assert told(package)["graph.nq"].startswith("not read: ")


@pytest.mark.parametrize("name", ["manifest.json", "SHA256SUMS", "manifest.json.sig"])
def test_a_link_in_place_of_a_manifest_is_not_followed(original: Path, package: Path, name: str) -> None:
    (package / name).unlink(missing_ok=True)
    (package / name).symlink_to(original / "manifest.json")

    with pytest.raises(PackageError, match="not followed"):
        verify_package(package)


def _replace(package: Path, name: str, data: bytes) -> None:
    """Puts other bytes in place of a file, and lets the manifest tell them."""
    (package / name).write_bytes(data)

    def change(values: dict[str, Any]) -> None:
        (file,) = (file for file in values["files"] if file["name"] == name)
        file |= {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    rewrite(package, change)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("graph.nq", b"101", b"102", "its RDFC-1.0 hash is"),
        ("graph.trig", b"civ:Statement", b"civ Statement", "is no trig"),
        ("statements.csv", b"asserts", b"denies", "does not say the same as graph."),
        ("links.sssom.tsv", b"sssom_version", b"sssom_Version", "does not say the same as graph."),
    ],
)
def test_a_form_that_says_something_else_is_named_though_its_hash_fits(
    package: Path, name: str, old: bytes, new: bytes, what: str
) -> None:
    _replace(package, name, (package / name).read_bytes().replace(old, new, 1))

    assert what in told(package)[name]


@pytest.mark.usefixtures("here")
def test_quotations_that_lack_words_are_named(package: Path) -> None:
    text = (package / "graph.nq").read_bytes()
    _replace(package, "graph.nq", text.replace(b'#exact> "101 civilians"', b'#exact> "101"'))

    what = verify_package(package).faults
    assert any("characters of the words" in fault.what for fault in what if fault.file == "graph.nq")


@pytest.mark.usefixtures("here")
def test_a_packed_bomb_is_not_unpacked(package: Path) -> None:
    _replace(package, "graph.ttl.gz", gzip.compress(b"# " + b" " * 30_000_000))

    assert "more comes out of it" in told(package)["graph.ttl.gz"]


def test_a_file_that_breaks_the_parser_breaks_nothing_else(package: Path) -> None:
    """200,000 nested triples end the process that reads them, by the stack (Oxigraph 0.5.13)."""
    depth = 200_000
    _replace(
        package,
        "graph.nq",
        b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * depth + b"<a:c>" + b" )>>" * depth + b" .\n",
    )

    faults = verify_package(package).faults
    assert any("graph.nq" in fault.file for fault in faults)


# --- signatures


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not on this machine (apt-get install openssh-client)")
    path = tmp_path_factory.mktemp("keys") / "key"
    for name in ("key", "other"):
        target = path.with_name(name)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", target], check=True)
        public = target.with_suffix(".pub").read_text().strip()
        path.with_name(f"{name}.signers").write_text(f"analyst@ngo.example {public}\n")
    return path


def test_a_signed_package_names_its_signer(small: Store, key: Path, tmp_path: Path) -> None:
    export_package(choose(small), tmp_path / "out", ["nq"], key=key)

    found = verify_package(tmp_path / "out", signers=key.with_name("key.signers"))
    assert (found.signer, found.is_signed, found.faults) == ("analyst@ngo.example", True, ())
    assert verify_package(tmp_path / "out").signer is None
    by_hand = subprocess.run(
        ["ssh-keygen", "-Y", "verify", "-f", key.with_name("key.signers"), "-I", "analyst@ngo.example", "-n",
         "civharm-kg-package", "-s", tmp_path / "out" / "manifest.json.sig"],
        input=(tmp_path / "out" / "manifest.json").read_bytes(), capture_output=True, check=False,
    )  # fmt: skip
    assert by_hand.returncode == 0


def test_another_signer_no_signature_and_another_manifest_are_faults(
    small: Store, key: Path, tmp_path: Path
) -> None:
    signers, others = key.with_name("key.signers"), key.with_name("other.signers")
    export_with_manifest(choose(small), tmp_path / "one.nq", key=key)
    assert verify_package(tmp_path / "one.nq", signers=signers).signer == "analyst@ngo.example"

    (fault,) = verify_package(tmp_path / "one.nq", signers=others).faults
    assert "none of the signers" in fault.what

    (tmp_path / f"two.nq{BESIDE}.sig").write_bytes((tmp_path / f"one.nq{BESIDE}.sig").read_bytes())
    export_with_manifest(choose(small), tmp_path / "two.nq")
    (fault,) = verify_package(tmp_path / "two.nq", signers=signers).faults
    assert "not signed" in fault.what, "an old signature is taken away"


def test_a_key_that_is_none_leaves_no_package(small: Store, key: Path, tmp_path: Path) -> None:
    (tmp_path / "nokey").write_text("x")
    for name in ("nokey", "missing"):
        with pytest.raises(PackageError):
            export_package(choose(small), tmp_path / "out", ["nq"], key=tmp_path / name)

    assert [path.name for path in tmp_path.iterdir()] == ["nokey"]


# --- the command line


def test_the_command_exports_verifies_and_ends_with_1_for_a_changed_byte(
    small: Store, tmp_path: Path
) -> None:
    from kg.store import backup

    backup(small, tmp_path / "store")
    done = run_here("export", f"{tmp_path}/out/", "--as", "nq,csv", "--store", tmp_path / "store")
    assert (done.code, done.out) == (0, "")
    assert run_here("verify", tmp_path / "out").code == 0

    data = (tmp_path / "out" / "graph.nq").read_bytes()
    (tmp_path / "out" / "graph.nq").write_bytes(data.replace(b"101", b"102", 1))
    done = run_here("verify", tmp_path / "out")
    assert (done.code, done.out[:27]) == (1, "graph.nq: changed: other by")
    assert "kg errors package" in done.err


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["verify", "store"], "for a store: kg verify --store"),
        (["verify", "nothing.nq"], "no package"),
        (["verify", "--signers", "x"], "name it"),
        (["export", "x.nq", "--leave-out", "x", "--store", "store"], "add --profile partner"),
        (["export", "x/", "--as", "nq,,csv", "--store", "store"], "a form is empty"),
    ],
)
def test_wrong_use_is_told_and_ends_with_2(
    small: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], what: str
) -> None:
    from kg.store import backup

    backup(small, tmp_path / "store")
    monkeypatch.chdir(tmp_path)
    done = run_here(*arguments)

    assert done.code == 2
    assert what in done.err


def test_a_name_of_the_list_that_stands_nowhere_is_told_by_its_line(reports: Store, tmp_path: Path) -> None:
    from kg.store import backup

    backup(reports, tmp_path / "store")
    people = tmp_path / "people.txt"
    people.write_text("# in office\nJohn Thomas\nJohn Tomas Smithe\n")

    done = run_here(
        "export", str(tmp_path / "x.nq"), "--profile", "partner", "--leave-out", str(people),
        "--store", str(tmp_path / "store"),
    )  # fmt: skip

    assert done.code == 0
    told = [line for line in done.err.splitlines() if "stands nowhere" in line]
    assert [line.partition(": this name")[0] for line in told] == [f"warning: {people}, line 3"]

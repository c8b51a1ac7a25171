"""Folders made to lead elsewhere: backups, stores, ledgers, packages; nothing outside is read or touched."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .sandbox import SECRET, Done, Sandbox

SAID = "The army said ten people died in Homs on 3 May 2016."
OUTSIDE = "../../../beside/secret.txt"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one article, and a backup of it."""
    sandbox = Sandbox(tmp_path_factory.mktemp("made"))
    (sandbox.here / "one.txt").write_text(SAID, encoding="utf-8")
    assert sandbox.kg("build", sandbox.here / "one.txt", "--store", sandbox.store).code == 0
    assert sandbox.kg("backup", sandbox.here / "backup", "--store", sandbox.store).code == 0
    return sandbox.here


@pytest.fixture
def backup(sandbox: Sandbox, made: Path) -> Path:
    return shutil.copytree(made / "backup", sandbox.here / "backup")


def linked_beside(folder: Path) -> None:
    (folder / "extra.txt").symlink_to("../../beside/secret.txt")


def linked_folder(folder: Path) -> None:
    (folder / "originals" / "more").symlink_to("../../../beside")


def linked_originals(folder: Path) -> None:
    for path in (folder / "originals").iterdir():
        path.unlink()
        path.symlink_to(OUTSIDE)


def linked_to_the_machine(folder: Path) -> None:
    (folder / "originals" / ("0" * 64 + ".txt")).symlink_to("/etc/passwd")


def linked_ledger(folder: Path) -> None:
    (folder / "ledger.jsonl").unlink()
    (folder / "ledger.jsonl").symlink_to("../../beside/secret.jsonl")


def linked_settings(folder: Path) -> None:
    (folder / "store.json").rename(folder / "other.json")
    (folder / "store.json").symlink_to("../../beside/secret.txt")


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "originals" / "pipe.txt")


def a_device(folder: Path) -> None:
    (folder / "graph" / "MORE").symlink_to("/dev/zero")


def rewritten(folder: Path, **changed: object) -> None:
    """Every line of the ledger says something else, with its chain thrown away."""
    path = folder / "ledger.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("".join(json.dumps({**line, **changed}) + "\n" for line in lines), encoding="utf-8")


def hash_that_leads_out(folder: Path) -> None:
    rewritten(folder, sha256=f"../{OUTSIDE}".removesuffix(".txt"))


def key_that_leads_out(folder: Path) -> None:
    rewritten(folder, key="../../beside", graph="../../beside")


def hash_of_a_wrong_form(folder: Path) -> None:
    rewritten(folder, sha256="ABC")


def settings_of_another_kind(folder: Path) -> None:
    (folder / "store.json").write_text('["https://x.example/"]', encoding="utf-8")


def base_that_is_none(folder: Path) -> None:
    (folder / "store.json").write_text('{"base": "> . <x", "format": 1}', encoding="utf-8")


def format_of_the_future(folder: Path) -> None:
    (folder / "store.json").write_text('{"base": "https://data.example.org/", "format": 1e999}', "utf-8")


def unfinished_withdrawal(folder: Path) -> None:
    told = {"key": "0" * 16, "originals": [OUTSIDE, "/etc/passwd"]}
    (folder / "withdrawal.json").write_text(json.dumps(told), encoding="utf-8")


def journal_that_leads_out(folder: Path) -> None:
    told = {"key": "0" * 16, "sha256": OUTSIDE, "originals": [OUTSIDE], "unfinished": [OUTSIDE]}
    (folder / "journal.jsonl").write_text(json.dumps(told) + "\n", encoding="utf-8")


TRICKS = [
    linked_beside, linked_folder, linked_originals, linked_to_the_machine, linked_ledger, linked_settings, a_pipe,
    a_device, hash_that_leads_out, key_that_leads_out, hash_of_a_wrong_form, settings_of_another_kind,
    base_that_is_none, format_of_the_future, unfinished_withdrawal, journal_that_leads_out,
]  # fmt: skip


def test_there_are_12_tricks_with_folders_and_more() -> None:
    assert len(TRICKS) >= 12


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_a_backup_that_leads_elsewhere_is_not_restored(
    sandbox: Sandbox, backup: Path, trick: Callable[[Path], None]
) -> None:
    trick(backup)

    done = sandbox.kg("restore", backup, "--store", sandbox.store)

    assert done.code in (2, 3) or trick is journal_that_leads_out, done.err
    assert sandbox.store.exists() == (done.code == 0)
    assert not list(sandbox.here.glob(".*.restoring"))
    sandbox.assert_harmless(done)


ASKED = {
    "verify": ["verify"],
    "build": ["build", "more.txt"],
    "retract": ["retract", "one.txt", "--why", "asked"],
    "export": ["export", "out.ttl"],
    "backup": ["backup", "copy"],
}


def use(sandbox: Sandbox, backup: Path, trick: Callable[[Path], None], command: str) -> Done:
    """A store that somebody handed over, used as it is."""
    backup.rename(sandbox.store)
    trick(sandbox.store)
    (sandbox.here / "more.txt").write_text(f"{SAID} So it did.", encoding="utf-8")
    return sandbox.kg(*ASKED[command], "--store", sandbox.store)


@pytest.mark.parametrize("trick", [unfinished_withdrawal, journal_that_leads_out, hash_that_leads_out])
def test_a_store_of_somebody_deletes_and_tells_nothing_outside(
    sandbox: Sandbox, backup: Path, trick: Callable[[Path], None]
) -> None:
    sandbox.assert_harmless(use(sandbox, backup, trick, "build"))


@pytest.mark.nightly
@pytest.mark.parametrize("command", ASKED)
@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_a_store_of_somebody_is_used_without_harm(
    sandbox: Sandbox, backup: Path, trick: Callable[[Path], None], command: str
) -> None:
    done = use(sandbox, backup, trick, command)

    sandbox.assert_harmless(done)
    for path in (sandbox.here / "copy").rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()


@pytest.mark.parametrize("target", ["link.ttl", "folder.ttl", "pipe.ttl", "closed/../../beside/new/x.ttl"])
def test_an_export_writes_over_nothing_outside(sandbox: Sandbox, backup: Path, target: str) -> None:
    (sandbox.here / "link.ttl").symlink_to("../beside/secret.ttl")
    (sandbox.here / "folder.ttl").mkdir()
    os.mkfifo(sandbox.here / "pipe.ttl")
    backup.rename(sandbox.store)

    done = sandbox.kg("export", sandbox.here / target, "--store", sandbox.store)

    sandbox.assert_harmless(done)


@pytest.mark.parametrize(
    "manifest",
    [
        '{"files": [{"name": "../../beside/secret.ttl"}]}', '{"files": [{"name": "link.ttl"}]}',
        '{"files": [{"name": "/etc/passwd.ttl"}]}', '{"files": 7}', "[" * 100_000, '{"files": []}', "",
    ],
    ids=["up", "a link", "absolute", "no list", "deep", "nothing listed", "empty"],
)  # fmt: skip
def test_a_package_that_leads_elsewhere_is_not_compared(sandbox: Sandbox, manifest: str) -> None:
    package = sandbox.here / "package"
    package.mkdir()
    (package / "link.ttl").symlink_to("../../beside/secret.ttl")
    (package / "manifest.json").write_text(manifest, encoding="utf-8")

    done = sandbox.kg("diff", package, package)

    assert done.code == 2
    assert "manifest.json: " in done.err
    sandbox.assert_harmless(done)


@pytest.mark.parametrize(
    ("option", "suffix"),
    [("--annotations", ".jsonld"), ("--decisions", ".jsonl")],
    ids=["annotations", "decisions"],
)
@pytest.mark.parametrize("kind", ["link", "pipe", "folder link"])
def test_a_folder_of_people_s_work_that_leads_out_is_not_followed(
    sandbox: Sandbox, option: str, suffix: str, kind: str
) -> None:
    folder = sandbox.here / "work"
    folder.mkdir()
    path = folder / f"one{suffix}"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("../../beside/secret.jsonl")
    else:
        (folder / "more").symlink_to("../../beside")
    (sandbox.here / "one.txt").write_text(SAID, encoding="utf-8")

    done = sandbox.kg("build", "one.txt", option, folder, "--store", sandbox.store)

    sandbox.assert_harmless(done)

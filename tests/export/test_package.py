"""A package is there whole or not at all, in the same bytes each time, and says what it is made of."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ExportError, StoreError
from kg.export import Form, choose, export, export_package, export_with_manifest, select, verify_package
from kg.export.package import BESIDE
from kg.export.selection import Section
from kg.export.survey import survey
from kg.ids import sha256
from kg.store import Store, open_store

FORMS = ["trig", "ttl.gz", "nq", "jsonld", "sssom.tsv", "csv"]
ROOT = Path(__file__).resolve().parents[2]


def test_holds_each_form_a_manifest_and_sums(small: Store, tmp_path: Path) -> None:
    export_package(choose(small), tmp_path / "out", FORMS)

    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        "graph.trig", "graph.ttl.gz", "graph.nq", "graph.jsonld", "links.sssom.tsv", "statements.csv",
        "manifest.json", "SHA256SUMS", "README.txt",
    }  # fmt: skip
    lines = (tmp_path / "out" / "SHA256SUMS").read_text().splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert told == {name: sha256((tmp_path / "out" / name).read_bytes()) for name in names - {"SHA256SUMS"}}


def test_the_same_store_gives_the_same_bytes_in_a_new_folder(reports: Store, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_package(choose(reports, article=min(reports.entries)), tmp_path / name, ["nq.gz", "csv"])

    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert [(tmp_path / "one" / f).read_bytes() for f in files] == [
        (tmp_path / "two" / f).read_bytes() for f in files
    ]


def test_a_form_is_that_of_a_single_file(small: Store, tmp_path: Path) -> None:
    export_package(choose(small), tmp_path / "out", FORMS)

    for path in (tmp_path / "out").glob("graph.*"):
        export(small, tmp_path / path.name)
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_the_manifest_tells_what_it_is_made_of(reports: Store, tmp_path: Path) -> None:
    export_package(choose(reports), tmp_path / "out", ["nq"])
    told = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    statements = ox.NamedNode("https://w3id.org/civharm/ns#Statement")

    assert told["base"] == reports.base
    assert told["counts"]["texts"] == len(reports.entries) == 7
    assert told["counts"]["statements"] == sum(1 for _ in reports.pattern(None, None, statements))
    assert told["built_with"] == sorted({entry.versions for entry in reports.entries.values()})
    assert set(told["versions"]) == {
        "ontology", "ontology_sha256", "program", "registry_sha256", "rules_sha256", "shapes_sha256",
    }  # fmt: skip
    assert (told["profile"], told["quotations"]) == (None, "whole")
    assert str(tmp_path) not in str(told)


def _canonical(quads: list[ox.Quad]) -> str:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    return sha256("".join(lines))


def test_the_hashes_are_those_of_rdfc_1_0(small: Store) -> None:
    quads = [quad for section in select(small) for quad in section.quads]
    flat = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]

    found = survey(select(small))

    assert (found.dataset, found.flat) == (_canonical(quads), _canonical(flat))
    assert found.counts["quads"] == len(set(quads))


@given(words=st.text(st.characters(exclude_categories=["Cs"])), tag=st.sampled_from([None, "en"]))
def test_the_hash_is_that_of_rdfc_1_0_for_any_words(words: str, tag: str | None) -> None:
    node, graph = ox.NamedNode("https://a.example/b"), ox.NamedNode("https://a.example/graph/x")
    quads = (ox.Quad(node, node, ox.Literal(words, language=tag), graph),)

    assert survey([Section("x", quads)]).dataset == _canonical(list(quads))


def test_a_folder_that_is_there_is_left_alone(small: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    export_package(choose(small), tmp_path / "out", ["nq"])
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    for name in ("out", "out/graph.nq"):
        with pytest.raises(ExportError, match="is there already"):
            export_package(choose(small), tmp_path / name, ["nq"])
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize(
    ("forms", "told"),
    [
        (["xml"], "ending must be"),
        (["csv"], "in one form at least"),
        (["nq", "nq"], "twice"),
        (["x.nq"], "no form"),
    ],
)
def test_forms_that_make_no_package_are_refused_before_anything_is_written(
    small: Store, tmp_path: Path, forms: list[str], told: str
) -> None:
    with pytest.raises(ExportError, match=told):
        export_package(choose(small), tmp_path / "out", forms)

    assert list(tmp_path.iterdir()) == []


def test_an_error_leaves_no_trace(small: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.export.package.survey", full)
    with pytest.raises(ExportError, match="the disk is full"):
        export_package(choose(small), tmp_path / "out", FORMS)
    with pytest.raises(ExportError, match="the disk is full"):
        export_with_manifest(choose(small), tmp_path / "one.nq")

    assert list(tmp_path.iterdir()) == []


def test_a_new_export_takes_away_what_a_killed_one_left(small: Store, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".out.{dead.pid}.part").mkdir()
    (tmp_path / f".out.{dead.pid}.part" / "graph.nq").write_text("half")
    (tmp_path / f".other.{dead.pid}.part").mkdir()
    (tmp_path / f".out.{os.getppid()}.part").mkdir()
    for name in ("one.nq", f"one.nq{BESIDE}", "two.nq"):
        (tmp_path / f".{name}.{dead.pid}.part").write_text("half")

    export_package(choose(small), tmp_path / "out", ["nq"])
    export_with_manifest(choose(small), tmp_path / "one.nq")
    export(small, tmp_path / "two.nq")

    left = {
        f".other.{dead.pid}.part",
        f".out.{os.getppid()}.part",
        "out",
        "one.nq",
        f"one.nq{BESIDE}",
        "two.nq",
    }
    assert {path.name for path in tmp_path.iterdir()} == left


def test_a_file_gets_a_manifest_of_its_own(small: Store, tmp_path: Path) -> None:
    for _ in range(2):
        made = export_with_manifest(choose(small), tmp_path / "one.ttl.gz")

    assert {path.name for path in tmp_path.iterdir()} == {"one.ttl.gz", f"one.ttl.gz{BESIDE}"}
    assert [file.name for file in made.files] == ["one.ttl.gz"]
    assert not verify_package(tmp_path / "one.ttl.gz").faults


_CHILD = """
import sys
from kg.export import choose, export_package, export_with_manifest
from kg.store import open_store
with open_store(sys.argv[1], read_only=True) as store:
    print("open", flush=True)
    for number in range(1000):
        export_package(choose(store), f"{sys.argv[2]}/out{number}", ["nq", "csv"])
        export_with_manifest(choose(store), f"{sys.argv[2]}/one.nq")
        print(number, flush=True)
"""


def _killed(store: Path, folder: Path, after: float) -> int:
    """Exports that were acknowledged by a process that was killed so long after it began."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, store, folder], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    return child.communicate()[0].count("\n")


def _check_kills(store: Path, folder: Path, moments: list[float]) -> None:
    for moment in moments:
        here = folder / f"after-{moment}"
        here.mkdir()
        done = _killed(store, here, moment)

        found = sorted(path for path in here.iterdir() if path.name.startswith("out"))
        assert len(found) in (done, done + 1)
        for package in found:
            assert {path.name for path in package.iterdir()} >= {"manifest.json", "SHA256SUMS", "graph.nq"}
            subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=package, check=True)
        if (here / f"one.nq{BESIDE}").exists():
            told = json.loads((here / f"one.nq{BESIDE}").read_bytes())
            assert told["files"][0]["sha256"] == sha256((here / "one.nq").read_bytes())


def test_a_killed_export_leaves_whole_packages_alone(small: Store, tmp_path: Path) -> None:
    with _copied(small, tmp_path) as copy:
        path = copy.path
    _check_kills(path, tmp_path, [0.0, 0.05, 0.21])


@pytest.mark.nightly
def test_packages_are_whole_after_sixty_kills(small: Store, tmp_path: Path) -> None:
    with _copied(small, tmp_path) as copy:
        path = copy.path
    _check_kills(path, tmp_path, [number * 0.007 for number in range(60)])


def _copied(store: Store, folder: Path) -> Store:
    from kg.store import backup

    backup(store, folder / "copy")
    return open_store(folder / "copy", read_only=True)


def test_every_form_of_the_list_is_written(small: Store, tmp_path: Path) -> None:
    export_package(choose(small), tmp_path / "out", list(Form))

    assert not verify_package(tmp_path / "out").faults
    with pytest.raises(StoreError):
        open_store(tmp_path / "out", read_only=True)

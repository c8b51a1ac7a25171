"""Bad input never ends a run: a clear error, the good articles built, nothing stored lost."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT, Done, Kg

GOOD = "ministry-statement.txt"


def empty(path: Path) -> None:
    path.write_bytes(b"")


def only_blanks(path: Path) -> None:
    path.write_bytes(b" \n\t\n\xef\xbb\xbf")


def ten_megabytes_in_one_line(path: Path) -> None:
    path.write_bytes(b"The coalition said ten people died. " * 290_000)


def not_utf8(path: Path) -> None:
    path.write_bytes("Die Behörde sagte, zehn Menschen seien tot.".encode("latin-1"))


def holds_nul(path: Path) -> None:
    path.write_bytes(b"The army said\x00 ten people died.")


def a_folder(path: Path) -> None:
    path.mkdir()


def not_there(path: Path) -> None:
    """Nothing is written."""


def broken_sidecar(path: Path) -> None:
    path.write_text("The army said ten people died.", encoding="utf-8")
    path.with_suffix(".toml").write_text("title = ", encoding="utf-8")


def unknown_sidecar_key(path: Path) -> None:
    path.write_text("The army said ten people died.", encoding="utf-8")
    path.with_suffix(".toml").write_text('titel = "Ten dead"', encoding="utf-8")


def deep_sidecar(path: Path) -> None:
    path.write_text("The army said ten people died.", encoding="utf-8")
    path.with_suffix(".toml").write_text(f"title = {'[' * 50_000}", encoding="utf-8")


BAD = [
    empty, only_blanks, ten_megabytes_in_one_line, not_utf8, holds_nul, a_folder, not_there, broken_sidecar,
    unknown_sidecar_key, deep_sidecar,
]  # fmt: skip


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_a_bad_article_is_named_and_the_good_one_is_built(
    kg: Kg, samples: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    bad = tmp_path / "bad.txt"
    make(bad)

    done = kg("build", bad, samples / GOOD, "--store", tmp_path / "store")

    assert done.code == 2
    assert f"error: {bad.with_suffix('')}." in done.err
    assert "kg errors article" in done.err
    assert "1 built, 0 unchanged, 1 left out" in done.err
    assert kg("verify", "--store", tmp_path / "store").err.startswith("1 articles")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_file_whose_name_is_not_utf8_is_told_and_the_good_one_is_read(
    kg_apart: Kg, samples: Path, tmp_path: Path, command: str
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(samples / GOOD, folder)
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("The army said ten people died.", encoding="utf-8")
    store = ("--store", tmp_path / "store") if command == "build" else ()

    done = kg_apart(command, folder, *store)

    assert done.code == 2
    assert f"error: {folder}/caf\\udce9.txt: the name of the file is not UTF-8; rename it" in done.err
    assert "1 built" in done.err or GOOD in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among the files")
@pytest.mark.parametrize("name", ["bad.txt", "bad.jsonl.gz", "bad.toml"])
def test_a_pipe_among_the_files_is_not_waited_for(
    kg_apart: Kg, samples: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(samples / GOOD, folder)
    os.mkfifo(folder / name)
    if name == "bad.toml":
        (folder / "bad.txt").write_text("The army said ten people died.", encoding="utf-8")

    done = kg_apart("build", folder, "--store", tmp_path / "store")

    assert done.code == 2
    assert f"error: {folder / name}: " in done.err
    assert "not a regular file" in done.err
    assert "1 built, 0 unchanged, 1 left out" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="no right to make links")
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_link_out_of_the_folder_is_noted_and_the_rest_is_read(
    kg: Kg, samples: Path, tmp_path: Path, command: str
) -> None:
    folder, outside = tmp_path / "articles", tmp_path / "outside.txt"
    folder.mkdir()
    shutil.copy(samples / GOOD, folder)
    outside.write_text("The army said ten people died.", encoding="utf-8")
    (folder / "link.txt").symlink_to(outside)
    store = ("--store", tmp_path / "store") if command == "build" else ()

    done = kg(command, folder, *store)

    assert done.code == 0
    assert f"note: {folder / 'link.txt'}: leads out of the folder to {outside}; give it by itself" in done.err
    assert "1 built, 0 unchanged, 1 left out" in done.err or done.out.count("\n") == 1


def test_a_sidecar_without_a_key_leaves_that_unknown(kg: Kg, samples: Path, tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    text.write_text("The army said ten people died.", encoding="utf-8")
    text.with_suffix(".toml").write_text('publisher = "Sample Wire"', encoding="utf-8")

    done = kg("build", text, "--store", tmp_path / "store")

    assert done.code == 0


def test_one_bad_line_leaves_the_other_lines_good(kg: Kg, tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    good = '{"id": "%s", "text": "The army said ten people died in %s."}\n'
    lines.write_text(good % ("a", "Homs") + "{not json}\n" + good % ("b", "Hama"), encoding="utf-8")

    done = kg("build", lines, "--store", tmp_path / "store")

    assert done.code == 2
    assert f"error: {lines}:2" in done.err
    assert "2 built, 0 unchanged, 1 left out" in done.err


@pytest.mark.parametrize("command", ["extract", "build"])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"", "standard input: is empty", id="nothing"),
        pytest.param(b"<html", "standard input: no running text", id="a page"),
        pytest.param(b'{"id": "a"}', "standard input:1: give either", id="a line"),
    ],
)
def test_what_came_on_standard_input_is_called_so(
    kg: Kg, tmp_path: Path, command: str, data: bytes, told: str
) -> None:
    store = ("--store", tmp_path / "store") if command == "build" else ()

    done = kg(command, "-", *store, stdin=data)

    assert done.code == 2
    assert f"error: {told}" in done.err


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        pytest.param(
            "SELECT ?s\nWHERE { ?s ?p",
            "line 2, column 14: not SPARQL 1.1: something is missing",
            id="cut short",
        ),
        pytest.param(
            "SELECT ?s\nWERE { ?s ?p ?o }", "line 2, column 6: not SPARQL 1.1: ", id="a word misspelt"
        ),
        pytest.param("SELECT ?s { ?s foo:bar ?o }", "Prefix not found", id="an unknown prefix"),
        pytest.param(
            "SELECT * WHERE { SERVICE <https://x.example/> { ?s ?p ?o } }", "SERVICE", id="reaches out"
        ),
        pytest.param("DELETE WHERE { ?s ?p ?o }", "standard input", id="an update"),
        pytest.param("#+ sumary: x\nSELECT ?s WHERE { ?s ?p ?o }", "line 1", id="a header that is none"),
    ],
)
def test_a_query_that_cannot_be_used_is_refused(kg: Kg, built: Path, sparql: str, told: str) -> None:
    done = kg("query", "-", "--store", built, stdin=sparql.encode())

    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "kg errors query" in done.err
    assert done.err.count("\n") == 1


def test_a_file_that_is_no_query_is_refused_in_one_line(kg: Kg, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "passwd"
    file.write_text("root:x:0:0:root:/root:/bin/bash\n")

    done = kg("query", file, "--store", built)

    assert done.code == 2
    assert f"error: {file}, line 1, column " in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("name", ["incident", "speaker", "article"])
def test_a_parameter_without_a_value_lists_nothing(kg: Kg, built: Path, name: str) -> None:
    query = {"incident": "who-disputes", "speaker": "what-a-speaker-said", "article": "statements-of-article"}

    done = kg("query", query[name], "-p", f"{name}=", "--store", built)

    assert done.code == 2
    assert f"error: {name}: no value; write -p {name}=VALUE; " in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["query", "no-such-query"], "kg queries lists them", id="no such query"),
        pytest.param(["query", "who-disputes"], "give it with -p incident=", id="a parameter is missing"),
        pytest.param(["query", "who-disputes", "-p", "incident"], "write -p incident=VALUE", id="no value"),
        pytest.param(
            ["query", "who-disputes", "-p", "incident=1999-01-01"], "1999-01-01", id="no such event"
        ),
        pytest.param(
            ["explain", "doc/0000000000000000/figure-1-2"], "nothing in", id="an IRI it does not have"
        ),
        pytest.param(["export", "harm.docx"], ".ttl .trig .nt .nq .jsonld", id="an ending it cannot write"),
        pytest.param(["export", "harm.ttl", "--article", "nope"], "no article 'nope'", id="no such article"),
        pytest.param(["retract", "nope", "--why", "asked"], "no article 'nope'", id="nothing to withdraw"),
        pytest.param(["retract", GOOD, "--why", " "], "needs a reason, as text in UTF-8", id="no reason"),
        pytest.param(["retract", GOOD, "--why", "\udce9"], "needs a reason, as text", id="no text as reason"),
        pytest.param(["retract", GOOD, "--why", "x", "--day", "20 May"], "'--day': '20 May'", id="no day"),
        pytest.param(
            ["retract", GOOD, "--why", "x", "--day", "9999-12-31"], "still to come", id="a day ahead"
        ),
        pytest.param(["build", GOOD, "--base", "https://x.example/"], "leave out --base", id="another base"),
        pytest.param(["backup", "docs"], "exists already", id="a backup over something"),
    ],
)
def test_wrong_use_ends_with_2_and_the_way_out(kg: Kg, built: Path, arguments: list[str], told: str) -> None:
    done = kg(*arguments, "--store", built)

    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("base", ["", "foo", "https://x y.example/", "https://x.example"])
def test_a_base_that_is_none_is_wrong_use_and_makes_no_store(
    kg: Kg, samples: Path, tmp_path: Path, base: str
) -> None:
    done = kg("build", samples / GOOD, "--base", base, "--store", tmp_path / "store")

    assert done.code == 2
    assert f"error: {base}: a base IRI begins with" in done.err
    assert "kg errors usage" in done.err
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["build", "--stroe", "x"], "kg build: No such option: --stroe", id="an option"),
        pytest.param(["biuld"], "kg: No such command 'biuld'", id="a command"),
        pytest.param(["build"], "kg build: Missing argument 'ARTICLES'", id="a missing argument"),
        pytest.param(["build", "x", "--jobs", "two"], "kg build: Invalid value for '--jobs'", id="a value"),
    ],
)
def test_wrong_usage_is_told_as_other_errors_are(kg: Kg, arguments: list[str], told: str) -> None:
    done = kg(*arguments)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {told}")
    assert "--help shows what it takes" in done.err
    assert done.err.count("\n") == 1


def test_kg_alone_shows_its_help(kg: Kg) -> None:
    done = kg()

    assert done.code == 2
    assert "Commands:" in done.err


def test_an_interrupt_keeps_what_was_stored_and_says_so(kg: Kg, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(20):
        (articles / f"{number:02}.txt").write_text(f"The army said {number} people died in Homs.")
    interrupting = """
import os, signal, sys
import kg.pipeline.building as building
from kg.cli import main

class Run(building._Run):
    def take(self, task, outcome):
        super().take(task, outcome)
        os.killpg(0, signal.SIGINT)

building._Run = Run
main(sys.argv[1:])
"""

    done = subprocess.run(
        [sys.executable, "-c", interrupting, "build", articles, "--jobs", "2", "--store", tmp_path / "store"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120, start_new_session=True,
    )  # fmt: skip

    assert done.returncode == 130
    assert done.stderr == "interrupted; what was stored before is kept, run the same command again to go on\n"
    assert kg("verify", "--store", tmp_path / "store").err.startswith("1 articles")


def test_no_store_ends_with_3_and_says_how_to_make_one(kg: Kg, tmp_path: Path) -> None:
    done = kg("query", "who-disputes", "-p", "incident=2017-03-17", "--store", tmp_path / "none")

    assert done.code == 3
    assert "kg build ARTICLES" in done.err


@pytest.mark.parametrize(
    "command",
    [
        ["verify"], ["validate"], ["build", "data/articles"], ["export", "x.ttl"], ["query", "incidents"],
        ["retract", GOOD, "--why", "x"], ["backup", "x"],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_store_without_its_ledger_is_used_by_no_command(
    kg: Kg, built: Path, tmp_path: Path, command: list[str]
) -> None:
    copy = shutil.copytree(built, tmp_path / "store")
    (copy / "ledger.jsonl").unlink()

    done = kg(*command, "--store", copy)

    assert (done.code, done.out) == (3, "")
    assert f"error: {copy / 'ledger.jsonl'}: lost or cut" in done.err


def test_the_address_of_a_server_is_no_store(kg: Kg) -> None:
    done = kg("verify", "--store", "http://localhost:7878")

    assert done.code == 3
    assert "this command works on the folder of a store" in done.err


def test_a_store_in_use_is_left_alone(kg_apart: Kg, built: Path, samples: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(built, tmp_path / "store")
    hold = "import sys, kg.store as k; s = k.open_store(sys.argv[1]); print('open', flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, copy], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        done = kg_apart("build", samples, "--store", copy)
        holder.communicate(b"\n")

    assert done.code == 3
    assert "kg errors store-locked" in done.err
    assert kg_apart("verify", "--store", copy).err.startswith("7 articles")


def test_a_disk_that_is_full_loses_nothing_that_was_stored(
    kg_apart: Kg, kg: Kg, built: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(built, tmp_path / "store")
    article = tmp_path / "new.txt"
    article.write_text("The army said ten people died in Homs. " * 200, encoding="utf-8")

    def no_file_larger_than_a_page() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    done = kg_apart("build", article, "--store", copy, before=no_file_larger_than_a_page)

    assert done.code == 3
    assert "Traceback" not in done.err
    assert kg("verify", "--store", copy).err.startswith("7 articles")
    assert kg("build", article, "--store", copy).code == 0


def test_an_export_to_a_full_disk_is_told_and_leaves_no_half_file(
    kg_apart: Kg, built: Path, tmp_path: Path
) -> None:
    target = tmp_path / "harm.ttl"

    def no_file_larger_than_a_page() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    done = kg_apart("export", target, "--store", built, before=no_file_larger_than_a_page)

    assert done.code in (2, 3)
    assert f"error: {target}" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program whose data a test may break."""
    folder = tmp_path / "program"
    for name in ("kg", "ontology", "shapes", "queries", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize(
    ("file", "row"),
    [
        pytest.param("data/rules/en/cues.toml", '[[cue]]\nverb = "moan"\n', id="a cue without its keys"),
        pytest.param("data/rules/en/cues.toml", "[[cue]\n", id="no TOML"),
        pytest.param("data/registry/organisations.csv", "a,b\n", id="a row of names that is too short"),
    ],
)
def test_a_broken_rule_row_stops_the_run_and_names_the_file(
    kg_apart: Kg, program: Path, samples: Path, file: str, row: str
) -> None:
    with (program / file).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{row}")

    done: Done = kg_apart("extract", samples / GOOD, package=program)

    assert done.code == 2
    assert str(program / file) in done.err
    assert "kg errors rules" in done.err
    assert "Traceback" not in done.err


def test_verbose_shows_the_traceback(kg_apart: Kg, tmp_path: Path) -> None:
    assert "Traceback" in kg_apart("verify", "--store", tmp_path / "none", "-v").err

"""The commands that keep a store say what is missing, name the way out and end with the right code."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli import main
from kg.pipeline import build
from kg.store import open_store
from tests.store.samples import BASE, make_record, put

Run = Callable[..., tuple[int, str, str]]
LEDGER = ox.NamedNode(f"{BASE}graph/ledger")
TEXT = "Mosul\n\nA coalition strike killed 7 civilians in Mosul on 17 March 2017, residents said.\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process: code, stdout and stderr."""

    def command(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return command


@pytest.fixture(scope="module")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "seven.txt").write_text(TEXT)
    (folder / "eight.txt").write_text(TEXT.replace("7 ", "8 "))
    with open_store(folder / "store") as store:
        build([folder / "seven.txt", folder / "eight.txt"], store)
    return folder / "store"


@pytest.fixture
def folder(tmp_path: Path, once_built: Path) -> Path:
    """A store whose log lost the graph of ``seven.txt``."""
    shutil.copytree(once_built, tmp_path / "store")
    with open_store(tmp_path / "store", read_only=True) as store:
        (key,) = (key for key, entry in store.entries.items() if entry.copies[0].file == "seven.txt")
    graph, name = ox.Store(str(tmp_path / "store" / "graph")), ox.NamedNode(f"{BASE}graph/{key}")
    graph.remove_graph(name)
    for quad in list(graph.quads_for_pattern(name, None, None, LEDGER)):
        graph.remove(quad)
    graph.flush()
    return tmp_path / "store"


def test_a_question_to_a_store_that_lacks_a_graph_is_answered_with_a_warning(run: Run, folder: Path) -> None:
    code, out, err = run("query", "article-metadata", "--store", folder)

    assert code == 0
    assert "eight" in out or out.count("\n") > 1
    assert f"warning: {folder}: 1 graphs are missing" in err
    assert "kg verify names them" in err


def test_a_question_to_a_whole_store_is_answered_without(run: Run, once_built: Path) -> None:
    assert "warning" not in run("query", "article-metadata", "--store", once_built)[2]


def test_verify_names_the_article_and_a_build_without_it_repairs(
    run: Run, folder: Path, once_built: Path
) -> None:
    code, out, err = run("verify", "--store", folder)
    assert (code, out.count("\n")) == (1, 1)
    assert out.startswith("seven.txt: ")
    assert "the graph is gone; build the article again" in out

    code, _, err = run("build", once_built.parent / "eight.txt", "--store", folder)
    assert code == 0
    assert "1 of them were in the store and their graphs missing or old" in err
    assert run("verify", "--store", folder)[0] == 0


def test_rebuild_says_what_it_made(run: Run, folder: Path) -> None:
    shutil.rmtree(folder / "graph")

    code, _, err = run("rebuild", "--store", folder)

    assert code == 0
    assert f"{folder}: the graphs of 2 articles made again, 0 are missing" in err
    assert run("verify", "--store", folder)[0] == 0


def test_rebuild_names_what_is_missing_and_what_another_version_read(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.rebuilding.version_with", lambda _: "another")
    with open_store(folder, read_only=True) as store:
        (text,) = (
            store.originals.text_path(entry.sha256)
            for entry in store.entries.values()
            if entry.copies[0].file == "seven.txt"
        )
    text.unlink()

    code, _, err = run("rebuild", "--store", folder)

    assert code == 1
    assert "error: seven.txt: " in err
    assert "its graph cannot be made again" in err
    assert "1 articles had been read by another version of kg or its rules" in err


def test_a_graph_that_cannot_be_opened_names_the_command_that_helps(run: Run, folder: Path) -> None:
    (folder / "graph" / "CURRENT").write_text("nonsense\n")

    code, _, err = run("query", "article-metadata", "--store", folder)

    assert (code, err.count("\n")) == (3, 1)
    assert f"kg rebuild --store {folder}" in err


@pytest.mark.skipif(sys.platform == "win32", reason="Oxigraph's own lock speaks there")
@pytest.mark.parametrize(
    ("command", "way_out"),
    [(("build", "x.txt"), "or use another --store"), (("query", "incidents"), "or ask a backup of it")],
)
def test_beside_a_writer_others_are_told_what_they_can_do(
    run: Run, tmp_path: Path, command: tuple[str, ...], way_out: str
) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, make_record())
        code, _, err = run(*command, "--store", tmp_path / "store")

    assert code == 3
    assert "wait until the other kg has ended" in err
    assert way_out in err

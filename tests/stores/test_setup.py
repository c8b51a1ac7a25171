"""What docs/stores.md says of setting up each server is what these tests run."""

import re
import shlex
from pathlib import Path

import pytest

from tests.stores.process import Server
from tests.stores.servers import KINDS, REPOSITORY, isql, running

PAGE = (Path(__file__).parents[2] / "docs" / "stores.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)[^\n]*\n(.*?)(?=^## |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL))


def blocks(section: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", SECTIONS[section], flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("section", "name"), [("Oxigraph", "oxigraph"), ("Fuseki", "fuseki"), ("RDF4J", "rdf4j")]
)
def test_the_command_that_starts_a_server_has_the_options_of_ours(
    section: str, name: str, tmp_path: Path
) -> None:
    told = _options(shlex.split(blocks(section, "sh")[0]))
    server = Server(KINDS[name], tmp_path, 1, 2, True)

    assert told
    assert told <= _options(KINDS[name].command(server))


def test_the_repository_of_rdf4j_is_that_of_the_page() -> None:
    assert blocks("RDF4J", "turtle") == [REPOSITORY]


def test_the_settings_of_virtuoso_are_those_of_the_page(tmp_path: Path) -> None:
    with running("virtuoso", tmp_path / "virtuoso") as server:
        set_up = (server.folder / "virtuoso.ini").read_text(encoding="utf-8")
        told = (
            blocks("Virtuoso", "ini")[0]
            .replace("1111", str(server.sql_port))
            .replace("8890", str(server.port))
        )
        assert set(told.splitlines()) <= set(set_up.splitlines())

        old = server.admin_password
        isql(server, "DB.DBA.USER_DROP ('kg', 1);")
        first, *rest = blocks("Virtuoso", "sql")[0].replace("'...'", "'new'").splitlines()
        isql(server, first)
        server.admin_password = "new"
        isql(server, " ".join(rest))

        server.admin_password = old
        with pytest.raises(Exception, match=r"non-zero|Error"):
            isql(server, "SELECT 1;")


def _options(command: list[str]) -> set[str]:
    """Names of options, with what they say where that is no place of this machine."""
    return {
        word.partition("=")[0] if "DIR" in word or "/" in word else word
        for word in command
        if word.startswith("-") and not word.startswith(("-X", "-Djava"))
    }

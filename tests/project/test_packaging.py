"""The lock, the layers and the files that a release needs."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tools.runtime_lock import runtime_part

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MODULES = sorted((ROOT / "kg").rglob("*.py"))


def pins(lock: str) -> dict[str, str]:
    """Name and block of every pin; two blocks of one name (for two Pythons) become one."""
    found: dict[str, str] = {}
    for block in re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE):
        name, is_pin, _ = block.partition("==")
        if is_pin:
            found[name] = found.get(name, "") + block
    return found


def wanted(group: list[str]) -> set[str]:
    return {re.split(r"[<>=\[ ]", item)[0].lower() for item in group}


def test_every_pin_has_hashes() -> None:
    assert [name for name, block in pins(LOCK).items() if "--hash=sha256:" not in block] == []


def test_lock_holds_no_address() -> None:
    assert re.findall(r"(?i)https?:|--index|--find-links|--extra-index|@ file", LOCK) == []


@pytest.mark.parametrize("group", ["dev", "build"])
def test_lock_covers_the_dependencies_and_the_group(group: str) -> None:
    asked = wanted(PROJECT["project"]["dependencies"]) | wanted(PROJECT["dependency-groups"][group])

    assert asked - pins(LOCK).keys() == set()


def test_build_backend_of_the_lock_is_the_one_the_project_names() -> None:
    [backend] = PROJECT["build-system"]["requires"]

    assert backend in LOCK


def test_every_dependency_stops_before_the_next_major_version() -> None:
    assert [item for item in PROJECT["project"]["dependencies"] if "<" not in item] == []


def test_runtime_part_of_the_lock_leaves_the_developers_tools_out() -> None:
    part = pins(runtime_part(LOCK))

    assert wanted(PROJECT["project"]["dependencies"]) <= part.keys()
    assert part.keys() & {"pytest", "mypy", "ruff", "hatchling", "pandas"} == set()


def test_every_module_of_the_program_stands_in_a_layer() -> None:
    [contract] = [item for item in PROJECT["tool"]["importlinter"]["contracts"] if item["id"] == "layers"]
    placed = {name for layer in contract["layers"] for name in re.findall(r"\w+", layer)}
    present = {path.relative_to(ROOT / "kg").parts[0].removesuffix(".py") for path in MODULES}

    assert contract["exhaustive"] is True
    assert present - placed == {"__init__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_says_what_it_does_within_300_lines(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(source)) or source == ""
    assert len(source.splitlines()) <= 300


def test_licence_is_apache_2_word_for_word() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "Apache License\n                           Version 2.0, January 2004" in licence
    assert licence.rstrip().endswith("limitations under the License.")


def test_changelog_keeps_headings_for_what_partners_rely_on() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert {"## [Unreleased]", "### Ontology", "### Shapes and queries"} <= set(changelog.splitlines())

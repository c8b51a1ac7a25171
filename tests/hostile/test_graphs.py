"""Bad files of RDF: an error that names the file or findings, within limits, nothing fetched or touched."""

from pathlib import Path

import pytest

from .graphs import READ, ROWS, Row, triple
from .sandbox import Done, Sandbox

LIGHT = [row for row in ROWS if not row.heavy]
COMPARED = ["cut gzip", "zeros", "nested collections", "remote context", "direction"]


def made(sandbox: Sandbox, row: Row) -> Path:
    path = sandbox.here / row.file
    row.make(path)
    return path


def assert_expected(row: Row, done: Done) -> None:
    lines = [line for line in done.err.splitlines() if line.startswith("error: ") and row.file in line]
    if row.told == READ:
        assert lines == []
    else:
        assert any(row.told in line for line in lines), done.err[-2000:]


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sandbox, Done]:
    """All rows but the heavy ones, validated by one command."""
    sandbox = Sandbox(tmp_path_factory.mktemp("together"))
    good = sandbox.here / "good.nt"
    good.write_text(triple('"ten"'), encoding="utf-8")
    paths = [made(sandbox, row) for row in LIGHT]
    return sandbox, sandbox.kg("validate", *paths, good, seconds=60)


def test_there_are_60_bad_files_of_rdf_and_more() -> None:
    assert len({row.file for row in ROWS}) == len(ROWS) >= 60


@pytest.mark.parametrize("row", LIGHT, ids=lambda row: row.name)
def test_a_bad_file_among_others_is_told_or_checked(together: tuple[Sandbox, Done], row: Row) -> None:
    assert_expected(row, together[1])


def test_bad_files_stop_no_other_and_touch_nothing(together: tuple[Sandbox, Done]) -> None:
    sandbox, done = together

    assert done.code == 2
    assert "good.nt" not in done.err
    sandbox.assert_harmless(done)


@pytest.mark.parametrize("name", COMPARED)
def test_a_bad_file_is_not_compared(sandbox: Sandbox, name: str) -> None:
    row = next(row for row in ROWS if row.name == name)
    good = sandbox.here / "good.nt"
    good.write_text(triple('"ten"'), encoding="utf-8")

    done = sandbox.kg("diff", good, made(sandbox, row))

    assert (done.code, done.out) == (2, "")
    assert_expected(row, done)
    sandbox.assert_harmless(done)


@pytest.mark.nightly
@pytest.mark.parametrize("command", ["validate", "diff"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_bad_file_alone_stays_within_ten_seconds_and_512_megabytes(
    sandbox: Sandbox, row: Row, command: str
) -> None:
    good = sandbox.here / "good.nt"
    good.write_text(triple('"ten"'), encoding="utf-8")

    done = sandbox.kg(command, made(sandbox, row), *([good] if command == "diff" else []))

    assert_expected(row, done)
    sandbox.assert_harmless(done)

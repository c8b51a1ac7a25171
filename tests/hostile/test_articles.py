"""Bad articles: an error that names the file or the exact text, within limits, nothing else touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.store import open_store

from .articles import EXACT, PASSED, ROWS, SAID, Row
from .sandbox import Done, Sandbox

LIGHT = [row for row in ROWS if not row.heavy]


@dataclass(frozen=True)
class Built:
    """What became of a folder of bad articles: what was told, and the texts by the name of the file."""

    done: Done
    texts: Mapping[str, str]


def build(sandbox: Sandbox, rows: Iterable[Row], *, seconds: int) -> Built:
    folder = sandbox.here / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(f"{SAID} A nurse said so.", encoding="utf-8")
    for row in rows:
        row.make(folder / row.file)
    done = sandbox.kg("build", folder, "--store", sandbox.store, seconds=seconds)
    with open_store(sandbox.store, read_only=True) as store:
        texts = {copy.file: copy.text for key in store.entries for copy in store.articles(key)}
    return Built(done, texts)


def assert_expected(row: Row, built: Built, folder: Path) -> None:
    lines = [line for line in built.done.err.splitlines() if f"{row.file}:" in line]
    stem = row.file.removesuffix(row.suffix)
    lines += [line for line in built.done.err.splitlines() if f"{stem}.toml:" in line]
    stored = [
        text for file, text in built.texts.items() if file == row.file or row.suffix.startswith(".jsonl")
    ]
    if row.told == PASSED:
        assert lines == []
        assert row.file not in built.texts
    elif row.told != EXACT:
        assert any(row.told in line for line in lines), built.done.err[-3000:]
        assert row.file not in built.texts
    else:
        assert lines == []
        assert any(row.holds in text for text in stored)
        assert not row.lacks or not any(row.lacks in text for text in stored)
    if row.told == EXACT and row.suffix == ".txt":
        assert built.texts[row.file].encode() == (folder / row.file).read_bytes()


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sandbox, Built]:
    """All rows but the heavy ones, in one folder."""
    sandbox = Sandbox(tmp_path_factory.mktemp("together"))
    return sandbox, build(sandbox, LIGHT, seconds=60)


def test_there_are_60_bad_articles_and_more() -> None:
    assert len({row.file for row in ROWS}) == len(ROWS) >= 60


@pytest.mark.parametrize("row", LIGHT, ids=lambda row: row.name)
def test_a_bad_article_among_others_is_told_or_stored_to_the_character(
    together: tuple[Sandbox, Built], row: Row
) -> None:
    sandbox, built = together

    assert_expected(row, built, sandbox.here / "articles")


def test_a_folder_of_bad_articles_builds_the_good_one_and_touches_nothing(
    together: tuple[Sandbox, Built],
) -> None:
    sandbox, built = together

    assert built.done.code == 2
    assert built.texts["good.txt"] == f"{SAID} A nurse said so."
    sandbox.assert_harmless(built.done)


def test_what_was_told_of_a_bad_article_steers_no_terminal(together: tuple[Sandbox, Built]) -> None:
    assert not set(together[1].done.err) & {
        chr(code) for code in (*range(9), *range(11, 32), 127, 0x9B, 0x202E)
    }


@pytest.mark.parametrize("name", ["zeros", "many attributes"])
def test_one_bomb_alone_stays_within_the_limits(sandbox: Sandbox, name: str) -> None:
    row = next(row for row in ROWS if row.name == name)

    built = build(sandbox, [row], seconds=10)

    sandbox.assert_harmless(built.done)
    assert_expected(row, built, sandbox.here / "articles")


@pytest.mark.nightly
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_bad_article_alone_stays_within_ten_seconds_and_512_megabytes(sandbox: Sandbox, row: Row) -> None:
    built = build(sandbox, [row], seconds=10)

    sandbox.assert_harmless(built.done)
    assert_expected(row, built, sandbox.here / "articles")

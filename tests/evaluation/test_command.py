"""``kg eval``: every form of gold, the report, the page, and what is said of gold that does not fit."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg.cli import main

TEXT = (
    "Raqqa, May 4 (Sample Agency) - Army jets bombed a market in Raqqa on Wednesday, killing 12 people, "
    'residents said.\n\n"We hit <b>nothing</b>," said General Adam Roe, an army spokesman.\n'
)
WORDS = "Army jets bombed a market in Raqqa on Wednesday, killing 12 people"


def bound(name: str, kind: str, words: str) -> str:
    at = TEXT.index(words)
    return f"{name}\t{kind} {at} {at + len(words)}\t{words}\n"


ANNOTATIONS = (
    bound("T1", "Source", "residents")
    + bound("T2", "Cue", "said")
    + bound("T3", "Content", WORDS)
    + "E1\tAttribution:T2 Source:T1 Content:T3\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raid.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "raid.ann").write_text(ANNOTATIONS, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    return int(str(left.value.code))


def test_brat_beside_an_article_is_scored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("eval", folder, "-f", "json") == 0

    tasks = json.loads(capsys.readouterr().out)["tasks"]
    assert [tasks["attributions"][key] for key in ("right", "invented", "missed")] == [1, 1, 0]
    assert [tasks[f"exact {name}"]["right"] for name in ("source", "cue", "content")] == [1, 1, 1]


def test_records_corrected_by_a_person_are_gold(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", folder / "raid.txt") == 0
    record = json.loads(capsys.readouterr().out)
    (folder / "raid.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert run("eval", folder / "raid.jsonl", "-f", "json") == 0
    same = json.loads(capsys.readouterr().out)
    assert {task["f1"] for task in same["tasks"].values() if task["right"]} == {1.0}
    assert same["worst"] == []

    denial = next(s for s in record["statements"] if s["speaker"] == "Adam Roe")
    denial["stance"] = "condemns"
    (folder / "raid.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert run("eval", folder / "raid.jsonl") == 0

    told = capsys.readouterr().out
    assert "statements: stance\n  wanted   condemns\n  found    asserts\n  sentence" in told


def test_records_of_another_system_can_be_scored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", folder / "raid.txt") == 0
    record = json.loads(capsys.readouterr().out) | {"statements": []}
    (folder / "theirs.json").write_text(json.dumps(record) + "\n", encoding="utf-8")

    assert run("eval", folder / "raid.ann", "--records", folder / "theirs.json", "-f", "json") == 0
    assert json.loads(capsys.readouterr().out)["tasks"]["attributions"]["missed"] == 1


class Page(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_shows_the_text_twice_and_escapes_it(folder: Path) -> None:
    assert run("eval", folder, "--html", folder / "page.html") == 0

    page = Page()
    page.feed((folder / "page.html").read_text(encoding="utf-8"))
    assert page.words.count(TEXT) == 2
    assert "mark" in page.tags
    assert {"b", "script", "a", "img", "link"}.isdisjoint(page.tags)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        pytest.param("lone.ann", "", "lone.txt does not lie beside it", id="no article"),
        pytest.param("raid.gold.json", "{", "cannot be read as gold", id="no JSON"),
        pytest.param("raid.gold.json", "[]", "not gold", id="a list"),
        pytest.param("raid.gold.json", "{}", "key 'strikes' is missing", id="a missing part"),
        pytest.param("raid.jsonl", '{"article": 3}\n', "raid.jsonl:1: no record", id="no record"),
        pytest.param("raid.csv", "", "not gold; wanted is", id="another form"),
        pytest.param("raid.jsonl", "", "raid.jsonl: empty", id="no records"),
        pytest.param("raid.gold.json", "[" * 100_000, "cannot be read as gold", id="nested too deep"),
    ],
)
def test_gold_that_cannot_be_used_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, fault: str
) -> None:
    (folder / name).write_text(content, encoding="utf-8")

    assert run("eval", folder / name) == 2
    assert fault in capsys.readouterr().err


def test_a_folder_without_gold_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("eval", tmp_path) == 2
    assert "no gold here" in capsys.readouterr().err


def test_records_of_a_folder_are_gold_where_nothing_else_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("extract", folder / "raid.txt") == 0
    (folder / "raid.jsonl").write_text(capsys.readouterr().out, encoding="utf-8")
    (folder / "raid.ann").unlink()

    assert run("eval", folder, "-f", "json") == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1


def test_the_page_is_written_over_no_gold(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("eval", folder, "--html", folder / "raid.ann") == 2
    assert "ends in .html" in capsys.readouterr().err
    assert (folder / "raid.ann").read_text(encoding="utf-8") == ANNOTATIONS


def test_a_folder_that_cannot_be_looked_into_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may look into every folder, so the system's refusal is given in its place."""

    def scandir(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", scandir)

    assert run("eval", folder) == 2
    assert "cannot be read: Permission denied" in capsys.readouterr().err

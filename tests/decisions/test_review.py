"""kg review shows both sides, takes keys from a pipe, writes decisions, and lists what became of them."""

import csv
import io
import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli.output import Format
from kg.store import open_store
from kg.vocab import CIV, Outcome
from tests.decisions.invented import write_reports
from tests.project.conftest import Done, run_here

FIGURES = ("query", "figures-of-incident", "-p", "incident=2031-03-17@mosul")
ME = ("--author", "A. Reader")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    done = run_here("build", write_reports(folder / "reports"), "--store", folder / "store")
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path) -> Path:
    """A folder with reports and a store that the test may change."""
    shutil.copytree(built, tmp_path / "work")
    return tmp_path / "work"


def review(here: Path, *arguments: str | Path, keys: str = "") -> Done:
    given = ("--store", here / "store", "--decisions", here / "decisions")
    return run_here("review", *given, *arguments, stdin=keys.encode())


def build(here: Path) -> Done:
    return run_here("build", here / "reports", "--store", here / "store", "--decisions", here / "decisions")


def lines(here: Path) -> list[dict[str, object]]:
    found = sorted((here / "decisions").glob("*.jsonl"))
    return [json.loads(line) for file in found for line in file.read_text(encoding="utf-8").splitlines()]


def listed(here: Path) -> list[dict[str, str]]:
    done = review(here, "--list", "-f", Format.CSV)
    return list(csv.DictReader(io.StringIO(done.out)))


def test_both_sides_are_shown_with_all_their_evidence_and_the_reason(here: Path) -> None:
    done = review(here, "--refused", *ME, keys="q\n")

    first, second = done.out.split("[2]")
    for side, day, toll in ((first, "14", "12 civilians"), (second, "17", "30 civilians")):
        assert f'2031-03-{day} ("{day} March 2031"' in side
        assert "incident in Mosul" in side or "strike in Mosul" in side
        assert "2031-03-20" in side
        assert f'words: "An airstrike on {day} March 2031' in side
        assert f"passage: An airstrike on {day} March 2031 killed" in side
        assert "residents" in side
        assert toll in side
    assert "Sample Wire" in first
    assert "Example Post" in second
    assert "Mock Courier" in second
    assert "why asked: not the same: " in second
    assert done.err.endswith("nothing was decided\n")


def test_only_what_waits_for_a_person_is_asked_without_more(here: Path) -> None:
    nothing = review(here, *ME, keys="q\n")
    with open_store(here / "store") as store:
        refused, waiting = ox.NamedNode(CIV + Outcome.REFUSED), ox.NamedNode(CIV + Outcome.CANDIDATE)
        quads = [
            ox.Quad(q.subject, q.predicate, waiting if q.object == refused else q.object, q.graph_name)
            for q in store.quads("links")
        ]
        store.put_graph("links", quads)

    asked = review(here, *ME, keys="n other days\nq\n")

    assert "nothing waits for a decision" in nothing.out
    assert "why asked: not the same: " in asked.out
    assert [line["reason"] for line in lines(here)] == ["other days"]


def test_keys_from_a_pipe_are_decisions_on_disk(here: Path) -> None:
    done = review(here, "--refused", *ME, keys="n\nother days\ns one city\n\n")

    assert done.code == 0
    told = lines(here)
    assert [(line["what"], line["reason"], line["author"]) for line in told] == [
        ("not-same", "other days", "A. Reader"),
        ("same", "one city", "A. Reader"),
    ]
    assert all(str(path).startswith("doc/") for line in told for path in line["subjects"])  # type: ignore[attr-defined]
    assert f"2 lines written to {here / 'decisions'}" in done.err


def test_undo_goes_back_to_the_question_and_the_next_answer_holds(here: Path) -> None:
    review(here, "--refused", *ME, keys="s first thought\nu\nn second thought\nq\n")

    first, undo, second = lines(here)
    assert (first["what"], undo["what"], second["what"]) == ("same", "undo", "not-same")
    assert first["subjects"] == second["subjects"]
    assert [row["status"] for row in listed(here)] == ["undone", "in force", "in force"]


def test_the_last_answer_of_all_can_still_be_undone(here: Path) -> None:
    done = review(here, "--refused", *ME, keys="l\nl\nu\nn as told\n\n")

    assert [line["what"] for line in lines(here)] == ["later", "later", "undo", "not-same"]
    assert "no more; u undo" in done.err


def test_undo_in_a_new_session_takes_back_the_last_decision_of_this_person(here: Path) -> None:
    review(here, "--refused", *ME, keys="n mine\nq\n")
    review(here, "--refused", "--author", "B. Reader", keys="n theirs\nq\n")

    review(here, "--refused", *ME, keys="u\nq\n")

    assert {row["reason"]: row["status"] for row in listed(here)} == {
        "mine": "undone", "theirs": "in force", "taken back in review": "in force",
    }  # fmt: skip


def test_what_was_put_off_is_asked_last_and_what_was_decided_not_again(here: Path) -> None:
    asked = review(here, "--refused", *ME, keys="l\nq\n").out.split("[1] ")[1:]
    again = review(here, "--refused", *ME, keys="n so\nq\n").out.split("[1] ")[1:]
    last = review(here, "--refused", *ME, keys="q\n").out.split("[1] ")[1:]

    assert again == asked[::-1]
    assert last == asked[:1]


def test_a_key_that_is_none_and_a_reason_that_steers_are_asked_again(here: Path) -> None:
    done = review(here, "--refused", *ME, keys="x\nn \x1b[2J\nn\n\n\nplain\nq\n")

    assert [line["reason"] for line in lines(here)] == ["plain"]
    assert "not one of the keys" in done.out
    assert "control character" in done.out
    assert "\x1b" not in done.out + done.err


def test_words_of_an_article_never_look_like_lines_of_ours(tmp_path: Path) -> None:
    words = "An airstrike\non 14 March 2031 killed 12 civilians in Mosul, residents said.\n"
    (tmp_path / "a.txt").write_text(words, encoding="utf-8")
    run_here("build", tmp_path / "a.txt", "--store", tmp_path / "store")
    found = run_here(
        "query", "figures-of-incident", "-p", "incident=2031-03-14", "--store", tmp_path / "store"
    )
    (said,) = {row["statement"] for row in csv.DictReader(io.StringIO(found.out))}

    done = review(tmp_path, "--statements", said, *ME, keys="q\n")

    assert 'words: "An airstrike on 14 March 2031' in done.out
    assert "\non 14 March" not in done.out


def test_nobody_decides_without_a_name(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_AUTHOR", raising=False)
    assert review(here, keys="q\n").code == 2
    assert "give --author NAME, or set KG_AUTHOR" in review(here).err
    assert review(here, "--author", "a\x1b[2J").code == 2

    monkeypatch.setenv("KG_AUTHOR", "C. Reader")
    review(here, "--refused", keys="n so\nq\n")

    assert [line["author"] for line in lines(here)] == ["C. Reader"]


def statement(here: Path) -> str:
    found = run_here(*FIGURES, "--store", here / "store")
    return next(csv.DictReader(io.StringIO(found.out)))["statement"]


@pytest.mark.parametrize(
    ("keys", "verdict", "stance", "reason"),
    [
        pytest.param("r\nq\n", "right", None, "read as the words say", id="right"),
        pytest.param("r denies they do\nq\n", "right", "denies", "they do", id="right with another stance"),
        pytest.param("w\nnot about this\nq\n", "wrong", None, "not about this", id="wrong, with the reason"),
    ],
)
def test_statements_are_judged(here: Path, keys: str, verdict: str, stance: str | None, reason: str) -> None:
    said = statement(here)

    done = review(here, "--statements", said, *ME, keys=keys)

    (line,) = lines(here)
    assert said.endswith(str(line["subjects"][0]))  # type: ignore[index]
    assert (line["verdict"], line.get("stance"), line["reason"]) == (verdict, stance, reason)
    assert "asserts: 30 civilians" in done.out


def test_explain_says_who_judged_a_statement_and_how(here: Path) -> None:
    said = statement(here)
    review(here, "--statements", said, *ME, keys="r denies\nq\n")
    build(here)

    done = run_here("explain", said, "--store", here / "store", "-f", "csv")

    assert '6 judged by,accepted,"A. Reader, read as denies"' in done.out


def test_statements_of_an_answer_are_walked_through_in_its_order(here: Path, tmp_path: Path) -> None:
    answer = run_here(*FIGURES, "--store", here / "store", "-f", "csv")
    (tmp_path / "rows.csv").write_text(answer.out, encoding="utf-8")
    wanted = list(dict.fromkeys(row["statement"] for row in csv.DictReader(io.StringIO(answer.out))))

    review(here, "--statements", tmp_path / "rows.csv", *ME, keys="r\n" * len(wanted))

    judged = [str(line["subjects"][0]) for line in lines(here)]  # type: ignore[index]
    assert len(wanted) > 1
    assert [iri.endswith(path) for iri, path in zip(wanted, judged, strict=True)] == [True] * len(wanted)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param("doc/0123456789abcdef/statement-0-5-0a1b2c3d", "no such statement", id="not there"),
        pytest.param("doc/0123456789abcdef/incident-0-5", "is no statement", id="an event"),
        pytest.param("missing.csv", "cannot be read", id="no such file"),
    ],
)
def test_what_is_no_statement_is_an_error_that_says_so(here: Path, given: str, told: str) -> None:
    done = review(here, "--statements", given, *ME)

    assert done.code == 2
    assert told in done.err
    assert not (here / "decisions").exists()


def test_a_forced_merge_ends_the_build_with_1_until_it_is_undone_by_name(here: Path) -> None:
    review(here, "--refused", *ME, keys="s they are one\nq\n")

    forced = build(here)
    seen = run_here("validate", "--store", here / "store")

    assert (forced.code, seen.code) == (1, 1)
    assert "violation: Which accounts are said to be of one event" in forced.err
    assert "1 decisions of people replayed" in forced.err
    assert "checks/events-with-clashing-dates" in seen.out
    (row,) = listed(here)
    assert review(here, "--undo", row["decision"], *ME, keys="I was wrong\n").code == 0
    assert build(here).code == 0
    assert run_here("validate", "--store", here / "store").code == 0


def test_a_decision_about_what_is_gone_is_listed_by_build_and_by_review(here: Path) -> None:
    gone = ["doc/0000000000000001/incident-0-9", "doc/0000000000000002/incident-0-9"]
    line = {"day": "2031-05-20", "author": "A. Reader", "what": "same", "subjects": gone, "reason": "so"}
    (here / "decisions").mkdir()
    (here / "decisions" / "a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")

    done = build(here)

    (row,) = listed(here)
    assert row["status"] == "in force; not in this store"
    what = f"{gone[0]}, {gone[1]} is not in this store; kept"
    assert f"note: decision {row['decision']} of 2031-05-20 by A. Reader: {what}" in done.err
    assert done.code == 0


def test_a_broken_line_stops_build_and_review_and_leaves_the_store(here: Path) -> None:
    (here / "decisions").mkdir()
    (here / "decisions" / "a.jsonl").write_text("{}\n", encoding="utf-8")
    ledger = (here / "store" / "ledger.jsonl").read_bytes()

    for done in (build(here), review(here, *ME)):
        assert done.code == 2
        assert "a.jsonl, line 1: 'what' is missing" in done.err
        assert "kg errors decisions" in done.err
    assert (here / "store" / "ledger.jsonl").read_bytes() == ledger


def test_without_an_option_decisions_lie_under_the_current_folder_or_in_the_store(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here)
    monkeypatch.delenv("KG_DECISIONS", raising=False)
    keys = b"n other days\nq\n"

    run_here("review", "--refused", *ME, "--store", "store", stdin=keys)
    (here / "data" / "decisions").mkdir(parents=True)
    run_here("review", "--refused", *ME, "--store", "store", stdin=keys)
    monkeypatch.setenv("KG_DECISIONS", "elsewhere")
    run_here("review", "--refused", *ME, "--store", "store", stdin=keys)

    for folder in ("store/decisions", "data/decisions", "elsewhere"):
        assert [file.name for file in (here / folder).iterdir()] == ["a-reader.jsonl"]
    assert run_here("build", "reports", "--store", "store").code == 0


def test_a_backup_takes_the_decisions_of_the_store_with_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here)
    run_here("review", "--refused", *ME, "--store", "store", stdin=b"n so\nq\n")

    assert run_here("backup", "copy", "--store", "store").code == 0
    assert run_here("restore", "copy", "--store", "again").code == 0

    (file,) = (here / "again" / "decisions").iterdir()
    assert file.read_bytes() == (here / "store" / "decisions" / file.name).read_bytes()

"""A line says all of a decision or is refused with file, line, what is wrong and the way out."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decision, What, append_decision, path_of, read_decisions
from kg.errors import DecisionError
from kg.vocab import Stance, Verdict

KEY, OTHER = "0123456789abcdef", "fedcba9876543210"
ONE, TWO = f"doc/{KEY}/incident-0-10", f"doc/{OTHER}/incident-5-15"
SAID = f"doc/{KEY}/statement-0-10-0a1b2c3d"
SAME = {"day": "2031-05-20", "author": "A. Reader", "what": "same", "subjects": [ONE, TWO], "reason": "so"}
RIGHT = {**SAME, "what": "statement", "subjects": [SAID], "verdict": "right"}
UNDO = {"day": "2031-05-21", "author": "A. Reader", "what": "undo", "undoes": "0a1b2c3d", "reason": "no"}


def read(folder: Path, *lines: object, name: str = "a.jsonl") -> tuple[Decision, ...]:
    told = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / name).write_text("".join(f"{line}\n" for line in told), encoding="utf-8")
    return read_decisions(folder)


def without(value: dict[str, object], key: str) -> dict[str, object]:
    return {name: item for name, item in value.items() if name != key}


def test_a_line_says_who_decided_what_when_and_why(tmp_path: Path) -> None:
    same, right, undo = read(tmp_path, SAME, {**RIGHT, "stance": "denies"}, UNDO)

    assert (same.day, same.author, same.what, same.reason) == (
        date(2031, 5, 20), "A. Reader", What.SAME, "so",
    )  # fmt: skip
    assert same.subjects == (ONE, TWO)
    assert (right.verdict, right.stance) == (Verdict.ACCEPTED, Stance.DENIES)
    assert undo.undoes == "0a1b2c3d"
    assert [(d.file, d.line) for d in (same, right, undo)] == [("a.jsonl", n) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("given_", "path"),
    [
        pytest.param(f"https://data.example.org/{ONE}", ONE, id="the default base"),
        pytest.param(f"https://w3id.example/kg/a#{ONE}", ONE, id="a base that ends with #"),
        pytest.param(f"urn:x:{ONE}", ONE, id="a base that is a urn"),
        pytest.param(ONE, ONE, id="a path already"),
        pytest.param("https://x.example/org/cjtf-oir", "org/cjtf-oir", id="a row of the registry"),
        pytest.param(
            "https://org.example/org/a/person/b-c", "person/b-c", id="a base that looks like a path"
        ),
        pytest.param(
            "event/2017-03-17-mosul-15e260f3", "event/2017-03-17-mosul-15e260f3", id="a shared event"
        ),
    ],
)
def test_subjects_are_kept_without_the_base(given_: str, path: str) -> None:
    assert path_of(given_) == path


def test_the_two_of_an_identity_have_no_order(tmp_path: Path) -> None:
    one, other = read(tmp_path, SAME, {**SAME, "subjects": [TWO, f"https://data.example.org/{ONE}"]})

    assert one == other
    assert one.name == other.name


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("same", "no JSON object", id="no JSON"),
        pytest.param("[" * 9000, "no JSON object", id="nested too deep"),
        pytest.param("[]", "no JSON object", id="a list"),
        pytest.param('{"day": "2031-05-20", "day": "2031-05-21"}', "stands twice", id="a key twice"),
        pytest.param(without(SAME, "reason"), "'reason' is missing", id="no reason"),
        pytest.param({**SAME, "reason": "  "}, "'reason' is missing", id="a blank reason"),
        pytest.param({**SAME, "author": 7}, "'author' is missing", id="an author who is a number"),
        pytest.param(without(SAME, "author"), "'author' is missing", id="no author"),
        pytest.param({**SAME, "author": "a\x1b[2J"}, "control character", id="an author that steers"),
        pytest.param({**SAME, "reason": "half \ud83d"}, "control character", id="half a character"),
        pytest.param({**SAME, "reason": "x" * 2001}, "longer than 2000", id="a reason like an article"),
        pytest.param({**SAME, "day": "21 May"}, "no day; write it as", id="a day in words"),
        pytest.param({**SAME, "day": "2031-02-30"}, "no day; write it as", id="no such day"),
        pytest.param({**SAME, "day": "20310520"}, "no day; write it as", id="a day without hyphens"),
        pytest.param({**SAME, "what": "maybe"}, "one of same, not-same, later", id="no such decision"),
        pytest.param({**SAME, "verdict": "right"}, "'verdict' is no key", id="a verdict on an identity"),
        pytest.param({**SAME, "subjects": [ONE]}, "give the two", id="one of the two"),
        pytest.param({**SAME, "subjects": [ONE, ONE]}, "give the two", id="the same twice"),
        pytest.param({**SAME, "subjects": [ONE, TWO, ONE]}, "give the two", id="three"),
        pytest.param({**SAME, "subjects": ONE}, "list of strings", id="no list"),
        pytest.param({**SAME, "subjects": [ONE, "place/mosul"]}, "is no event", id="a place"),
        pytest.param({**SAME, "subjects": [ONE, "org/cjtf-oir"]}, "two events", id="an event and a body"),
        pytest.param({**SAME, "subjects": [ONE, f"doc/{OTHER}/strike-5-9"]}, "never one", id="two kinds"),
        pytest.param(
            {**SAME, "subjects": [SAID, SAID.replace(KEY, OTHER)]}, "two events", id="two statements"
        ),
        pytest.param({**RIGHT, "subjects": [ONE]}, "of one statement", id="a verdict on an event"),
        pytest.param({**RIGHT, "verdict": "so-so"}, "one of right, wrong", id="no such verdict"),
        pytest.param(without(RIGHT, "verdict"), "'verdict' is missing", id="no verdict"),
        pytest.param({**RIGHT, "stance": "doubted"}, "'stance': 'doubted'", id="no such stance"),
        pytest.param(
            {**RIGHT, "verdict": "wrong", "stance": "denies"}, "goes with", id="wrong with a stance"
        ),
        pytest.param({**UNDO, "undoes": "the last one"}, "names no line", id="an undo of nothing"),
        pytest.param({**UNDO, "subjects": [ONE, TWO]}, "'subjects' is no key", id="an undo with subjects"),
    ],
)
def test_a_line_that_is_no_decision_is_refused_with_its_place(
    tmp_path: Path, line: object, told: str
) -> None:
    with pytest.raises(DecisionError) as error:
        read(tmp_path, SAME, "", line)

    assert str(error.value).startswith(f"{tmp_path / 'a.jsonl'}, line 3: ")
    assert told in str(error.value)


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"reason": "\xff"}\n')

    with pytest.raises(DecisionError, match=r"a\.jsonl, line 1: not UTF-8"):
        read_decisions(tmp_path)


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")

    with pytest.raises(DecisionError, match="not a regular file"):
        read_decisions(tmp_path)


def test_a_folder_that_is_not_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match="--decisions names the folder"):
        read_decisions(tmp_path / "none")


def test_adding_leaves_every_byte_that_was_there(tmp_path: Path) -> None:
    (decision,) = read(tmp_path, SAME, name="a-reader.jsonl")
    path = tmp_path / "a-reader.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))  # as some editors leave it
    before = path.read_bytes()

    added = append_decision(tmp_path, decision)

    assert path.read_bytes().startswith(before + b"\n")
    assert (added.file, added.line) == ("a-reader.jsonl", 2)
    assert [(d.file, d.line) for d in read_decisions(tmp_path)] == [
        ("a-reader.jsonl", 1),
        ("a-reader.jsonl", 2),
    ]


@given(
    st.builds(
        Decision,
        st.dates(),
        st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip),
        st.just(What.SAME),
        st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip),
        st.just((ONE, TWO)),
    )
)
def test_what_is_written_is_read_back_always(
    tmp_path_factory: pytest.TempPathFactory, decision: Decision
) -> None:
    folder = tmp_path_factory.mktemp("decisions")

    written = append_decision(folder, decision)

    assert read_decisions(folder) == (written,) == (decision,)
    assert written.name == decision.name

"""Attributions are written as lines of notation; a line that cannot be read says why."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import resources
from kg.errors import RulesError
from kg.extract.language.attributions import load_attributions
from kg.extract.language.notation import Slot, anchored, parse
from tests.extract.invented import read

ROW = """
[[attribution]]
id = "telling"
reads = {reads}
example = "In the army's telling, ten people had died."
counter = "The army's telling of it came late."
"""


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        pytest.param("SOURCE [told WORDS", r"'\[' is never closed", id="an open bracket"),
        pytest.param("SOURCE told] WORDS", "']' closes nothing", id="a bracket too many"),
        pytest.param("SOURCE (who [told] WORDS", r"'\(' is never closed", id="an open group"),
        pytest.param("SOURCE <moans> [told] WORDS", "there is no list <moans>", id="an unknown list"),
        pytest.param("SOURCE told WORDS", "no word stands in", id="no cue"),
        pytest.param("SOURCE [told?] WORDS", "no word stands in", id="a cue that may be missing"),
        pytest.param("SOURCE WORDS [told]", "stands once, at the beginning or at the end", id="words inside"),
        pytest.param("WORDS SOURCE [told] WORDS", "stands once, at the", id="words twice"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse(line, {})


def test_parts_know_their_brackets() -> None:
    parts = parse("{local? reports} (, ..3 ,)? [alleging|*ing] CLAUSE", {})

    assert [(part.in_source, part.in_cue, part.optional) for part in parts] == [
        (True, False, True),
        (True, False, False),
        (False, False, True),
        (False, True, False),
        (False, False, False),
    ]
    assert [inner.gap for inner in parts[2].group] == [0, 3, 0]
    assert parts[3].endings == ("ing",)
    assert parts[4].slot is Slot.CLAUSE


def test_a_match_is_looked_for_at_the_rarest_word_of_the_cue() -> None:
    line = anchored(parse("SOURCE [was|were quoted|cited as SAYING] WORDS", {}))

    assert line.anchor.words == {"quoted", "cited"}


def test_a_line_needs_the_words_that_may_not_be_missing() -> None:
    line = anchored(parse("^|but SOURCE [*ly? said] to? that CLAUSE", {}))

    assert line.needs == ({"said"}, {"that"})


def own_rules(tmp_path: Path, reads: str) -> Path:
    """A folder of rules with one row more."""
    folder = tmp_path / "rules"
    shutil.copytree(resources.rules(), folder)
    with (folder / "attributions.toml").open("a", encoding="utf-8") as file:
        file.write(ROW.format(reads=reads))
    return folder


def test_a_new_row_is_read_without_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = load_attributions(own_rules(tmp_path, '"in OWNER [telling] , WORDS"'))
    monkeypatch.setattr("kg.extract.speech.patterns.load_attributions", lambda: rows)

    (statement,) = (s for s in read("In the army's telling, ten people had died.").statements if s.speaker)

    assert (statement.speaker, statement.cue, statement.exact) == ("army", "telling", "ten people had died")


@pytest.mark.parametrize(
    ("reads", "fault"),
    [
        ('"in OWNER [telling , WORDS"', r"attribution 'telling': .* is never closed"),
        ('"in OWNER [telling] , WORDS"\nstanse = "denies"', "no rule reads the key 'stanse'"),
        ('"in OWNER [telling] , WORDS"\nstance = "moans"', "'moans' is not a valid Stance"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, reads: str, fault: str) -> None:
    with pytest.raises(RulesError, match=fault):
        load_attributions(own_rules(tmp_path, reads))


WORDS = """
the army 's quoted cited as saying according to by from that claim , : " was no comment reports alleging mayor
residents its answer is 12 people died and calls for Interfax also which
"""


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=30))
def test_any_order_of_the_words_of_the_rows_is_read_without_an_error(words: list[str]) -> None:
    text = " ".join(words).replace(" 's", "'s")
    record = read(text)

    assert all(text[s.start : s.end] == s.exact for s in record.statements)

"""What is told of each sentence agrees with the record, and why the rest was left is true."""

from itertools import pairwise
from pathlib import Path

import pytest

from kg.articles import read_file
from kg.extract import extract
from kg.model import BlockKind
from kg.rulebook import Account, explain_article
from tests.extract.invented import article

TEXTS = sorted((Path(__file__).parents[1] / "gold").glob("*.txt"))

WAR = "Strike in Mosul\n\nAn air strike killed ten people in Mosul on 3 May 2017, residents said.\n\n"
"""An article's head and first paragraph, so that there is a war and an event under discussion."""


def last(text: str) -> Account:
    """The account of the last sentence."""
    return explain_article(article(text))[-1]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_accounts_of_an_article_are_its_record_sentence_by_sentence(path: Path) -> None:
    [text] = read_file(path)
    record = extract(text)
    accounts = explain_article(text)

    for name in ("statements", "figures", "responsibilities", "events"):
        told = [item for account in accounts for item in getattr(account, name)]
        assert sorted(told, key=lambda item: item.id) == sorted(
            getattr(record, name), key=lambda item: item.id
        )
    assert [a.start for a in accounts] == sorted(a.start for a in accounts)
    assert all(a.end <= b.start for a, b in pairwise(accounts))
    assert all(text.text[item.start : item.end] == item.exact for a in accounts for item in (a, *a.left))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_sentence_goes_without_a_word(path: Path) -> None:
    """Something was read from it, or its words are part of what was, or it is told why not."""
    [text] = read_file(path)
    statements = extract(text).statements

    for a in explain_article(text):
        within = any(s.start < a.end and a.start < s.end for s in statements)
        assert within or a.figures or a.responsibilities or a.events or a.left, a.exact


@pytest.mark.parametrize(
    ("text", "kind", "words", "why"),
    [
        pytest.param("The bridge was opened.", "cue", "opened", "no source that says it", id="no source"),
        pytest.param("It is a plan to deny access.", "cue", "deny", "an infinitive", id="an infinitive"),
        pytest.param(
            "The Islamic State held the town.", "cue", "State", "part of a name", id="a cue in a name"
        ),
        pytest.param("It is a “grand old” inn.", "quotation", "grand old", "fewer than", id="scare quotes"),
        pytest.param(
            "“The old bridge over the river is gone,” it was heard.",
            "quotation", "The old bridge over the river is gone", "no speaker", id="an orphaned quotation",
        ),
        pytest.param("He came with 12 sheep.", "number", "12", "no word of harm stands", id="sheep"),
        pytest.param("The dead had 12 sheep.", "number", "12", "nobody harmed", id="sheep of the dead"),
        pytest.param(
            "Had it hit the school, 40 children would have died.",
            "number", "40 children", "what would or could be", id="a supposed number",
        ),
        pytest.param(
            "The army never said that 20 people had died.",
            "words", "that 20 people had died.", "nobody stands for these words", id="never said",
        ),
        pytest.param("There were no air strikes.", "event", "air strikes", "did not happen", id="none"),
        pytest.param("It rained.", "sentence", "It rained.", "no cue, no quotation, no number", id="nothing"),
    ],
)  # fmt: skip
def test_what_was_left_says_why(text: str, kind: str, words: str, why: str) -> None:
    found = [item for item in last(WAR + text).left if (item.kind, item.exact) == (kind, words)]

    assert [why in item.why for item in found] == [True]


def test_a_cue_is_told_with_the_row_it_comes_from() -> None:
    [left] = [item for item in last(WAR + "The bridge was opened in spring.").left if item.kind == "cue"]

    assert left.row is not None
    assert left.row.startswith("cues.toml:")
    assert left.row.endswith(" cue open")


def test_without_signs_of_a_war_the_words_of_a_strike_say_so() -> None:
    [left] = [
        item for item in last("News\n\nA strike force of the police was sent.").left if item.kind == "event"
    ]

    assert (left.exact, left.row) == ("strike", "strike.plain")
    assert "too few signs of a war" in left.why


def test_what_is_read_is_not_told_as_left() -> None:
    account = last(WAR + "The army denied that it had carried out the strike.")

    assert [s.cue for s in account.statements] == ["denied"]
    assert account.left == ()


def test_words_that_a_source_disputes_are_not_told_as_said_by_nobody() -> None:
    account = last(WAR + "The army disputes reports that a strike destroyed the house.")

    assert [s.stance for s in account.statements] == ["disputes"]
    assert "words" not in {item.kind for item in account.left}


def test_what_the_issuer_of_a_release_says_beside_another_is_told_as_such() -> None:
    text = WAR + "Residents said that six more had died, but the Joint Command could not confirm this."
    account = explain_article(article(text, publisher="Joint Command"))[-1]

    assert [s.cue for s in account.statements] == ["said"]
    assert "the issuer of a release" in {item.kind: item.why for item in account.left}["source"]


def test_a_question_is_told_as_one() -> None:
    account = last(WAR + "Did the ministry say that ten people died?")

    assert account.statements == ()
    assert "it belongs to a question" in {item.why.partition(":")[0] for item in account.left}


def test_comments_and_furniture_are_accounts_of_their_own() -> None:
    [portal] = read_file(Path(__file__).parents[2] / "data" / "articles" / "portal-with-comments.txt")
    unread = [a for a in explain_article(portal) if a.block in (BlockKind.COMMENT, BlockKind.FURNITURE)]

    assert {a.block for a in unread} == {BlockKind.COMMENT, BlockKind.FURNITURE}
    assert all(not a.statements and "nothing is read from it" in a.left[0].why for a in unread)

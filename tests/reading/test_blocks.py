"""Claims about the typed parts of a page."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles.blocks import find_blocks
from kg.articles.furniture import default_rules, load_page_rules
from kg.errors import RulesError
from kg.extract.language.tables import read_table
from kg.model import BlockKind
from kg.resources import rules
from kg.text import fold

BODY = "The ministry said on Monday that it was looking into reports of a strike on the old town, and more."
HEADLINE = "Strike hits the old town, ministry says"
LONG = " ".join([BODY] * 4)


def kinds(text: str) -> dict[str, str]:
    """The words of each block, with its kind."""
    return {text[block.start : block.end].strip(): block.kind.value for block in find_blocks(text)}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Skip to main content", "furniture"),
        ("Home | World | Middle East", "furniture"),
        ("Middle East", "furniture"),
        ("Share this page:", "furniture"),
        ("  • twitter", "furniture"),
        ("No media source currently available", "furniture"),
        ("0:00 0:01:54 0:00", "furniture"),
        ("Advertisement", "furniture"),
        ("Start your day with Sample.", "furniture"),
        ("Sign up for the Evening newsletter", "furniture"),
        ("The Daily Sample Logo", "furniture"),
        ("[About us](a) · [Newsletter](b)", "furniture"),
        ("Smoke rises over Mosul, July 4, 2017. (AP Photo/J. Doe)", "caption"),
        ("The toll is far higher than that [AFP]", "caption"),
        ("A bomb explodes next to vehicles Credit: AP", "caption"),
        ("Image caption Smoke over the old town", "caption"),
        ("Displaced families wait in Mosul, Iraq, March 27, 2017.", "caption"),
        ("Smoke rises over the town. (Sample Wire Photo)", "caption"),
        pytest.param("Syria", "body", id="a heading of the report itself"),
        pytest.param("They were killed in Mosul, Iraq, March 27, 2017.", "body", id="told, not shown"),
        pytest.param("The comments of the general were rejected.", "body", id="a sentence about comments"),
        pytest.param("The report was read by Reuters.", "body", id="an agency in a sentence"),
        pytest.param("01/05/2017", "body", id="a date line"),
        pytest.param("By Jane Roe", "body", id="a byline"),
        pytest.param("The New Sample & agencies", "body", id="a credit line"),
    ],
)
def test_a_line_of_its_own_is_typed_by_its_wording(line: str, kind: str) -> None:
    text = f"{HEADLINE}\n\n{BODY}\n\n{line}\n\n{LONG}\n"

    block = next(b for b in find_blocks(text) if b.start <= text.index(line.strip()) < b.end)

    assert block.kind == kind


def test_the_headline_and_its_repetitions_are_headlines() -> None:
    text = f"Breaking News\n{HEADLINE} Open in fullscreen\n\n{HEADLINE}\n\nPosted {HEADLINE} {LONG}"
    headlines = [text[b.start : b.end].strip() for b in find_blocks(text) if b.kind == BlockKind.HEADLINE]

    assert headlines == [HEADLINE] * 3
    assert kinds(text)["Open in fullscreen"] == "furniture"


def test_a_second_text_below_a_rule_has_its_own_headline() -> None:
    text = f"{HEADLINE}\n\n{LONG}\n\n----\n\nUPDATE: Ministry Confirms Second Strike\n{LONG}"

    assert kinds(text)["UPDATE: Ministry Confirms Second Strike"] == "headline"


def test_a_sentence_between_headline_and_dateline_is_a_standfirst() -> None:
    text = f"{HEADLINE}\nSeveral people were hurt in the eastern city too.\nKIEV - {LONG}"

    assert kinds(text)["Several people were hurt in the eastern city too."] == "headline"


@pytest.mark.parametrize(
    "marker", ["Notable Replies", "Comments (3)", "View comments", "## Comments", "The SampleComments"]
)
def test_everything_after_the_heading_of_the_comments_is_a_comment(marker: str) -> None:
    text = (
        f"{HEADLINE}\n\n{LONG}\n\n{marker}\n\n1. I heard that 900 were killed.\n\nShare\n\nNobody counts.\n"
    )
    typed = kinds(text)

    assert typed[marker] == "furniture"
    assert typed["1. I heard that 900 were killed."] == "comment"
    assert typed["Nobody counts."] == "comment"


def test_a_link_to_the_comments_above_the_text_opens_none() -> None:
    text = f"{HEADLINE}\n\nComments\n\n{LONG}"

    assert kinds(text)[LONG] == "body"


def test_only_the_title_of_a_linked_story_is_a_linked_title() -> None:
    text = f"{HEADLINE}\n\n{LONG} Read more [Nine killed in the north](#)\n\nWATCH: Rescue goes on in town\n"
    typed = kinds(text)

    assert typed["Nine killed in the north"] == typed["Rescue goes on in town"] == "relatedLink"
    assert typed["Read more ["] == "furniture"
    assert "WATCH:" not in " ".join(words for words, kind in typed.items() if kind != "furniture")


def test_a_link_inside_a_sentence_is_body() -> None:
    text = f"{HEADLINE}\n\n{LONG} [That strike killed nine, residents say.](#) It said no more."

    assert [b.kind.value for b in find_blocks(text)] == ["headline", "body"]


def test_titles_below_more_on_this_are_linked_and_below_most_read_furniture() -> None:
    lists = "More on this story\nWho fights whom?\n\nMost Popular\n1. Cup: 40,000 expected\n"
    text = f"{HEADLINE}\n\n{LONG}\n\n{lists}"
    typed = kinds(text)

    assert typed["Who fights whom?"] == "relatedLink"
    assert BlockKind.FURNITURE.value == next(kind for words, kind in typed.items() if "40,000" in words)


def test_captions_and_buttons_inside_a_paragraph_are_cut_out() -> None:
    text = (
        f"{HEADLINE}\n\n{LONG} A picture taken on July 2 shows a passage. (Sample and Agencies) {BODY} "
        f"Jets over the northern plain (Reuters) {BODY} Advertisement Continue reading the main story {BODY}"
    )
    typed = kinds(text)

    assert typed["A picture taken on July 2 shows a passage. (Sample and Agencies)"] == "caption"
    assert typed["Jets over the northern plain (Reuters)"] == "caption"
    assert typed["Advertisement Continue reading the main story"] == "furniture"
    assert typed[BODY] == "body"


def test_a_bulletin_in_brackets_before_a_dash_is_a_dateline_and_no_caption() -> None:
    text = f"{HEADLINE}\n\n{LONG} BAGHDAD (Reuters) - {BODY}"

    assert "caption" not in kinds(text).values()


def test_what_the_markup_shows_to_be_a_caption_is_one() -> None:
    text = f"{HEADLINE}\n{LONG}\nA street in “old” Mosul\n{LONG}"
    blocks = find_blocks(text, kinds={'A street in "old" Mosul': BlockKind.CAPTION})

    assert [b.kind.value for b in blocks] == ["headline", "body", "caption", "body"]


PIECES = st.sampled_from(
    [HEADLINE, BODY, LONG, "\n", "\n\n", " ", "---", "Comments", "Most Popular", "Share", "***", "# ", "\t",
     "Read more [A title of it](#)", "Notable Replies", "[AFP]", "Credit: AP", "Open in fullscreen", "\u00a0",
     "\u2028", "\r\n", "WATCH: ", "Advertisement", "A photo taken on May 2 shows ruins. ", "(Reuters) ",
     "please wait", "“Hm,” he said", "•"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=14).map("".join))
def test_blocks_always_cover_the_text_in_order_without_overlap(text: str) -> None:
    blocks = find_blocks(text)

    assert "".join(text[block.start : block.end] for block in blocks) == (text if blocks else "")
    assert all(block.start < block.end for block in blocks)
    assert bool(blocks) == bool(fold(text).replace("\n", "").strip(" "))


@pytest.mark.parametrize(
    "piece", ["A ", "A picture shows ", "[", "| a ", "Home |", "x y https", "(AP ", "Photo: ", "- "]
)
def test_hostile_lines_are_typed_to_their_end(piece: str) -> None:
    find_blocks(piece * (40_000 // len(piece)))
    find_blocks((piece * (180 // len(piece)) + "\n") * 200)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[[line]]", "[[line", "line"),
        ("[[blurb]]", "[[blurbs]]", "'blurb' is missing"),
        ("date_labels", "labels", "'date_labels' is missing"),
        ("pattern = '[-=_", "pattern = '(-=_", "unbalanced|missing"),
    ],
)
def test_a_broken_rules_file_is_named_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    source = (rules() / "furniture.toml").read_text(encoding="utf-8")
    path = tmp_path / "furniture.toml"
    path.write_text(source.replace(old, new), encoding="utf-8")

    with pytest.raises(RulesError, match=fault) as raised:
        load_page_rules(path)

    assert str(path) in str(raised.value)


def test_the_shipped_rules_know_captions_of_every_kind() -> None:
    assert {key for row in read_table(rules() / "furniture.toml")["caption"] for key in row} == {
        "ends",
        "whole",
        "inline",
        "example",
    }
    assert default_rules().player.fullmatch("please wait")

"""Brat standoff: attributions by event or by relation, discontinuous spans, and what is no brat."""

import re
from pathlib import Path

import pytest

from kg.errors import GoldError
from kg.evaluation.brat import read_brat
from kg.evaluation.sheets import Item, Part
from kg.model import Span

TEXT = 'The army said no one died. "We hit nothing," General Roe added, "and saw no one."\n'
BOUND = (
    "T1\tSource 0 8\tThe army\n"
    "T2\tCue 9 13\tsaid\n"
    "T3\tContent 14 25\tno one died\n"
    "T4\tSource 45 56\tGeneral Roe\n"
    "T5\tCue 57 62\tadded\n"
    'T6\tContent 27 44;64 81\t"We hit nothing," "and saw no one."\n'
)
EVENTS = (
    "E1\tAttribution:T2 Source:T1 Content:T3\nE2\tAttribution:T5 Source:T4 Content:T6\n"
    "A1\tFactuality E1 Certain\n#1\tAnnotatorNotes T1\tsure\n"
)
PAIRS = (
    "R1\tAttribution Arg1:T1 Arg2:T2\nR2\tAttribution Arg1:T2 Arg2:T3\n"
    "R3\thas-source Arg1:T6 Arg2:T4\nR4\thas-cue Arg1:T6 Arg2:T5\n"
)
WHOLE = "R1\tAttribution Source:T1 Cue:T2 Content:T3\nR2\tAttribution Source:T4 Cue:T5 Content:T6\n"


def read(tmp_path: Path, annotations: str, text: str = TEXT) -> tuple[Item, ...]:
    path = tmp_path / "a.ann"
    path.write_text(annotations, encoding="utf-8")
    return read_brat(path, text).of(Part.ATTRIBUTIONS)


@pytest.mark.parametrize("links", [EVENTS, PAIRS, WHOLE], ids=["events", "pairs", "relations of three"])
def test_an_attribution_is_what_a_link_joins(tmp_path: Path, links: str) -> None:
    first, second = read(tmp_path, BOUND + links)

    assert (first.source, first.cue, first.places[0]) == ((Span(0, 8),), (Span(9, 13),), (Span(14, 25),))
    assert second.places[0] == (Span(27, 44), Span(64, 81))
    assert [item.value("kind") for item in (first, second)] == ["indirect", "direct"]
    assert [item.value("speaker") for item in (first, second)] == ["The army", "General Roe"]


def test_two_contents_of_one_source_are_two_attributions(tmp_path: Path) -> None:
    """A shared source joins nothing."""
    text = "The army said no one died and denied a hit."
    bound = (
        "T1\tSource 0 8\tThe army\nT2\tCue 9 13\tsaid\nT3\tContent 14 25\tno one died\n"
        "T4\tCue 30 36\tdenied\nT5\tContent 37 42\ta hit\n"
    )
    links = "".join(
        f"R{n}\tAttribution Arg1:{a} Arg2:{b}\n"
        for n, (a, b) in enumerate([("T2", "T1"), ("T2", "T3"), ("T4", "T1"), ("T4", "T5")])
    )

    assert [item.cue for item in read(tmp_path, bound + links, text)] == [(Span(9, 13),), (Span(30, 36),)]


def test_types_may_have_a_prefix_and_any_case(tmp_path: Path) -> None:
    bound = BOUND.replace("\tSource", "\tattr_SOURCE").replace("\tCue", "\tattr_CUE")

    assert len(read(tmp_path, bound + EVENTS)) == 2


def test_a_link_without_content_counts_for_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, BOUND + "R1\tAttribution Arg1:T1 Arg2:T2\n") == ()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        pytest.param("T1\tSource 0 800\tThe army\n", "lies outside", id="beyond the text"),
        pytest.param("T1\tSource 8 0\tThe army\n", "lies outside", id="backwards"),
        pytest.param("T1\tSource 0 8\tThe navy\n", "the text has 'The army'", id="other words"),
        pytest.param("T1 Source 0 8 The army\n", "no line of brat", id="blanks for tabs"),
        pytest.param("just words\n", "no line of brat", id="garbage"),
        pytest.param("E1\tAttribution:T9 Source:T8\n", "T9 is linked here", id="a link to nothing"),
        pytest.param(
            "T1\tSource 0 8\tThe army\nT1\tCue 9 13\tsaid\n", "T1 stands twice", id="one name twice"
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(GoldError, match=fault) as raised:
        read(tmp_path, "\n" + line)

    assert re.search(r"a\.ann:[23]: ", str(raised.value))

"""Tests for what looks like many accounts and rests on one source."""

import pytest

from kg.analysis import analyse
from tests.queries.drafted import Told, drafted


@pytest.mark.parametrize(
    ("articles", "rests_on"),
    [
        pytest.param(
            [Told("a", "fleet", said_in="release"), Told("b", "crown", said_in="release")],
            ("release", "release or briefing"),
            id="two bodies in one release",
        ),
        pytest.param(
            [Told("a", "fleet", citing="hospital"), Told("b", "crown", citing="hospital")],
            ("hospital", "cited source"),
            id="two bodies that cite one hospital",
        ),
        pytest.param(
            [Told("a", "fleet", copy_of="wire"), Told("b", "crown", copy_of="wire")],
            ("wire", "shared copy"),
            id="one agency's copy",
        ),
        pytest.param([Told("a", "fleet"), Told("b", "fleet")], ("fleet", "speaker"), id="one speaker"),
        pytest.param(
            [Told("a", None, publisher="ledger"), Told("b", None, publisher="ledger")],
            ("ledger", "own voice"),
            id="one outlet, in its own voice twice",
        ),
        pytest.param(
            [Told("a", None, publisher="ledger"), Told("b", "fleet", publisher="ledger")],
            ("ledger", "outlet"),
            id="one outlet, once in its own voice",
        ),
    ],
)
def test_a_claim_of_two_articles_rests_on_what_both_pass(
    articles: list[Told], rests_on: tuple[str, str]
) -> None:
    rows = list(analyse(drafted(articles), "single-origins"))

    found = {(row["level"], row["rests_on"], row["rests_on_kind"], row["articles"]) for row in rows}
    assert found == {("incident", *rests_on, 2), ("claim", *rests_on, 2)}
    assert [row["words"] for row in rows] == ["12 people died"] * 4


def test_two_speakers_are_two_origins() -> None:
    articles = [Told("a", "fleet", said_in="release"), Told("b", "crown", said_in="briefing")]

    assert len(analyse(drafted(articles), "single-origins")) == 0


def test_a_speaker_who_once_cites_nobody_makes_the_cited_no_single_origin() -> None:
    articles = [Told("a", "fleet", citing="hospital"), Told("b", "fleet")]

    assert {row["rests_on"] for row in analyse(drafted(articles), "single-origins")} == {"fleet"}


def test_who_denies_a_figure_is_no_support_of_it() -> None:
    articles = [Told("a", "fleet"), Told("b", "fleet"), Told("c", "crown", stance="denies")]

    assert {row["rests_on"] for row in analyse(drafted(articles), "single-origins")} == {"fleet"}


def test_carriers_are_one_article_one_origin_or_one_outlet() -> None:
    articles = [
        Told("a", "fleet", 3),
        Told("b", "fleet", 4),
        Told("c", "fleet", 4),
        Told("d", "crown", 5, publisher="ledger"),
        Told("e", "guard", 5, publisher="ledger"),
        Told("f", "crown", 6),
        Told("g", "guard", 6),
    ]

    found = analyse(drafted(articles), "single-carriers")

    assert {(row["words"], row["carried_by"], row["carrier"], row["told_by"]) for row in found} == {
        ("3 people died", "one article", "a", 7),
        ("4 people died", "one origin", "fleet", 7),
        ("5 people died", "one outlet", "ledger", 7),
    }


def test_what_one_article_alone_tells_of_has_no_single_carrier_and_no_silence() -> None:
    alone = drafted([Told("a", "fleet")])

    assert len(analyse(alone, "single-carriers")) == 0
    assert len(analyse(alone, "silence")) == 0


def test_a_denial_by_the_same_body_elsewhere_is_no_silence_and_another_bodys_is() -> None:
    both = [Told("a", "fleet", stance="denies"), Told("b", "fleet", stance="denies")]
    others = [Told("a", "fleet", stance="denies"), Told("b", "crown", stance="denies")]

    assert len(analyse(drafted(both), "silence")) == 0
    assert [(row["lacks"], row["carries_other"]) for row in analyse(drafted(others), "silence")] == [
        ("denial", "yes"),
        ("denial", "yes"),
    ]

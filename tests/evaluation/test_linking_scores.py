"""B-cubed, pairs and wrong merges of a grouping, against values worked out by hand."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.linking import Agreement, LinkingScore, score_linking

GOLD = [["a", "b", "c"], ["d", "e"], ["f"]]
LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=14)


def groups(labels: list[int]) -> list[list[str]]:
    return [[f"m{n}" for n, label in enumerate(labels) if label == one] for one in sorted(set(labels))]


def together(grouped: list[list[str]]) -> set[tuple[str, str]]:
    return {pair for group in grouped for pair in combinations(sorted(group), 2)}


def test_the_right_grouping_is_right_in_every_measure() -> None:
    assert score_linking(GOLD, GOLD) == LinkingScore(6, Agreement(1, 1), Agreement(1, 1), 4, 0, 0)


def test_one_group_of_everything_keeps_recall_and_loses_precision() -> None:
    score = score_linking([list("abcdef")], GOLD)

    assert score.b3.precision == pytest.approx((3 * 3 / 6 + 2 * 2 / 6 + 1 / 6) / 6)
    assert score.b3.recall == 1
    assert score.pairs == Agreement(4 / 15, 1)
    assert (score.merged, score.wrong, score.missed) == (15, 11, 0)


def test_joining_nothing_makes_no_wrong_merge_and_finds_no_pair() -> None:
    score = score_linking([], GOLD)

    assert score.b3 == Agreement(1, (1 / 3 * 3 + 1 / 2 * 2 + 1) / 6)
    assert score.pairs == Agreement(1, 0)
    assert (score.merged, score.wrong, score.missed, score.wrong_share) == (0, 0, 4, 0)
    assert score.pairs.f1 == 0


def test_one_account_in_the_wrong_event() -> None:
    score = score_linking([["a", "b"], ["c", "d", "e"], ["f"]], GOLD)

    # precision: a, b 1; c 1/3; d, e 2/3; f 1. recall: a, b 2/3; c 1/3; d, e, f 1
    assert score.b3.precision == pytest.approx((2 + 1 / 3 + 4 / 3 + 1) / 6)
    assert score.b3.recall == pytest.approx((4 / 3 + 1 / 3 + 3) / 6)
    assert score.b3.f1 == pytest.approx(7 / 9)
    assert score.pairs == Agreement(2 / 4, 2 / 4)
    assert (score.merged, score.wrong, score.missed, score.wrong_share) == (4, 2, 2, 0.5)


def test_a_mention_missing_in_the_prediction_stands_alone() -> None:
    assert score_linking([["a", "b", "c"]], GOLD) == score_linking(
        [["a", "b", "c"], ["d"], ["e"], ["f"]], GOLD
    )


def test_two_missing_mentions_are_not_together() -> None:
    assert score_linking([], [["a", "b"]]).merged == 0


def test_an_empty_group_is_no_group() -> None:
    assert score_linking([[], [], ["a", "b"]], [["a", "b"], ["c"]]).pairs == Agreement(1, 1)
    assert score_linking([[], [], [], ["a"]], [["a"], ["c"], ["b"], ["d"]]).merged == 0


def test_a_mention_that_gold_does_not_have_changes_nothing() -> None:
    assert score_linking([["a", "b", "c", "z"], ["d", "e"]], GOLD) == score_linking(GOLD, GOLD)


def test_nothing_to_score_has_nothing_wrong() -> None:
    assert score_linking([["a"]], []) == LinkingScore(0, Agreement(1, 1), Agreement(1, 1), 0, 0, 0)


@pytest.mark.parametrize(("found", "gold"), [(["ab", "bc"], ["abc"]), (["abc"], ["ab", "bc"])])
def test_refuses_a_mention_in_two_groups(found: list[str], gold: list[str]) -> None:
    with pytest.raises(ValueError, match="b stands in two groups"):
        score_linking(found, gold)


@given(LABELS)
def test_pairs_are_those_that_counting_them_one_by_one_gives(labels: list[tuple[int, int]]) -> None:
    ours, gold = groups([a for a, _ in labels]), groups([b for _, b in labels])
    score = score_linking(ours, gold)

    assert score.merged == len(together(ours))
    assert score.wrong == len(together(ours) - together(gold))
    assert score.missed == len(together(gold) - together(ours))


@given(LABELS)
def test_b3_is_the_average_over_mentions(labels: list[tuple[int, int]]) -> None:
    score = score_linking(groups([a for a, _ in labels]), groups([b for _, b in labels]))
    shared = [labels.count(own) for own in labels]

    assert score.b3.precision == pytest.approx(
        sum(n / sum(x == a for x, _ in labels) for n, (a, _) in zip(shared, labels, strict=True))
        / len(labels)
    )
    assert score.b3.recall == pytest.approx(
        sum(n / sum(y == b for _, y in labels) for n, (_, b) in zip(shared, labels, strict=True))
        / len(labels)
    )


@given(LABELS, st.randoms(use_true_random=False))
def test_the_order_of_groups_and_mentions_changes_no_bit(
    labels: list[tuple[int, int]], draw: random.Random
) -> None:
    ours, gold = groups([a for a, _ in labels]), groups([b for _, b in labels])
    mixed = [draw.sample(group, len(group)) for group in draw.sample(ours, len(ours))]
    other = [draw.sample(group, len(group)) for group in draw.sample(gold, len(gold))]

    assert score_linking(mixed, other) == score_linking(ours, gold)

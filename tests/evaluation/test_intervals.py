"""Rates over articles, and the interval around them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation import rates

COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12)


def counted(rows: list[tuple[int, int, int]]) -> list[Counter[str]]:
    names = ("figures right", "figures invented", "figures missed")
    return [Counter(dict(zip(names, row, strict=True))) for row in rows]


def test_precision_recall_and_f1_are_of_all_articles_together() -> None:
    [rate] = rates(counted([(3, 1, 0), (1, 0, 3)]))

    assert (rate.precision, rate.recall, round(rate.f1, 3)) == (0.8, 4 / 7, 0.667)


@given(COUNTS)
def test_the_same_counts_give_the_same_interval_and_it_lies_between_0_and_1(
    rows: list[tuple[int, int, int]],
) -> None:
    [rate] = rates(counted(rows), rounds=50)

    assert [rate] == rates(counted(rows), rounds=50)
    assert 0 <= rate.low <= rate.high <= 1


def test_articles_that_are_all_alike_leave_no_doubt() -> None:
    [rate] = rates(counted([(4, 1, 1)] * 8))

    assert rate.low == rate.high == rate.f1

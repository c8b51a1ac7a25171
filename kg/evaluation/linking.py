"""Scores a grouping of accounts against the right one: B-cubed, pairs, and pairs wrongly put together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import comb, fsum

Groups = Iterable[Iterable[str]]
"""Mentions by group; a mention is in one group at most, and one in no group stands alone."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall of one measure, 0 to 1; a share of nothing is 1, because nothing is wrong."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class LinkingScore:
    """How well accounts were grouped: ``wrong`` of the ``merged`` pairs put together are of two events."""

    mentions: int
    b3: Agreement
    pairs: Agreement
    merged: int
    wrong: int
    missed: int

    @property
    def wrong_share(self) -> float:
        """Wrong pairs among all pairs put together; 0 where none was."""
        return self.wrong / self.merged if self.merged else 0.0


def score_linking(found: Groups, gold: Groups) -> LinkingScore:
    """Compares what was grouped with what belongs together, over the mentions of ``gold``.

    B-cubed (Bagga and Baldwin 1998) takes for each mention the share of its found group that is of its
    event, and the share of its event that is in its found group, and averages over mentions, those that
    stand alone included. Mentions that gold does not have are left out.

    >>> score = score_linking(found=[["a", "b", "c"]], gold=[["a", "b"], ["c", "d"]])
    >>> score.merged, score.wrong, score.missed
    (3, 2, 1)
    >>> round(score.b3.precision, 3), score.b3.recall  # (2/3 + 2/3 + 1/3 + 1) / 4; (1 + 1 + 1/2 + 1/2) / 4
    (0.667, 0.75)

    Raises:
        ValueError: a mention stands in two groups of one side.
    """
    right = _group_of(gold, "gold")
    ours = _group_of(found, "found")
    # Who stands alone is a group of its own: no group has a number below 0.
    both = Counter((ours.get(mention, -1 - n), group) for n, (mention, group) in enumerate(right.items()))
    in_found, in_gold = Counter[int](), Counter[int]()
    for (one, other), shared in both.items():
        in_found[one] += shared
        in_gold[other] += shared
    merged, wanted = _pairs(in_found), _pairs(in_gold)
    hits = sum(comb(shared, 2) for shared in both.values())
    return LinkingScore(
        len(right),
        Agreement(
            _share(fsum(n * n / in_found[one] for (one, _), n in both.items()), len(right)),
            _share(fsum(n * n / in_gold[other] for (_, other), n in both.items()), len(right)),
        ),
        Agreement(_share(hits, merged), _share(hits, wanted)),
        merged,
        merged - hits,
        wanted - hits,
    )


def _group_of(groups: Groups, side: str) -> dict[str, int]:
    group_of: dict[str, int] = {}
    for number, group in enumerate(groups):
        for mention in group:
            if group_of.setdefault(mention, number) != number:
                raise ValueError(f"{mention} stands in two groups of {side}; keep it in one")
    return group_of


def _pairs(sizes: Counter[int]) -> int:
    return sum(comb(size, 2) for size in sizes.values())


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 1.0

"""Precision, recall and F1 over many articles, with a bootstrap interval."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 2000
_LOW, _HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Rate:
    """One task. ``low`` and ``high`` are the bounds of F1 in 95 of 100 draws of as many articles."""

    task: str
    right: int
    invented: int
    missed: int
    low: float
    high: float

    @property
    def precision(self) -> float:
        """Of what was found, the share that is wanted; 0 where nothing was found."""
        return self.right / ((self.right + self.invented) or 1)

    @property
    def recall(self) -> float:
        """Of what is wanted, the share that was found; 0 where nothing is wanted."""
        return self.right / ((self.right + self.missed) or 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _f1(self.right, self.invented + self.missed)


def rates(counts: Sequence[Mapping[str, int]], *, rounds: int = ROUNDS) -> list[Rate]:
    """A rate for every task that the counts of the articles hold, in the order in which they first occur.

    The interval is a percentile bootstrap over articles with a fixed seed: the same counts give the same
    bounds. With one article low and high are its F1.
    """
    tasks = dict.fromkeys(key.removesuffix(" right") for n in counts for key in n if key.endswith(" right"))
    draw = random.Random(0)
    draws = [draw.choices(range(len(counts)), k=len(counts)) for _ in range(rounds if len(counts) > 1 else 1)]
    total: Counter[str] = Counter()
    for n in counts:
        total.update(n)
    found: list[Rate] = []
    for task in tasks:
        right = [n.get(f"{task} right", 0) for n in counts]
        wrong = [n.get(f"{task} invented", 0) + n.get(f"{task} missed", 0) for n in counts]
        drawn = sorted(_f1(sum(right[i] for i in own), sum(wrong[i] for i in own)) for own in draws)
        low, high = drawn[int(_LOW * len(drawn))], drawn[min(int(_HIGH * len(drawn)), len(drawn) - 1)]
        invented, missed = total[f"{task} invented"], total[f"{task} missed"]
        found.append(Rate(task, sum(right), invented, missed, low, high))
    return found


def shares(counts: Sequence[Mapping[str, int]]) -> dict[str, tuple[int, int]]:
    """For each field how often it was right, and of how many."""
    total: Counter[str] = Counter()
    for n in counts:
        total.update(n)
    names = [name.removesuffix(" all") for name in total if name.endswith(" all") and "." in name]
    return {name: (total[f"{name} ok"], total[f"{name} all"]) for name in names}


def _f1(right: int, wrong: int) -> float:
    return 2 * right / (2 * right + wrong) if right else 0.0

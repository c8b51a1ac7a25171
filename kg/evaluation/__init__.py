"""Scores the program against what people found in the same articles."""

from kg.evaluation.gold import Annotated, read_gold, read_records
from kg.evaluation.intervals import Rate, rates, shares
from kg.evaluation.linking import Agreement, LinkingScore, score_linking
from kg.evaluation.page import write_page
from kg.evaluation.run import evaluate
from kg.evaluation.scoring import Miss, Score, score
from kg.evaluation.worst import worst_misses

__all__ = [
    "Agreement", "Annotated", "LinkingScore", "Miss", "Rate", "Score", "evaluate", "rates", "read_gold",
    "read_records", "score", "score_linking", "shares", "worst_misses", "write_page",
]  # fmt: skip

"""The misses that do most harm, with the sentence in which each stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.evaluation.scoring import Miss, Score
from kg.evaluation.sheets import Item

_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"‘'])|\n")
_HARM = {"stance": 0, "invented": 1, "value": 2, "speaker": 3, "about": 4, "missed": 5}
"""What harms most comes first: words read as their opposite, what nobody said, a wrong number or source."""
_LEAST = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A miss in words: the article, the offset, its sentence, what was wanted and what was found."""

    article: str
    start: int
    task: str
    what: str
    wanted: str | None
    found: str | None
    sentence: str


def worst_misses(scores: Iterable[Score], most: int | None = None) -> list[Told]:
    """The misses of all articles, the most harmful kind first, then in the order of the text."""
    found = [_told(score, miss) for score in scores for miss in score.misses]
    found.sort(key=lambda told: (_HARM.get(told.what, _LEAST), told.article, told.start))
    return found[:most]


def _told(score: Score, miss: Miss) -> Told:
    item = miss.found or miss.wanted
    assert item is not None, "a miss has one side at least"
    text, field = score.gold.text, miss.what
    is_field = miss.wanted is not None and miss.found is not None

    def words(side: Item | None) -> str | None:
        if side is None:
            return None
        if is_field:
            return str(side.value(field))
        return " ... ".join(text[span.start : span.end] for span in side.places[0]) if side.places else "?"

    sentence = _sentence(text, item.start) if item.start >= 0 else ""
    return Told(
        score.gold.name, item.start, miss.task, miss.what, words(miss.wanted), words(miss.found), sentence
    )


def _sentence(text: str, at: int) -> str:
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    start = max(end for end in ends if end <= at)
    return text[start : min(end for end in ends if end > start)].strip()

"""The scorer gives full marks to the gold itself and takes marks off for every kind of error."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.extract import scoring

GOLD = Path(__file__).parents[1] / "gold"
NAME = "wire_bajil"
TEXT = (GOLD / f"{NAME}.txt").read_text(encoding="utf-8")
WANTED = json.loads((GOLD / f"{NAME}.gold.json").read_text(encoding="utf-8"))

Answer = dict[str, Any]  # a record as JSON gives it


def perfect() -> Answer:
    """The gold of one article as the record that an all-knowing program would give."""

    def placed(item: Answer) -> Answer:
        start = TEXT.index(item["exact"])
        return {**item, "start": start, "end": start + len(item["exact"])}

    return {
        "statements": [{"topic": None, **placed(item)} for item in WANTED["statements"]],
        "figures": [{"value": None, **placed(item)} for item in WANTED["figures"]],
        "events": [{**item, "kind": "strike", "part_of": None} for item in WANTED["strikes"]],
    }


def scored(answer: Answer) -> Counter[str]:
    return scoring.score(WANTED, answer, TEXT)


def renamed(answer: Answer) -> None:
    for item in answer["statements"]:
        item["speaker"] = "A passing stranger"


def shifted(answer: Answer) -> None:
    for item in answer["statements"]:
        item["start"], item["end"] = 0, 5


def recounted(answer: Answer) -> None:
    for item in answer["figures"]:
        item["min"], item["max"] = 98765, 98765


def moved(answer: Answer) -> None:
    for item in answer["events"]:
        item["date"] = "1999-01-01"


def test_the_gold_itself_gets_full_marks() -> None:
    n = scored(perfect())

    assert [scoring.f1(n, task) for task in ("strikes", "statements", "strict", "figures")] == [1.0] * 4
    assert [scoring.share(n, field) for field in ("speaker", "stance", "about", "value", "harm")] == [1.0] * 5


@pytest.mark.parametrize(
    ("spoil", "lost"),
    [
        pytest.param(lambda a: a["statements"].clear(), "statements", id="statements missed"),
        pytest.param(lambda a: a["figures"].clear(), "figures", id="figures missed"),
        pytest.param(lambda a: a["events"].clear(), "strikes", id="strikes missed"),
        pytest.param(renamed, "strict", id="the wrong speakers"),
        pytest.param(shifted, "statements", id="the wrong words"),
        pytest.param(moved, "strikes", id="the wrong days"),
    ],
)
def test_an_error_costs_marks_in_its_task(spoil: Callable[[Answer], None], lost: str) -> None:
    answer = perfect()
    spoil(answer)

    assert scoring.f1(scored(answer), lost) < 1


def test_a_wrong_number_in_the_right_words_costs_the_value_only() -> None:
    answer = perfect()
    recounted(answer)
    n = scored(answer)

    assert (scoring.f1(n, "figures"), scoring.share(n, "value")) == (1.0, 0.0)


def test_what_nobody_said_counts_as_invented() -> None:
    answer = perfect()
    start = TEXT.index("The coalition entered the war")
    answer["statements"].append({**answer["statements"][0], "start": start, "end": start + 29})

    assert scored(answer)["statements invented"] == 1

"""The scorer gives full marks to the gold itself and takes marks off for every kind of error."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import rates, score, shares
from kg.evaluation.found import sheet_of
from kg.evaluation.goldfile import read_gold_file

GOLD = Path(__file__).parents[1] / "gold"
NAME = "wire_bajil"
TEXT = (GOLD / f"{NAME}.txt").read_text(encoding="utf-8")
WANTED = json.loads((GOLD / f"{NAME}.gold.json").read_text(encoding="utf-8"))
TASKS = ("strikes", "statements", "strict", "figures")

Answer = dict[str, Any]  # a record as JSON gives it


def perfect() -> Answer:
    """The gold of one article as the record that an all-knowing program would give."""

    def placed(item: Answer) -> Answer:
        start = TEXT.index(item["exact"])
        return {**item, "start": start, "end": start + len(item["exact"]), "id": item["exact"]}

    cues = {"topic": None, "cue_at": None, "speaker_at": None, "speaker_id": "person-1"}
    return {
        "article": {"file": f"{NAME}.txt"},
        "statements": [{**cues, **placed(item)} for item in WANTED["statements"]],
        "figures": [{"value": None, **placed(item)} for item in WANTED["figures"]],
        "events": [
            {**item, "kind": "strike", "part_of": None, "start": 0, "end": 1} for item in WANTED["strikes"]
        ],
        "disputes": [
            {**placed(item), "statement": item["exact"], "about": item["about"]}
            for item in WANTED["disputes"]
        ],
    }


def counted(answer: Answer) -> Mapping[str, int]:
    return score(read_gold_file(GOLD / f"{NAME}.gold.json", TEXT), sheet_of(answer, TEXT)).counts


def f1(answer: Answer) -> dict[str, float]:
    return {rate.task: rate.f1 for rate in rates([counted(answer)])}


def renamed(answer: Answer) -> None:
    for item in answer["statements"]:
        item["speaker"] = "A passing stranger"


def shifted(answer: Answer) -> None:
    for item in answer["statements"]:
        item["start"], item["end"] = 0, 5


def shortened(answer: Answer) -> None:
    for item in answer["statements"]:
        item["end"] = item["start"] + (item["end"] - item["start"]) * 7 // 10


def moved(answer: Answer) -> None:
    for item in answer["events"]:
        item["date"] = "1999-01-01"


def test_the_gold_itself_gets_full_marks() -> None:
    counts = counted(perfect())

    assert {rate.task: rate.f1 for rate in rates([counts])}.items() >= dict.fromkeys(TASKS, 1.0).items()
    assert {name for name, (ok, of) in shares([counts]).items() if ok != of} == set()
    assert not [key for key in counts if key.endswith("taken") and counts[key]]


@pytest.mark.parametrize(
    ("spoil", "lost"),
    [
        pytest.param(lambda a: a["statements"].clear(), {"statements", "strict"}, id="statements missed"),
        pytest.param(lambda a: a["figures"].clear(), {"figures"}, id="figures missed"),
        pytest.param(lambda a: a["events"].clear(), {"strikes"}, id="strikes missed"),
        pytest.param(renamed, {"strict"}, id="the wrong speakers"),
        pytest.param(shifted, {"statements", "strict"}, id="the wrong words"),
        pytest.param(shortened, {"strict"}, id="too few of the words"),
        pytest.param(moved, {"strikes"}, id="the wrong days"),
    ],
)
def test_an_error_costs_marks_in_its_task_alone(spoil: Callable[[Answer], None], lost: set[str]) -> None:
    answer = perfect()
    spoil(answer)
    found = f1(answer)

    assert {task for task in TASKS if found[task] < 1} == lost


FIELDS = [
    ("statements", "stance", "condemns"),
    ("statements", "kind", "narrated-by-nobody"),
    ("statements", "about", "elsewhere"),
    ("figures", "harm", "detained"),
    ("figures", "scope", "never"),
    ("figures", "asserted_by", "A passing stranger"),
]


@pytest.mark.parametrize(("rows", "field", "value"), FIELDS)
def test_a_wrong_field_costs_that_field_only(rows: str, field: str, value: str) -> None:
    answer = perfect()
    [first, *_] = [item for item in answer[rows] if not item.get("optional") and item[field] is not None]
    first[field] = value
    counts = counted(answer)

    assert {name for name, (ok, of) in shares([counts]).items() if ok != of} == {f"{rows}.{field}"}
    assert {rate.task: rate.f1 for rate in rates([counts])}.items() >= dict.fromkeys(TASKS, 1.0).items()


def test_a_wrong_number_in_the_right_words_costs_the_value_only() -> None:
    answer = perfect()
    for item in answer["figures"]:
        item["min"], item["max"] = 98765, 98765

    assert f1(answer)["figures"] == 1
    assert shares([counted(answer)])["figures.value"][0] == 0


def test_what_nobody_said_counts_as_invented() -> None:
    answer = perfect()
    start = TEXT.index("The coalition entered the war")
    answer["statements"].append({**answer["statements"][0], "start": start, "end": start + 29})

    assert counted(answer)["statements invented"] == 1


def test_a_number_that_is_no_figure_is_a_distractor_taken() -> None:
    answer = perfect()
    words = WANTED["distractors"][0]
    start = TEXT.index(words)
    figure = {**answer["figures"][0], "start": start, "end": start + len(words), "min": 7, "max": 7}
    answer["figures"].append(figure)

    assert counted(answer)["distractors taken"] == 1

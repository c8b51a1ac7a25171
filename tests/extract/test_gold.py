"""How well articles written without sight of the rules are read: it cannot get worse unnoticed."""

import tomllib
from pathlib import Path

import pytest

from kg.articles import read_file
from kg.extract import extract
from tests.extract.invented import broken_promises
from tests.gold import measured

FLOORS = tomllib.loads(measured.FLOORS.read_text(encoding="utf-8"))


def bounds(kind: str) -> list[object]:
    return [
        pytest.param(half, name, bound, id=f"{half} {name}")
        for half in measured.HALVES
        for name, bound in FLOORS[half][kind].items()
    ]


def test_the_floors_hold_for_this_corpus() -> None:
    assert measured.digest() == FLOORS["corpus"], "tests/gold has changed: run tools/gold_floors.py"


def test_every_task_and_field_has_its_floor() -> None:
    for half in measured.HALVES:
        assert set(FLOORS[half]["least"]) == set(measured.shares_of(half))


def test_each_article_lies_in_one_half_and_what_is_only_scored_is_there() -> None:
    every = [path.name.split(".")[0] for half in measured.HALVES for path in measured.gold_files(half)]

    assert sorted(every) == sorted(path.stem for path in measured.texts())
    assert set(measured.UNSEEN) <= set(every)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in measured.texts()])
def test_every_record_keeps_its_promises(path: Path) -> None:
    [article] = read_file(path)

    assert broken_promises(extract(article)) == []


@pytest.mark.parametrize(("half", "name", "floor"), bounds("least"))
def test_a_task_and_a_field_stay_above_their_floor(half: str, name: str, floor: float) -> None:
    assert measured.shares_of(half)[name] >= floor


@pytest.mark.parametrize(("half", "name", "ceiling"), bounds("most"))
def test_no_more_is_invented(half: str, name: str, ceiling: int) -> None:
    assert measured.invented_in(half)[name] <= ceiling

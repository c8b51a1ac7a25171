"""How well articles written without sight of the rules are read: it cannot get worse unnoticed."""

import tomllib

import pytest

from kg.articles import read_file
from kg.extract import extract
from tests.extract.invented import broken_promises
from tests.gold import measured

FLOORS = tomllib.loads(measured.FLOORS.read_text(encoding="utf-8"))
EVERY = [name for half in measured.HALVES for name in measured.names(half)]


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


def test_what_is_only_scored_is_there() -> None:
    assert set(measured.names("unseen")) == set(measured.UNSEEN)


@pytest.mark.parametrize("name", EVERY)
def test_every_record_keeps_its_promises(name: str) -> None:
    [article] = read_file(measured.GOLD / f"{name}.txt")

    assert broken_promises(extract(article)) == []


@pytest.mark.parametrize(("half", "name", "floor"), bounds("least"))
def test_a_task_and_a_field_stay_above_their_floor(half: str, name: str, floor: float) -> None:
    assert measured.shares_of(half)[name] >= floor


@pytest.mark.parametrize(("half", "name", "ceiling"), bounds("most"))
def test_no_more_is_invented(half: str, name: str, ceiling: int) -> None:
    assert measured.invented_in(half)[name] <= ceiling

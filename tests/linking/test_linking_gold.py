"""Accounts of one incident are put together, and those of two are not, as far as the floors say."""

import tomllib

import pytest

from tests.linking.measured import HERE, Measured, measure

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(FLOORS))
def scored(request: pytest.FixtureRequest) -> tuple[dict[str, float], Measured]:
    return FLOORS[request.param], measure(request.param)


def test_incidents_are_grouped_as_well_as_before(scored: tuple[dict[str, float], Measured]) -> None:
    floors, measured = scored

    assert measured.all.b3.f1 >= floors["all"]
    assert measured.linking.b3.f1 >= floors["read"]


def test_no_more_is_wrongly_merged_than_before(scored: tuple[dict[str, float], Measured]) -> None:
    floors, measured = scored

    assert measured.linking.wrong <= floors["wrong"]
    assert measured.wrongly_linked <= floors["wrongly_linked"]


def test_every_mention_is_found_once_in_its_report() -> None:
    for name in FLOORS:
        gold = tomllib.loads((HERE / f"gold_{name}.toml").read_text(encoding="utf-8"))["mention"]
        for row in gold:
            text = (HERE / f"reports_{name}" / f"{row['report']}.txt").read_text(encoding="utf-8")
            assert text.count(row["words"]) == 1, (name, row["report"], row["words"])

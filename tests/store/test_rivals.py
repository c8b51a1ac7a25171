"""Figures of one event that cannot both hold are rivals, disputed or not."""

from datetime import date

import pytest

from kg.model import EventKind
from kg.registry import load_registry
from kg.resolve import EventTold, FigureTold, Rival, find_rivals, link_events
from kg.vocab import Qualifier, Unit

DAY = date(2017, 3, 17)
Bounds = tuple[int | None, int | None]


def event(article: int, *bounds: Bounds, unit: Unit = Unit.CIVILIANS_KILLED, **more: object) -> EventTold:
    path = f"doc/{article:016x}/incident-0-9"
    figures = tuple(
        FigureTold(f"doc/{article:016x}/figure-{n}", path, unit, Qualifier.EXACTLY, None, low, high, **more)  # type: ignore[arg-type]
        for n, (low, high) in enumerate(bounds)
    )
    return EventTold(
        path, f"{article:016x}", EventKind.INCIDENT, DAY, DAY, place="place/mosul", figures=figures
    )  # fmt: skip


def rivals(*events: EventTold) -> tuple[Rival, ...]:
    return find_rivals(events, link_events(events, load_registry()).events)


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ((101, None), (None, 100), True),
        ((56, 56), (160, 160), True),
        ((101, None), (150, 150), False),
        ((None, None), (5, 5), False),
        ((None, 100), (100, 100), False),
    ],
)
def test_bounds_that_exclude_each_other_make_rivals(one: Bounds, other: Bounds, *, are: bool) -> None:
    assert bool(rivals(event(1, one), event(2, other))) is are


def test_one_article_can_hold_both() -> None:
    assert len(rivals(event(1, (56, 56), (160, 160)))) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(event(2, (7, 7), unit=Unit.CIVILIANS_INJURED), id="another unit"),
        pytest.param(event(2, (7, 7), part=True), id="part of another figure"),
        pytest.param(event(2, (7, 7), who="seven children"), id="children among them"),
    ],
)
def test_what_counts_something_else_is_no_rival(other: EventTold) -> None:
    assert rivals(event(1, (56, 56)), other) == ()


def test_figures_of_different_events_are_no_rivals() -> None:
    other = event(2, (7, 7))
    elsewhere = EventTold(
        other.path, other.article, other.kind, DAY, DAY, place="place/raqqa", figures=other.figures
    )  # fmt: skip

    assert rivals(event(1, (56, 56)), elsewhere) == ()


def test_on_a_hot_event_every_figure_still_has_a_rival() -> None:
    events = [event(n, (n % 2, n % 2)) for n in range(1, 61)]

    found = rivals(*events)

    paired = {path for pair in found for path in (pair.figure, pair.other)}
    assert paired == {figure.path for told in events for figure in told.figures}
    assert len(found) < 2 * len(events)

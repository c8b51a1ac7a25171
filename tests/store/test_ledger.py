"""The ledger keeps the totals of an issuer in order, and reckons only with what may be reckoned with."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.registry import load_registry
from kg.resolve import Communication, Ledger, TallyTold, keep_ledger
from kg.resolve.releases import COUNTED, wider_nouns
from kg.vocab import Finding, Qualifier, Tally, Unit

COALITION, PENTAGON, BRITAIN = "org/cjtf-oir", "org/us-department-of-defense", "org/uk-ministry-of-defence"
AFRICA = "org/us-africa-command"
START, MAY, JUNE = date(2014, 8, 1), date(2017, 5, 1), date(2017, 6, 1)
ALONE: tuple[Communication, ...] = ()


def told(article: int, at: int, value: int | None, tally: Tally = Tally.CUMULATIVE, issuer: str = COALITION,
         qualifier: Qualifier = Qualifier.EXACTLY, unit: Unit = Unit.CIVILIANS_KILLED,
         **more: object) -> TallyTold:  # fmt: skip
    doc = f"doc/{article:016x}"
    high = None if qualifier is Qualifier.AT_LEAST else value
    made = TallyTold(
        f"{doc}/figure-{at}-{at + 3}", f"{doc}/statement-{at}-{at + 9}-{0:08x}", doc[4:], issuer, tally, unit,
        qualifier, value, value, high, at=at, passage=f"{doc}/span-{at}-{at + 9}",
    )  # fmt: skip
    if tally is Tally.CUMULATIVE:
        made = replace(made, first=START)
    return replace(made, **more)  # type: ignore[arg-type]


def added(article: int, at: int, value: int, **more: object) -> TallyTold:
    return told(article, at, value, Tally.ADDITION, **more)  # type: ignore[arg-type]


def taken_out(article: int, at: int, value: int, **more: object) -> TallyTold:
    return told(article, at, value, Tally.WITHDRAWAL, **more)  # type: ignore[arg-type]


def assessed(article: int, at: int, value: int, **more: object) -> TallyTold:
    """A count of what one month's assessments found."""
    month = (MAY, date(2017, 5, 31))
    return told(article, at, value, Tally.PERIOD, **{"assessed": month, **more})  # type: ignore[arg-type]


def ledger(*tallies: TallyTold, communications: Iterable[Communication] = ALONE) -> Ledger:
    return keep_ledger(tallies, communications, load_registry())


def sums(*tallies: TallyTold, communications: Iterable[Communication] = ALONE) -> list[tuple[Finding, str]]:
    found = ledger(*tallies, communications=communications).derivations
    return sorted((d.finding, d.description.partition(":")[0]) for d in found)


def values(found: Ledger) -> list[list[int | None]]:
    return sorted([e.told.value for e in series.entries] for series in found.series)


def test_what_a_release_adds_and_takes_out_gives_the_total_before() -> None:
    release = [told(1, 50, 400), assessed(1, 10, 30), added(1, 70, 90), taken_out(1, 80, 4)]

    assert sums(*release) == [(Finding.IMPLIED, "400 - 30 - 90 + 4 = 284")]


def test_bounds_of_the_figures_bound_the_result() -> None:
    [found] = ledger(told(1, 50, 400, qualifier=Qualifier.AT_LEAST), assessed(1, 10, 30)).derivations

    assert (found.value, found.min, found.max) == (370, 370, None)


def test_an_earlier_total_that_fits_agrees_and_nothing_is_implied() -> None:
    told_before = told(1, 50, 340, day=MAY)

    assert sums(told_before, told(2, 50, 400, day=JUNE), added(2, 10, 60, day=JUNE)) == [
        (Finding.AGREES, "340 + 60 = 400")
    ]


def test_a_total_told_later_is_no_earlier_one() -> None:
    assert sums(told(1, 50, 340, day=JUNE), told(2, 50, 400, day=MAY), added(2, 10, 60, day=MAY)) == []


def test_a_headline_without_a_period_joins_where_arithmetic_ties_it_in() -> None:
    linked = told(1, 90, 340, Tally.PERIOD, unit=Unit.CIVILIANS_HARMED)
    found = ledger(told(1, 50, 400), added(1, 10, 60), linked)

    assert values(found) == [[340, 400]]
    assert [d.description.partition("; ")[2] for d in found.derivations] == ["340 counts civilians harmed"]


def test_a_headline_without_a_period_that_fits_nothing_stays_out() -> None:
    assert values(ledger(told(1, 50, 400), added(1, 10, 60), told(1, 90, 350, Tally.PERIOD))) == [[400]]


def test_a_step_that_nothing_explains_is_told_between_neighbours_only() -> None:
    totals = [told(n, 50, value, day=MAY + timedelta(n)) for n, value in enumerate((300, 320, 350), start=1)]

    assert sums(*totals) == [
        (Finding.UNEXPLAINED, "300 to 320 leaves 20 unexplained"),
        (Finding.UNEXPLAINED, "320 to 350 leaves 30 unexplained"),
    ]


def test_a_step_of_which_a_part_is_explained_is_told_as_the_total_that_this_implies() -> None:
    assert sums(told(1, 50, 300, day=MAY), told(2, 50, 350, day=JUNE), assessed(2, 10, 20)) == [
        (Finding.IMPLIED, "350 - 20 = 330")
    ]


@pytest.mark.parametrize(
    "later",
    [
        pytest.param([told(2, 50, 290, day=JUNE)], id="an older number told late"),
        pytest.param([told(2, 50, 300, day=JUNE)], id="the same number"),
        pytest.param([told(1, 70, 320, day=MAY)], id="two totals that one article compares"),
        pytest.param([told(2, 50, 320, issuer=BRITAIN, day=JUNE)], id="a member of the coalition"),
        pytest.param([told(2, 50, 320, issuer=AFRICA, day=JUNE)], id="a command for another region"),
        pytest.param([told(2, 50, 320, unit=Unit.CIVILIANS_INJURED, day=JUNE)], id="another unit"),
        pytest.param([told(2, 50, 320, first=date(2016, 2, 1), day=JUNE)], id="another counting start"),
        pytest.param([told(2, 50, 320, place="place/raqqa", day=JUNE), told(3, 50, 300, place="place/mosul")],
                     id="another place"),
        pytest.param([told(2, 50, 320, who="aid workers", day=JUNE)], id="other people"),
        pytest.param([told(2, 50, 320, part=True, day=JUNE)], id="a part of another figure"),
        pytest.param([told(2, 50, 320, qualifier=Qualifier.APPROXIMATELY, day=JUNE)], id="no exact number"),
        pytest.param([told(2, 50, 320, actors=frozenset({"org/russian-military"}), day=JUNE),
                      told(3, 50, 300, actors=frozenset({COALITION}))], id="another actor"),
    ],
)  # fmt: skip
def test_what_counts_something_else_or_later_is_no_step(later: list[TallyTold]) -> None:
    assert sums(told(1, 50, 300, day=MAY), *later) == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param([assessed(1, 20, 40)], id="two periods that are not known to be apart"),
        pytest.param([assessed(1, 20, 40, unit=Unit.CIVILIANS_HARMED)], id="a period in a wider noun"),
        pytest.param([added(1, 20, 40, unit=Unit.KILLED), told(1, 90, 900, unit=Unit.KILLED)],
                     id="an addition that can be one to another total"),
        pytest.param([added(1, 20, 40, qualifier=Qualifier.APPROXIMATELY)], id="about 40 added"),
        pytest.param([told(1, 20, 4, Tally.ADJUSTMENT)], id="a correction that may go either way"),
        pytest.param([told(1, 90, 370)], id="another total in the article"),
    ],
)  # fmt: skip
def test_where_more_was_told_than_can_be_reckoned_with_nothing_is_implied(more: list[TallyTold]) -> None:
    found = sums(told(1, 50, 400), assessed(1, 10, 30), *more)

    assert [line for finding, line in found if finding is Finding.IMPLIED and line.startswith("400")] == []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(added(1, 20, 40, unit=Unit.CIVILIANS_INJURED), id="another unit"),
        pytest.param(added(1, 20, 40, who="aid workers"), id="other people"),
        pytest.param(added(1, 20, 40, part=True), id="a part of another figure"),
        pytest.param(added(1, 20, 40, issuer=BRITAIN), id="another issuer"),
        pytest.param(added(1, 20, 40, day=MAY), id="another day"),
        pytest.param(added(2, 20, 40), id="another article"),
        pytest.param(told(1, 20, 40, Tally.PERIOD, first=date(2015, 1, 1), last=date(2015, 12, 31)),
                     id="a period long before"),
        pytest.param(told(1, 20, 40, Tally.PERIOD, first=START, last=MAY), id="a period from the start on"),
    ],
)  # fmt: skip
def test_what_is_not_part_of_the_news_changes_nothing(other: TallyTold) -> None:
    assert sums(told(1, 50, 400, day=JUNE), assessed(1, 10, 30), other) == [
        (Finding.IMPLIED, "400 - 30 = 370")
    ]


def test_periods_that_are_apart_are_added() -> None:
    april = told(1, 10, 30, Tally.PERIOD, first=date(2017, 4, 1), last=date(2017, 4, 30))
    may = told(1, 20, 40, Tally.PERIOD, first=MAY, last=date(2017, 5, 31))
    overlapping = replace(may, first=date(2017, 4, 30))

    assert sums(told(1, 50, 400, day=JUNE), april, may) == [(Finding.IMPLIED, "400 - 30 - 40 = 330")]
    assert sums(told(1, 50, 400, day=JUNE), april, overlapping) == []


def test_an_earlier_total_that_has_days_of_the_period_is_not_added_to_it() -> None:
    may = told(2, 10, 60, Tally.PERIOD, first=MAY, last=date(2017, 5, 31))
    until = {"day": MAY, "last": date(2017, 4, 30)}
    before, into = told(1, 50, 340, **until), told(1, 50, 340, **{**until, "last": MAY})  # type: ignore[arg-type]

    assert sums(before, told(2, 50, 400, day=JUNE), may) == [(Finding.AGREES, "340 + 60 = 400")]
    assert Finding.AGREES not in {found for found, _ in sums(into, told(2, 50, 400, day=JUNE), may)}


def test_one_amount_told_twice_is_one() -> None:
    found = ledger(told(1, 50, 400), added(1, 10, 60), assessed(1, 30, 60), added(1, 90, 60))

    assert [d.description.partition(":")[0] for d in found.derivations] == ["400 - 60 = 340"]


def test_what_stands_in_the_sentence_of_the_total_goes_before_what_stands_elsewhere() -> None:
    total = told(1, 50, 400)
    beside = added(1, 40, 60, passage=total.passage)

    assert sums(total, beside, assessed(1, 90, 55)) == [(Finding.IMPLIED, "400 - 60 = 340")]


def test_articles_of_one_total_complete_each_other() -> None:
    one = [told(1, 50, 400), assessed(1, 10, 30)]
    other = [told(2, 50, 400, Tally.CUMULATIVE, PENTAGON), added(2, 70, 90, issuer=PENTAGON)]

    assert sums(*one, *other) == [(Finding.IMPLIED, "400 - 30 - 90 = 280")]


def test_an_article_without_the_total_completes_it_through_their_communication() -> None:
    total, change = told(1, 50, 400), added(2, 10, 60)
    told_in_it = (total.statement, change.statement)
    release = Communication("communication/x", MAY, MAY, (COALITION,), told_in_it, 2, "x")

    assert sums(total, change, communications=[release]) == [(Finding.IMPLIED, "400 - 60 = 340")]
    assert sums(total, change) == []


@pytest.mark.parametrize("unit", sorted(set(Unit) - COUNTED))
def test_reports_strikes_and_people_who_come_back_are_in_the_ledger_but_not_reckoned_with(unit: Unit) -> None:
    found = ledger(told(1, 50, 300, unit=unit), added(1, 10, 30, unit=unit), told(2, 50, 350, unit=unit))

    assert (values(found), found.derivations) == ([[300, 350]], ())


def test_totals_nobody_dates_stand_before_larger_ones() -> None:
    totals = [told(1, 50, 300, day=MAY), told(2, 50, 350), told(3, 50, 380, day=JUNE), told(4, 50, 420)]

    [series] = ledger(*totals).series

    assert [(entry.told.value, entry.told_by) for entry in series.entries] == [
        (300, MAY), (350, JUNE), (380, JUNE), (420, None),
    ]  # fmt: skip


def test_a_total_told_again_stands_where_it_was_told_first() -> None:
    totals = [told(1, 50, 300, day=MAY), told(2, 50, 350, day=JUNE), told(2, 80, 300, day=JUNE)]

    [series] = ledger(*totals).series

    assert [entry.told.value for entry in series.entries] == [300, 300, 350]


def test_a_year_as_start_fits_a_day_in_it_and_no_start_fits_where_it_is_the_only_one() -> None:
    year, unsaid = told(1, 50, 310, first=date(2014, 1, 1)), told(2, 50, 320, first=None)
    other = told(3, 50, 9, first=date(2016, 1, 1))

    assert values(ledger(told(4, 50, 300), year, unsaid)) == [[300, 310, 320]]
    assert values(ledger(told(4, 50, 300), year, unsaid, other)) == [[9], [300, 310], [320]]


def test_the_same_number_in_a_wider_noun_is_the_same_total() -> None:
    again = told(2, 50, 300, unit=Unit.KILLED, day=JUNE)
    [series] = ledger(told(1, 50, 300, day=MAY), again).series

    assert [entry.told.unit for entry in series.entries] == [Unit.CIVILIANS_KILLED, Unit.KILLED]
    assert len(ledger(told(1, 50, 300), replace(again, value=301)).series) == 2


_ANYTHING = st.lists(
    st.builds(
        told,
        st.integers(1, 4),
        st.integers(1, 9).map(lambda n: n * 10),
        st.sampled_from([None, 10, 20, 30, 40, 60, 100]),
        st.sampled_from([Tally.CUMULATIVE, Tally.CUMULATIVE, Tally.PERIOD, Tally.ADDITION, Tally.WITHDRAWAL]),
        st.sampled_from([COALITION, COALITION, PENTAGON, BRITAIN]),
        st.sampled_from([Qualifier.EXACTLY, Qualifier.AT_LEAST, Qualifier.APPROXIMATELY]),
        unit=st.sampled_from(
            [Unit.CIVILIANS_KILLED, Unit.CIVILIANS_HARMED, Unit.KILLED, Unit.CIVILIANS_INJURED]
        ),
        first=st.sampled_from([None, START, MAY]),
        last=st.sampled_from([None, date(2017, 5, 10), date(2017, 5, 31)]),
        assessed=st.sampled_from([(None, None), (MAY, JUNE)]),
        day=st.sampled_from([None, MAY, JUNE]),
        passage=st.sampled_from(["", "p"]),
    ),
    max_size=14,
    unique_by=lambda tally: tally.figure,
)
_NEWS = st.lists(
    st.builds(
        told,
        st.just(1),
        st.integers(6, 9).map(lambda n: n * 10),
        st.sampled_from([10, 20, 30]),
        st.sampled_from([Tally.PERIOD, Tally.PERIOD, Tally.ADDITION, Tally.WITHDRAWAL]),
        unit=st.sampled_from([*[Unit.CIVILIANS_KILLED] * 4, Unit.CIVILIANS_HARMED, Unit.CIVILIANS_INJURED]),
        first=st.sampled_from([None, date(2017, 3, 1), date(2017, 4, 1), MAY]),
        last=st.sampled_from(
            [None, date(2017, 3, 31), date(2017, 4, 30), date(2017, 5, 10), date(2017, 5, 31)]
        ),
        assessed=st.sampled_from([(None, None), (MAY, JUNE)]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda tally: tally.figure,
)
_EARLIER = st.builds(
    told, st.just(2), st.just(10), st.sampled_from([70, 80, 90]), day=st.just(MAY),
    last=st.sampled_from([None, date(2017, 3, 31), date(2017, 4, 30), MAY]),
)  # fmt: skip
_RELEASE = st.builds(lambda news, earlier: [told(1, 50, 100, day=JUNE), earlier, *news], _NEWS, _EARLIER)
_TALLIES = st.one_of(_ANYTHING, _RELEASE)


@given(tallies=_TALLIES, random=st.randoms(use_true_random=False))
def test_order_never_matters(tallies: list[TallyTold], random: Random) -> None:
    shuffled = list(tallies)
    random.shuffle(shuffled)

    assert ledger(*shuffled) == ledger(*tallies)


@given(tallies=_TALLIES)
def test_nothing_is_ever_summed_over_overlapping_periods_other_issuers_or_other_units(
    tallies: list[TallyTold],
) -> None:
    for found in ledger(*tallies).derivations:
        periods = [one for one in found.figures if one.tally is Tally.PERIOD and one.first is not None]
        assert not any(_overlap(a, b) for a, b in combinations(periods, 2))
        assert {one.unit for one in periods} <= {found.unit}
        assert {one.issuer for one in found.figures} <= {COALITION, PENTAGON} or len(
            {one.issuer for one in found.figures}
        ) == 1
        assert {one.unit for one in found.figures} <= {
            found.unit,
            *wider_nouns(found.unit),
            *_narrower(found.unit),
        }
        assert len([one for one in found.figures if one.tally is Tally.CUMULATIVE]) <= 2


@given(tallies=_TALLIES)
def test_the_result_is_what_the_figures_make_and_lies_in_its_bounds(tallies: list[TallyTold]) -> None:
    for found in ledger(*tallies).derivations:
        plus = sum(one.value or 0 for one in found.addends)
        assert found.value == plus - sum(one.value or 0 for one in found.subtrahends)
        assert found.compared is None or found.value == found.compared.value
        assert (found.min or 0) <= found.value
        assert found.max is None or found.value <= found.max
        assert len({one.figure for one in found.figures}) == len(found.figures) > 1


@given(tallies=_TALLIES)
def test_a_statement_is_in_at_most_one_series_and_every_total_is_in_one(tallies: list[TallyTold]) -> None:
    found = [entry.told.statement for series in ledger(*tallies).series for entry in series.entries]

    assert len(found) == len(set(found))
    assert {one.statement for one in tallies if one.tally is Tally.CUMULATIVE} <= set(found)


def _overlap(a: TallyTold, b: TallyTold) -> bool:
    if a.first is None or b.first is None:
        return False
    return max(a.first, b.first) <= min(a.last or date.max, b.last or date.max)


def _narrower(unit: Unit) -> set[Unit]:
    return {one for one in Unit if unit in wider_nouns(one)}

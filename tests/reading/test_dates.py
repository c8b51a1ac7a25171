"""Claims about date expressions: what they mean, what was printed, and what is no date."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import RulesError
from kg.extract.dates import Anchor, DateMention, find_dates
from kg.extract.dates.words import default_rules, load_date_rules
from kg.resources import rules
from kg.text import fold
from kg.vocab import Basis

FRIDAY = Anchor(date(2017, 9, 1), Basis.STATED, 2017)
NOWHERE = Anchor(None, None, None)
YEAR_ONLY = Anchor(None, None, 2017)


def only(words: str, anchor: Anchor = FRIDAY) -> DateMention:
    [mention] = find_dates(fold(words), anchor)
    return mention


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("17 March 2017", "2017-03-17", "2017-03-17"),
        ("March 17, 2017", "2017-03-17", "2017-03-17"),
        ("1 May, 2017", "2017-05-01", "2017-05-01"),
        ("Friday, July 21, 2017", "2017-07-21", "2017-07-21"),
        ("Saturday , September 12 , 2015", "2015-09-12", "2015-09-12"),
        ("29 Jul 2016", "2016-07-29", "2016-07-29"),
        ("July 20 2016", "2016-07-20", "2016-07-20"),
        ("2017-03-17", "2017-03-17", "2017-03-17"),
        ("15.03.2019", "2019-03-15", "2019-03-15"),
        ("mid-2014", "2014-01-01", "2014-12-31"),
        ("in 2014", "2014-01-01", "2014-12-31"),
        ("late 2016", "2016-01-01", "2016-12-31"),
        ("In October 2016", "2016-10-01", "2016-10-31"),
        ("From November 2016 to March 9, 2017", "2016-11-01", "2017-03-09"),
        ("between March 2015 and March 2016", "2015-03-01", "2016-03-31"),
        ("2014–16", "2014-01-01", "2016-12-31"),
        ("July 20-21, 2017", "2017-07-20", "2017-07-21"),
        ("between 3 and 5 May 2017", "2017-05-03", "2017-05-05"),
        ("Dec. 25, 2016 to Jan. 3", "2016-12-25", "2017-01-03"),
    ],
)
def test_a_printed_year_makes_a_date_stated_whatever_the_anchor(words: str, first: str, last: str) -> None:
    for anchor in (FRIDAY, NOWHERE):
        mention = only(words, anchor)

        assert (str(mention.first), str(mention.last)) == (first, last)
        assert mention.basis == Basis.STATED
        assert mention.words == fold(words)


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("March 17", "2017-03-17", "2017-03-17", "day"),
        ("Jan. 8", "2017-01-08", "2017-01-08", "day"),
        pytest.param("Nov. 20", "2016-11-20", "2016-11-20", "day", id="not after publication"),
        ("21 May", "2017-05-21", "2017-05-21", "day"),
        ("In December", "2016-12-01", "2016-12-31", "month"),
        ("the month of July", "2017-07-01", "2017-07-31", "month"),
        ("over the course of August", "2017-08-01", "2017-08-31", "month"),
        pytest.param("early March of this year", "2017-03-01", "2017-03-31", "month", id="the whole month"),
        ("March last year", "2016-03-01", "2016-03-31", "month"),
        ("last December", "2016-12-01", "2016-12-31", "month"),
        ("last month", "2017-08-01", "2017-08-31", "month"),
        ("the end of last month", "2017-08-01", "2017-08-31", "month"),
        ("last week", "2017-08-21", "2017-08-27", "week"),
        ("this week", "2017-08-28", "2017-09-03", "week"),
        ("last year", "2016-01-01", "2016-12-31", "year"),
        ("yesterday", "2017-08-31", "2017-08-31", "day"),
        ("at dawn yesterday", "2017-08-31", "2017-08-31", "day"),
        ("today", "2017-09-01", "2017-09-01", "day"),
        ("Thursday morning", "2017-08-31", "2017-08-31", "day"),
        ("late Thursday night", "2017-08-31", "2017-08-31", "day"),
        ("Sunday", "2017-08-27", "2017-08-27", "day"),
        pytest.param("Friday", "2017-09-01", "2017-09-01", "day", id="the day of publication counts"),
        pytest.param("last Friday", "2017-08-25", "2017-08-25", "day", id="last is not today"),
        ("Sunday, April 30", "2017-04-30", "2017-04-30", "day"),
        pytest.param(
            "Wednesday, Sept. 6", "2017-09-06", "2017-09-06", "day", id="the weekday gives the year"
        ),
        ("three days ago", "2017-08-29", "2017-08-29", "day"),
        ("over the last 24 hours", "2017-08-31", "2017-09-01", "period"),
        ("in the past two months", "2017-07-01", "2017-09-01", "period"),
        ("between April 19 and May 23", "2017-04-19", "2017-05-23", "period"),
        ("April 19-May 23", "2017-04-19", "2017-05-23", "period"),
        ("from Monday to Thursday", "2017-08-28", "2017-08-31", "period"),
    ],
)
def test_a_date_without_a_year_is_counted_back_from_publication(
    words: str, first: str, last: str, precision: str
) -> None:
    mention = only(words)

    assert (str(mention.first), str(mention.last)) == (first, last)
    assert (mention.precision, mention.basis, mention.words) == (precision, Basis.INFERRED, words)


@pytest.mark.parametrize(
    ("words", "first", "basis"),
    [
        ("since 2014", "2014-01-01", Basis.STATED),
        ("since August 2014", "2014-08-01", Basis.STATED),
        ("from August 2014 to date", "2014-08-01", Basis.STATED),
        ("since 21 May", "2017-05-21", Basis.INFERRED),
        ("since last month", "2017-08-01", Basis.INFERRED),
        pytest.param("since the offensive began in 2014", "2014-01-01", Basis.STATED, id="over a clause"),
        pytest.param("since the war, also known as X, in 2014", "2014-01-01", Basis.STATED, id="over commas"),
        pytest.param("since the fight began in February", "2017-02-01", Basis.INFERRED, id="clause, no year"),
    ],
)
def test_since_is_open_at_its_end(words: str, first: str, basis: Basis) -> None:
    mention = only(words)

    assert (str(mention.first), mention.last, mention.precision) == (first, None, "open")
    assert (mention.basis, mention.words, mention.iso) == (basis, words, None)


@pytest.mark.parametrize(
    "words",
    ["yesterday", "Sunday", "last month", "this week", "over the last 24 hours", "In recent days and weeks",
     "A day after", "recently", "since the start of Operation Inherent Resolve", "March 17", "in December"],
)  # fmt: skip
def test_without_a_day_of_writing_the_words_are_kept_and_no_day_is_given(words: str) -> None:
    mention = only(words, NOWHERE)

    assert (mention.first, mention.last, mention.iso, mention.basis) == (None, None, None, None)
    assert (mention.precision, mention.words) == ("unknown", words)


@pytest.mark.parametrize("words", ["Sunday", "yesterday", "last week", "this month"])
def test_a_year_alone_dates_no_weekday_and_nothing_relative(words: str) -> None:
    assert only(words, YEAR_ONLY).first is None


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("yesterday", date.min), ("last month", date.min), ("999 years ago", date.min),
        ("in the past 999 hours", date.min), ("this week", date.max),
    ],
)  # fmt: skip
def test_a_day_outside_the_calendar_is_unknown(words: str, written: date) -> None:
    assert only(words, Anchor(written, Basis.METADATA, None)).first is None


def test_a_year_printed_elsewhere_dates_days_and_months() -> None:
    assert str(only("between April 19 and May 23", YEAR_ONLY).last) == "2017-05-23"
    assert only("the month of May", YEAR_ONLY).iso == "2017-05"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("the strikes may have killed them", id="may the verb"),
        pytest.param("May said the strike was wrong", id="May the person"),
        pytest.param("they march 17 miles", id="march the verb"),
        pytest.param("March on the capital", id="March the noun"),
        pytest.param("Sun shone over Mosul", id="Sun"),
        pytest.param("2,000 civilians were treated", id="a number with a comma"),
        pytest.param("2014 people were killed", id="a number of people"),
        pytest.param("they counted 2014 in all", id="a number without a cue"),
        pytest.param("USA Today reports", id="a newspaper"),
        pytest.param("the Sunday Times", id="another newspaper"),
        pytest.param("on Fridays", id="every Friday"),
        pytest.param("release 2010-11-S-260", id="a release number"),
        pytest.param("the next step", id="next without a day"),
    ],
)
def test_is_no_date(words: str) -> None:
    assert find_dates(words, FRIDAY) == ()


def test_a_number_of_people_after_a_month_is_not_its_day() -> None:
    assert only("in March 17 civilians died").words == "in March"
    assert only("the March 17 casualties").words == "March 17"


@pytest.mark.parametrize(
    ("anchor", "day"),
    [
        pytest.param(NOWHERE, None, id="both orders stay open"),
        pytest.param(
            Anchor(None, None, None, day_first=True), "2017-05-01", id="other numeric dates force it"
        ),
        pytest.param(
            Anchor(date(2017, 2, 1), Basis.STATED, 2017), "2017-01-05", id="the other is still to come"
        ),
        pytest.param(Anchor(date(2017, 5, 1), Basis.STATED, 2017), "2017-05-01", id="the day of publication"),
    ],
)
def test_a_numeric_date_is_read_only_where_something_forces_its_order(
    anchor: Anchor, day: str | None
) -> None:
    assert only("01/05/2017", anchor).iso == day


def test_what_is_announced_is_not_moved_into_the_past() -> None:
    assert only("the trial will begin on October 3").first is None
    assert str(only("the trial began on October 3").first) == "2016-10-03"


def test_today_in_a_quotation_is_the_speakers_day_and_stays_unknown() -> None:
    assert only("“a strike today near Manbij,” it said").first is None
    assert only("“this month”").first is None
    assert only("“last year”").iso == "2016"


def test_a_relative_week_has_a_month_where_it_lies_in_one() -> None:
    assert only("last week").iso == "2017-08"
    assert only("this week").iso is None


FRAGMENTS = st.sampled_from(
    ["March", "May", "17", "2017", "since ", "from ", " to ", "between ", " and ", "-", ", ", " ", "\n", '"',
     "last ", "month", "the ", "Sunday", "1/2/2017", "in ", "early ", "of ", "this ", "year", "two ", "ago",
     "Jan.", "x", "31 "]
)  # fmt: skip


@given(st.from_regex(default_rules().pattern))
def test_every_form_begins_with_a_word_at_which_forms_are_tried(text: str) -> None:
    dates = default_rules()

    assert all(dates.openers.match(text, found.start()) for found in dates.pattern.finditer(text))


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_mentions_are_always_slices_in_order_without_overlap(text: str) -> None:
    mentions = find_dates(text, FRIDAY)

    assert all(text[m.start : m.end] == m.words for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all((m.precision == "unknown") == (m.first is None and m.last is None) for m in mentions)
    assert all(m.first <= m.last for m in mentions if m.first is not None and m.last is not None)
    assert all((m.basis is None) == (m.precision == "unknown") for m in mentions)


@given(
    st.dates(date(1950, 1, 1), date(2060, 1, 1)),
    st.sampled_from(["March 17", "Sunday", "in May", "31 August"]),
)
def test_a_bare_date_is_never_after_publication_and_at_most_a_year_old(published: date, words: str) -> None:
    mention = only(words, Anchor(published, Basis.STATED, None))

    assert mention.first is not None
    assert mention.first <= published
    assert (published - mention.first).days <= 366


@pytest.mark.parametrize(
    "piece", ["March 17 ", "since the a ", "the month of ", "1/1/", '"', "last ", "May, "]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    find_dates(piece * (40_000 // len(piece)), FRIDAY)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('[months]', '[months', "line"),
        ('[numbers]', '[digits]', "'numbers' is missing"),
        ('not_dates = [', 'no_dates = [', "'not_dates' is missing"),
        ("counter = \"2,017 March\"", "", "'counter' is missing"),
        ("pattern = '{which} {full_month}'", "pattern = '({which}'", "missing )"),
    ],
)  # fmt: skip
def test_a_broken_rules_file_is_named_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    source = (rules() / "dates.toml").read_text(encoding="utf-8")
    assert re.search(re.escape(old), source)
    path = tmp_path / "dates.toml"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(RulesError, match=re.escape(fault)) as raised:
        load_date_rules(path)

    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a strike on March 17, 2017 killed five", id="a harm word follows"),
        pytest.param("on 17 March 2017 killed ten", id="without a comma"),
        pytest.param("on March 17, 2017 strikes hit the town", id="strikes follow"),
    ],
)
def test_the_year_belongs_to_the_day_though_a_verb_follows(text: str) -> None:
    [mention] = find_dates(text, Anchor(None, None, None))

    assert mention.iso == "2017-03-17"


def test_people_counted_after_a_day_are_no_year() -> None:
    [mention] = find_dates("On May 3 2014 people fled", Anchor(None, None, None))

    assert mention.words == "May 3"

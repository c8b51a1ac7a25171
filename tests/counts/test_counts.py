"""Figures of harm: the number with its bounds, what it counts, and what is no figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.counts import Count, find_counts
from kg.extract.counts.numbers import bounds
from kg.model import Span, Who
from kg.text import fold
from kg.vocab import Qualifier, Tally, Unit


def read(text: str) -> tuple[Count, ...]:
    return find_counts(fold(text), [Span(0, len(text))])


def words(text: str) -> list[str]:
    return [text[count.start : count.end] for count in read(text)]


@pytest.mark.parametrize(
    ("text", "qualifier", "value", "least", "most"),
    [
        pytest.param("killed 45 civilians", Qualifier.EXACTLY, 45, 45, 45, id="a bare number"),
        pytest.param("at least 352 civilians were killed", Qualifier.AT_LEAST, 352, 352, None, id="at least"),
        pytest.param("more than 100 civilian deaths", Qualifier.MORE_THAN, 100, 101, None, id="more than"),
        pytest.param("Over 350 civilians killed", Qualifier.MORE_THAN, 350, 351, None, id="over"),
        pytest.param("killed as many as 100 civilians", Qualifier.UP_TO, 100, None, 100, id="as many as"),
        pytest.param("nearly 2,000 people died", Qualifier.LESS_THAN, 2000, None, 1999, id="nearly"),
        pytest.param("around 600 Syrians were killed", Qualifier.APPROXIMATELY, 600, None, None, id="around"),
        pytest.param("scores of civilian deaths", Qualifier.APPROXIMATELY, None, None, None, id="scores"),
        pytest.param("killed between 229 and 425 people", Qualifier.BETWEEN, None, 229, 425, id="between"),
        pytest.param("100-150 people died", Qualifier.BETWEEN, None, 100, 150, id="a hyphenated range"),
        pytest.param("100\u2013150 people died", Qualifier.BETWEEN, None, 100, 150, id="a dashed range"),
        pytest.param("10 to 15 people died", Qualifier.BETWEEN, None, 10, 15, id="a range in words"),
        pytest.param("causing no casualties", Qualifier.EXACTLY, 0, 0, 0, id="none"),
        pytest.param("killing 107 or more", Qualifier.AT_LEAST, 107, 107, None, id="or more, behind"),
        pytest.param("a man was killed", Qualifier.EXACTLY, 1, 1, 1, id="one person without a number"),
        pytest.param(
            "one hundred and twenty people died", Qualifier.EXACTLY, 120, 120, 120, id="spelled out"
        ),
        pytest.param("twenty-five people died", Qualifier.EXACTLY, 25, 25, 25, id="spelled with a hyphen"),
        pytest.param("1\u2009169 people died", Qualifier.EXACTLY, 1169, 1169, 1169, id="a thin blank"),
        pytest.param(
            "1.5 million people fled", Qualifier.EXACTLY, 1_500_000, 1_500_000, 1_500_000, id="millions"
        ),
        pytest.param("half a million people fled", Qualifier.EXACTLY, 500_000, 500_000, 500_000, id="half"),
        pytest.param("a dozen people died", Qualifier.APPROXIMATELY, 12, None, None, id="a dozen is round"),
        pytest.param("at least a dozen died", Qualifier.AT_LEAST, 12, 12, None, id="a hedged dozen"),
    ],
)
def test_bounds_claim_no_more_than_the_wording(
    text: str, qualifier: Qualifier, value: int | None, least: int | None, most: int | None
) -> None:
    [count] = read(text)

    assert (count.qualifier, count.value, count.min, count.max) == (qualifier, value, least, most)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a strike killed 45 civilians", [("45 civilians", Unit.CIVILIANS_KILLED, Who.CIVILIANS)]),
        ("the blast left 26 civilians dead", [("26 civilians", Unit.CIVILIANS_KILLED, Who.CIVILIANS)]),
        ("12 villagers in an adjacent house were killed", [("12 villagers", Unit.KILLED, Who.PEOPLE)]),
        ("80 civilian casualties", [("80 civilian casualties", Unit.CIVILIANS_HARMED, Who.CIVILIANS)]),
        ("a number of deaths and injuries", [("a number of deaths and injuries", Unit.HARMED, Who.PEOPLE)]),
        ("killed one insurgent", [("one insurgent", Unit.COMBATANTS_KILLED, Who.FIGHTERS)]),
        ("wounding at least 90", [("at least 90", Unit.INJURED, Who.PEOPLE)]),
        ("no staff had been hurt", [("no staff", Unit.INJURED, Who.PEOPLE)]),
        ("2,000 people were treated for trauma", [("2,000 people", Unit.TREATED, Who.PEOPLE)]),
        ("up to 25,000 people remain trapped", [("up to 25,000 people", Unit.TRAPPED, Who.PEOPLE)]),
        ("31 people remain missing", [("31 people", Unit.MISSING, Who.PEOPLE)]),
        ("11 people, all of them bakers, lost their lives", [("11 people", Unit.KILLED, Who.PEOPLE)]),
        ("led to the injury of a girl", [("a girl", Unit.INJURED, Who.CHILDREN)]),
        ("a family of six was killed", [("a family of six", Unit.KILLED, Who.PEOPLE)]),
        ("the loss of life for 49 persons", [("49 persons", Unit.KILLED, Who.PEOPLE)]),
        ("an earlier version put the dead at 11", [("dead at 11", Unit.KILLED, Who.PEOPLE)]),
        ("the wounded are about 20", [("wounded are about 20", Unit.INJURED, Who.PEOPLE)]),
        ("a mobile phone trader was killed", [("a mobile phone trader", Unit.KILLED, Who.PEOPLE)]),
        (
            "killed 19 fighters, including two shadow governors",
            [
                ("19 fighters", Unit.COMBATANTS_KILLED, Who.FIGHTERS),
                ("two shadow governors", Unit.KILLED, Who.PEOPLE),
            ],
        ),
        (
            "tens of thousands of civilians being held as human shields",
            [("tens of thousands of civilians", Unit.TRAPPED, Who.CIVILIANS)],
        ),
        (
            "more than a half-million civilians remain in the city",
            [("more than a half-million civilians", Unit.PRESENT, Who.CIVILIANS)],
        ),
        ("40,000 people were forced to flee", [("40,000 people", Unit.DISPLACED, Who.PEOPLE)]),
        ("police detained 12 protesters", [("12 protesters", Unit.DETAINED, Who.PEOPLE)]),
        ("a death toll of five", [("death toll of five", Unit.KILLED, Who.PEOPLE)]),
        ("the death toll has risen to 85 people", [("85 people", Unit.KILLED, Who.PEOPLE)]),
        (
            "claimed more than 100 civilian lives",
            [("more than 100 civilian lives", Unit.CIVILIANS_KILLED, Who.CIVILIANS)],
        ),
        (
            "killing a woman and her two daughters",
            [("a woman and her two daughters", Unit.KILLED, Who.PEOPLE)],
        ),
        (
            "killed one insurgent and wounded three others",
            [
                ("one insurgent", Unit.COMBATANTS_KILLED, Who.FIGHTERS),
                ("three others", Unit.INJURED, Who.FIGHTERS),
            ],
        ),
        (
            "two people were killed and several injured",
            [("two people", Unit.KILLED, Who.PEOPLE), ("several injured", Unit.INJURED, Who.PEOPLE)],
        ),
        (
            "killed dozens of people and injured others",
            [("dozens of people", Unit.KILLED, Who.PEOPLE), ("injured others", Unit.INJURED, Who.PEOPLE)],
        ),
        (
            "killed 12 civilians, five soldiers and two children",
            [
                ("12 civilians", Unit.CIVILIANS_KILLED, Who.CIVILIANS),
                ("five soldiers", Unit.COMBATANTS_KILLED, Who.FIGHTERS),
                ("two children", Unit.KILLED, Who.CHILDREN),
            ],
        ),
        ("conducted a total of 24,160 strikes", [("a total of 24,160 strikes", Unit.STRIKES, Who.STRIKES)]),
        ("six aerial or ground operations", [("six aerial or ground operations", Unit.STRIKES, Who.STRIKES)]),
        ("it investigated 37 reports of civilian harm", [("37 reports", Unit.ALLEGATIONS, Who.REPORTS)]),
        ("13 reports of harm were found credible", [("13 reports", Unit.CREDIBLE_ALLEGATIONS, Who.REPORTS)]),
        ("investigating 455 reports of civilian harm", [("455 reports", Unit.ALLEGATIONS, Who.REPORTS)]),
        (
            "is investigating 455 reports of civilian harm",
            [("455 reports", Unit.OPEN_ALLEGATIONS, Who.REPORTS)],
        ),
        ("the number of wounded rose to 64", [("wounded rose to 64", Unit.INJURED, Who.PEOPLE)]),
        (
            "Three strikes left 26 civilians dead",
            [
                ("Three strikes", Unit.STRIKES, Who.STRIKES),
                ("26 civilians", Unit.CIVILIANS_KILLED, Who.CIVILIANS),
            ],
        ),
        ("It killed Abu Khalid, his wife and their four sons", [("four sons", Unit.KILLED, Who.PEOPLE)]),
        (
            "killed one terrorist and wounded another",
            [
                ("one terrorist", Unit.COMBATANTS_KILLED, Who.FIGHTERS),
                ("another", Unit.INJURED, Who.FIGHTERS),
            ],
        ),
        (
            "left 25 rebels and 3 soldiers dead",
            [
                ("25 rebels", Unit.COMBATANTS_KILLED, Who.FIGHTERS),
                ("3 soldiers", Unit.COMBATANTS_KILLED, Who.FIGHTERS),
            ],
        ),
        ("Nine boys gathering firewood were killed", [("Nine boys", Unit.KILLED, Who.CHILDREN)]),
        (
            "1,200 were killed and 250 taken hostage",
            [
                ("1,200 were killed", Unit.KILLED, Who.PEOPLE),
                ("250 taken hostage", Unit.DETAINED, Who.PEOPLE),
            ],
        ),
        ("Civilian deaths rose 23 percent to 1,523", [("1,523", Unit.CIVILIANS_KILLED, Who.CIVILIANS)]),
        ("killing three (3) terrorists", [("three (3) terrorists", Unit.COMBATANTS_KILLED, Who.FIGHTERS)]),
        ("taking 16 others prisoner", [("16 others prisoner", Unit.DETAINED, Who.PEOPLE)]),
        ("Among those killed were two children", [("two children", Unit.KILLED, Who.CHILDREN)]),
        ("two gunmen killed eight worshippers", [("eight worshippers", Unit.KILLED, Who.PEOPLE)]),
        (
            "confirmed 61 \u201cunintentional civilian deaths\u201d",
            [("61 \u201cunintentional civilian deaths\u201d", Unit.CIVILIANS_KILLED, Who.CIVILIANS)],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_reads_what_a_number_counts(text: str, expected: list[tuple[str, Unit, Who]]) -> None:
    assert [(text[c.start : c.end], c.unit, c.who) for c in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("looking at 700 video feeds of the strikes", id="video feeds"),
        pytest.param("strikes damaged 29 supply routes", id="supply routes"),
        pytest.param("strikes engaged five tactical units", id="tactical units"),
        pytest.param("killed in 2016, wounded in 2017", id="years"),
        pytest.param("the March 17 strike killed its leader", id="a date"),
        pytest.param("the 42-year-old driver was killed", id="an age"),
        pytest.param("children under 5 were killed", id="an age limit"),
        pytest.param("Three shops were killed by taxes", id="things"),
        pytest.param("roughly 1,000 service members have remained at a base", id="soldiers stationed"),
        pytest.param("sent thousands of fighters to the war dead", id="fighters sent"),
        pytest.param("27 million passengers a year", id="passengers"),
        pytest.param("20 percent of the injured", id="a share"),
        pytest.param("$45 million for the wounded", id="money"),
        pytest.param("two large explosions killed the power", id="explosions"),
        pytest.param("112 accidents injured pride", id="accidents"),
        pytest.param("at 10:30 killed in the blast", id="a time of day"),
        pytest.param("report 2010-11-S-260 on the deaths", id="a document number"),
        pytest.param("no casualties left at the location", id="nobody left to carry away"),
        pytest.param("no immediate reports of casualties", id="no report is no zero"),
        pytest.param("it is not known how many people were killed", id="a question"),
        pytest.param("12 civilians were not killed", id="a denial"),
        pytest.param("In Iraq there were strikes with four engagements", id="engagements"),
        pytest.param("He thanked the dead at 11 o'clock", id="a time beside the dead"),
        pytest.param("the army hit ten cars, including two ambulances", id="things in a list"),
        pytest.param("five trapped cats", id="animals"),
        pytest.param("a father of four was fighting for his life", id="children at home"),
        pytest.param("The two strikes killed the power", id="strikes pointed at"),
        pytest.param("", id="nothing"),
    ],
)
def test_reads_no_figure_where_there_is_none(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("56 civilians died including 11 children", "11 children", "56 civilians"),
        ("600 Syrians including 136 children have been killed", "136 children", "600 Syrians"),
        ("13 of 37 reports of harm were credible", "13", "37 reports"),
        ("killing 511 people, 127 of them children", "127 of them children", "511 people"),
        ("12 people, including five children and two women, were killed", "two women", "12 people"),
        (
            "It killed 10 civilians, seven of whom were children",
            "seven of whom were children",
            "10 civilians",
        ),
    ],
    ids=lambda value: value,
)
def test_a_part_points_at_its_whole(text: str, part: str, whole: str) -> None:
    counts = read(text)
    [child] = [count for count in counts if text[count.start : count.end] == part]

    assert child.subset_of is not None
    parent = counts[child.subset_of]
    assert text[parent.start : parent.end] == whole


def test_a_part_is_found_over_a_full_stop() -> None:
    text = "It looked at 37 reports of civilian harm. [Of these] 13 were assessed to be credible."
    stop = text.index(" [")

    whole, part = find_counts(text, [Span(0, stop), Span(stop, len(text))])

    assert (part.value, part.unit, part.subset_of) == (13, Unit.CREDIBLE_ALLEGATIONS, 0)
    assert whole.unit == Unit.ALLEGATIONS


def test_reports_that_are_part_of_reports_keep_their_unit() -> None:
    whole, part = read("79 reports of civilian harm are still open, including two that were reopened")

    assert (part.value, part.unit, part.subset_of) == (2, whole.unit, 0)


def test_people_are_no_part_of_reports() -> None:
    text = "79 reports of civilian deaths, including 12 children, were reviewed"

    assert [count.unit for count in read(text) if count.who == Who.CHILDREN] == []


def test_over_belongs_to_carried() -> None:
    [count] = read("it carried over 43 open reports of civilian casualties")

    assert (count.qualifier, count.value, count.unit) == (Qualifier.EXACTLY, 43, Unit.OPEN_ALLEGATIONS)


def test_children_among_civilians_are_civilians() -> None:
    _, children = read("56 civilians died including 11 children")

    assert (children.unit, children.who) == (Unit.CIVILIANS_KILLED, Who.CHILDREN)


def test_another_after_a_figure_is_a_contrast_not_an_addition() -> None:
    first, second = read("killing 18 people and wounding another 26")

    assert (first.tally, second.tally) == (None, None)


def test_what_would_have_been_is_marked() -> None:
    [count] = read("an hour earlier it would have killed more than a thousand people")

    assert count.hypothetical


def test_an_open_number_is_standing() -> None:
    [count] = read("42 reports of civilian deaths were still under review")

    assert count.tally == Tally.STANDING


def test_the_harm_word_and_the_noun_are_given_as_printed() -> None:
    [count] = read("Strikes KILLED 45 Civilians")

    assert (count.harm_words, count.who_words) == ("KILLED", "Civilians")


@pytest.mark.parametrize(
    "piece",
    [
        "killed 1 and ",
        "5 people in ",
        "at least ",
        "1,111",
        "one hundred and ",
        "13 of ",
        "five civilians, including ",
        '"killed ',
        "a man and a woman, ",
        "5 of them ",
    ],
)
def test_a_hostile_sentence_ends(piece: str) -> None:
    text = (piece * (20_000 // len(piece))) + "killed"

    assert isinstance(read(text), tuple)


_PIECES = st.sampled_from(
    [
        "killed ",
        "45 ",
        "civilians ",
        "at least ",
        ", ",
        "and ",
        "were ",
        "of ",
        "them ",
        "including ",
        "13 ",
        "no ",
        "a ",
        "woman ",
        "others ",
        "reports ",
        "strikes ",
        "to ",
        "between ",
        "more ",
        "(",
        ")",
        ". ",
        '"',
        "\n\n",
        "-",
        "hundred ",
        "March ",
        "wounded ",
        "half ",
        "the ",
        "dead ",
        "credible ",
        "who ",
        "1.5 million ",
        "\u2013",
        "2016 ",
        "open ",
        "another ",
        "these ",
        "prisoner ",
        "over ",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text())
def test_every_figure_is_a_slice_of_the_text_in_order(text: str) -> None:
    counts = read(text)

    assert all(0 <= count.start < count.end <= len(text) for count in counts)
    assert all(not text[c.start].isspace() and not text[c.end - 1].isspace() for c in counts)
    assert [count.start for count in counts] == sorted({count.start for count in counts})
    assert all(c.subset_of is None or 0 <= c.subset_of < len(counts) for c in counts)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_bounds_always_follow_from_value_and_qualifier(text: str) -> None:
    for count in read(text):
        if count.value is not None:
            assert (count.min, count.max) == bounds(count.qualifier, count.value)
        elif count.qualifier == Qualifier.BETWEEN:
            assert count.min is not None
            assert count.max is not None
            assert count.min < count.max
        else:
            assert (count.min, count.max) == (None, None)


@given(
    before=st.text(alphabet="abc xyz\n"),
    value=st.integers(3, 9_999_999),
    grouped=st.booleans(),
)
def test_any_number_of_civilians_killed_is_found(before: str, value: int, grouped: bool) -> None:
    number = f"{value:,}" if grouped else str(value)
    text = f"{before} at least {number} civilians were killed"

    assert (value, Qualifier.AT_LEAST) in {(count.value, count.qualifier) for count in read(text)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The strike killed a schoolteacher and his three sons.", 4),
        ("The strike killed a man, his wife and their four children.", 6),
        ("The strike killed a farmer and three of his children.", 4),
        ("The strike killed a woman with her baby and her mother.", 3),
    ],
)
def test_a_person_and_the_kin_are_counted_together(text: str, value: int) -> None:
    assert [count.value for count in read(text)] == [value]


def test_kin_without_a_number_are_not_counted() -> None:
    assert [count.value for count in read("The strike killed a man and his sons.")] == [1]


def test_a_part_of_people_who_are_no_figure_is_none() -> None:
    text = (
        "Strikes killed 71 civilians. The report is based on interviews with 44 people, nine of them women."
    )

    assert [count.value for count in read(text)] == [71]


def test_a_bare_number_far_from_the_harm_counts_nothing() -> None:
    wounded = "Nine people were wounded. "
    far = len(wounded) + 300
    text = wounded.ljust(far) + "The mayor put the number at 27."

    counts = find_counts(fold(text), [Span(0, len(wounded)), Span(far, len(text))])

    assert [count.value for count in counts] == [9]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The strike has killed somewhere between 20 and 40 people.", 20, 40),
        ("The tally omits 470 people whose deaths are contested.", 470, 470),
        ("Fewer than 10 non-combatants had been hit.", None, 9),
    ],
    ids=["somewhere between", "whose deaths", "had been hit"],
)
def test_words_around_a_number_of_people_lose_no_bound(
    text: str, least: int | None, most: int | None
) -> None:
    assert [(count.min, count.max) for count in read(text)] == [(least, most)]

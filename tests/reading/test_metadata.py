"""Claims about what a page states of itself, and what stays unknown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles.language import find_language
from kg.articles.metadata import make_article
from kg.articles.sidecar import Given
from kg.extract.dates import anchor_of
from kg.model import Article
from kg.text import fold
from kg.vocab import Basis

HEADLINE = "Strike hits the old town, ministry says"
BODY = "The ministry said it was looking into reports of a strike on the old town and of people hurt there."


def page(*lines: str, body: str = BODY) -> Article:
    return make_article("a.txt", "\n\n".join([HEADLINE, *lines, body, BODY * 2]))


@pytest.mark.parametrize(
    ("line", "publisher", "words"),
    [
        ("The New Sample & agencies", "The New Sample", "The New Sample & agencies"),
        ("Example Broadcasting and agencies", "Example Broadcasting", "Example Broadcasting and agencies"),
        ("Posted on July 20 2016 by Daily News", "Daily News", "Posted on July 20 2016 by Daily News"),
        ("Publisher: The Sample", "The Sample", "Publisher: The Sample"),
        ("Ministry of Defence – Press release", "Ministry of Defence", "Ministry of Defence – Press release"),
        ("Joint Command - Iraq\nFor Immediate Release", "Joint Command", "Joint Command - Iraq"),
        ("FOR IMMEDIATE RELEASE\nRights International", "Rights International", "Rights International"),
    ],
)  # fmt: skip
def test_a_credit_line_names_the_publisher(line: str, publisher: str, words: str) -> None:
    article = page(line)

    assert article.publisher == publisher
    assert article.publisher_at is not None
    assert article.text[slice(*article.publisher_at)] == words


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Smoke over the town Credit: AP", id="a photo credit"),
        pytest.param("The toll is higher than the tally [AFP]", id="an agency's photo"),
        pytest.param("Sign up for the Morning Sample newsletter", id="a newsletter"),
        pytest.param("Posted by Jane Roe", id="a person"),
        pytest.param("MOSUL, Iraq (AP) — It was hit.", id="an agency"),
    ],
)
def test_who_published_stays_unknown_where_no_credit_line_says_so(line: str) -> None:
    article = page(line)

    assert (article.publisher, article.publisher_at) == (None, None)


@pytest.mark.parametrize(
    ("opening", "dateline", "agency"),
    [
        ("MOSUL, Iraq (AP) — It was hit.", "MOSUL, Iraq (AP)", "AP"),
        ("MOSUL, Iraq (AP) —\u00a0It was hit.", "MOSUL, Iraq (AP)", "AP"),
        ("BEIRUT, Aug 4 (Reuters) - It was hit.", "BEIRUT, Aug 4 (Reuters)", "Reuters"),
        ("WASHINGTON (Sample Wire) — It was hit.", "WASHINGTON (Sample Wire)", "Sample Wire"),
        ("Baghdad (AFP) - It was hit.", "Baghdad (AFP)", "AFP"),
        ("KABUL, Afghanistan (Nov. 21) – It was hit.", "KABUL, Afghanistan (Nov. 21)", None),
        ("KIEV - It was hit.", "KIEV", None),
        ("Photo KUNDUZ, Afghanistan -- It was hit.", "KUNDUZ, Afghanistan", None),
        pytest.param("Mosul (the old town) - It was hit.", None, None, id="no agency"),
        pytest.param("It was hit (AP said) - again.", None, None, id="a sentence"),
    ],
)
def test_a_dateline_is_read_with_its_agency(opening: str, dateline: str | None, agency: str | None) -> None:
    article = page(body=f"{opening} {BODY}")

    assert (article.dateline, article.agency) == (dateline, agency)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("By Jane Roe and John Doe", "Jane Roe and John Doe"),
        ("By Jane Roe, Sample correspondent", "Jane Roe"),
        ("*By Jane Roe* | 22 March 2017", "Jane Roe"),
        pytest.param("By Sample Wire staff", None, id="no person"),
        pytest.param("By Sunday it was over", None, id="a sentence"),
    ],
)
def test_a_byline_names_the_author(line: str, author: str | None) -> None:
    assert page(line).author == author


@pytest.mark.parametrize(
    ("line", "words", "at"),
    [
        ("Date of publication: 1 May, 2017", "1 May, 2017", "Date of publication: 1 May, 2017"),
        ("Published: 1 May 2017", "1 May 2017", "Published: 1 May 2017"),
        ("Posted on May 1 2017 by Sample News", "May 1 2017", "Posted on May 1 2017"),
        ("Monday, May 1, 2017 14:05 GMT", "Monday, May 1, 2017", "Monday, May 1, 2017"),
        ("*London, 1 May 2017*", "1 May 2017", "1 May 2017"),
        ("By Jane Roe | May 1, 2017", "May 1, 2017", "May 1, 2017"),
        ("1 May 2017 The ministry said so.", "1 May 2017", "1 May 2017"),
        ("2017-05-01", "2017-05-01", "2017-05-01"),
    ],
)
def test_a_printed_date_line_gives_the_day_of_publication(line: str, words: str, at: str) -> None:
    article = page(line)

    assert (article.published, article.published_basis) == (date(2017, 5, 1), Basis.STATED)
    assert article.published_words == words
    assert article.published_at is not None
    assert article.text[slice(*article.published_at)] == at


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Updated: 1 May 2017", id="when it was changed"),
        pytest.param("On 1 May 2017 the ministry said so.", id="a date in a sentence"),
        pytest.param("Smoke over Mosul, May 1, 2017. (AP Photo/J. Doe)", id="a caption's date"),
        pytest.param("KABUL, Afghanistan (May 1, 2017) — It was hit.", id="a dateline's date"),
    ],
)
def test_other_dates_are_not_the_day_of_publication(line: str) -> None:
    assert page(line).published is None


@pytest.mark.parametrize(
    ("body", "published"),
    [
        pytest.param(f"It was hit on April 7, 2017. {BODY}", date(2017, 5, 1), id="told of a later day"),
        pytest.param(
            f"From 2014 to March 2017 they struck. {BODY}", date(2017, 5, 1), id="told of a later month"
        ),
        pytest.param(
            f"It was hit on March 17. The fight began in February. {BODY}",
            date(2017, 5, 1),
            id="months too old",
        ),
        pytest.param(f"On 25/04/2016 it was quiet. {BODY}", date(2017, 5, 1), id="another date's order"),
        pytest.param(
            f"On 04/25/2016 it was quiet. {BODY}", date(2017, 1, 5), id="another date's other order"
        ),
        pytest.param(BODY, None, id="nothing forces it"),
        pytest.param(f"The trial is due on April 7, 2017. {BODY}", None, id="announced, not told"),
        pytest.param(f"It was hit in August 2017. {BODY}", None, id="against both"),
    ],
)
def test_a_numeric_date_line_is_read_only_as_its_content_forces(body: str, published: date | None) -> None:
    article = page("01/05/2017", body=body)

    assert article.published == published
    assert article.published_basis == (None if published is None else Basis.INFERRED)
    assert article.published_words == "01/05/2017"


@pytest.mark.parametrize(
    ("line", "published", "basis"),
    [
        pytest.param("25/03/2017", date(2017, 3, 25), Basis.STATED, id="no month has 25"),
        pytest.param("03.03.2017", date(2017, 3, 3), Basis.STATED, id="both orders agree"),
        pytest.param("Monday 05/06/2017", date(2017, 6, 5), Basis.INFERRED, id="the weekday fits one"),
        pytest.param("45/13/2017", None, None, id="no date at all"),
    ],
)
def test_a_numeric_date_line_with_one_reading(line: str, published: date | None, basis: Basis | None) -> None:
    article = page(line)

    assert (article.published, article.published_basis) == (published, basis)


def test_a_numeric_date_is_not_after_the_day_of_retrieval() -> None:
    given_ = Given(retrieved=date(2017, 2, 1))
    article = make_article("a.txt", f"{HEADLINE}\n\n01/05/2017\n\n{BODY}", given=given_)

    assert article.published == date(2017, 1, 5)


def test_what_is_given_beside_the_text_wins_and_says_so() -> None:
    beside = Given(
        title="Another title of it", publisher="Sample", published=date(2016, 2, 3), author="J. Doe"
    )
    article = make_article("a.txt", f"{HEADLINE}\n\nBy Jane Roe\n\n1 May 2017\n\n{BODY}", given=beside)

    assert (article.title, article.title_at) == ("Another title of it", None)
    assert (article.publisher, article.publisher_at, article.author) == ("Sample", None, "J. Doe")
    assert (article.published, article.published_basis) == (date(2016, 2, 3), Basis.METADATA)
    assert (article.published_words, article.published_at) == (None, None)
    assert article.metadata == (
        ("author", "J. Doe"),
        ("published", "2016-02-03"),
        ("publisher", "Sample"),
        ("title", "Another title of it"),
    )


def test_a_given_date_keeps_the_printed_words_that_agree() -> None:
    beside = Given(published=date(2017, 5, 1))
    article = make_article("a.txt", f"{HEADLINE}\n\n01/05/2017\n\n{BODY}", given=beside)

    assert (article.published_words, article.published_basis) == ("01/05/2017", Basis.METADATA)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        (
            "Das Ministerium sagte, es werde den Berichten über einen Angriff auf die alte Stadt nachgehen.",
            None,
        ),
        ("Le ministère a dit que la ville a été frappée par des avions de la coalition ce matin.", None),
        ("Too short.", None),
    ],
)
def test_only_english_is_said_to_be_english(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_dates_are_counted_from_the_dateline_where_no_publication_is_printed() -> None:
    full = page(body=f"KABUL, Afghanistan (May 11, 2012) — Strikes on May 4. {BODY}")
    bare = page(body=f"KABUL, Afghanistan (Nov. 21) – It was hit. {BODY}\nNov. 22, 2010 was calm.")

    assert (anchor_of(full).published, anchor_of(full).basis) == (date(2012, 5, 11), Basis.STATED)
    assert (anchor_of(bare).published, anchor_of(bare).basis) == (date(2010, 11, 21), Basis.INFERRED)


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        pytest.param(["Smoke over Mosul, July 4, 2017. (AP Photo/J. Doe)"], 2017, id="a caption"),
        pytest.param(["It was hit on July 4, 2017, again."], 2017, id="running text"),
        pytest.param(
            ["The attacks of July 4, 2001, and the war in 2014."], None, id="an older day is no hint"
        ),
        pytest.param(["The war began in 2014."], None, id="no full date"),
    ],
)
def test_a_year_is_taken_from_full_dates_only(lines: list[str], year: int | None) -> None:
    assert anchor_of(page(*lines)).year == year


LINES = st.sampled_from(
    [HEADLINE, BODY, "01/05/2017", "By Jane Roe", "The Sample & agencies", "MOSUL (AP) — It was hit.", "",
     "Published: 1 May, 2017", "“It\u00a0was”", "Comments", "\u2028", "Monday, May 1, 2017 The", "* * *",
     "Share", "[AFP]"]
)  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=10).map("\n".join))
def test_every_place_always_holds_the_words_and_reading_twice_agrees(text: str) -> None:
    article = make_article("a.txt", text)

    assert article == make_article("a.txt", text)
    assert len(fold(text)) == len(text)
    for words, at in (
        (article.title, article.title_at),
        (article.publisher, article.publisher_at),
        (article.published_words, article.published_at),
    ):
        assert (words is None) == (at is None)
        assert at is None or (words or "") in article.text[slice(*at)]
    assert article.dateline is None or article.dateline in text


@pytest.mark.parametrize(
    "piece", ["01/05/2017\n", "March 3, 2017\nBy ", "MOSUL, Iraq ", "By A B, ", "A\n", "Source A and "]
)
def test_hostile_pages_are_read_to_their_end(piece: str) -> None:
    article = make_article("a.txt", piece * (20_000 // len(piece)))

    assert article.blocks[-1].end == len(article.text)

"""What holds for every article, however odd: exact words, stable ids, no furniture, no dependence on form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import extract
from kg.model import Record
from kg.records import to_json
from tests.extract.invented import article, broken_promises, read

quick = settings(max_examples=40, deadline=None, derandomize=True)

SPEAKERS = st.sampled_from(
    [
        "The army",
        "Colonel Adam Reyes, a spokesman for the coalition,",
        "Residents and medics",
        "Dr. Lina Haddad",
        "The statement",
        "He",
        "A source who asked not to be named",
        "The U.S. military",
        "Syria's foreign ministry",
        "",
    ]
)
CUES = st.sampled_from(
    [
        "said",
        "said that",
        "denied that",
        "did not confirm that",
        "told reporters that",
        "cast doubt on reports that",
        "quoted a doctor as saying",
        "acknowledged that",
        "declined to say whether",
        "blamed rebels and said",
        ":",
        "added,",
    ]
)
FACTS = st.sampled_from(
    [
        "at least 12 people were killed in an air strike on a market in Raqqa on 3 May 2017",
        "more than 100 civilians, including seven children, had died",
        "warplanes bombed a school near Mosul on Tuesday",
        "two suicide bombers killed eight",
        '“we did not strike the building"',
        "'the toll' is 45 not 54",
        "no strike took place",
        "scores were hurt in the blast, which had been caused by explosives",
        "the total since 2014 is at least 352, without the deaths of 17 March",
        "the 14 March and 17 March strikes are under investigation",
        '“it was dark,” the widow recalled, "and then the roof fell',
    ]
)
ENDS = st.sampled_from(
    [".", ".”", ",” he said.", "", '!"', ", according to the mayor.", ", he added on Monday, citing medics."]
)
JUNK = st.sampled_from(
    [
        "",
        "\u200b",
        "…",
        "“”",
        "'",
        "\ufeff",
        "🕊️",
        "e\u0301",
        "\u202e",
        " ",
        "\x0c",
        "[Read more](/a)",
        "---",
        "*",
    ]
)
GAPS = st.sampled_from(["\n\n", "\n", " ", "\r\n\r\n", "\u2028", "\t"])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    return "".join([draw(JUNK), draw(SPEAKERS), " ", draw(CUES), " ", draw(FACTS), draw(JUNK), draw(ENDS)])


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Whole articles: some sentences run on, some stand alone, some are noise."""
    parts = draw(st.lists(st.one_of(sentences(), sentences(), st.text(max_size=20)), min_size=1, max_size=5))
    return draw(
        st.sampled_from(["", "RAQQA, Syria, May 4 (Sample Wire) - ", "Strike kills 12\n\n"])
    ) + "".join(part + draw(GAPS) for part in parts)


@st.composite
def tidy(draw: st.DrawFn, *, fewest: int = 1) -> str:
    """Articles of well-formed paragraphs, for comparing forms of one text."""
    lines = draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=fewest, max_size=6, unique=True))
    return "\n\n".join(lines)


PARAGRAPHS = [
    'An air strike killed at least 12 people in Raqqa on 3 May 2017, the "White Hands" group said.',
    '"We saw nine bodies," Dr. Lina Haddad told reporters. "Two were children\'s."',
    "Colonel Adam Reyes, a spokesman for the coalition, denied that its jets had bombed the market.",
    'The army said it was "aware of the reports" but did not confirm any deaths.',
    "More than 40 people, including seven children, were wounded, according to the mayor.",
    "Residents blamed the army for the blast. It had been caused by explosives, the statement said.",
    "'We did not strike the school,' he said on Monday, calling the report 'a lie'.",
    "The coalition's total since 2014 is at least 352 civilians - without the deaths of 17 March.",
]


@quick
@given(articles())
def test_every_record_keeps_its_promises(text: str) -> None:
    """Words are slices, ids are unique and follow from content, references hold, nothing is said twice."""
    assert broken_promises(read(text)) == []


@quick
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_noise_is_read_without_an_error(text: str) -> None:
    assert broken_promises(read(text)) == []


@quick
@given(articles())
def test_the_same_text_gives_the_same_record_whatever_its_file_is_called(text: str) -> None:
    one, again, other = (extract(article(text, file=name)) for name in ("a.txt", "a.txt", "z/b.md"))

    assert to_json(one) == to_json(again)
    assert findings(one) == findings(other)


@quick
@given(tidy(fewest=5))
def test_comments_add_nothing_and_take_nothing_away(text: str) -> None:
    page = text + (
        "\n\nComments\n\nangryreader1\n\nThe army said 9,999 people died in the air strike of 3 May 2017!\n\n"
        'truthteller\n\n"It was 777 dead," the mayor told me. An air strike killed 888 civilians in Mosul.\n'
    )

    assert findings(read(page)) == findings(read(text))


@quick
@given(tidy())
def test_links_at_the_foot_add_nothing_of_their_own(text: str) -> None:
    page = text + "\n\nSign up for our newsletter\n\nShare this article\n"

    assert findings(read(page)) == findings(read(text))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="carriage returns"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(lambda text: curl(text), id="curly quotation marks"),
        pytest.param(lambda text: text.replace(" - ", " — "), id="long dashes"),
        pytest.param(lambda text: "\ufeff" + text, id="a byte-order mark"),
        pytest.param(lambda text: text + "\n\n\n", id="blank lines at the end"),
    ],
)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(text=tidy())
def test_a_harmless_change_of_form_changes_nothing_that_is_said(change, text: str) -> None:
    assert gist(read(change(text))) == gist(read(text))


def findings(record: Record) -> tuple[object, ...]:
    """All that is found with its ids left aside: they hold the text's hash."""
    return (
        [(s.start, s.end, s.speaker, s.stance, s.kind, s.about, s.rule) for s in record.statements],
        [(f.start, f.end, f.min, f.max, f.unit, f.about) for f in record.figures],
        [(r.start, r.end, r.actor, r.means) for r in record.responsibilities],
        [(e.start, e.end, e.kind, e.date, e.place) for e in record.events],
    )


def gist(record: Record) -> list[tuple[str, ...]]:
    """Who says what in which stance, with marks and blanks made uniform."""
    return [(plain(s.speaker), s.stance, s.kind, plain(s.exact)) for s in record.statements]


def plain(words: str) -> str:
    for odd, even in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("—", "-"), ("\u00a0", " ")):
        words = words.replace(odd, even)
    return " ".join(words.split())


def curl(text: str) -> str:
    """Typographic marks: opening after a blank or at the start, closing elsewhere."""
    marks = {'"': "“”", "'": "‘’"}
    return "".join(
        marks[c][at > 0 and not text[at - 1].isspace()] if c in marks else c for at, c in enumerate(text)
    )

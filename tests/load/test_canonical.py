"""Whatever a server does to the writing of a value is no difference, and another value always is one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pyoxigraph as ox
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kg.load.canonical import canonical, canonical_quads
from kg.load.comparing import difference
from kg.vocab import XSD

GRAPH, NODE = ox.NamedNode("https://example.org/graph/a"), ox.NamedNode("https://example.org/a")
DIGITS = st.text("0123456789", min_size=1, max_size=40)
WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
TAGS = st.sampled_from(["en", "en-GB", "EN-gb", "ar", "ku-Latn"])
TERMS = st.one_of(
    st.builds(lambda words: ox.Literal(words), WORDS),
    st.builds(lambda words, tag: ox.Literal(words, language=tag), WORDS, TAGS),
    st.builds(
        lambda value, local: typed(value, local),
        st.one_of(WORDS, DIGITS, st.sampled_from(["1", "01", "1.0", "+1", "-0", "true", "2017-03-17Z"])),
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "dateTime", "gYear"]),
    ),
)


def typed(value: str, local: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + local))


def quad(value: ox.Literal) -> ox.Quad:
    return ox.Quad(NODE, NODE, value, GRAPH)


@pytest.mark.parametrize(
    ("sent", "given_back"),
    [
        pytest.param(typed("36.30", "decimal"), typed("36.3", "decimal"), id="zeros behind"),
        pytest.param(typed("007", "integer"), typed("7", "integer"), id="zeros before"),
        pytest.param(typed("7.0", "decimal"), typed("7", "decimal"), id="a whole decimal"),
        pytest.param(typed("7", "integer"), typed("7", "decimal"), id="Virtuoso's number of 30 digits"),
        pytest.param(typed("7", "nonNegativeInteger"), typed("7", "integer"), id="a derived type"),
        pytest.param(typed("-0.0", "decimal"), typed("0", "decimal"), id="no number below nought"),
        pytest.param(ox.Literal("a", language="en-GB"), ox.Literal("a", language="en-gb"), id="a language"),
        pytest.param(typed("a", "string"), ox.Literal("a"), id="a string with its type"),
        pytest.param(typed("1", "boolean"), typed("true", "boolean"), id="a truth value"),
        pytest.param(typed("2017-03-17Z", "date"), typed("2017-03-17", "date"), id="a day in UTC"),
        pytest.param(typed("1.5E0", "double"), typed("1.5", "double"), id="an exponent"),
        pytest.param(typed("0.1", "float"), typed("0.10000000149011612", "float"), id="a float in full"),
        pytest.param(
            typed("2017-03-17T12:00:00.50+02:00", "dateTime"),
            typed("2017-03-17T10:00:00.5Z", "dateTime"),
            id="a moment in UTC",
        ),
    ],
)
def test_the_same_value_is_no_difference(sent: ox.Literal, given_back: ox.Literal) -> None:
    assert canonical(sent) == canonical(given_back)
    assert difference("a", [quad(sent)], [quad(given_back)], counted=1) is None


@pytest.mark.parametrize(
    ("sent", "given_back"),
    [
        pytest.param(typed("36.30", "decimal"), typed("36.31", "decimal"), id="another number"),
        pytest.param(typed("7", "integer"), typed("70", "integer"), id="a zero more"),
        pytest.param(typed("7", "integer"), typed("-7", "integer"), id="a lost sign"),
        pytest.param(typed("0.1", "decimal"), typed("0.1", "double"), id="an exact number made inexact"),
        pytest.param(typed("3" * 30 + ".5", "decimal"), typed("3" * 30, "decimal"), id="a cut decimal"),
        pytest.param(typed("7", "integer"), ox.Literal("7"), id="a number made a word"),
        pytest.param(ox.Literal("a", language="en"), ox.Literal("a"), id="a lost language"),
        pytest.param(ox.Literal("a", language="en"), ox.Literal("a", language="ar"), id="another language"),
        pytest.param(ox.Literal("dead"), ox.Literal("deae"), id="a changed letter"),
        pytest.param(ox.Literal("dead and"), ox.Literal("dead"), id="a cut string"),
        pytest.param(ox.Literal("a\u00a0b"), ox.Literal("a b"), id="a no-break space lost"),
        pytest.param(ox.Literal("e\u0301"), ox.Literal("\u00e9"), id="letters put together"),
        pytest.param(ox.Literal("a "), ox.Literal("a"), id="a blank lost at the end"),
        pytest.param(typed("1", "boolean"), typed("false", "boolean"), id="another truth value"),
        pytest.param(typed("1", "boolean"), typed("1", "integer"), id="a truth value made a number"),
        pytest.param(typed("2017-03-17", "date"), typed("2017-03-18", "date"), id="another day"),
        pytest.param(typed("2017-03-17+05:00", "date"), typed("2017-03-17", "date"), id="a lost zone"),
        pytest.param(
            typed("2017-03-17T10:00:00", "dateTime"), typed("2017-03-17T10:00:00Z", "dateTime"),
            id="a zone made up",
        ),
        pytest.param(
            typed("2017-03-17T10:00:00.1234567Z", "dateTime"),
            typed("2017-03-17T10:00:00.123456Z", "dateTime"),
            id="a cut fraction of a second",
        ),
    ],
)  # fmt: skip
def test_another_value_is_a_difference(sent: ox.Literal, given_back: ox.Literal) -> None:
    assert difference("a", [quad(sent)], [quad(given_back)], counted=1) is not None


@given(st.sampled_from(["", "-"]), DIGITS, DIGITS, st.integers(0, 5), st.integers(0, 5))
@example("-", "0", "0", 0, 0)
def test_zeros_around_a_decimal_never_count(
    sign: str, whole: str, part: str, before: int, behind: int
) -> None:
    plain = typed(f"{sign}{whole}.{part}", "decimal")
    padded = typed(f"{sign or '+'}{'0' * before}{whole}.{part}{'0' * behind}", "decimal")

    assert canonical(plain) == canonical(padded)


@given(st.integers(), st.integers(), st.integers(0, 30), st.integers(0, 30))
def test_decimals_are_the_same_only_where_their_values_are(a: int, b: int, scale: int, other: int) -> None:
    first, second = (_decimal(a, scale), _decimal(b, other))

    same = a * 10**other == b * 10**scale
    assert (canonical(typed(first, "decimal")) == canonical(typed(second, "decimal"))) is same


def _decimal(value: int, scale: int) -> str:
    digits = str(abs(value)).rjust(scale + 1, "0")
    at = len(digits) - scale
    return ("-" if value < 0 else "") + digits[:at] + (f".{digits[at:]}" if scale else "")


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_doubles_are_the_same_only_where_their_values_are(a: float, b: float) -> None:
    write: tuple[Callable[[float], str], ...] = (repr, "{:.17e}".format)
    forms = [typed(form(a).replace("inf", "INF"), "double") for form in write]

    assert len({canonical(form).value for form in forms}) == 1
    assert (canonical(forms[0]) == canonical(typed(repr(b).replace("inf", "INF"), "double"))) is (
        repr(a) == repr(b)
    )


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
    st.integers(-14 * 60, 14 * 60),
    st.timedeltas(timedelta(0), timedelta(days=1)),
)
def test_moments_are_the_same_only_where_they_are_in_utc(
    moment: datetime, minutes: int, others: int, later: timedelta
) -> None:
    first = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    second = (first + later).astimezone(timezone(timedelta(minutes=others)))

    forms = [canonical(typed(each.isoformat(), "dateTime")) for each in (first, second)]
    assert (forms[0] == forms[1]) is (later == timedelta(0))


@given(WORDS, WORDS)
def test_words_are_the_same_only_where_each_letter_is(some: str, other: str) -> None:
    assume(some != other)

    assert canonical(ox.Literal(some)).value == some
    assert difference("a", [quad(ox.Literal(some))], [quad(ox.Literal(other))], counted=1) is not None


@given(TERMS)
def test_the_canonical_form_is_its_own_canonical_form(term: ox.Literal) -> None:
    once = canonical(term)

    assert canonical(once) == once


@given(st.lists(TERMS, max_size=8), st.lists(TERMS, max_size=8))
def test_graphs_differ_wherever_a_value_is_lost_or_added(
    ours: list[ox.Literal], theirs: list[ox.Literal]
) -> None:
    here, there = ([quad(term) for term in set(terms)] for terms in (ours, theirs))
    same = {canonical(term) for term in ours} == {canonical(term) for term in theirs}

    found = difference("a", here, there, counted=len(here))

    assert (found is None) is same


@given(TERMS)
def test_only_values_change_their_form(term: ox.Literal) -> None:
    (found,) = canonical_quads([quad(term)])

    assert (found.subject, found.predicate, found.graph_name) == (NODE, NODE, GRAPH)


@given(WORDS)
def test_a_server_that_counts_wrongly_is_found_where_it_gives_the_right_words(words: str) -> None:
    quads = [quad(ox.Literal(words))]

    assert difference("a", quads, quads, counted=2) is not None
    assert difference("a", quads, quads, counted=0) is not None


def test_a_count_may_fall_only_as_far_as_values_are_one() -> None:
    quads = [quad(typed("7", "integer")), quad(typed("7.0", "decimal")), quad(typed("8", "integer"))]

    assert difference("a", quads, quads[1:], counted=2) is None
    assert difference("a", quads, quads[1:], counted=1) is not None
    assert difference("a", quads, quads[:2], counted=3) is not None


def test_what_differs_is_told_without_words_of_articles() -> None:
    found = difference("a", [quad(ox.Literal("secret"))], [quad(ox.Literal("other"))], counted=1)

    assert str(found) == f"a: lacks 1 statements and has 1 others, such as {NODE} {NODE}"

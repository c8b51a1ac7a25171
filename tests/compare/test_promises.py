"""What always holds of a comparison, whatever is compared."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.compare import Difference, Told, compare

PLACES = st.integers(0, 6).map(lambda tens: tens * 10)


@st.composite
def told(draw: st.DrawFn) -> Told:
    """A statement of few speakers, words and places, so that many of two lists are alike in something."""
    start = draw(PLACES)
    return Told(
        article=draw(st.sampled_from(["https://x.example/a", "https://x.example/b"])),
        headline=draw(st.sampled_from(["", "Ten dead", "Ten dead in Homs"])),
        start=start,
        end=start + draw(st.sampled_from([0, 5, 15])),
        words=draw(st.sampled_from(["ten people died", "eleven people died", "no one died", ""])),
        speaker=draw(st.sampled_from(["the army", "a doctor", ""])),
        stance=draw(st.sampled_from(["asserts", "denies"])),
        claim=draw(st.sampled_from(["ten people", "at least 352", ""])),
        figure=draw(st.sampled_from(["10 people killed", ""])),
    )


LISTS = st.lists(told(), max_size=12)


def mirrored(difference: Difference) -> Difference:
    return Difference(difference.new, difference.old)


@given(LISTS)
def test_nothing_differs_from_itself(statements: list[Told]) -> None:
    assert compare(statements, list(reversed(statements))) == []


@given(LISTS, LISTS)
def test_the_other_way_round_is_the_mirror(old: list[Told], new: list[Told]) -> None:
    there, back = compare(old, new), compare(new, old)

    assert Counter(map(mirrored, there)) == Counter(back)
    turned = {"added": "gone", "gone": "added", "changed": "changed", "moved": "moved"}
    assert Counter(turned[found.change] for found in there) == Counter(found.change for found in back)


@given(LISTS, LISTS)
def test_every_statement_that_differs_is_told_once_and_no_other(old: list[Told], new: list[Told]) -> None:
    found = compare(old, new)

    before, after = Counter(old), Counter(new)
    assert Counter(one.old for one in found if one.old) == before - after
    assert Counter(one.new for one in found if one.new) == after - before


@given(LISTS, LISTS, st.randoms())
def test_the_order_of_the_statements_makes_no_difference(
    old: list[Told], new: list[Told], random: "st.random.Random"
) -> None:
    expected = compare(old, new)
    random.shuffle(old)
    random.shuffle(new)

    assert compare(old, new) == expected


@given(LISTS, st.integers(1, 500))
def test_what_only_stands_elsewhere_has_only_moved(statements: list[Told], by: int) -> None:
    moved = [replace(one, start=one.start + by * 1000, end=one.end + by * 1000) for one in statements]

    assert {found.change for found in compare(statements, moved)} <= {"moved"}

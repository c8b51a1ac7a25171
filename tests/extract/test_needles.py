"""The words that patterns are looked for by: whatever a pattern matches holds them."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import resources
from kg.extract.language.needles import needles_of
from kg.extract.language.patterns import Pattern


def patterns_in(value: object) -> Iterator[str]:
    """Every pattern of a rules file; several alternatives as one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "pattern" and isinstance(inner, str):
                yield inner
            elif key == "pattern" and all(isinstance(part, str) for part in inner):
                yield "|".join(inner)
            else:
                yield from patterns_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from patterns_in(inner)


SHIPPED = sorted(
    {
        pattern
        for path in resources.rules().glob("*.toml")
        if path.name != "dates.toml"  # whose patterns have places to be filled
        for pattern in patterns_in(tomllib.loads(path.read_text(encoding="utf-8")))
    }
)


@given(st.data())
@settings(max_examples=2 * len(SHIPPED))
def test_whatever_a_shipped_pattern_matches_holds_its_needles(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(SHIPPED))
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII)))
    match = re.search(pattern, text)

    assert match is None or all(any(n in match[0].lower() for n in ns) for ns in needles_of(pattern))


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        pytest.param(r"\bstruck\b", [{"struck"}], id="a-word"),
        pytest.param(r"(?i)Struck", [{"struck"}], id="in-lower-case"),
        pytest.param(r"air ?strikes?", [{"strike"}, {"air"}], id="what-may-be-missing-ends-a-word"),
        pytest.param(r"(?:killed|wounded) (?:by|in) raids", [{" raids"}, {"killed", "wounded"}], id="either"),
        pytest.param(r"(?:killed|\w+) raids", [{" raids"}], id="an-alternative-without-words"),
        pytest.param(r"bomb(?:ed|ing){2,3}", [{"bomb"}, {"ed", "ing"}], id="a-group-that-is-repeated"),
        pytest.param(r"(?<=the )raid(?! on)", [{"raid"}], id="what-stands-around"),
        pytest.param(r"(?:killed )?\w+", [], id="nothing-that-must-stand"),
        pytest.param(r"(?x) killed # people", [], id="written-in-a-way-not-read"),
        pytest.param(r"(?P<a>raid)(?P=a)", [], id="said-again"),
        pytest.param(r"\N{EN DASH} raid", [], id="a-character-by-its-name"),
        pytest.param(r"\0126raid", [{"raid"}], id="a-character-by-its-number"),
    ],
)
def test_needles_are_the_words_that_a_match_cannot_miss(pattern: str, needles: list[set[str]]) -> None:
    assert sorted(map(sorted, needles_of(pattern))) == sorted(map(sorted, needles))


@pytest.mark.parametrize("pattern", [r"(?i)\braids?\b", r"\w+ed\b", r"(?<=the )raid"])
@given(text=st.text("the raid RAIDED.", max_size=30), start=st.integers(0, 30), end=st.integers(0, 30))
def test_a_pattern_finds_what_the_compiled_one_finds(pattern: str, text: str, start: int, end: int) -> None:
    compiled = re.compile(pattern)

    found, wanted = Pattern(compiled).search(text, start, end), compiled.search(text, start, end)

    assert (found and found.span()) == (wanted and wanted.span())
    assert [m.span() for m in Pattern(compiled).finditer(text, start, end)] == [
        m.span() for m in compiled.finditer(text, start, end)
    ]

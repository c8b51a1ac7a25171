"""Tokens: nothing of a text is lost or moved, and escaped letters in strings are written out harmlessly."""

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.queries.tokens import Kind, tokens, without_letter_escapes

PIECES = st.sampled_from(
    [
        "SERVICE", "?s", "$s", "ex:a", "ex:", ":b.", "_:b", "'a'", '"b"', "'''c'd'''", '"""e"f"""',
        "<http://e.org/>", "<", ">", "#x\n", "#y\r\n", "@en", "1.5e3", "{", "}", "(", ")", ".", ";", "|",
        "^", "!", "\\", '"', "'", "\u017f", "\u00b7", "\u0301", "\u00e9", " ", "\n", "\r", "\\u0053",
        "%41", "-", "_",
    ]
)  # fmt: skip
TEXTS = st.text(max_size=60) | st.lists(PIECES, max_size=20).map("".join)


@given(text=TEXTS)
def test_tokens_and_the_blanks_between_them_are_always_the_text(text: str) -> None:
    done = 0
    for token in tokens(text):
        assert text[done : token.start].strip() == ""
        assert text.startswith(token.text, token.start)
        assert token.text
        done = token.start + len(token.text)
    assert text[done:].strip() == ""


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("ex:.SERVICE", ["name", "other", "word"], id="a name never begins with a point"),
        pytest.param("ex:-1SERVICE", ["name", "other", "word"], id="nor with a minus"),
        pytest.param("ex:a.b. ", ["name", "other"], id="nor ends with a point"),
        pytest.param("_:b.c. ", ["name", "other"], id="nor does a blank node"),
        pytest.param("?a\u0301SERVICE", ["variable"], id="a mark belongs to its letter"),
        pytest.param(
            "'a\\q' ", ["other", "word", "other", "word", "other"], id="no string has such an escape"
        ),
        pytest.param("?a<?b", ["variable", "other", "variable"], id="a sign is no IRI"),
        pytest.param("'a'@en-GB", ["string", "language"], id="a language"),
        pytest.param("ex:a\\#b %", ["name", "other"], id="an escape in a name"),
    ],
)
def test_a_token_ends_where_the_grammar_ends_it(text: str, kinds: list[str]) -> None:
    assert [token.kind.value for token in tokens(text)] == kinds


@given(letters=st.text(max_size=8), mark=st.sampled_from(['"', "'", '"""', "'''"]), big=st.booleans())
def test_an_escaped_letter_in_a_string_is_always_the_letter_in_both_engines(
    letters: str, mark: str, big: bool
) -> None:
    escaped = "".join(f"\\U{ord(c):08x}" if big or ord(c) > 0xFFFF else f"\\u{ord(c):04x}" for c in letters)
    (string,) = tokens(f"{mark}{escaped}{mark}")
    assert string.kind is Kind.STRING
    if "\x00" in letters:
        with pytest.raises(ValueError, match="no character"):
            without_letter_escapes(string.text)
        return

    written = without_letter_escapes(string.text)

    query = f"SELECT ?x {{ BIND({written} AS ?x) }}"
    (row,) = ox.Store().query(query)
    assert row[0].value == letters
    if "\\u" not in written.lower():  # an escaped backslash before u: rdflib is never asked that
        ((term,),) = rdflib.Graph().query(query)
        assert str(term) == letters


@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\U00110000", "\\u0000"])
def test_half_a_pair_and_what_is_no_character_are_refused(escape: str) -> None:
    with pytest.raises(ValueError, match="no character"):
        without_letter_escapes(f'"{escape}"')

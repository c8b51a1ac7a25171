"""Cuts a SPARQL text into tokens, so that strings, IRIs and comments are never mistaken for syntax."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a token is."""

    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    VARIABLE = "variable"
    NAME = "name"  # prefixed: civ:claim, _:b
    WORD = "word"  # a keyword, a function, a number
    OTHER = "other"


class Token(NamedTuple):
    """A piece of the text; ``start`` is the offset of its first character."""

    kind: Kind
    text: str
    start: int


# Long strings stand before short ones, and IRIs before the sign "<", as the SPARQL grammar has it.
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
               | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%.-]))* | _:\w[\w.-]*)
    | (?P<word>@?\w+)
    | (?P<other>\S)
    | \s+
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order; blanks are left out. Joined with what lies between they are the text.

    >>> [token.text for token in tokens('?a civ:b "?c" # ?d')]
    ['?a', 'civ:b', '"?c"', '# ?d']
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup is not None:
            yield Token(Kind(match.lastgroup), match[0], match.start())

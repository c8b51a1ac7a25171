"""Cuts a SPARQL text into tokens, so that strings, IRIs and comments are never mistaken for syntax.

The classes of characters are those of the grammar (SPARQL 1.1, section 19.8), to the letter: where a name
would end one character later here than in an engine, a keyword could hide in it.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What a token is."""

    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    LANGUAGE = "language"
    VARIABLE = "variable"
    NAME = "name"  # prefixed: civ:claim, _:b
    WORD = "word"  # a keyword, a function, a number
    OTHER = "other"


class Token(NamedTuple):
    """A piece of the text; ``start`` is the offset of its first character."""

    kind: Kind
    text: str
    start: int


_LETTERS: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MARKS: Final = "\u00b7\u0300-\u036f\u203f\u2040"
_INSIDE: Final = rf"{_LETTERS}_0-9{_MARKS}\-"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_LETTER_ESCAPE: Final = r"""\\(?:[tbnrf"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"""

# Long strings stand before short ones, and IRIs before the sign "<", as the SPARQL grammar has it.
_TOKEN = re.compile(
    rf"""
      (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|{_LETTER_ESCAPE}))*\"\"\"
               | '''(?:'{{0,2}}(?:[^'\\]|{_LETTER_ESCAPE}))*'''
               | "(?:[^"\\\n\r]|{_LETTER_ESCAPE})*" | '(?:[^'\\\n\r]|{_LETTER_ESCAPE})*')
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<variable>[?$][{_LETTERS}_0-9][{_LETTERS}_0-9{_MARKS}]*)
    | (?P<name>(?:[{_LETTERS}](?:[{_INSIDE}]|\.+(?=[{_INSIDE}]))*)?:
               (?:(?:[{_LETTERS}_0-9:]|{_ESCAPED})
                  (?:[{_INSIDE}:]|{_ESCAPED}|\.+(?=[{_INSIDE}:]|{_ESCAPED}))*)?
             | _:[{_LETTERS}_0-9](?:[{_INSIDE}]|\.+(?=[{_INSIDE}]))*)
    | (?P<word>\w+)
    | (?P<other>\S)
    | \s+
    """,
    re.VERBOSE | re.DOTALL,
)
_IN_STRING = re.compile(r"\\(?:u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|.)", re.DOTALL)
_SHORT: Final = {"\\": "\\\\", "\t": "\\t", "\b": "\\b", "\n": "\\n", "\r": "\\r", "\f": "\\f"}


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order; blanks are left out. Joined with what lies between they are the text.

    >>> [token.text for token in tokens('?a civ:b "?c" # ?d')]
    ['?a', 'civ:b', '"?c"', '# ?d']
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup is not None:
            yield Token(Kind(match.lastgroup), match[0], match.start())


def without_letter_escapes(string: str) -> str:
    r"""A string of SPARQL with the characters themselves in place of ``\u`` escapes.

    A quotation mark, a backslash or a line end keeps an escape of its own, so that the string ends where it
    did: rdflib replaces ``\u`` before it looks for the end.

    >>> without_letter_escapes(r'"a\u00e9b\u0022c\n"')
    '"aéb\\"c\\n"'

    Raises:
        ValueError: an escape names half a pair or no character.
    """
    mark = string[0]  # the other mark needs no escape, and rdflib takes none
    return _IN_STRING.sub(lambda match: _decoded(match, mark), string)


def _decoded(match: re.Match[str], mark: str) -> str:
    digits = match["four"] or match["eight"]
    if digits is None:
        return match[0]
    number = int(digits, 16)
    if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF or number == 0:
        raise ValueError(f"{match[0]} names no character")
    letter = chr(number)
    return f"\\{mark}" if letter == mark else _SHORT.get(letter, letter)

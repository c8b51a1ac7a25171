"""Refuses what a query of a user must not do: reach out, hide its words, or exhaust the engine.

Engines take keywords that touch their neighbours (``1SERVICE<...>``, ``SERVICE:x``), go back and read a text
anew where it does not fit, and rdflib compares keywords in capitals, in which U+017F (a long s) is an S. So a
word is refused wherever some reading could make it a keyword, and so is whatever can be read in two ways.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.errors import QueryError
from kg.queries.tokens import Kind, Token, tokens, without_letter_escapes

MAX_NESTING: Final = 64
"""Brackets inside each other. 800 nested EXISTS crash Oxigraph, at 60 rdflib gives up; nobody writes 64."""
MAX_TOKENS: Final = 5_000
"""Words and signs outside the data of VALUES; an item of a list counts twice. Flat chains crash Oxigraph too,
for each link lies one level deeper than the one before: lists from 3,850 items on, ``MINUS {}`` from 7,000
words on, ``!`` from 9,000, all others from 11,000."""
MAX_LENGTH: Final = 4_000_000

_FORBIDDEN: Final = {
    "service": "would ask another server; load what it has into the store instead",
    "load": "would read a file or an address; use kg build or kg load",
    "from": "would read a graph from elsewhere; queries see all graphs of the store as one",
}
_UPDATES: Final = ("insert", "delete", "clear", "drop", "create", "copy", "move", "add")
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")  # "a//b" is no expression
_ITEMS: Final = frozenset({Kind.IRI, Kind.STRING, Kind.VARIABLE, Kind.NAME, Kind.WORD})
_OF_DATA: Final = frozenset({Kind.IRI, Kind.STRING, Kind.LANGUAGE, Kind.NAME, Kind.WORD})


def check(text: str, where: str) -> None:
    """Nothing, where the query may run.

    Raises:
        QueryError: it would reach outside or change the store, has ``\\u`` escapes outside strings, can be
            read in two ways, or nests too deep.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(f"{where}: longer than {MAX_LENGTH:,} characters; ask in several queries")
    found = list(tokens(text))
    _check_escapes(text, found, where)
    _check_comments(text, found, where)
    told = [token for token in found if token.kind is not Kind.COMMENT]
    _check_size(told, where)
    for before, token, after in _neighbours(told):
        if token.kind is Kind.WORD:
            _check_word(token.text, where)
        elif token.kind is Kind.IRI:
            _check_iri(before, token, where)
        elif token.kind is Kind.STRING:
            _check_string(after, token, where)
        elif token.kind is Kind.OTHER and token.text in "\"'\\":
            raise QueryError(f"{where}: a quotation mark or escape that begins or ends nothing: {token.text}")
    _check_names(told, where)


def _check_escapes(text: str, found: Sequence[Token], where: str) -> None:
    """Outside strings rdflib reads an escaped letter as the letter, also in comments, and then parses."""
    done = 0
    for token in found:
        if token.kind is Kind.STRING:
            _no_escape(text[done : token.start], where)
            done = token.start + len(token.text)
    _no_escape(text[done:], where)


def _no_escape(part: str, where: str) -> None:
    if "\\u" in part or "\\U" in part:
        raise QueryError(f"{where}: \\u escapes are not accepted outside strings; write the character itself")


def _check_comments(text: str, found: Sequence[Token], where: str) -> None:
    """A lone CR ends a comment for Oxigraph and does not for rdflib."""
    for token in found:
        end = token.start + len(token.text)
        if token.kind is Kind.COMMENT and text.startswith("\r", end) and not text.startswith("\r\n", end):
            raise QueryError(f"{where}: a comment ends with a lone carriage return; end lines with LF")


def _check_size(told: Sequence[Token], where: str) -> None:
    depth = count = 0
    is_item = False  # where the token before could be one of a list
    for token, is_data in _with_data(told):
        count += 0 if is_data else 1 + (is_item and depth > 0 and token.kind in _ITEMS)
        is_item = token.kind in _ITEMS
        if token.kind is Kind.OTHER:
            depth += (token.text in "{([") - (token.text in "})]")
        if depth > MAX_NESTING:
            raise QueryError(f"{where}: more than {MAX_NESTING} brackets inside each other; simplify it")
        if count > MAX_TOKENS:
            raise QueryError(
                f"{where}: more than {MAX_TOKENS:,} words and signs; ask in several queries, "
                "and put long lists into VALUES"
            )


def _with_data(told: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Each token, and whether it is a value in the braces of VALUES: those lie side by side."""
    values = inside = False
    for token in told:
        if token.kind is Kind.WORD and token.text.lower() == "values":
            values = True
        elif values and token.text == "{":
            values, inside = False, True
        elif inside and not (token.kind in _OF_DATA or token.text in "()^-+."):
            inside = False
        elif values and not (token.kind is Kind.VARIABLE or token.text in "()"):
            values = False
        yield token, inside


def _neighbours(told: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Token, Token | None]]:
    """Each token with the two before it and the one after it."""
    for place, token in enumerate(told):
        after = told[place + 1] if place + 1 < len(told) else None
        yield told[max(place - 2, 0) : place], token, after


def _folded(word: str) -> str:
    return word.upper().lower()


def _check_word(word: str, where: str) -> None:
    folded = _folded(word)
    for forbidden, what in _FORBIDDEN.items():
        if forbidden in folded:
            raise QueryError(f"{where}: {forbidden.upper()} is not accepted: it {what}")
    for update in _UPDATES:
        if update in folded:
            raise QueryError(f"{where}: {update.upper()} would change the store; saved queries only ask")


def _check_iri(before: Sequence[Token], token: Token, where: str) -> None:
    """``?a<?b)...#>`` is an IRI, or a comparison, a keyword and a comment: an engine takes what fits."""
    if _ABSOLUTE.match(token.text) or not any(mark in token.text for mark in "#'()"):
        return
    if [_folded(one.text) for one in before[:1]] == ["prefix"] or _is_word(before[-1:], "base"):
        return
    raise QueryError(
        f"{where}: {token.text} can be read in two ways; write the IRI in full (https://...), "
        "or put blanks around the sign <"
    )


def _check_string(after: Token | None, token: Token, where: str) -> None:
    if after is not None and after.kind is Kind.STRING and after.start == token.start + len(token.text):
        raise QueryError(f"{where}: two strings touch each other; put a blank between them")
    try:
        without_letter_escapes(token.text)
    except ValueError as error:
        raise QueryError(f"{where}: {error}; write the character itself") from error


def _check_names(told: Sequence[Token], where: str) -> None:
    """``SERVICE:x {`` and ``FROM:x`` are keywords with a name that has an empty prefix."""
    depth = 0
    for before, token, after in _neighbours(told):
        if token.kind is Kind.OTHER:
            depth += (token.text in "{([") - (token.text in "})]")
        if token.kind is not Kind.NAME or _is_word(before[-1:], "prefix"):
            continue
        if "service" in _folded(token.text.partition(".")[2]):  # Oxigraph ends a name at its second point
            _check_word("service", where)
        prefix = _folded(token.text.partition(":")[0])
        if "service" in prefix and after is not None and after.text == "{":
            _check_word("service", where)
        if depth == 0 and ("from" in prefix or "named" in prefix):
            _check_word("from", where)


def _is_word(told: Sequence[Token], word: str) -> bool:
    return [(token.kind, _folded(token.text)) for token in told] == [(Kind.WORD, word)]

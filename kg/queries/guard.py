"""Refuses what a query of a user must not do: reach out, hide its words, or exhaust the engine."""

from kg.errors import QueryError
from kg.queries.tokens import Kind, tokens

MAX_NESTING = 64  # about 2,150 nested groups crash Oxigraph; nobody writes 64

_FORBIDDEN = {
    "service": "would ask another server; load what it has into the store instead",
    "load": "would read a file or an address; use kg build or kg load",
    "from": "would read a graph from elsewhere; queries see all graphs of the store as one",
}
_UPDATES = frozenset({"insert", "delete", "clear", "drop", "create", "copy", "move", "add"})


def check(text: str, where: str) -> None:
    """Nothing, where the query may run.

    Raises:
        QueryError: it would reach outside or change the store, has ``\\u`` escapes, or nests too deep.
    """
    # rdflib replaces these before it parses, also inside strings: "\\u0022" would end the string.
    if "\\u" in text or "\\U" in text:
        raise QueryError(f"{where}: \\u escapes are not accepted; write the character itself")
    depth = 0
    for token in tokens(text):
        if token.kind is Kind.WORD:
            _check_word(token.text.lower(), where)
        elif token.kind is Kind.OTHER:
            depth += (token.text in "{([") - (token.text in "})]")
            if depth > MAX_NESTING:
                raise QueryError(f"{where}: more than {MAX_NESTING} brackets inside each other; simplify it")


def _check_word(word: str, where: str) -> None:
    if word in _FORBIDDEN:
        raise QueryError(f"{where}: {word.upper()} is not accepted: it {_FORBIDDEN[word]}")
    if word in _UPDATES:
        raise QueryError(f"{where}: {word.upper()} would change the store; saved queries only ask")

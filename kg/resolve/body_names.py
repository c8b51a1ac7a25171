"""Folds the names of bodies and tells those that only one body can have from those that many have."""

import re
import unicodedata
from collections import defaultdict
from functools import cache
from typing import Final

from kg.registry import Mark, Organisation, Place, Registry, all_aliases
from kg.resolve.agent_words import load_agent_words

BodyName = tuple[str, ...]
"""The words of a name, folded, without article and legal form."""
_WORD: Final = re.compile(r"[^\W_]+")
_SPELT: Final = (
    ("isation", "ization"), ("isations", "izations"), ("centre", "center"), ("defence", "defense"),
    ("programme", "program"), ("labour", "labor"),
)  # fmt: skip
_LEAST_ACRONYM: Final = 3
_MOST_ACRONYM: Final = 8


def name_of_body(name: str) -> BodyName:
    """The name folded.

    >>> name_of_body("The Centre for Reconciliation, Ltd.")
    ('center', 'for', 'reconciliation')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = [_spelt(word) for word in _WORD.findall(re.sub(r"['’‘ʼ`]", "", plain))]
    if words and words[0] == "the":
        words.pop(0)
    while len(words) > 1 and words[-1] in load_agent_words().legal:
        words.pop()
    return tuple(words)


def is_common(name: BodyName, registry: Registry) -> bool:
    """True for what many may be called: "the committee", "Regional Command", "Yemeni Health Ministry"."""
    of_state = not load_agent_words().of_states.isdisjoint(name)
    return all(_is_common(word) or (of_state and _is_country(word, registry)) for word in name)


def acronym_of(name: str) -> str | None:
    """The letters of a name that is one word in capitals; None for any other."""
    word = name.strip().replace(".", "")
    fits = _LEAST_ACRONYM <= len(word) <= _MOST_ACRONYM and word.isalpha() and word.isupper()
    return word.casefold() if fits else None


def initials_of(name: BodyName) -> tuple[str, ...]:
    """The initials of a name of three words or more, with its small words and without.

    >>> initials_of(("network", "of", "observers", "abroad"))
    ('nooa', 'noa')
    """
    small = load_agent_words().small
    all_words = "".join(word[0] for word in name)
    large = "".join(word[0] for word in name if word not in small)
    found = (all_words, large) if all_words != large else (large,)
    return tuple(letters for letters in found if len(letters) >= _LEAST_ACRONYM)


def row_named(name: str, registry: Registry) -> str | None:
    """The one body of the registry that this name always means; a name of its own may be in other letters."""
    bare = name.strip().removeprefix("the ").removeprefix("The ")
    rows = {
        row.id
        for words in (name.strip(), bare)
        for row, mark in registry.owners.get(words, ())
        if mark is Mark.ALWAYS and isinstance(row, Organisation)
    }
    folded = name_of_body(name)
    if not rows and len(folded) > 1 and not is_common(folded, registry):
        rows = set(_rows_by_name(registry).get(folded, ()))
    return rows.pop() if len(rows) == 1 else None


@cache
def _rows_by_name(registry: Registry) -> dict[BodyName, tuple[str, ...]]:
    found: defaultdict[BodyName, set[str]] = defaultdict(set)
    for row in registry.organisations:
        for alias in all_aliases(row):
            if alias.mark is Mark.ALWAYS:
                found[name_of_body(alias.words)].add(row.id)
    return {name: tuple(sorted(rows)) for name, rows in found.items()}


def _spelt(word: str) -> str:
    for written, other in _SPELT:
        if word.endswith(written):
            return word.removesuffix(written) + other
    return word


@cache
def _is_country(word: str, registry: Registry) -> bool:
    titled = word.title()
    if registry.demonym(titled) is not None:
        return True
    rows = registry.owners.get(titled, ())
    return any(isinstance(row, Place) and row.kind == "country" for row, _ in rows)


def _is_common(word: str) -> bool:
    return word in load_agent_words().common or any(letter.isdigit() for letter in word)

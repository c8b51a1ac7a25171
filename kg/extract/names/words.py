"""The words by which names are told apart, read from ``names.toml``."""

from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from kg import resources
from kg.errors import RulesError
from kg.extract.language.tables import read_table
from kg.extract.values import frozen


@frozen
class NameWords:
    """Sets of lower-case words (``words_in_capitals``: as printed); the file says what each is for."""

    ranks: frozenset[str]
    roles: frozenset[str]
    title_parts: frozenset[str]
    abbreviations: frozenset[str]
    particles: frozenset[str]
    speech: frozenset[str]
    actor_after: frozenset[str]
    actor_lead_in: frozenset[str]
    actor_before: frozenset[str]
    other_body_before: frozenset[str]
    other_body_after: frozenset[str]
    campaign_before: frozenset[str]
    place_before: frozenset[str]
    unknown_place_before: frozenset[str]
    place_types: frozenset[str]
    attacks: frozenset[str]
    place_of: frozenset[str]
    place_openers: frozenset[str]
    struck: frozenset[str]
    organisation_heads: frozenset[str]
    organisation_openers: frozenset[str]
    outlet_after: frozenset[str]
    body_nouns: frozenset[str]
    facilities: frozenset[str]
    breakers: frozenset[str]
    not_names: frozenset[str]
    waters: frozenset[str]
    words_in_capitals: frozenset[str]

    def is_title(self, word: str) -> bool:
        """Whether the word can stand in the title before a person's name."""
        return word in self.ranks or word in self.roles or word in self.title_parts


@lru_cache(maxsize=4)
def load_name_words(path: Path | None = None) -> NameWords:
    """The words in a file, by default the English ones that ship.

    Raises:
        RulesError: the file cannot be read, lacks a list, has one too many, or a list holds no words.
    """
    path = path or resources.rules() / "names.toml"
    lists = read_table(path)
    wanted = {item.name for item in fields(NameWords)}
    for key in sorted(wanted ^ lists.keys()):
        fault = "is missing" if key in wanted else "is not a list of this file"
        raise RulesError(f"{path}: key {key!r} {fault}; the lists are {', '.join(sorted(wanted))}")
    for key, words in lists.items():
        if not (isinstance(words, list) and words and all(isinstance(word, str) for word in words)):
            raise RulesError(f"{path}: key {key!r} must be a list of words")
    return NameWords(**{key: frozenset(words) for key, words in lists.items()})

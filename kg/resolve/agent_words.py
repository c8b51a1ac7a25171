"""The words by which people and bodies are told apart, read from data/agents.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.language.tables import read_table
from kg.extract.names.words import load_name_words


@dataclass(frozen=True, eq=False)
class AgentWords:
    """Sets of lower-case words; the file says what each is for."""

    common: frozenset[str]
    of_states: frozenset[str]
    legal: frozenset[str]
    small: frozenset[str]
    private: frozenset[str]
    of_many: frozenset[str]
    of_a_place: frozenset[str]
    spellings: Mapping[str, str]
    """The one form by each spelling of a given name."""
    offices: Mapping[str, str]
    """The office by each word for it."""


@cache
def load_agent_words() -> AgentWords:
    """The words that ship with the program.

    Raises:
        RulesError: the file is not as it should be.
    """
    path = resources.agents()
    data = read_table(path)
    try:
        names = load_name_words()
        listed = names.organisation_heads | names.organisation_openers | names.roles | names.ranks
        listed |= names.title_parts | names.place_types | frozenset(data["small"])
        return AgentWords(
            frozenset(data["common"]) | frozenset(data["of_states"]) | listed,
            frozenset(data["of_states"]),
            frozenset(data["legal"]),
            frozenset(data["small"]),
            frozenset(data["private"]),
            frozenset(data["of_many"]),
            frozenset(data["of_a_place"]),
            _by_word(data["spellings"]),
            _by_word(data["offices"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise RulesError(f"{path}: cannot be used ({error}); take it from the program as it ships") from error


def _by_word(lists: Mapping[str, Any]) -> dict[str, str]:
    return {word: name for name, words in lists.items() for word in words}

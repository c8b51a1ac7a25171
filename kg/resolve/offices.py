"""Reads the words for what a person is: the office held, of what and where, or that it is none."""

import re
from dataclasses import dataclass
from typing import Final

from kg.extract.names.words import load_name_words
from kg.registry import Place, Registry
from kg.resolve.agent_words import load_agent_words

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST: Final = 3
_SHARED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is said to be: the ``offices``, in words what they are ``of``, and the places named."""

    offices: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    private: bool = False

    def shared(self, other: "Role") -> str | None:
        """The office both hold, of the same thing as far as both say of what; None where there is none."""
        if self.of and other.of:
            common = len(self.of & other.of) / min(len(self.of), len(other.of))
            if common <= _SHARED:
                return None
        bare = not self.of or not other.of
        found = sorted(self.offices & other.offices - (load_agent_words().of_many if bare else frozenset()))
        return found[0] if found else None


def role_of(roles: frozenset[str], registry: Registry) -> Role:
    """What the words say, all roles of one person in one article together."""
    words, ranks = load_agent_words(), load_name_words().ranks
    offices: set[str] = set()
    of: set[str] = set()
    places: set[str] = set()
    private = False
    for role in sorted(roles):
        tokens = _WORD.findall(role)
        lower = [token.casefold() for token in tokens]
        offices |= {words.offices[token] for token in lower if token in words.offices}
        private = private or not words.private.isdisjoint(lower)
        of |= {token for token in lower if token not in words.offices and token not in words.small | ranks}
        places |= _places(tokens, registry)
    return Role(frozenset(offices), frozenset(of), frozenset(places), private and not offices)


def _places(tokens: list[str], registry: Registry) -> set[str]:
    found = set()
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
            name = " ".join(tokens[start:end])
            if name[0].isupper():
                rows = {row.id for row, _ in registry.owners.get(name, ()) if isinstance(row, Place)}
                found |= rows if len(rows) == 1 else set()
    return found

"""Word lists and patterns of a rules file as one frozen value."""

import re
from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from kg.errors import RulesError
from kg.extract.language.patterns import Pattern
from kg.extract.language.tables import read_table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_WORDS = 20_000  # different words whose triggers are remembered
_Words = TypeVar("_Words", bound="DataclassInstance")


class _HasTriggers(Protocol):
    @property
    def triggers(self) -> tuple[str, ...]: ...


_Rule = TypeVar("_Rule", bound=_HasTriggers)


def load_words(kind: type[_Words], path: Path) -> _Words:
    """The lists and patterns at ``path`` as a value of ``kind``, which has a field for each of them.

    A string stands for the set of its words, a list for the set of its wordings, a row of ``[[pattern]]``
    for its compiled pattern, by its id. Other tables of the file are not read.

    Raises:
        RulesError: the file cannot be read, a field has no entry, an entry no field, or a pattern is broken.
    """
    data = read_table(path)
    found = {key: frozenset(words) for key, words in _lists(data)}
    try:
        patterns = {row["id"]: compile_wordings(row["pattern"]) for row in data.get("pattern", ())}
        names = [field.name for field in fields(kind)]
        unread = (found.keys() | patterns.keys()) - set(names)
        if unread:
            raise RulesError(f"{path}: {sorted(unread)[0]!r} is read by no rule; remove it")
        return kind(**{name: patterns[name] if name in patterns else found[name] for name in names})
    except KeyError as error:
        raise RulesError(f"{path}: key {error} is missing; see docs/errors.md#rules") from error
    except re.error as error:
        raise RulesError(f"{path}: {error.pattern!r}: {error}; see docs/errors.md#rules") from error


class Triggers(Generic[_Rule]):
    """Rules of which each is tried only where one of its triggers stands: a cheap look first."""

    def __init__(self, rules: Sequence[_Rule]) -> None:
        self._rules = rules
        places = [(trigger, place) for place, rule in enumerate(rules) for trigger in rule.triggers]
        self._by_part: dict[str, list[tuple[str, int]]] = {}
        for trigger, place in places:
            self._by_part.setdefault(max(trigger.split(), key=len), []).append((trigger, place))
        self._of_word = lru_cache(maxsize=_WORDS)(self._suggested_by)

    def find(self, low: str) -> list[_Rule]:
        """The rules to be tried on words in lower case, in their order."""
        suggested = chain.from_iterable(map(self._of_word, low.split()))
        found = {place for trigger, place in suggested if trigger in low}
        return [self._rules[place] for place in sorted(found)] if found else []

    def _suggested_by(self, word: str) -> tuple[tuple[str, int], ...]:
        """The triggers with their longest part in this word; a word is looked at once and remembered."""
        return tuple([item for part, items in self._by_part.items() if part in word for item in items])


def compile_wordings(pattern: str | list[str], flags: int = 0) -> Pattern:
    """One pattern, or the alternatives of a list of them."""
    return Pattern(re.compile(pattern if isinstance(pattern, str) else rf"(?:{'|'.join(pattern)})", flags))


def _lists(data: dict[str, Any]) -> list[tuple[str, list[str]]]:
    strings = [(key, value.split()) for key, value in data.items() if isinstance(value, str)]
    wordings = [(key, value) for key, value in data.items() if isinstance(value, list)]
    return strings + [(key, value) for key, value in wordings if all(isinstance(v, str) for v in value)]

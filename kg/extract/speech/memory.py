"""Who has spoken so far, and whom sentences were about: what pronouns can mean."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.extract.names import Name
from kg.extract.values import frozen
from kg.model import Span
from kg.vocab import Resolution

_WORD = re.compile(r"[^\W\d_]+")


@frozen
class Speaker:
    """The source of a statement. ``at`` is where the name or phrase stands; ``words`` how it is worded here.

    ``rule`` names how an anaphor was resolved; it is "" where the passage itself names the source.
    """

    name: str
    id: str
    at: Span | None
    words: str
    resolved: Resolution
    role: str | None = None
    org: str | None = None
    org_id: str | None = None
    is_person: bool = False
    is_body: bool = False
    rule: str = ""


@dataclass(slots=True)
class Memory:
    """Who has spoken so far; what pronouns and "the statement" can mean. Grows in reading order."""

    bodies: list[Speaker] = field(default_factory=list)
    persons: list[Speaker] = field(default_factory=list)
    unnamed: list[Speaker] = field(default_factory=list)
    issuer: Speaker | None = None
    last: Speaker | None = None
    subject: Speaker | None = None
    """The body that the sentence before is about, where it does not speak there."""
    mentioned: Mapping[str, Sequence[Name]] = field(default_factory=dict)
    """Bodies that the article names, by each word of their names."""
    stranger: bool = False
    """The sentence before is about a person who is described and has not spoken: "His mother wept"."""
    called: dict[str, str] = field(default_factory=dict)
    """By the id of a person "f" or "m", where a pronoun, title or role has said it."""

    def note(self, speaker: Speaker) -> None:
        """Remember a resolved speaker as the latest of its kind."""
        kept = replace(speaker, rule="") if speaker.rule else speaker
        kind = self.persons if speaker.is_person else self.bodies if speaker.is_body else self.unnamed
        kind[:] = [item for item in kind if item.id != speaker.id]
        kind.append(kept)
        self.last = kept

    def mention(self, person: Speaker) -> None:
        """Remember whom a sentence is about, so that "she said" can follow: "Jane Roe, 34, sold bread"."""
        self.persons = [*(item for item in self.persons if item.id != person.id), person]
        if self.last is not None and not self.last.is_person:
            self.last = None if self.last in self.unnamed else self.last


@lru_cache(maxsize=256)  # asked for each source of an article, and each time for its publisher too
def words_of(name: str) -> frozenset[str]:
    """The words of a name in lower case."""
    return frozenset(_WORD.findall(name.lower()))

"""Which of those who have spoken a pronoun can mean."""

import re

from kg.extract.language.rules import SourceWords
from kg.extract.speech.memory import Memory, Speaker

HEAD_END = re.compile(r" (?:at|of|from|in|for|with|on) ")
_WORD = re.compile(r"[a-z]+")


def note_called(words: str, speaker: Speaker, memory: Memory, sources: SourceWords) -> None:
    """Remember what a title or role tells: "Ms Roe" is no "he"."""
    called = _called(set(_WORD.findall(HEAD_END.split(words.lower())[0])), sources)
    if called is not None and not speaker.is_body:
        memory.called.setdefault(speaker.id, called)


def _called(words: set[str], sources: SourceWords) -> str | None:
    """ "f" or "m" where only one of both is told."""
    feminine, masculine = bool(words & sources.feminine), bool(words & sources.masculine)
    return None if feminine == masculine else "f" if feminine else "m"


def _person(pronoun: str, memory: Memory, sources: SourceWords) -> Speaker | None:
    """The last person, unless the article has called that one otherwise; then only one called alike."""
    if memory.stranger:
        return None
    wanted = "f" if pronoun == "her" else _called({pronoun}, sources)
    unnamed = (
        memory.last is not None and memory.last in memory.unnamed and _can_be_person(memory.last, sources)
    )
    latest = memory.last if unnamed else memory.persons[-1] if memory.persons else None
    if latest is None:
        return None
    if wanted is not None and memory.called.get(latest.id, wanted) != wanted:
        alike = (item for item in reversed(memory.persons) if memory.called.get(item.id) == wanted)
        return next(alike, None)
    if wanted is not None:
        memory.called.setdefault(latest.id, wanted)
    return latest


def antecedent(pronoun: str, memory: Memory, sources: SourceWords) -> Speaker | None:
    """The latest speaker that a pronoun can mean; None where none can."""
    if pronoun in sources.person_pronouns:
        return _person(pronoun, memory, sources)
    if pronoun == "we":
        return memory.issuer  # outside quotations it is whose text it is
    if pronoun == "it":
        if memory.last is not None and not sources.issued_documents.isdisjoint(
            memory.last.words.lower().split()
        ):
            return memory.last  # "..., her statement says. ..., it adds"
        if (
            memory.last is not None
            and not memory.last.is_person
            and not memory.last.name.lower().endswith("s")
            and HEAD_END.split(memory.last.name.lower())[0].split()[-1:] not in [[w] for w in sources.people]
        ):
            return memory.last
        return memory.bodies[-1] if memory.bodies else None
    if pronoun in ("they", "them"):
        return memory.last if memory.last is not None and not memory.last.is_person else None
    return memory.last


def _can_be_person(unnamed: Speaker, sources: SourceWords) -> bool:
    """Whether "she" can mean a source that nobody names: no group, no body and no document."""
    words = HEAD_END.split(unnamed.name.lower())[0].split()
    things = sources.documents | sources.bodies
    plural = bool(words) and words[-1].endswith("s") and not unnamed.name.split()[-1][0].isupper()
    return bool(words) and not plural and (words[-1] not in things or words[0] in sources.roles)

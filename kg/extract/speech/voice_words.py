"""Wordings of voices beside attributed speech: transcripts, releases, the article itself."""

from functools import cache
from pathlib import Path

from kg import resources
from kg.extract.language.patterns import Pattern
from kg.extract.language.wordings import load_words
from kg.extract.values import frozen


@frozen
class VoiceWords:
    """The lists and patterns of voices.toml, where each is explained."""

    body_nouns: frozenset[str]
    issuing_nouns: frozenset[str]
    outlet_nouns: frozenset[str]
    own_words: frozenset[str]
    self_pronouns: frozenset[str]
    carriers: frozenset[str]
    later_roles: frozenset[str]
    first_person: Pattern
    question: Pattern
    asks: Pattern
    we: Pattern
    release: Pattern
    titled: Pattern
    issues: Pattern
    harm: Pattern
    contact: Pattern
    leaves_out: Pattern
    unasserted: Pattern
    retold: Pattern
    left_open: Pattern
    excludes: Pattern


@cache
def load_voice_words(folder: Path | None = None) -> VoiceWords:
    """The words of ``voices.toml`` in the folder (the shipped one if None).

    Raises:
        RulesError: the file is missing or broken.
    """
    return load_words(VoiceWords, (folder or resources.rules()) / "voices.toml")

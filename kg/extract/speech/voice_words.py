"""Wordings of voices beside attributed speech: transcripts, releases, the article itself."""

import re
from functools import cache
from pathlib import Path

from kg import resources
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
    first_person: re.Pattern[str]
    question: re.Pattern[str]
    asks: re.Pattern[str]
    we: re.Pattern[str]
    release: re.Pattern[str]
    titled: re.Pattern[str]
    issues: re.Pattern[str]
    harm: re.Pattern[str]
    contact: re.Pattern[str]
    leaves_out: re.Pattern[str]
    unasserted: re.Pattern[str]
    retold: re.Pattern[str]
    left_open: re.Pattern[str]
    excludes: re.Pattern[str]


@cache
def load_voice_words(folder: Path | None = None) -> VoiceWords:
    """The words of ``voices.toml`` in the folder (the shipped one if None).

    Raises:
        RulesError: the file is missing or broken.
    """
    return load_words(VoiceWords, (folder or resources.rules()) / "voices.toml")

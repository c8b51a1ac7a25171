"""Wordings that place a figure in one event, in a period, or in a whole war."""

from functools import cache
from pathlib import Path

from kg import resources
from kg.extract.language.patterns import Pattern
from kg.extract.language.wordings import load_words
from kg.extract.values import frozen


@frozen
class TallyWords:
    """The patterns of tallies.toml, where each is explained."""

    assessed: Pattern
    overall: Pattern
    here: Pattern
    inside: Pattern
    lasting: Pattern
    continues: Pattern
    same_period: Pattern
    one_of_several: Pattern
    other_cause: Pattern
    by_them: Pattern
    housed: Pattern
    beyond: Pattern
    war_began: Pattern
    aside: Pattern
    taken: Pattern
    received: Pattern


@cache
def load_tally_words(folder: Path | None = None) -> TallyWords:
    """The patterns of ``tallies.toml`` in the folder (the shipped one if None).

    Raises:
        RulesError: the file is missing or broken.
    """
    return load_words(TallyWords, (folder or resources.rules()) / "tallies.toml")

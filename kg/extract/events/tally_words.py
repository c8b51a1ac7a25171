"""Wordings that place a figure in one event, in a period, or in a whole war."""

import re
from functools import cache
from pathlib import Path

from kg import resources
from kg.extract.language.wordings import load_words
from kg.extract.values import frozen


@frozen
class TallyWords:
    """The patterns of tallies.toml, where each is explained."""

    assessed: re.Pattern[str]
    overall: re.Pattern[str]
    here: re.Pattern[str]
    inside: re.Pattern[str]
    lasting: re.Pattern[str]
    continues: re.Pattern[str]
    same_period: re.Pattern[str]
    one_of_several: re.Pattern[str]
    other_cause: re.Pattern[str]
    by_them: re.Pattern[str]
    beyond: re.Pattern[str]
    war_began: re.Pattern[str]
    aside: re.Pattern[str]
    taken: re.Pattern[str]
    received: re.Pattern[str]


@cache
def load_tally_words(folder: Path | None = None) -> TallyWords:
    """The patterns of ``tallies.toml`` in the folder (the shipped one if None).

    Raises:
        RulesError: the file is missing or broken.
    """
    return load_words(TallyWords, (folder or resources.rules()) / "tallies.toml")

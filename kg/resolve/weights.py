"""How much each piece of evidence counts when two accounts are compared, read from data/linking.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from kg import resources
from kg.errors import RulesError
from kg.vocab import Means

_PARTS: Final = ("date", "place", "actor", "way", "toll", "target", "series", "status", "wording")
_WORD: Final = re.compile(r"[a-z]+")
_LOST_ON: Final = frozenset({"to", "from"})
"""Behind these a building is where the wounded were taken, or the planes came from."""
_DIED_AT: Final = {"hospital": frozenset({"at", "in", "by"})}
"""Behind these it is where the dead were registered."""


@dataclass(frozen=True, eq=False)
class Weights:
    """``of`` has a weight by part and name, as ``date.same-day``.

    ``targets`` has the kind of target by word, ``ways`` by wording how it was done, ``ways_of_means``
    the same by means.
    """

    joined: float
    candidate: float
    ambiguous: float
    of: Mapping[str, float]
    targets: Mapping[str, str]
    ways: Mapping[str, str]
    ways_of_means: Mapping[Means, tuple[str, ...]]

    inside: tuple[str, ...]

    def says_inside(self, town: str, words: str) -> bool:
        """True where the words say that what they name is a part of the town."""
        if town not in words:
            return False
        said = words.replace("\u2019", "'")
        return any(wording.format(town=town) in said for wording in self.inside)

    def ways_in(self, words: str) -> set[str]:
        """How the words say it was done."""
        return {self.ways[said] for said in self._said.findall(words.lower())}

    def targets_in(self, words: str) -> set[str]:
        """What the words say was hit; the truck of a truck bomb is no target."""
        said = _WORD.findall(self._said.sub(" ", words.lower()))
        return {
            self.targets[word]
            for number, word in enumerate(said)
            if word in self.targets
            and (_LOST_ON | _DIED_AT.get(self.targets[word], _LOST_ON)).isdisjoint(
                said[max(0, number - 3) : number]
            )
        }

    @cached_property
    def _said(self) -> re.Pattern[str]:
        longest_first = sorted(self.ways, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


@cache
def load_weights() -> Weights:
    """The weights that ship with the program.

    Raises:
        RulesError: the file is not as it should be.
    """
    path = resources.linking()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        limits = data["thresholds"]
        return Weights(
            float(limits["joined"]),
            float(limits["candidate"]),
            float(limits["ambiguous"]),
            {f"{part}.{name}": float(weight) for part in _PARTS for name, weight in data[part].items()},
            {word: kind for kind, words in data["targets"].items() for word in words.split()},
            {words: way for way, wordings in data["ways"].items() for words in wordings},
            {means: tuple(data["means-by-way"][means]) for means in Means},
            tuple(data["inside"]["wordings"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RulesError(f"{path}: cannot be used ({error}); take it from the program as it ships") from error

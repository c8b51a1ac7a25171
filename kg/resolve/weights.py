"""How much each piece of evidence counts when two accounts are compared, read from data/linking.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import resources
from kg.errors import RulesError

_PARTS: Final = ("date", "place", "actor", "means", "toll", "target", "series", "wording")


@dataclass(frozen=True, eq=False)
class Weights:
    """``of`` has a weight by part and name, as ``date.same-day``; ``targets`` the kind of target by word."""

    joined: float
    candidate: float
    ambiguous: float
    of: Mapping[str, float]
    targets: Mapping[str, str]


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
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RulesError(f"{path}: cannot be used ({error}); take it from the program as it ships") from error

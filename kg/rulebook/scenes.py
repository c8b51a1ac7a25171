"""The sentences that stand around an example while its rule is checked: scenes.toml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from kg import resources
from kg.errors import RulesError
from kg.extract.language.tables import read_table

FILE: Final = "scenes.toml"


@dataclass(frozen=True, slots=True)
class Scenes:
    """The file explains its keys; ``accused_*`` are those of its table ``accused``."""

    harm: str
    dated: str
    day: str
    release: str
    issuer: str
    running: Sequence[str]
    before: Mapping[str, str]
    accused_before: str
    accused_speaker: str
    accused_named: str


@cache
def load_scenes() -> Scenes:
    """The sentences of the rules in use.

    Raises:
        RulesError: the file is missing or lacks a key.
    """
    path = resources.rules() / FILE
    data = read_table(path)
    try:
        accused: Mapping[str, Any] = data["accused"]
        return Scenes(
            data["harm"], data["dated"], data["day"], data["release"], data["issuer"], tuple(data["running"]),
            data["before"], accused["before"], accused["speaker"], accused["named"],
        )  # fmt: skip
    except KeyError as error:
        raise RulesError(f"{path}: key {error} is missing; see docs/errors.md#rules") from error

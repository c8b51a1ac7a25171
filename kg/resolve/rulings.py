"""What a person has decided of two events or two bodies: that they are one, or that they are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Pair = frozenset[str]
"""Two names, as paths after the base."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision in force: ``same`` joins two names whatever the evidence, otherwise they stay apart."""

    same: bool
    day: date
    author: str
    reason: str


Ruled = Mapping[Pair, Ruling]

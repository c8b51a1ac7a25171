"""What a worker may use before it is stopped."""

from dataclasses import dataclass
from typing import Final

from kg.errors import QueryError


@dataclass(frozen=True, slots=True)
class Limits:
    """Time and memory, past which a worker is killed; rows and bytes of an answer, past which it is cut.

    The clock starts when the worker is ready to work. Memory is what the worker itself takes, without files
    that it maps; where the system cannot limit it (Windows, macOS) the time still holds.
    """

    seconds: float = 10.0
    memory: int = 2**30
    rows: int = 10_000
    size: int = 10_000_000

    def __post_init__(self) -> None:
        for name in ("seconds", "memory", "rows", "size"):
            if getattr(self, name) <= 0:
                raise QueryError(f"a limit of {getattr(self, name)} {name} leaves nothing; give more than 0")


DEFAULT_LIMITS: Final = Limits()

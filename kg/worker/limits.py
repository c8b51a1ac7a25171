"""What a worker may use before it is stopped."""

from dataclasses import dataclass
from typing import Final

from kg.errors import QueryError

_MOST: Final = {"seconds": 10**7, "memory": 2**60, "rows": 2**62, "size": 2**62}


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
        for name, most in _MOST.items():
            if not 0 < getattr(self, name) <= most:  # what is no number at all is not either
                raise QueryError(
                    f"a limit of {getattr(self, name)} {name}: more than 0, and {most:,} at most"
                )


DEFAULT_LIMITS: Final = Limits()

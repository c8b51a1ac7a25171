"""Civilian-harm reporting as a knowledge graph of who says what, in which words, at which characters."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import open_store

__all__ = ["__version__", "open_store"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """``kg.open_store``, loaded when it is first used; ``Any`` because a module's attributes are."""
    if name == "open_store":
        from kg.api import open_store

        return open_store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

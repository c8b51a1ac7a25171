"""The lines between a worker and the process that started it: JSON, one value a line."""

from typing import Final

READY: Final = "ready"
HEAD: Final = "head"
END: Final = "end"
"""Says whether the answer was cut; without this line it is not whole."""
ERROR: Final = "error"
OUT_OF_MEMORY: Final = "MemoryError"

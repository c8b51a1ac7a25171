"""Work on what strangers wrote: in a process of its own with limits, which can be killed."""

from kg.worker.limits import DEFAULT_LIMITS, Limits
from kg.worker.running import Lines, run_task

__all__ = ["DEFAULT_LIMITS", "Limits", "Lines", "run_task"]

"""A deadline for a whole call: time-outs of sockets begin anew with every byte that drips in."""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from kg.errors import EndpointError

T = TypeVar("T")


def within(seconds: float, call: Callable[[], T], *, where: str) -> T:
    """What the call returns or raises, if it does so in time; else it is left behind.

    Raises:
        EndpointError: the time is up.
    """
    done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((call(), None))
        except BaseException as error:
            done.put((None, error))

    threading.Thread(target=run, daemon=True, name="deadline").start()
    try:
        value, error = done.get(timeout=seconds)
    except queue.Empty:
        raise EndpointError(f"{where}: no complete answer in {seconds:g} s; is it busy?") from None
    if error is not None:
        raise error
    return value  # type: ignore[return-value]

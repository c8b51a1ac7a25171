"""Deadlines for whole calls and whole runs: time-outs of sockets begin anew with every byte that drips in."""

import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from kg.errors import EndpointError, NoAnswerError

T = TypeVar("T")


class Deadline:
    """The moment at which a run has to be over."""

    def __init__(self, seconds: float, *, where: str) -> None:
        self._seconds = seconds
        self._where = where
        self._end = time.monotonic() + seconds

    def within(self, seconds: float) -> float:
        """The seconds that one request has: as many as given, and not more than are left.

        Raises:
            EndpointError: none is left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise EndpointError(
                f"{self._where}: not done in {self._seconds:g} s; the same command goes on where it stopped"
            )
        return min(seconds, left)


def within(
    seconds: float, call: Callable[[], T], *, where: str, cancel: Callable[[], None] | None = None
) -> T:
    """What the call returns or raises, if it does so in time; else it is cancelled and left behind.

    Raises:
        NoAnswerError: the time is up.
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
        if cancel is not None:
            cancel()
        raise NoAnswerError(f"{where}: no complete answer in {round(seconds, 1):g} s; is it busy?") from None
    if error is not None:
        raise error
    return value  # type: ignore[return-value]

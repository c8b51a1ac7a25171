"""Asks a server again: one that is busy when it says, one that gave no answer a few times."""

import time
from collections.abc import Callable
from typing import Final, TypeVar

from kg.endpoint.deadline import Deadline
from kg.errors import BusyError, NoAnswerError

T = TypeVar("T")
TRIES: Final = 5
FIRST_PAUSE: Final = 0.25
"""Seconds before the second try where the server names none; each further pause is twice as long."""


def patiently(call: Callable[[float], T], *, seconds: float, tries: int = TRIES) -> T:
    """What the call returns, called again while the server asks to come back later.

    The call is told how many seconds it has.

    Raises:
        BusyError: the server is still busy after some tries, or wants to be asked after the deadline.
    """
    end, pause = time.monotonic() + seconds, FIRST_PAUSE
    for left in reversed(range(tries)):
        try:
            return call(max(end - time.monotonic(), 0.001))
        except BusyError as error:
            wait = pause if error.wait_seconds is None else error.wait_seconds
            if not left or time.monotonic() + wait >= end:
                raise
        time.sleep(wait)
        pause *= 2
    raise AssertionError("tries is at least 1")


def insist(call: Callable[[int], T], *, deadline: Deadline, tries: int = TRIES) -> T:
    """What the call returns, called again where no answer came; it is told how often it was called before.

    Raises:
        NoAnswerError: no answer came to the last try either.
    """
    pause = FIRST_PAUSE
    for number in range(tries):
        try:
            return call(number)
        except NoAnswerError:
            if number == tries - 1:
                raise
        time.sleep(deadline.within(pause))
        pause *= 2
    raise AssertionError("tries is at least 1")

"""Runs tasks in this process or in several, and gives the outcomes back in the order of the tasks."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Final

from kg.errors import KgError
from kg.network import switch_off
from kg.pipeline.memory import collect_rarely
from kg.pipeline.work import Outcome, Task, work, work_all

_CHUNK: Final = 8
_CHUNKS_AHEAD: Final = 3
"""Chunks that may wait for each worker: enough to keep it busy, few enough that memory stays flat."""

Sent = tuple[list[Task], Future[list[Outcome]]]


def outcomes(tasks: Iterable[Task], *, jobs: int) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, in order. Workers are spawned: a fork would damage an open store.

    An interrupt (Ctrl-C) is for this process alone: it lets the workers finish what they have and stops.
    """
    if jobs < 2:
        yield from ((task, work(task)) for task in tasks)
        return
    waiting: deque[Sent] = deque()
    source = iter(tasks)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin_worker) as pool:
        try:
            while chunk := list(islice(source, _CHUNK)):
                with _interrupts_held():
                    waiting.append((chunk, pool.submit(work_all, chunk)))
                if len(waiting) >= jobs * _CHUNKS_AHEAD:
                    yield from _done(waiting)
            while waiting:
                yield from _done(waiting)
        except BrokenProcessPool as error:
            raise KgError("a worker died (out of memory?); try again with --jobs 1") from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin_worker() -> None:
    switch_off()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Lets interrupts wait while the block runs: a worker that starts in it never gets one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _done(waiting: deque[Sent]) -> Iterator[tuple[Task, Outcome]]:
    chunk, future = waiting.popleft()
    yield from zip(chunk, future.result(), strict=True)

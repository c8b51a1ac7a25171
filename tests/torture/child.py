"""Runs jobs, each in a process of its own that is killed at a step or after a time.

``python -m tests.torture.child`` reads orders as lines of JSON and answers each with one. It forks, which
takes a hundredth of the time of a new interpreter; it never opens a store itself, so nothing that a fork
could destroy is open.
"""

import json
import os
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.torture.jobs import JOBS, command, new_items, old_items, warm_up
from tests.torture.steps import Steps, die


def main() -> None:
    """Obeys until there are no more orders."""
    old_items(), new_items()  # made once, not in every child
    is_warm = False
    for line in sys.stdin.buffer:
        order = json.loads(line)
        if order["job"] == command.__name__ and not is_warm:
            warm_up()
            is_warm = True
        print(json.dumps(_obey(order)), flush=True)


def _obey(order: dict[str, Any]) -> dict[str, Any]:
    """Runs one job; its exit code (negative: the signal that ended it) and the seconds it took.

    With ``at`` it dies at that step, and with ``after_seconds`` too it is killed so long after that step.
    """
    lives, alive = os.pipe()
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(lives)
        os.close(ready)
        _run(order, tell)
    os.close(alive)
    os.close(tell)
    os.read(ready, 1)
    start = time.perf_counter()
    ended, _, _ = select.select([lives], [], [], order.get("after_seconds"))
    if not ended:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - start
    os.close(lives)
    os.close(ready)
    return {"code": os.waitstatus_to_exitcode(status), "seconds": seconds}


def _run(order: dict[str, Any], tell: int) -> None:
    """The child: does the job and leaves; what it says goes to the file ``talk``."""
    place = Path(order["place"])
    talk = os.open(place / "talk", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for stream, handle in ((0, nothing), (1, talk), (2, talk)):
        os.dup2(handle, stream)
    is_timed, watched = "after_seconds" in order, "at" in order or order.get("record", False)
    then = (lambda: _write(tell)) if is_timed else die
    steps = Steps(at=order.get("at"), when=order.get("when", "before"), then=then)
    code = 0
    try:
        if not (is_timed and watched):
            _write(tell)
        if watched:
            steps.watch()
        JOBS[order["job"]](place)
    except SystemExit as left:
        code = int(left.code or 0)
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 70
    steps.stop()
    if order.get("record", False):
        steps.write(place / "steps")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _write(tell: int) -> None:
    os.write(tell, b".")


if __name__ == "__main__":
    main()

"""Runs a command under limits and tells what it used: ``launch.py REPORT CPU_SECONDS COMMAND...``.

A process of its own between the tests and ``kg``: the memory of a child counts from what its parent had.
"""

import json
import os
import resource
import signal
import sys

ADDRESSES = 4 << 30  # bytes; a fault must not take the whole machine


def main() -> None:
    report, seconds, *command = sys.argv[1:]
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.execv(command[0], command)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
    _, status, used = os.wait4(child, 0)
    told = {
        "code": os.waitstatus_to_exitcode(status),
        "cpu": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
    }
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib would weigh on the child
        json.dump(told, file)


if __name__ == "__main__":
    main()

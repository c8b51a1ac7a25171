"""Takes from a worker process what it must not use: memory, time, sockets, and a life after its parent's."""

import ctypes
import os
import platform
import signal
import struct
import sys
from typing import Final

_DIE_WITH_PARENT: Final = 1
_NO_NEW_RIGHTS: Final = 38
_SET_FILTER: Final = 22
_FILTER: Final = 2
_NEW_USER: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000
_WRITTEN: Final = 16 * 2**20
"""The largest file that a worker writes: it has nothing to write but what a crash prints."""
_SPARE: Final = 1.0
_SOCKETS: Final = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}
"""Of each machine the audit number, and the numbers of the calls ``socket`` and ``io_uring_setup``."""


def isolate(memory: int, parent: int) -> None:
    """Limits memory, files and life of this process, and takes the network from it, as far as the system can.

    It must run before any other thread starts.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_FSIZE, _WRITTEN)
    _lower(resource.RLIMIT_DATA, memory)  # not RLIMIT_AS: that counts files that Oxigraph maps
    if sys.platform == "linux":
        _isolate_linux(parent)


def limit_time(seconds: float) -> None:
    """Ends this process a second after that, whatever it does, should nobody be left to kill it."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # Python's own handlers wait for Oxigraph to return
        signal.setitimer(signal.ITIMER_REAL, seconds + _SPARE)


def _lower(what: int, limit: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(what, (limit, limit))


def _isolate_linux(parent: int) -> None:
    system = ctypes.CDLL(None, use_errno=True)
    if system.unshare(_NEW_NETWORK) != 0:
        system.unshare(_NEW_USER | _NEW_NETWORK)
    system.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)  # after unshare, which would take it back
    if os.getppid() != parent:  # it died before we could ask to die with it
        os._exit(1)
    system.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    _refuse_sockets(system)


def _refuse_sockets(system: ctypes.CDLL) -> None:
    """A filter of system calls: opening a socket fails with EACCES, from any library and any thread."""
    if platform.machine() not in _SOCKETS:
        return
    machine, *calls = _SOCKETS[platform.machine()]
    load, equal, leave = 0x20, 0x15, 0x06
    allowed, refused, killed = 0x7FFF0000, 0x00050000 | 13, 0x80000000
    steps = [(load, 0, 0, 4), (equal, 1, 0, machine), (leave, 0, 0, killed), (load, 0, 0, 0)]
    for call in calls:
        steps += [(equal, 0, 1, call), (leave, 0, 0, refused)]
    steps.append((leave, 0, 0, allowed))
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    header = struct.pack("@HP", len(steps), ctypes.addressof(program))
    system.prctl(_SET_FILTER, _FILTER, ctypes.create_string_buffer(header), 0, 0)

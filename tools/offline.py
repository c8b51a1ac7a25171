"""Runs a command on a machine without a network: a new network namespace in which only loopback is up.

    python tools/offline.py COMMAND...

It is `unshare -rn` with loopback brought up, which tests need for their own servers. Exit code 125 means that
this system does not allow it, and nothing was run; any other is the command's.
"""

import ctypes
import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h
SIOCSIFFLAGS = 0x8914  # linux/sockios.h
IFF_UP = 1  # net/if.h
NOT_ALLOWED = 125


def cut_off() -> None:
    """Leaves this process with no network but loopback, and what it starts too.

    Raises:
        OSError: the system does not allow it.
    """
    user, group = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh", b"lo", IFF_UP))


if __name__ == "__main__":
    try:
        cut_off()
    except OSError as error:
        print(f"no network namespace to be had here: {error.strerror}", file=sys.stderr)
        sys.exit(NOT_ALLOWED)
    os.execvp(sys.argv[1], sys.argv[1:])

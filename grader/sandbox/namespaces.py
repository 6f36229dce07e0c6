"""Namespaces of its own for a process that stands behind walls already (Linux)."""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from grader.sandbox.parentage import die_with_parent

assert sys.platform == "linux"

_NEW_USER, _NEW_PID, _NEW_NET = 0x10000000, 0x20000000, 0x40000000
_NEW_MOUNTS, _NEW_CGROUP, _NEW_UTS, _NEW_IPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
_EVERY = _NEW_USER | _NEW_PID | _NEW_NET | _NEW_MOUNTS | _NEW_CGROUP | _NEW_UTS | _NEW_IPC
_NO_SUID, _NO_DEVICES, _NO_PROGRAMS = 2, 4, 8
_PRIVATE_BELOW = 16384 | 1 << 18
_BIND_BELOW = 4096 | 16384
_AGAIN_READ_ONLY = 32 | 4096 | 1
"""MS_REMOUNT, MS_BIND, MS_RDONLY: of this view of the folder alone."""
_DROP_FROM_BOUNDING_SET, _NO_NEW_PRIVILEGES = 24, 38
_MOST_CAPABILITIES = 64
_CAPABILITIES_VERSION = 0x20080522
_GET_FLAGS, _SET_FLAGS, _IS_UP = 0x8913, 0x8914, 1


def enter(fresh: Mapping[str, int], kept: Iterable[str] = ()) -> None:
    """Fork into namespaces of its own; return in the child, which is the first process in them.

    ``fresh`` are folders that are empty inside, with the bytes that fit in, but for what is at
    the paths ``kept``; nothing else can be written, so that who comes later finds nothing. The
    child has no capabilities and dies with its parent, which waits for it and ends as it does.
    Call it while there is one thread. Raises OSError.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    _done(libc.unshare(_EVERY))
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")
    _done(libc.mount(b"none", b"/", None, _PRIVATE_BELOW, None))
    child = os.fork()
    if child:
        _end_as(child)
    die_with_parent()
    for folder in ("/", "/dev"):
        _done(libc.mount(None, folder.encode(), None, _AGAIN_READ_ONLY | _flags_of(folder), None))
    shown = {path: os.open(path, os.O_PATH) for path in kept}
    for folder, size in fresh.items():
        _mount(libc, "tmpfs", folder, _NO_SUID | _NO_DEVICES, f"size={size},mode=1777")
    for path, handle in shown.items():
        _show_again(libc, path, handle)
    _mount(libc, "devpts", "/dev/pts", _NO_SUID | _NO_PROGRAMS, "newinstance,ptmxmode=0666")
    _mount(libc, "proc", "/proc", _NO_SUID | _NO_DEVICES | _NO_PROGRAMS)
    _raise_loopback()
    _give_up_capabilities(libc)


def _end_as(child: int) -> None:
    """Wait for ``child`` and end with its code, as bubblewrap does."""
    _pid, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _show_again(libc: ctypes.CDLL, path: str, handle: int) -> None:
    """Put what was opened as ``handle`` back to its path, in a folder that is empty now."""
    source, place = f"/proc/self/fd/{handle}", Path(path)
    if Path(source).is_dir():
        place.mkdir(parents=True, exist_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    _done(libc.mount(source.encode(), path.encode(), None, _BIND_BELOW, None))
    os.close(handle)


def _mount(libc: ctypes.CDLL, kind: str, place: str, flags: int, options: str = "") -> None:
    words = (kind.encode(), place.encode(), kind.encode())
    _done(libc.mount(*words, flags, options.encode() or None))


def _flags_of(folder: str) -> int:
    """Return the flags that a mount has already: they cannot be taken from it."""
    has = os.statvfs(folder).f_flag
    return has & (_NO_SUID | _NO_DEVICES | _NO_PROGRAMS)


def _raise_loopback() -> None:
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        found = fcntl.ioctl(any_socket, _GET_FLAGS, struct.pack("16sh14x", b"lo", 0))
        flags = struct.unpack("16sh14x", found)[1] | _IS_UP
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags))


def _give_up_capabilities(libc: ctypes.CDLL) -> None:
    """Keep none, not even those that a program of a set user would bring."""
    for capability in range(_MOST_CAPABILITIES):
        libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)  # refuses numbers that are none
    header = struct.pack("=Ii", _CAPABILITIES_VERSION, 0)
    _done(libc.capset(header, struct.pack("=6I", 0, 0, 0, 0, 0, 0)))
    _done(libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))


def _write(file: str, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _done(code: int) -> None:
    if code != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))

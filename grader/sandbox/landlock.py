"""Landlock: a process gives up what it does not need of files, ports and signals (Linux)."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

SYSTEM = (
    "/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin",
    "/etc/ssl", "/etc/pki", "/etc/ca-certificates", "/etc/ca-certificates.conf",
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives",
    "/etc/localtime", "/etc/timezone", "/etc/nsswitch.conf", "/etc/resolv.conf", "/etc/gai.conf",
    "/etc/services", "/etc/protocols", "/etc/mime.types",
    "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/version",
    "/sys/devices/system/cpu", "/sys/fs/cgroup",
)  # fmt: skip
"""What any program may need to read of the system; no accounts, no homes, no other process."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH, _RULE_PORT = 1, 2
_PR_SET_NO_NEW_PRIVS = 38
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_BIND, _CONNECT = 1, 2
_ABSTRACT_SOCKETS, _SIGNALS = 1, 2


def landlock_version() -> int:
    """Return the kernel's Landlock ABI, 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, _syscall(_CREATE_RULESET, None, 0, 1))


def confine(
    *,
    read: Iterable[Path | str] = (),
    write: Iterable[Path | str] = (),
    names: Iterable[Path | str] = (),
    connect: Iterable[int] | None = None,
) -> bool:
    """Leave this process, and all it starts, only what is named; False where that is impossible.

    Files: SYSTEM, the interpreter and ``read`` can be read and executed, ``write`` read and
    written, folders below ``names`` listed, all else is refused. With ``connect`` only these TCP
    ports can be connected to, and none can be bound (ABI 4). Signals and abstract sockets reach
    only processes that are confined along with this one (ABI 6). Call it before any thread is
    started.
    """
    version = landlock_version()
    if version == 0:
        return False
    rights = _file_rights(version)
    ports = version >= 4 and connect is not None
    ruleset = _new_ruleset(
        rights,
        (_BIND | _CONNECT) if ports else 0,
        (_ABSTRACT_SOCKETS | _SIGNALS) if version >= 6 else 0,
        version,
    )
    try:
        for path in (*SYSTEM, sys.base_prefix, sys.base_exec_prefix, *read):
            _allow_path(ruleset, path, _READ & rights)
        for path in (*DEVICES, *write):
            _allow_path(ruleset, path, rights)
        for path in names:
            _allow_path(ruleset, path, _READ_DIR)
        for port in connect or () if ports else ():
            _allow_port(ruleset, port)
        return _restrict(ruleset)
    finally:
        os.close(ruleset)


def allow_programs(programs: Iterable[Path | str] = ()) -> bool:
    """Let this process, and all it starts, execute only ``programs``; False where impossible.

    It comes on top of `confine`. Shared libraries load as before; a program that is linked
    dynamically needs its loader named, too.
    """
    version = landlock_version()
    if version == 0:
        return False
    ruleset = _new_ruleset(_EXECUTE, 0, 0, version)
    try:
        for program in programs:
            _allow_path(ruleset, program, _EXECUTE)
        return _restrict(ruleset)
    finally:
        os.close(ruleset)


def _file_rights(version: int) -> int:
    last = {1: 12, 2: 13, 3: 14, 4: 14}.get(version, 15)
    return (1 << (last + 1)) - 1


def _new_ruleset(files: int, ports: int, scopes: int, version: int) -> int:
    import ctypes

    size = 8 if version < 4 else 16 if version < 6 else 24
    attributes = (ctypes.c_uint64 * 3)(files, ports, scopes)
    return _checked(_syscall(_CREATE_RULESET, attributes, size, 0))


def _allow_path(ruleset: int, path: Path | str, rights: int) -> None:
    """Allow ``rights`` below ``path``; a path that does not exist needs no rule."""
    if sys.platform == "win32":
        return
    import ctypes

    class Beneath(ctypes.Structure):
        _pack_ = 1
        _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))

    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_A_FILE
        rule = Beneath(rights, place)
        _checked(_syscall(_ADD_RULE, ruleset, _RULE_PATH, ctypes.byref(rule), 0))
    finally:
        os.close(place)


def _allow_port(ruleset: int, port: int) -> None:
    import ctypes

    rule = (ctypes.c_uint64 * 2)(_CONNECT, port)
    _checked(_syscall(_ADD_RULE, ruleset, _RULE_PORT, rule, 0))


def _restrict(ruleset: int) -> bool:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    with contextlib.suppress(OSError):
        _checked(_syscall(_RESTRICT_SELF, ruleset, 0))
        return True
    return False


def _syscall(number: int, *arguments: object) -> int:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    values = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return int(library.syscall(ctypes.c_long(number), *values))


def _checked(result: int) -> int:
    if result < 0:
        import ctypes

        number = ctypes.get_errno() or errno.EINVAL
        raise OSError(number, f"landlock: {os.strerror(number)}")
    return result

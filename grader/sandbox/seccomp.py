"""System calls that processes in a sandbox are refused (Linux, by libseccomp)."""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from pathlib import Path
from typing import Literal

Strength = Literal["job", "student"]
"""A job still makes namespaces for its own children; what a student wrote has no use for them."""

_NOBODY_NEEDS = (
    "acct", "add_key", "bpf", "clock_adjtime", "clock_settime", "delete_module", "finit_module",
    "init_module", "io_uring_enter", "io_uring_register", "io_uring_setup", "kexec_file_load",
    "kexec_load", "keyctl", "name_to_handle_at", "open_by_handle_at", "perf_event_open",
    "process_vm_readv", "process_vm_writev", "ptrace", "quotactl", "reboot", "request_key",
    "settimeofday", "swapoff", "swapon", "userfaultfd",
)  # fmt: skip
_ONLY_WALLS_NEED = (
    "chroot", "fsconfig", "fsmount", "fsopen", "fspick", "mount", "mount_setattr", "move_mount",
    "open_tree", "pivot_root", "setdomainname", "sethostname", "setns", "umount2", "unshare",
    "mknod", "mknodat",
)  # fmt: skip
_NEW_NAMESPACES = 0x7E020000
"""CLONE_NEW* of clone(2): cgroup, uts, ipc, user, pid, net, and mount."""
_FAMILIES_FOR_WALLS = (16,)
"""AF_NETLINK, by which bubblewrap raises the loopback device."""
_FAMILIES_REFUSED = (17, 38, 40)
"""AF_PACKET, AF_ALG, AF_VSOCK."""


class NoSeccomp(Exception):
    """The library is missing; the message says which."""


@cache
def program(strength: Strength) -> bytes:
    """Return the filter as BPF, as bubblewrap's --seccomp takes it. Raises NoSeccomp."""
    if sys.platform != "linux":
        raise NoSeccomp(sys.platform)
    try:
        import pyseccomp as seccomp
    except (ImportError, RuntimeError, OSError) as error:
        raise NoSeccomp(str(error)) from error
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refused = _NOBODY_NEEDS if strength == "job" else (*_NOBODY_NEEDS, *_ONLY_WALLS_NEED)
    for name in refused:
        try:
            rules.add_rule(seccomp.ERRNO(errno.EPERM), name)
        except (OSError, ValueError):
            continue  # this machine's kernel or library has no such call
    families: tuple[int, ...] = _FAMILIES_REFUSED
    if strength == "student":
        families = (*families, *_FAMILIES_FOR_WALLS)
        # clone3 hides its flags from the filter; libraries fall back to clone.
        rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
        for bit in range(32):
            if _NEW_NAMESPACES >> bit & 1:
                flag = 1 << bit
                argument = seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag)
                rules.add_rule(seccomp.ERRNO(errno.EPERM), "clone", argument)
    for family in families:
        argument = seccomp.Arg(0, seccomp.EQ, family)
        rules.add_rule(seccomp.ERRNO(errno.EAFNOSUPPORT), "socket", argument)
    handle = os.memfd_create("filter")
    with os.fdopen(handle, "w+b") as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def filter_file(folder: Path, strength: Strength) -> Path:
    """Return the filter as a file in ``folder``, written if it is not there. Raises NoSeccomp."""
    file = folder / f"{strength}.filter"
    if not file.is_file():
        file.write_bytes(program(strength))
    return file

"""Whether a port is free, and which process holds it where it is not."""

from __future__ import annotations

import contextlib
import errno
import socket


def is_free(port: int) -> bool:
    """Whether a program could listen on ``port`` of 127.0.0.1 now. Raises OSError otherwise."""
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return False
        raise


def holder(port: int) -> str | None:
    """Return the process that listens on ``port``, as "name (process 123)"; None when unseen."""
    from grader.bench.standing import find

    ours = find(port)
    if ours is not None:
        return f"python -m grader up (process {ours.pid})"
    import psutil

    with contextlib.suppress(psutil.Error):  # other users' processes are not shown everywhere
        for one in psutil.net_connections(kind="tcp"):
            listens = one.status == psutil.CONN_LISTEN and one.laddr and one.laddr.port == port
            if listens and one.pid is not None:
                words = psutil.Process(one.pid).cmdline() or [psutil.Process(one.pid).name()]
                return f"{' '.join(words)[:80]} (process {one.pid})"
    return None

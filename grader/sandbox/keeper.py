"""A watchdog: when the grader dies, it ends what the grader started and deletes the cell."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.interpreter import python_argv

if TYPE_CHECKING:
    from grader.sandbox.cells import CellFolder

_RELEASED = b"released"


class Keeper:
    """The running watchdog of one cell."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Use `start_keeper`."""
        self._process = process

    @property
    def pid(self) -> int:
        """Process id of the watchdog."""
        return self._process.pid

    def release(self) -> None:
        """Let it end without doing anything: the cell is gone, or was kept on purpose."""
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.communicate(_RELEASED, timeout=5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def start_keeper(cell: CellFolder) -> Keeper:
    """Start the watchdog of ``cell``; it holds a pipe that closes when this process ends.

    It does not carry the cell's token and does not stand in its folder. Raises OSError when no
    process can be started.
    """
    environment = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if sys.platform == "win32" else {}
    process = subprocess.Popen(
        python_argv("grader.sandbox.keeper", str(cell.path), cell.token, packages=("psutil",)),
        env=environment,
        cwd=cell.path.anchor,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return Keeper(process)


def main() -> None:
    """Wait for the pipe's end; then clean up, unless it was released."""
    folder, token = Path(sys.argv[1]), sys.argv[2]
    if sys.stdin.buffer.read() == _RELEASED:
        return
    from grader.sandbox.cells import remove_tree
    from grader.sandbox.tree import kill_token

    kill_token(token, folder, seconds=8)
    remove_tree(folder)

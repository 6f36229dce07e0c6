"""The emulator starts no process but those of functions.

MiniStack runs Glue scripts and JavaScript of AppSync with its own rights: code of a student's,
beside the records that a verdict is built on.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from grader.cloud.host import STARTER

if TYPE_CHECKING:
    from grader.cloud.emulator import Emulator

_STARTS = frozenset({"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system"})


def apply(emulator: Emulator) -> None:
    """Refuse new processes in every thread but the one that starts functions."""
    del emulator

    def watch(event: str, arguments: object) -> None:
        del arguments
        if event in _STARTS and not threading.current_thread().name.startswith(STARTER):
            raise PermissionError(f"{event} is not for this process")

    sys.addaudithook(watch)

"""What no attack may touch: a file, a port, a process, another student's work."""

from __future__ import annotations

import hashlib
import secrets
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from .attack import ROOT

_PROCESS = "import sys; print('ready', flush=True); sys.stdin.read()"


class Canaries:
    """Lives outside every wall, and tells whether anybody was there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.secret = "canary-" + secrets.token_hex(8)
        self.file = folder / "canary.txt"
        self.file.write_text(self.secret)
        self.packages = folder / "site-packages"
        self.packages.mkdir()
        self.callers = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.name = f"\0{self.secret}"
        self._abstract = socket.socket(socket.AF_UNIX)
        self._abstract.bind(self.name)
        self._abstract.listen()
        self.socket = folder / "s"
        self._named = socket.socket(socket.AF_UNIX)
        self._named.bind(str(self.socket))
        self._named.listen()
        for listener in (self._listener, self._abstract, self._named):
            threading.Thread(target=self._answer, args=(listener,), daemon=True).start()
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _PROCESS, f"process-of-{self.secret}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.process.stdout.readline()
        self._before = self._look()

    def world(self, **more: Any) -> dict[str, Any]:
        """Return what the attacker knows: everything."""
        return {
            "secret_file": str(self.file),
            "folder": str(self.folder),
            "packages": str(self.packages),
            "port": self.port,
            "abstract": self.name,
            "socket": str(self.socket),
            "pid": self.process.pid,
            "process": "process-of-" + self.secret,
            "checks": str(ROOT / "challenges" / "03_hello_lambda" / "checks.py"),
            **more,
        }

    def harm(self) -> list[str]:
        """Return what was touched."""
        found = []
        if self._look() != self._before:
            found.append("a file outside was changed")
        if self.callers:
            found.append("a port outside was reached")
        if self.process.poll() is not None:
            found.append("a process outside was ended")
        return found

    def close(self) -> None:
        """End the process and the ports."""
        self.process.kill()
        self.process.communicate()
        for listener in (self._listener, self._abstract, self._named):
            listener.close()

    def _answer(self, listener: socket.socket) -> None:
        while True:
            try:
                caller, _address = listener.accept()
            except OSError:
                return
            self.callers += 1
            with caller:
                caller.sendall(self.secret.encode())

    def _look(self) -> dict[str, str]:
        return looked(self.folder)


def looked(folder: Path) -> dict[str, str]:
    """Return every file below ``folder``, with its mode and a hash of its content."""
    return {
        str(path.relative_to(folder)): f"{path.lstat().st_mode:o} "
        + (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in sorted(folder.rglob("*"))
    }

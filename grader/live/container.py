"""The container that publishes a port on this machine, where Docker is there to tell."""

from __future__ import annotations

import contextlib
import shutil
import subprocess

PATIENCE = 5.0


def image_at(port: int) -> str | None:
    """Return the image of the container that publishes ``port``; None when none is seen.

    `docker ps --filter publish=…`: docs.docker.com/reference/cli/docker/container/ls.
    """
    program = shutil.which("docker")
    if program is None:
        return None
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run(
            [program, "ps", "--filter", f"publish={port}", "--format", "{{.Image}}"],
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
        ).stdout.split()
        return told[0] if told else None
    return None

"""What ``doctor`` says of Docker: the program alone is not enough, its daemon has to answer."""

from __future__ import annotations

import shutil
import subprocess

from grader.commands.examined import Examined
from grader.locale import _

PATIENCE = 3.0
"""Seconds that the daemon may take to answer."""


def docker() -> Examined:
    """Examine Docker, which only a LocalStack of one's own needs."""
    path = shutil.which("docker")
    if path is None:
        return Examined("good", _("docker: not there, only for a LocalStack of your own"))
    version = _version_of_daemon(path)
    if version:
        return Examined("good", _("docker: its daemon answers ({version})").format(version=version))
    return Examined(
        "warn",
        _("docker: {path} is there, its daemon does not answer").format(path=path),
        _("Start Docker if you want a LocalStack of your own; grading needs none."),
    )


def _version_of_daemon(path: str) -> str:
    try:
        done = subprocess.run(
            [path, "info", "--format", "{{.ServerVersion}}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""

"""Terraform by hand: the bundled core with the course's provider, on a cloud that stays up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from grader.sandbox.cells import CellFolder
from grader.sandbox.closed import CLOSED
from grader.sandbox.interpreter import python_argv
from grader.terraform.attachment import addresses_for, reattach
from grader.terraform.by_hand import folder_with_state
from grader.terraform.deploy import installed_packages, require_library
from grader.terraform.provider.places import SUBMISSION_VARIABLE


def run(path: Path, directory: str, words: Sequence[str], endpoint: str, *, plain: bool) -> int:
    """Run Terraform with ``words`` in the folder ``directory`` of ``path``; return its exit code.

    ``plain`` keeps colours away. Its output goes to our own streams, and its questions are
    answered there. Raises TerraformMissing.
    """
    require_library()
    cell = CellFolder.create()
    try:
        folder = folder_with_state(path, directory)
        addresses = addresses_for(folder, cell.path)
        argv = python_argv(
            "grader.terraform.by_hand",
            endpoint,
            directory,
            json.dumps(addresses),
            *words,
            packages=installed_packages(),
        )
        if sys.platform != "win32":
            argv = python_argv("grader.terraform.start", *argv)
        environment = _environment(path, cell.path, reattach(addresses))
        if plain:
            environment["TF_CLI_ARGS"] = "-no-color"
        process = subprocess.Popen(argv, env=environment, cwd=folder.root)
        return _wait(process)
    finally:
        cell.remove()


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Wait, and leave Ctrl-C to Terraform, which has its own way to end."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _environment(path: Path, scratch: Path, reattached: str) -> dict[str, str]:
    """Return the variables of Terraform: its own settings, and nothing that leads to AWS."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in {"HOME", "TERM", "COLUMNS", "LANG", "LC_ALL", "NO_COLOR", "SYSTEMROOT", "TZ"}
        or name.startswith("TF_VAR_")
    }
    configuration = scratch / "terraform.rc"
    configuration.write_text("disable_checkpoint = true\n", encoding="utf-8")
    return {
        **environment,
        **CLOSED,
        SUBMISSION_VARIABLE: str(path),
        "TMPDIR": str(scratch),
        "TEMP": str(scratch),
        "TMP": str(scratch),
        "PATH": os.defpath,
        "PYTHONUTF8": "1",
        "TF_CLI_CONFIG_FILE": str(configuration),
        "TF_REATTACH_PROVIDERS": reattached,
    }

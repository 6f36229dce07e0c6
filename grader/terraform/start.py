"""The first program of the deploy child: it names its own process to Terraform, then becomes it.

Terraform watches the process of a reattached provider, and here that is its own. Go reads the
environment only when the process starts, so the number has to be there before.
"""

from __future__ import annotations

import os
import sys

PROCESS = "@process@"
"""Stands for the number of the process in TF_REATTACH_PROVIDERS."""

_VARIABLE = "TF_REATTACH_PROVIDERS"


def name_own_process() -> None:
    """Put this process's number where the environment waits for it."""
    os.environ[_VARIABLE] = os.environ[_VARIABLE].replace(f'"{PROCESS}"', str(os.getpid()))


def main() -> None:
    """Go on as `grader.terraform.child`, in the same process."""
    name_own_process()
    if sys.platform != "win32":
        os.execv(sys.executable, sys.argv[1:])  # noqa: S606
    # There is no exec on Windows, and Go asks for variables when it needs them.
    from grader.terraform.child import main as go_on

    go_on()

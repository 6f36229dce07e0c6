"""A check in a process of its own: one in pytest would make it the parent of orphans."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def checked(number: str, folder: Path, *, seed: int = 3) -> dict[str, Any]:
    """Return the report on ``folder`` as its document."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", "check", number, "--in", str(folder),
         "--seed", str(seed), "--format", "json"],
        capture_output=True, text=True, cwd=Path(__file__).parent.parent, timeout=110, check=False,
    )  # fmt: skip
    document: dict[str, Any] = json.loads(done.stdout)
    return document

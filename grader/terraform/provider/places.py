"""Where the submission lies: the grader says so in the deploy child's environment."""

from __future__ import annotations

import os
from pathlib import Path

SUBMISSION_VARIABLE = "GROUNDTRACK_SUBMISSION"


def submission() -> Path:
    """The submission's folder, in which the working directory, the root module's folder, is."""
    return Path(os.environ.get(SUBMISSION_VARIABLE) or Path.cwd())

"""hashicorp/aws 5.100.0, where this machine has it."""

from __future__ import annotations

from pathlib import Path

from grader.terraform.official import SOURCE, VERSION
from grader.terraform.official.places import find as program

__all__ = ["MISSING", "program", "required"]

MISSING = (
    f"{SOURCE} {VERSION} is not on this machine: put it into a filesystem mirror such as "
    "~/.terraform.d/plugins, or into a plugin cache that TF_PLUGIN_CACHE_DIR names"
)


def required() -> Path:
    """Return its program. Raises FileNotFoundError where there is none."""
    found = program()
    if found is None:
        raise FileNotFoundError(MISSING)
    return found

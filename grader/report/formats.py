"""The forms that a report can take, by the names that `--format` knows."""

from __future__ import annotations

from pathlib import PurePath

SUFFIXES = {
    "terminal": ".txt",
    "json": ".json",
    "html": ".html",
    "junit": ".xml",
    "github": ".md",
}
"""What ends the name of a form's file."""
SHOWN = frozenset({"terminal", "github"})
"""Forms that are shown as they are written; the others are documents."""


def of_file(path: PurePath) -> str | None:
    """Return the form that a file's name asks for; None when it asks for none."""
    suffix = {".htm": ".html", ".markdown": ".md"}.get(path.suffix.lower(), path.suffix.lower())
    return next((name for name, own in SUFFIXES.items() if own == suffix), None)

"""Builds the catalogue of every sentence that a student reads: groundtrack.pot.

``python -m grader.locale.catalogue`` writes it anew; a test proves that it is current.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.locale import DOMAIN, FOLDER

ROOT = FOLDER.parent.parent
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
SOURCES = (
    "grader/**/*.py",
    "challenges/*/checks.py",
    "dashboard/**/*.py",
    "dashboard/templates/**/*.html",
)
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}

Found = tuple[int, str | tuple[str, ...]]


def build() -> bytes:
    """Return the catalogue's template as a POT file, the same for the same sources."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalog: Any = Catalog(project="groundtrack", fuzzy=False)
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            for _line, message in _messages(path):
                # Without line numbers a change elsewhere in a file changes nothing here.
                place = (path.relative_to(ROOT).as_posix(), 0)
                catalog.add(message, locations=[place])
    target = io.BytesIO()
    write_po(target, catalog, omit_header=True, sort_output=True, include_lineno=False, width=98)
    return target.getvalue()


def _messages(path: Path) -> Iterator[Found]:
    from babel.messages.extract import extract

    method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
    content = path.read_bytes()
    for line, message, *_rest in extract(method, io.BytesIO(content), KEYWORDS):
        if isinstance(message, (str, tuple)):
            yield line, message
    if path.suffix == ".py":
        yield from _titles(ast.parse(content))


def _titles(tree: ast.Module) -> Iterator[Found]:
    """Yield the docstrings of checks: each is a line that the student reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "check"
            for d in node.decorator_list
        ):
            title = ast.get_docstring(node)
            if title:
                yield node.lineno, title


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())

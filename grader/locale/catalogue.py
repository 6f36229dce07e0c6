"""Builds the catalogue of every sentence that a student reads, and keeps translations with it.

``python -m grader.locale.catalogue`` writes groundtrack.pot anew, brings each language's .po up
to it and compiles that; a test proves that they are current.
"""

from __future__ import annotations

import ast
import io
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.locale import DOMAIN, FOLDER, LANGUAGES

ROOT = FOLDER.parent.parent
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
SOURCES = (
    "grader/**/*.py",
    "challenges/*/checks.py",
    "challenges/*/challenge.toml",
    "dashboard/**/*.py",
    "dashboard/templates/**/*.html",
)
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}

_HEADER = "# Edit the sentences here, then: python -m grader.locale.catalogue"
_WHENEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""So that the same sentences make the same files."""

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
    if path.suffix == ".toml":
        yield from _described(path)
        return
    from babel.messages.extract import extract

    method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
    content = path.read_bytes()
    for line, message, *_rest in extract(method, io.BytesIO(content), KEYWORDS):
        if isinstance(message, (str, tuple)):
            yield line, message
    if path.suffix == ".py":
        yield from _titles(ast.parse(content))


def _described(path: Path) -> Iterator[Found]:
    """Yield a challenge's title and its hints."""
    described = tomllib.loads(path.read_text(encoding="utf-8"))
    for sentence in (described["title"], *described.get("hints", ())):
        yield 0, sentence


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


def translation(language: str) -> Path:
    """Return the file with the sentences of ``language``, to be edited."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def translated(language: str, template: bytes) -> Any:
    """Return the catalogue of ``language``: the sentences of ``template``, said where they were."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    with translation(language).open("rb") as file:
        said: Any = read_po(file, locale=language)
    sentences: Any = read_po(io.BytesIO(template))
    catalog: Any = Catalog(
        language, project="Groundtrack", version=" ", msgid_bugs_address=" ", last_translator=" ",
        language_team=" ", header_comment=_HEADER, creation_date=_WHENEVER,
        revision_date=_WHENEVER, fuzzy=False,
    )  # fmt: skip
    for one in sentences:
        if one.id:
            known = said.get(one.id)
            catalog.add(one.id, known.string if known else None, one.locations, flags=one.flags)
    return catalog


def edited(catalog: Any) -> bytes:
    """Return what people edit."""
    from babel.messages.pofile import write_po

    target = io.BytesIO()
    write_po(target, catalog, sort_output=True, include_lineno=False, width=98, omit_header=False)
    return target.getvalue()


def compiled(catalog: Any) -> bytes:
    """Return what gettext reads."""
    from babel.messages.mofile import write_mo

    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def untranslated(catalog: Any) -> list[str]:
    """Return the sentences that nobody has said in the catalogue's language yet."""
    return [str(one.id) for one in catalog if one.id and not all(_said(one.string or ""))]


def _said(string: str | tuple[str, ...] | list[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


def write() -> None:
    """Write the template, and every language's files."""
    template = build()
    TEMPLATE.write_bytes(template)
    for language in LANGUAGES:
        if language == "en":
            continue
        file, catalog = translation(language), translated(language, template)
        file.write_bytes(edited(catalog))
        file.with_suffix(".mo").write_bytes(compiled(catalog))
        for sentence in untranslated(catalog):
            sys.stderr.write(f"{language}: not translated: {sentence}\n")


if __name__ == "__main__":
    write()

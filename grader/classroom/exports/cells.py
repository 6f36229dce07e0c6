"""Cells of tables that a spreadsheet opens, and names of files, whatever a student is called."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from grader.classroom.late import number
from grader.report.text import visible
from grader.rubric import plain

Cell = str | int | Decimal | None
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
AFTER_A_SEPARATOR = re.compile(r"([;\t|])(\s*[=+\-@＝＋－＠])")
"""In some languages a spreadsheet takes a semicolon for the end of a cell, in quotes or not."""
REAL_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?|-", re.ASCII)
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}(?<!\.)")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|index(?:\..*)?")
"""Names that Windows keeps to itself, and the one of the first page."""


class Verbatim(str):
    """A cell that another program has to find as it wrote it itself."""


def table(rows: Iterable[Sequence[Cell]], delimiter: str = ",") -> str:
    """Return rows as CSV (RFC 4180, but with line feeds); numbers stay numbers."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
    writer.writerows([written(cell) for cell in row] for row in rows)
    return target.getvalue()


def written(cell: Cell) -> str:
    """Return a cell's text, which no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, Verbatim):
        return plain(cell)
    if isinstance(cell, Decimal):
        return number(cell)
    return safe(cell) if isinstance(cell, str) else str(cell)


def safe(text: str) -> str:
    """Return ``text`` on one line, with an apostrophe before what would be computed.

    The apostrophe is what a spreadsheet itself writes before text; a real number needs none.
    """
    if REAL_NUMBER.fullmatch(text):
        return text
    risky = FORMULA.match(text) is not None
    line = visible(" ".join(plain(text).split()))
    line = AFTER_A_SEPARATOR.sub(r"\1'\2", line)
    return f"'{line}" if risky or FORMULA.match(line) else line


def file_name(text: str) -> str:
    """Return a name for a file or folder, good on every system; another text has another one."""
    if NAME.fullmatch(text) and not RESERVED.fullmatch(text):
        return text
    word = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40] or "student"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{word}-{digest[:8]}"

"""The report on a terminal: coloured where there are colours, plain text anywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from grader.report.lines import PLAIN_SYMBOLS, Layout, Line, Symbols
from grader.report.model import Report

STYLES = {"good": "green", "bad": "bold red", "warn": "yellow", "quiet": "dim", "strong": "bold"}
WIDEST = 100


def show(report: Report, *, plain: bool = False, verbose: bool = False) -> None:
    """Print the report on standard output."""
    stream = sys.stdout
    layout = Layout(width(stream), symbols_for(stream), verbose, stream.encoding or "utf-8")
    write(list(layout.lines(report)), stream, coloured=is_coloured(stream, plain=plain))


def render(report: Report, *, verbose: bool = False) -> str:
    """Return the report as plain text, 80 columns wide."""
    layout = Layout(80, Symbols(), verbose)
    return as_text(layout.lines(report))


def as_text(lines: Iterable[Line]) -> str:
    """Return lines as plain text."""
    return "".join(line.text.rstrip() + "\n" for line in lines)


def write(lines: list[Line], stream: TextIO, *, coloured: bool) -> None:
    """Write lines to ``stream``; what its encoding cannot show is written as an escape."""
    if not coloured:
        text = as_text(lines)
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((piece, STYLES.get(s, "")) for piece, s in line.pieces)))


def symbols_for(stream: TextIO) -> Symbols:
    """Return the symbols that the stream's encoding can show."""
    symbols = Symbols()
    try:
        "".join(vars(symbols).values()).encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return PLAIN_SYMBOLS
    return symbols


def is_coloured(stream: TextIO, *, plain: bool) -> bool:
    """Whether colours are wanted there, and can be shown."""
    return not plain and stream.isatty() and "NO_COLOR" not in os.environ


def width(stream: TextIO) -> int:
    """Return how many columns a report takes there."""
    columns = shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80
    return max(40, min(columns - 1 if columns < WIDEST else WIDEST, WIDEST))
